"""One fit: what reaches the model, what is measured, what is told."""

import time
import warnings
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np
import pytest

from dlcompare import metrics, models
from dlcompare.codec import decode, encode
from dlcompare.errors import InvalidPlan
from dlcompare.modalities.labels import UNSEEN
from dlcompare.models import ModelSpec
from dlcompare.models.spec import ALL_TASKS
from dlcompare.records import (
    TEST_FOLD,
    Budget,
    Candidate,
    Difference,
    Epoch,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
)
from dlcompare.training import fit_fold, split


@dataclass
class Recorder:
    """Learns the class shares, and writes down all it was shown."""

    context: Any
    seen: ClassVar[list["Recorder"]] = []
    fitted_on: Any = None
    predicted_on: list = field(default_factory=list)

    def fit(self, X, y):
        self.seen.append(self)
        self.fitted_on = (X, y)
        self.classes_ = np.unique(y)
        if self.context.notify:
            self.context.notify(Epoch(1, 0.7, 0.8))
        self.epochs_, self.best_epoch_ = (Epoch(1, 0.7, 0.8),), 1
        return self

    def predict(self, X):
        self.predicted_on.append(X)
        return np.full(len(X), float(np.mean(self.fitted_on[1])))

    def predict_proba(self, X):
        self.predicted_on.append(X)
        shares = np.array([np.mean(self.fitted_on[1] == c) for c in self.classes_])
        return np.tile(shares, (len(X), 1))

    def __reduce__(self):
        return (str, ())


@pytest.fixture
def listed(monkeypatch):
    """`listed(build)` puts a model called "fake" on the list of models."""

    def put(build):
        spec = ModelSpec(
            name="fake",
            label="Fake",
            family="deep",
            modalities=("tabular", "images"),
            tasks=ALL_TASKS,
            build=build,
            seconds=lambda size: 1.0,
            priority=9,
            source="tests",
        )
        monkeypatch.setattr(models, "MODELS", (*models.MODELS, spec))

    return put


@pytest.fixture
def recorder(listed, monkeypatch):
    """A recorder on the list of models; gives the recorders that were fitted."""
    monkeypatch.setattr(Recorder, "seen", [])
    listed(lambda context, params: Recorder(context))
    return Recorder.seen


def plan_for(dataset, model="fake", **changes):
    plan = Plan(
        task=dataset.task,
        metric=metrics.default_metric(dataset.task).name,
        candidates=(Candidate(model, model, "deep", {}, 1.0, 7.5),),
        scheme=FoldScheme(
            k=4, kind="plain" if dataset.task == "regression" else "stratified"
        ),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
        seed=3,
    )
    return replace(plan, **changes)


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_nothing_of_the_test_rows_reaches_the_fit(task, recorder, small_table):
    dataset = small_table(task)
    dataset = replace(dataset, X=dataset.X.assign(row=np.arange(60.0)))
    train_rows, test_rows = split(dataset, plan_for(dataset).scheme, 0, 2)

    fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 2))

    X, y = recorder[0].fitted_on
    assert train_rows.tolist() == X["row"].tolist()
    assert dataset.y[train_rows].tolist() == y.tolist()
    assert [test_rows.tolist()] == [X["row"].tolist() for X in recorder[0].predicted_on]


def test_images_are_cut_by_row(recorder, small_images):
    dataset = small_images()
    train_rows, _ = split(dataset, plan_for(dataset).scheme, 0, 0)

    result = fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))

    assert np.array_equal(dataset.X[train_rows], recorder[0].fitted_on[0])
    assert (12, 12, 1) == recorder[0].context.image_shape
    assert "" == result.failure


def test_the_model_is_told_columns_task_and_budget(recorder, small_table):
    dataset = small_table("multiclass")

    fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0), n_threads=2)

    context = recorder[0].context
    assert ("height", "weight") == context.numeric
    assert ("colour", "member") == context.categorical
    assert ("multiclass", 3, "accuracy") == (
        context.task,
        context.n_classes,
        context.metric,
    )
    assert (7.5, 2, ("a", "b", "c")) == (
        context.budget_seconds,
        context.n_threads,
        context.classes,
    )


