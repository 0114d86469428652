"""What the champions go by and where they part, as the user sees it."""

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.inspection.explain import explain
from dlcompare.jobs import intake
from dlcompare.jobs.cells import row_cells
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Inspected, InspectionTask
from dlcompare.training.fit import context
from tests.finished import study_of

SOME_CELLS = ([0, 5], ["town", "a", "unknown"])  # rows and columns


class Rule:
    """Alarms where `a` is above 0."""

    classes_ = np.array([0, 1])

    def predict_proba(self, X):
        is_alarm = (X["a"] > 0).to_numpy()
        return np.column_stack([~is_alarm, is_alarm]) * 1.0


@pytest.fixture
def two_classes(home):
    """A finished study of 120 rows, both of whose champions were looked into."""
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.normal(size=(120, 2)), columns=["a", "*b*"])
    table["town"] = rng.choice(["<b>", "Ulm"], 120)
    noisy = table["a"] + rng.normal(0, 0.7, 120)
    table["target"] = np.where(noisy > 0, "yes", "no")
    path = home / "two.csv"
    table.to_csv(path, index=False)
    study = study_of(home, path)
    store = SqliteStore(home)
    known = store.load(study)
    dataset = intake.open_dataset(home, known.setup)
    for candidate in known.plan.candidates[1:]:
        found = explain(
            Rule(), dataset, np.arange(60), known.plan, candidate, seed=0, deadline=1e9
        )
        task = InspectionTask("explain", candidate.model)
        store.append_inspected(
            study, Inspected(task, candidate.family, explanation=found)
        )
    return study


def said(app):
    return " ".join(m.value for m in app.markdown)


@pytest.mark.slow
def test_the_page_says_what_both_go_by_and_what_alarms_cost(
    two_classes, home, open_app
):
    app = open_app("understand", two_classes)

    assert not app.exception
    assert "Both go by a most" in app.title[0].value
    for title in (
        "What do the two go by",
        "What do they make of a",
        "Do their probabilities mean what they say",
        "From which probability on does an alarm pay",
        "Rows only one of them gets right",
    ):
        assert title in said(app) or title in [e.label for e in app.expander]
    assert "Averaging both puts right" in said(app)

    cost = next(s for s in app.selectbox if "miss" in s.label)
    before = said(app)
    cost.set_value("10 times").run()

    assert not app.exception
    assert before != said(app)
    cells = row_cells(home, SqliteStore(home).load(two_classes).setup, *SOME_CELLS)
    assert {"<b>", "Ulm"} >= {row[0] for row in cells}
    assert all("." in row[1] and row[2] == "–" for row in cells)


def test_a_study_that_was_not_looked_into_says_so(finished, open_app):
    app = open_app("understand", finished)

    assert not app.exception
    assert "has not come to that yet" in said(app)
    assert "Exactly one of them is right" in app.title[0].value


@pytest.fixture
def pictures(home, image_zip):
    """A finished study of images, whose classical champion was looked into."""
    study = study_of(home, image_zip, models=("hog_linear", "hog_forest"))
    store = SqliteStore(home)
    known = store.load(study)
    dataset = intake.open_dataset(home, known.setup)
    rows = np.arange(len(dataset.y))
    for candidate in known.plan.candidates[1:]:
        told = context(dataset, known.plan, n_threads=1)
        model = models.model(candidate.model).build(told, {}).fit(dataset.X, dataset.y)
        found = explain(
            model, dataset, rows, known.plan, candidate, seed=0, deadline=1e9
        )
        task = InspectionTask("explain", candidate.model)
        store.append_inspected(
            study, Inspected(task, candidate.family, explanation=found)
        )
    return study


@pytest.mark.slow
def test_of_images_the_page_shows_kinds_of_features_and_where_both_look(
    pictures, open_app
):
    app = open_app("understand", pictures)

    assert not app.exception
    assert "Where do they look?" in said(app)
    assert "One part after the other is covered" in said(app)
    assert "when the kind of feature is shuffled" in said(app)
