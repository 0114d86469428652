"""One fit of the closer look: like the fold it repeats, but for one thing."""

from dataclasses import replace

import pytest

from dlcompare.errors import InvalidPlan
from dlcompare.inspection import inspect
from dlcompare.models import model
from dlcompare.records import (
    Budget,
    Candidate,
    FoldScheme,
    FoldTask,
    InspectionTask,
    Plan,
)
from dlcompare.training import fit_fold

FOREST = {"n_trees": 5}
SETTINGS = {"linear": {}, "forest": FOREST}


@pytest.fixture
def plan():
    candidates = tuple(
        Candidate(name, name, "classical", {**model(name).defaults, **params})
        for name, params in SETTINGS.items()
    )
    return Plan(
        task="binary",
        metric="roc_auc",
        candidates=candidates,
        scheme=FoldScheme(k=3),
        budget=Budget("quick", 30.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


@pytest.fixture
def look(small_table, plan):
    """Makes the fit of a task on 90 rows, as the fold has set it."""
    dataset = small_table(n_rows=90)

    def make(kind, name="forest", **more):
        params = next(c.params for c in plan.candidates if c.model == name)
        task = InspectionTask(kind, name, **more)
        return inspect(dataset, plan, task, params)

    return make


def test_without_a_column_all_else_is_as_in_the_fold(look, small_table, plan):
    fold = fit_fold(small_table(n_rows=90), plan, FoldTask("forest", 0, 1))

    same = look("without", fold=1, column="not there")
    other = look("without", fold=1, column="height")

    assert fold.scores == same.scores
    assert (fold.n_train, fold.n_test) == (same.n_train, same.n_test)
    assert other.scores["roc_auc"] < same.scores["roc_auc"]
    assert not other.failure


def test_another_seed_changes_a_random_model_and_stays_the_same_itself(look):
    first, second, again = (look("seed", number=n) for n in (1, 2, 1))

    assert first.scores != second.scores
    assert first.scores == again.scores


def test_a_champion_is_looked_into_as_the_fold_fitted_it(look, small_table, plan):
    fold = fit_fold(small_table(n_rows=90), plan, FoldTask("forest", 0, 0))

    result = look("explain")

    assert fold.scores == result.scores
    assert fold.scores["roc_auc"] == result.explanation.base_score
    assert "height" == result.explanation.importances[0].column


def test_fewer_rows_are_learned_from_and_all_of_the_fold_scored(look):
    few, all_rows = look("rows", "linear", n_rows=20), look("rows", "linear")

    assert (20, 60) == (few.n_train, all_rows.n_train)
    assert (30, 30) == (few.n_test, all_rows.n_test)
    assert few.seconds >= few.fit_seconds > 0


def test_what_fails_says_why(look):
    result = look("rows", "linear", n_rows=1)

    assert result.failure
    assert {} == result.scores


def test_a_model_outside_the_plan_is_refused(small_table, plan):
    task = InspectionTask("seed", "nearest")

    with pytest.raises(InvalidPlan, match="nearest"):
        inspect(small_table(), replace(plan, candidates=()), task, {})