def test_seeds_differ_by_fold_and_repeat_alone(recorder, small_table):
    dataset = small_table()
    plan = plan_for(dataset, scheme=FoldScheme(k=4, repeats=2))
    tasks = [FoldTask("fake", 0, 0), FoldTask("fake", 0, 1), FoldTask("fake", 1, 0)]

    for task in [*tasks, *tasks]:
        fit_fold(dataset, plan, task)

    seeds = [r.context.seed for r in recorder]
    assert seeds[:3] == seeds[3:]
    assert 3 == len(set(seeds))


def test_scores_are_those_of_the_held_out_rows(small_table):
    dataset = small_table()
    kept = {}

    result = fit_fold(
        dataset,
        plan_for(dataset, "linear"),
        FoldTask("linear", 0, 1),
        keep=lambda task, arrays: kept.update(arrays) or f"key of {task.key}",
    )

    assert "" == result.failure
    assert dataset.y[kept["rows"]].tolist() == kept["truth"].tolist()
    assert kept["probabilities"].shape == (15, 2)
    assert result.scores == metrics.evaluate(
        "binary", kept["truth"], kept["prediction"], kept["probabilities"], 2
    )
    assert result.scores["roc_auc"] > 0.8  # the table is made to be learned
    assert "key of linear-0-1" == result.predictions
    assert (45, 15) == (result.n_train, result.n_test)
    assert min(result.fit_seconds, result.predict_seconds, result.size_bytes) > 0
    assert result.peak_memory_bytes > 10_000_000


def test_the_same_fit_gives_the_same_scores(small_table):
    dataset = small_table()
    plan = plan_for(dataset, "linear")

    first, again = (fit_fold(dataset, plan, FoldTask("linear", 0, 0)) for _ in "ab")

    assert first.scores == again.scores


def test_a_class_missing_from_training_gets_probability_zero(recorder, small_table):
    dataset = small_table("multiclass")
    y = np.zeros(60, dtype=np.int64)
    y[:20], y[-1] = 1, 2  # class 2 has one row: some fold trains without it
    dataset = replace(dataset, y=y)
    kept = []

    for fold in range(4):
        task = FoldTask("fake", 0, fold)
        fit_fold(
            dataset, plan_for(dataset), task, keep=lambda _, a: kept.append(a) or "k"
        )

    without = [a["probabilities"] for a in kept if 2 in a["truth"]]
    assert 1 == len(without)
    assert (15, 3) == without[0].shape
    assert 0 == without[0][:, 2].max()


def test_start_and_epochs_are_told(recorder, small_table):
    dataset, events = small_table(), []

    result = fit_fold(
        dataset, plan_for(dataset), FoldTask("fake", 0, 1), notify=events.append
    )

    assert ["started", "epoch"] == [event.kind for event in events]
    assert all(("fake", 0, 1) == (e.model, e.repeat, e.fold) for e in events)
    assert Epoch(1, 0.7, 0.8) == events[1].epoch
    assert (Epoch(1, 0.7, 0.8),) == result.epochs
    assert 1 == result.best_epoch


def test_time_to_build_is_not_time_to_fit(listed, small_table):
    def slow_build(context, params):
        time.sleep(0.2)
        return Recorder(context)

    listed(slow_build)
    dataset = small_table()

    result = fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))

    assert result.fit_seconds < 0.1


class Broken(Recorder):
    """Warns, then raises what it was given."""

    def __init__(self, error):
        self.error = error

    def fit(self, X, y):
        warnings.warn("The matrix is singular.", RuntimeWarning, stacklevel=1)
        raise self.error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("Input X contains NaN."), "Input X contains NaN (ValueError)."),
        (MemoryError(), "The model needs more memory than is free."),
    ],
    ids=["value", "memory"],
)
def test_a_failing_model_is_a_result_with_its_cause(
    error, expected, listed, small_table
):
    listed(lambda context, params: Broken(error))
    dataset = small_table()

    result = fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))

    assert result.failure.startswith(expected)
    assert {} == result.scores
    assert ("The matrix is singular.",) == result.warnings
    assert (45, 15) == (result.n_train, result.n_test)


