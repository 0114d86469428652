"""Settings tried on an inner split: who sees what, who wins, what is kept of it."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare import models
from dlcompare.models import ModelSpec
from dlcompare.models.spec import ALL_TASKS
from dlcompare.records import (
    TEST_FOLD,
    Budget,
    Candidate,
    Epoch,
    FoldScheme,
    FoldTask,
    Plan,
    Trial,
)
from dlcompare.training import fit_fold, split
from dlcompare.training.search import best

FOLD = FoldTask("fake", 0, 1)


class Constant:
    """Predicts the value it is set to; a value of None cannot be fitted."""

    fits: list = []  # noqa: RUF012  (what each test's fits were shown)

    def __init__(self, context, value):
        self.context, self.value = context, value

    def fit(self, X, y):
        self.fits.append(self)
        self.rows = X["row"].to_numpy().astype(int).tolist()
        if self.value is None:
            raise ValueError("There is no value.")
        if self.context.notify:
            self.context.notify(Epoch(1, 0.5))
        return self

    def predict(self, X):
        self.asked = X["row"].to_numpy().astype(int).tolist()
        return np.full(len(X), float(self.value))

    def __reduce__(self):
        return (str, ())


@pytest.fixture
def fits(monkeypatch):
    """The fits of a model called "fake", in order."""
    monkeypatch.setattr(Constant, "fits", [])
    specs = [
        ModelSpec(
            name=name,
            label=name,
            family="deep",
            modalities=("tabular",),
            tasks=ALL_TASKS,
            build=lambda context, params: Constant(context, params["value"]),
            seconds=lambda size: 1.0,
            priority=9,
            source="tests",
        )
        for name in ("fake", "other")
    ]
    monkeypatch.setattr(models, "MODELS", (*models.MODELS, *specs))
    return Constant.fits


@pytest.fixture
def dataset(small_table):
    """60 rows of mean 20 that know their numbers."""
    dataset = small_table("regression")
    y = np.where(np.arange(60) % 2, 19.0, 21.0)
    return replace(dataset, X=dataset.X.assign(row=np.arange(60.0)), y=y)


def plan_with(*values, models=("fake",), **changes):
    settings = tuple({"value": value} for value in values)
    plan = Plan(
        task="regression",
        metric="rmse",
        candidates=tuple(
            Candidate(name, name, "deep", settings[0], 1.0, 10.0, settings[1:])
            for name in models
        ),
        scheme=FoldScheme(k=4, kind="plain"),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )
    return replace(plan, **changes)


def test_the_best_setting_is_fitted_on_all_training_rows(fits, dataset):
    result = fit_fold(dataset, plan_with(5.0, 20.0, 90.0), FOLD)

    train_rows, test_rows = split(dataset, plan_with(0.0).scheme, 0, 1)
    assert {"value": 20.0} == result.params
    assert [5.0, 20.0, 90.0, 20.0] == [fit.value for fit in fits]
    assert train_rows.tolist() == fits[-1].rows
    assert test_rows.tolist() == fits[-1].asked


def test_trials_are_kept_with_their_scores(fits, dataset):
    result = fit_fold(dataset, plan_with(17.0, 20.0), FOLD)

    assert [{"value": 17.0}, {"value": 20.0}] == [t.params for t in result.trials]
    assert 1.0 == pytest.approx(result.trials[1].score)  # every row is 1 away
    assert 2.0 < result.trials[0].score < 4.0
    assert sum(t.seconds for t in result.trials) <= result.search_seconds
    assert result.fit_seconds < result.search_seconds


def test_trials_see_no_test_row_and_all_candidates_the_same_rows(fits, dataset):
    plan = plan_with(1.0, 2.0, models=("fake", "other"))
    train_rows, _ = split(dataset, plan.scheme, 0, 1)

    for model in ("fake", "other"):
        fit_fold(dataset, plan, FoldTask(model, 0, 1))

    trials = [fit for fit in fits if len(fit.rows) < len(train_rows)]
    assert 4 == len(trials)
    assert 1 == len({tuple(fit.rows) for fit in trials})
    assert 1 == len({tuple(fit.asked) for fit in trials})
    assert train_rows.tolist() == sorted(trials[0].rows + trials[0].asked)
    assert 9 == len(trials[0].asked)  # a fifth of 45


def test_another_fold_is_split_in_another_way(fits, dataset):
    for fold in (0, TEST_FOLD):
        fit_fold(dataset, plan_with(1.0, 2.0), FoldTask("fake", 0, fold), test=dataset)

    assert 48 == len(fits[3].rows)  # a fifth of all 60 is held out
    assert set(fits[0].asked) != set(fits[3].asked)


def test_a_single_setting_is_not_tried(fits, dataset):
    result = fit_fold(dataset, plan_with(20.0), FOLD)

    assert ({"value": 20.0}, (), 0.0, 1) == (
        result.params,
        result.trials,
        result.search_seconds,
        len(fits),
    )


def test_a_setting_that_fails_is_no_failure_of_the_fold(fits, dataset):
    result = fit_fold(dataset, plan_with(None, 20.0), FOLD)

    assert ("", {"value": 20.0}) == (result.failure, result.params)
    assert (None, "There is no value (ValueError).") == (
        result.trials[0].score,
        result.trials[0].failure,
    )


def test_a_fold_fails_if_every_setting_does(fits, dataset):
    result = fit_fold(dataset, plan_with(None, None), FOLD)

    assert "There is no value (ValueError)." == result.failure
    assert (2, 2) == (len(result.trials), len(fits))


def test_epochs_of_trials_are_not_told(fits, dataset):
    events = []

    fit_fold(dataset, plan_with(5.0, 20.0), FOLD, notify=events.append)

    assert ["started", "epoch"] == [event.kind for event in events]


def test_a_trial_has_the_time_of_its_rows(fits, dataset):
    fit_fold(dataset, plan_with(5.0, 20.0), FOLD)

    assert [8.0, 8.0, 10.0] == [fit.context.budget_seconds for fit in fits]


def test_all_models_learn_from_the_same_drawn_rows(fits, dataset):
    plan = plan_with(20.0, models=("fake", "other"), train_rows=30)
    train_rows, test_rows = split(dataset, plan.scheme, 0, 1)

    results = [fit_fold(dataset, plan, FoldTask(m, 0, 1)) for m in ("fake", "other")]

    assert fits[0].rows == fits[1].rows
    assert set(fits[0].rows) < set(train_rows.tolist())
    assert [30, 30] == pytest.approx([r.n_train for r in results], abs=1)
    assert test_rows.tolist() == fits[0].asked


def trial(name, score, failure=""):
    return Trial({"name": name}, score, 1.0, failure)


@pytest.mark.parametrize(
    ("metric", "trials", "winner"),
    [
        ("accuracy", [trial("a", 0.7), trial("b", 0.8)], "b"),
        ("log_loss", [trial("a", 0.7), trial("b", 0.8)], "a"),
        ("accuracy", [trial("a", 0.7), trial("b", 0.7)], "a"),
        ("accuracy", [trial("a", None, "No."), trial("b", 0.1)], "b"),
        ("roc_auc", [trial("a", None, "No."), trial("b", None)], "b"),
    ],
    ids=["higher", "lower", "tie", "failed", "undefined"],
)
def test_the_best_is_chosen_in_the_direction_of_the_metric(metric, trials, winner):
    assert {"name": winner} == best(trials, metric)


def test_nothing_is_best_where_all_failed():
    assert best([trial("a", None, "No.")], "accuracy") is None
