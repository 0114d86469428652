"""Timed fits before training: when, for how long, and what comes of them."""

import re
from collections import deque
from concurrent.futures import BrokenExecutor, Future
from dataclasses import replace

import pytest

from dlcompare import planning
from dlcompare.jobs import launcher, probing, worker
from dlcompare.jobs.follow import progress_lines
from dlcompare.jobs.line import Line
from dlcompare.jobs.results import load_report
from dlcompare.records import Candidate, FoldResult, FoldTask

BUDGET = 100.0  # seconds; timed fits may take 10


class Killable:
    since = 0.0

    def __init__(self):
        self.n_kills = 0

    def kill(self):
        self.n_kills += 1


def done(value=None):
    future = Future()
    future.set_result(value)
    return future


@pytest.fixture
def line():
    return Line(Killable(), done(), probes=deque(["linear", "nearest"]))


def begin(line, now=0.0, answer=None):
    probing.begin(
        line, lambda *_: Future() if answer is None else answer, now=now, budget=BUDGET
    )


def test_models_are_timed_one_after_the_other(line):
    for spent in (1.5, 2.5):
        begin(line, answer=done(spent))
        probing.take(line, now=1.0, budget=BUDGET)

    assert {"linear": 1.5, "nearest": 2.5} == line.timed
    assert ("", None, deque()) == (line.probe, line.future, line.probes)


def test_the_first_fold_comes_before_any_timed_fit(line):
    line.waiting.extend([FoldTask("dummy", 0, 0), FoldTask("dummy", 0, 1)])

    begin(line)
    assert "" == line.probe
    line.waiting.popleft()
    begin(line)

    assert "linear" == line.probe


def test_no_further_model_is_timed_when_a_tenth_of_the_budget_is_gone(line):
    begin(line, now=5.0, answer=done(1.0))
    probing.take(line, now=15.1, budget=BUDGET)
    begin(line, now=15.1)

    assert ("", deque()) == (line.probe, line.probes)


def test_a_timed_fit_that_takes_too_long_is_ended_and_counts_with_what_it_took(line):
    begin(line, now=0.0)
    line.loaded = 0.0

    probing.take(line, now=25.0, budget=BUDGET)  # 2 x 10 + 5
    assert 0 == line.lane.n_kills
    probing.take(line, now=25.1, budget=BUDGET)

    assert (1, {"linear": 25.1}, "") == (line.lane.n_kills, line.timed, line.probe)


@pytest.mark.parametrize("dies", [False, True], ids=["cannot be timed", "dies"])
def test_a_model_without_a_time_is_left_to_its_first_fold(line, dies):
    answer = done(None)
    if dies:
        answer = Future()
        answer.set_exception(BrokenExecutor())

    begin(line, answer=answer)
    probing.take(line, now=1.0, budget=BUDGET)

    assert ({}, int(dies)) == (line.timed, line.lane.n_kills)


def test_only_dummy_and_first_model_begin_before_the_plan_is_final(make_plan):
    tasks = [FoldTask(m, 0, f) for f in (0, 1) for m in ("dummy", "linear", "nearest")]

    early = probing.meanwhile(make_plan(), tasks)

    assert {"dummy", "linear"} == {task.model for task in early}
    assert ["nearest"] == probing.models_to_time(make_plan(), "classical")
    assert [] == probing.models_to_time(make_plan(), "deep")


def test_folds_that_a_new_plan_does_otherwise_are_stale(make_plan):
    plan = make_plan({"dummy": {}, "linear": {}, "nearest": {}})
    folds = [FoldResult(c.model, c.family, 0, 0) for c in plan.candidates]
    dummy, linear, _ = plan.candidates
    tried = Candidate(
        linear.model, linear.label, "classical", linear.params, others=({"a": 1},)
    )
    slower = replace(dummy, expected_seconds=9.0)

    after = replace(plan, candidates=(slower, tried))

    assert ["linear", "nearest"] == [
        task.model for task in probing.stale(plan, after, folds)
    ]
    assert 3 == len(probing.stale(plan, replace(plan, train_rows=9), folds))
    assert [] == probing.stale(plan, plan, folds)


@pytest.fixture
def timed(store, setup, monkeypatch):
    """A study whose plan asks for timed fits, each of which takes 2 s; its id."""
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    monkeypatch.setattr(worker, "probe", lambda *_, **__: 2.0)
    setup = replace(setup, models=("linear", "nearest"))
    id = store.create(setup)
    profile = probing_profile(store, setup)
    return id, planning.make_plan(profile, setup)


def probing_profile(store, setup):
    from dlcompare.jobs.intake import describe_guarded

    return describe_guarded(store.folder, setup).profile


def test_a_study_is_trained_by_the_plan_from_its_timed_fits(store, timed):
    id, plan = timed
    assert plan.probe_rows

    launcher.start(store.folder, id, plan)

    study, folds = store.load(id), store.folds(id)
    assert "done" == study.state
    assert study.plan.is_measured
    assert study.plan.expected_seconds > plan.expected_seconds
    assert 3 * study.plan.scheme.n_folds == len(folds)
    assert study.plan == load_report(store, id).plan


def test_a_resumed_study_keeps_its_timed_plan(store, timed, monkeypatch):
    id, plan = timed
    launcher.start(store.folder, id, plan)
    measured = store.load(id).plan
    store.set_state(id, "stopped", expected="done")
    monkeypatch.setattr(worker, "probe", lambda *_, **__: pytest.fail("again"))

    assert launcher.resume(store.folder, id)

    assert measured == store.load(id).plan


def test_whoever_follows_is_told_of_the_new_plan(store, timed):
    id, plan = timed
    launcher.start(store.folder, id, plan)

    told = list(progress_lines(store, id, plan))

    assert "Small fits were timed on this data" in told[0]
    fits = [line for line in told if re.match(r"\d+ of \d+: ", line)]
    assert len(store.folds(id)) == len(fits)