def test_a_builder_that_fails_is_a_result_too(listed, small_table):
    def build(context, params):
        raise ImportError("No module named 'keras'")

    listed(build)
    dataset = small_table()

    result = fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))

    assert "No module named 'keras' (ImportError)." == result.failure


def test_a_stop_is_not_taken_for_a_failure(listed, small_table):
    listed(lambda context, params: Broken(KeyboardInterrupt()))
    dataset = small_table()

    with pytest.raises(KeyboardInterrupt):
        fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))


class Diverging(Recorder):
    """Predicts what is not a number."""

    def predict(self, X):
        return np.full(len(X), np.nan)


def test_predictions_that_are_not_numbers_are_a_failure(listed, small_table):
    listed(lambda context, params: Diverging(context))
    dataset = small_table("regression")

    result = fit_fold(dataset, plan_for(dataset), FoldTask("fake", 0, 0))

    assert "Some of the predictions are not numbers" in result.failure


def test_groups_are_kept_beside_the_predictions(recorder, small_table):
    dataset = replace(small_table(), groups=np.arange(60) // 3)
    kept = {}

    fit_fold(
        dataset,
        plan_for(dataset),
        FoldTask("fake", 0, 1),
        keep=lambda task, arrays: kept.update(arrays) or task.key,
    )

    assert dataset.groups[kept["rows"]].tolist() == kept["groups"].tolist()


def test_a_test_file_is_scored_by_a_fit_on_all_rows(recorder, small_table):
    dataset, test = small_table(), small_table(n_rows=24, seed=1)
    plan = plan_for(dataset, has_test_file=True)
    kept = {}

    result = fit_fold(
        dataset,
        plan,
        FoldTask("fake", 0, TEST_FOLD),
        test=test,
        keep=lambda task, arrays: kept.update(arrays) or task.key,
    )

    assert (60, 24) == (result.n_train, result.n_test)
    assert dataset.y.tolist() == recorder[0].fitted_on[1].tolist()
    assert "fake-0--1" == result.predictions
    assert test.y.tolist() == kept["truth"].tolist()
    assert list(range(24)) == kept["rows"].tolist()
    assert np.mean(test.y == 0) == result.scores["accuracy"]


def test_test_rows_of_unseen_classes_count_as_wrong(recorder, small_table):
    dataset = small_table()
    dataset = replace(dataset, y=np.repeat([0, 1], [40, 20]))  # "no" is commoner
    said = Difference("3 test rows are of an unseen class.", is_repaired=False)
    codes = np.array([0, 1, UNSEEN])[np.arange(10) % 3]
    test = replace(small_table(n_rows=10), y=codes, differences=(said,))

    result = fit_fold(
        dataset, plan_for(dataset), FoldTask("fake", 0, TEST_FOLD), test=test
    )

    assert 4 / 10 == result.scores["accuracy"]  # all "no", 4 of 10 are
    assert 1 / 3 == pytest.approx(result.scores["balanced_accuracy"])
    assert 0.5 == result.scores["roc_auc"]  # over the 7 rows of known classes
    assert said.text == result.warnings[0]


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (FoldTask("fake", 0, TEST_FOLD), "none was given"),
        (FoldTask("other", 0, 0), "not in the plan"),
    ],
    ids=["no test file", "no such candidate"],
)
def test_what_the_plan_cannot_mean_is_refused(task, message, recorder, small_table):
    dataset = small_table()

    with pytest.raises(InvalidPlan, match=message):
        fit_fold(dataset, plan_for(dataset), task)


@pytest.mark.deep
def test_a_network_tells_its_epochs_and_keeps_its_best(small_table):
    dataset, events = small_table(), []
    plan = plan_for(
        dataset,
        candidates=(Candidate("document_mlp", "Network", "deep", {"epochs": 3}),),
    )

    result = fit_fold(
        dataset, plan, FoldTask("document_mlp", 0, 0), notify=events.append
    )

    assert "" == result.failure
    assert ["started", *["epoch"] * 3] == [event.kind for event in events]
    assert tuple(event.epoch for event in events[1:]) == result.epochs
    assert result.best_epoch in (1, 2, 3)
    assert result == decode(FoldResult, encode(result))
