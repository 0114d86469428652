"""What a model goes by, of models whose working is known."""

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare.inspection.dependence import MOST_LEVELS, by_association, grid
from dlcompare.inspection.explain import explain
from dlcompare.inspection.importance import prepared, sources
from dlcompare.records import Budget, Candidate, Column, Dataset, FoldScheme, Plan

CANDIDATE = Candidate("linear", "Linear model", "classical")
LATER = 3600.0  # seconds from now; no test takes so long


class Line:
    """Predicts `3 a + 1`, whatever the other columns say."""

    def predict(self, X):
        return 3.0 * X["a"].to_numpy(np.float64) + 1.0


class Colours:
    """Blue: the first class surely; else the last."""

    def __init__(self, n_classes):
        self.classes_ = np.arange(n_classes)

    def predict_proba(self, X):
        shares = np.zeros((len(X), len(self.classes_)))
        is_blue = (X["colour"] == "blue").to_numpy()
        shares[is_blue, 0], shares[~is_blue, -1] = 1.0, 1.0
        return shares


def numbers(n_rows=200):
    """Two unrelated numbers and a text; the target is the line itself."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame(rng.normal(size=(n_rows, 2)), columns=["a", "b"])
    X["said"] = pd.Series([f"row {i}" for i in range(n_rows)], dtype="str")
    return Dataset(
        name="line.csv",
        modality="tabular",
        task="regression",
        target="y",
        X=X,
        y=Line().predict(X),
        columns=(
            Column("b", "number", 0, n_rows),
            Column("a", "number", 0, n_rows),
            Column("said", "text", 0, n_rows),
        ),
    )


def plan(task, metric):
    return Plan(
        task=task,
        metric=metric,
        candidates=(CANDIDATE,),
        scheme=FoldScheme(),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def explained(estimator, dataset, metric, *, seconds=LATER, seed=0, rows=None):
    return explain(
        estimator,
        dataset,
        np.arange(len(dataset.y)) if rows is None else rows,
        plan(dataset.task, metric),
        CANDIDATE,
        seed=seed,
        deadline=time.monotonic() + seconds,
    )


def by_column(found):
    return {one.column: one for one in found}


def test_only_the_column_a_line_hangs_on_is_important():
    dataset = numbers()

    found = explained(Line(), dataset, "rmse")

    losses = by_column(found.importances)
    # 3 times the distance of two rows drawn at random: 3 sqrt(2) deviations
    expected = 3 * np.sqrt(2) * dataset.X["a"].std()
    assert ("a", 0.0, 200, 5) == (
        found.importances[0].column, found.base_score, found.n_rows, found.n_shuffles
    )  # fmt: skip
    assert losses["a"].low < expected < losses["a"].high
    for other in ("b", "said"):
        assert (0.0, 0.0, 0.0) == (
            losses[other].loss, losses[other].low, losses[other].high
        )  # fmt: skip


def test_a_loss_is_turned_so_that_more_is_worse():
    found = by_column(explained(Line(), numbers(), "r2").importances)

    # a shuffled column explains nothing: 1 - (2 variances) / (1 variance) = -1
    assert found["a"].loss == pytest.approx(2.0, abs=0.25)


def test_dependence_on_a_column_is_the_line_itself():
    found = by_column(explained(Line(), numbers(), "rmse").dependences)

    line = found["a"]
    assert {"a", "b"} == set(found)  # a text cannot be set
    assert ("", 13) == (line.of, len(line.positions))
    np.testing.assert_allclose(line.means, 3 * np.array(line.positions) + 1)
    assert 1.0 == pytest.approx(sum(line.shares))
    assert 1 == len(set(found["b"].means))


@pytest.mark.parametrize(
    ("task", "n_classes", "of"), [("binary", 2, "yes"), ("multiclass", 3, "b")]
)
def test_dependence_follows_the_second_of_two_classes_else_the_commonest(
    small_table, task, n_classes, of
):
    dataset = small_table(task)
    if task == "multiclass":
        dataset = replace(dataset, y=np.where(dataset.y == 0, 1, dataset.y))

    found = explained(Colours(n_classes), dataset, "accuracy")

    colour = by_column(found.dependences)["colour"]
    assert (of, ()) == (colour.of, colour.positions)
    if task == "binary":
        means = dict(zip(colour.values, colour.means, strict=True))
        assert {"blue": 0.0, "amber": 1.0, "crimson": 1.0} == means


def test_two_models_are_asked_at_the_same_values(small_table):
    dataset = small_table("binary", 200)
    rows = np.arange(0, 200, 2)

    one = explained(Colours(2), dataset, "accuracy", rows=rows)
    other = explained(Colours(2), dataset, "roc_auc", rows=rows)

    assert [(d.column, d.values) for d in one.dependences] == [
        (d.column, d.values) for d in other.dependences
    ]
    assert {"height", "weight", "colour", "member"} == set(by_column(one.dependences))


def test_few_levels_that_are_numbers_stand_in_their_order(small_table):
    dataset = small_table("binary", 60)
    codes = np.repeat(["10", "9", "2"], [30, 20, 10])
    dataset.X["class"] = pd.Categorical(codes)

    found = grid(dataset, Column("class", "category", 0, 3))

    assert ("2", "9", "10") == found.names
    assert (1 / 6, 1 / 3, 1 / 2) == pytest.approx(found.shares)


def test_of_many_levels_the_commonest_are_kept(small_table):
    dataset = small_table("binary", 60)
    dataset.X["many"] = pd.Categorical([f"level {i // 4}" for i in range(60)])

    found = grid(dataset, Column("many", "category", 0, 15))

    assert MOST_LEVELS == len(found.names)


def test_names_of_few_rows_each_are_not_followed(small_table):
    dataset = small_table("binary", 60)
    dataset.X["name"] = pd.Categorical([f"name {i // 2}" for i in range(60)])

    assert grid(dataset, Column("name", "category", 0, 30)) is None


def test_the_most_telling_columns_come_first():
    assert ("a", "said", "b") == by_association(numbers())


def test_groups_take_the_values_of_whole_groups():
    groups = np.repeat(np.arange(20), 5)
    X = pd.DataFrame({"of_group": groups * 1.0, "of_row": np.arange(100.0)})

    rows = prepared(X, np.zeros(100), groups, n_classes=0, seed=0)

    for source in sources(rows, "of_group"):
        moved = X["of_group"].to_numpy()[source].reshape(20, 5)
        assert (moved == moved[:, :1]).all()
        assert set(range(20)) == set(moved[:, 0])
    assert sources(rows, "of_row") is rows.shuffles
    assert all(set(groups[draw]) < set(groups) for draw in rows.draws)


def test_what_time_does_not_allow_is_said():
    found = explained(Line(), numbers(), "rmse", seconds=-1.0)

    assert ["a"] == [one.column for one in found.importances]
    assert ["a"] == [one.column for one in found.dependences]
    assert "2 columns that say less" in found.notes[0]
    assert "followed by its values" in found.notes[1]


def test_a_metric_without_a_value_leaves_a_sentence(small_table):
    dataset = small_table("binary", 60)
    rows = np.flatnonzero(dataset.y == 1)

    found = explained(Colours(2), dataset, "roc_auc", rows=rows)

    assert (None, ()) == (found.base_score, found.importances)
    assert "no value" in found.notes[0]
