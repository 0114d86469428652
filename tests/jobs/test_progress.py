"""How far a study is, read from its store."""

import time
from dataclasses import replace

import pytest

from dlcompare.jobs.progress import n_planned, planned_tasks, progress
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import (
    Budget,
    Candidate,
    Epoch,
    Event,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
    Setup,
    Upload,
)

PLAN = Plan(
    task="binary",
    metric="accuracy",
    candidates=(
        Candidate("linear", "Linear model", "classical", expected_seconds=1.0),
        Candidate("mlp", "Network", "deep", expected_seconds=10.0),
    ),
    scheme=FoldScheme(k=2),
    budget=Budget("quick", 20.0),
    expected_seconds=20.0,
    seconds_by_family={"classical": 2.0, "deep": 20.0},
)


def result(model: str, fold: int, seconds: float) -> FoldResult:
    family = "deep" if model == "mlp" else "classical"
    return FoldResult(
        model, family, 0, fold, scores={"accuracy": 0.9}, fit_seconds=seconds
    )


@pytest.fixture
def store(home):
    return SqliteStore(home)


@pytest.fixture
def running(store):
    """A study of 2 x 2 fits that this process drives."""
    study = store.create(Setup(Upload("a.csv", "a.csv", 1, "0")))
    store.submit(study, PLAN)
    store.claim(study, 1)
    return study


def test_nothing_done_takes_as_long_as_the_slower_lane_is_planned(store, running):
    now = progress(store, store.load(running), ())

    assert (0, 4, 0.0) == (now.n_done, now.n_planned, now.done_share)
    assert 20.0 == now.remaining_seconds


def test_remaining_time_follows_the_measured_pace(store, running):
    folds = (result("linear", 0, 1.0), result("mlp", 0, 3.0))

    now = progress(store, store.load(running), folds)

    assert 0.5 == now.done_share
    assert 3.0 == now.remaining_seconds


def test_running_fit_and_its_epochs_are_shown_until_it_is_done(store, running):
    task, epoch = FoldTask("mlp", 0, 0), Epoch(1, 0.7, 0.8)
    at = time.time()
    store.append_event(running, Event("started", at, model="mlp"))
    store.append_event(running, Event("epoch", at, model="mlp", epoch=epoch))

    during = progress(store, store.load(running), ())
    after = progress(store, store.load(running), (result("mlp", 0, 3.0),))

    assert {task: (epoch,)} == during.epochs
    assert frozenset({task}) == during.running
    assert frozenset() == after.running


def test_fit_begun_before_a_resume_does_not_run(store, running):
    store.append_event(running, Event("started", time.time() - 3600, model="mlp"))

    now = progress(store, store.load(running), ())

    assert frozenset() == now.running


def test_stopped_study_has_no_remaining_time(store, running):
    store.set_state(running, "stopped", expected="running")

    now = progress(store, store.load(running), (result("mlp", 0, 3.0),))

    assert now.remaining_seconds is None


def test_a_test_file_adds_a_refit_for_the_champion_of_each_family():
    families = {c.family for c in PLAN.candidates} - {"dummy"}

    with_test = n_planned(replace(PLAN, has_test_file=True))

    assert len(families) == with_test - n_planned(PLAN)
    assert n_planned(PLAN) == len(planned_tasks(PLAN))
