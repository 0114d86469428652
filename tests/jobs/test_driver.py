import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from dlcompare.jobs import driver, launcher
from dlcompare.jobs.results import load_report
from dlcompare.records import Budget

LONG = {"dummy": {}, "forest": {"n_trees": 6000}}  # seconds per fit


def worker_of(store, id):
    """The process of the classical lane."""
    children = psutil.Process(store.driver_pid(id)).children()
    (worker,) = [c for c in children if "spawn_main" in " ".join(c.cmdline())]
    return worker


def test_a_started_study_is_trained_to_its_end(store, setup, make_plan, wait_until):
    id = store.create(setup)

    answers = [launcher.start(store.folder, id, make_plan()) for _ in range(2)]
    wait_until(lambda: store.report(id))

    study, folds = store.load(id), store.folds(id)
    assert [True, False] == answers
    assert ("done", "") == (study.state, study.message)
    assert {"dummy": 5, "linear": 5, "nearest": 5} == Counter(f.model for f in folds)
    assert not any(fold.failure for fold in folds)
    assert study.train_seconds > 0
    assert study.peak_memory_bytes > 50e6
    assert 15 == len(store.events(id, kinds=("started",)))
    assert {f.predictions for f in folds} == set(
        store.predictions(id, [f.predictions for f in folds])
    )


@pytest.mark.slow
def test_a_killed_driver_is_lost_and_resumed_where_it_was(
    store, setup, make_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, make_plan(repeats=2))
    wait_until(lambda: store.folds(id))
    worker = worker_of(store, id)

    psutil.Process(store.driver_pid(id)).kill()
    wait_until(lambda: store.load(id).is_lost, seconds=3)
    wait_until(lambda: not worker.is_running(), seconds=3)
    before = store.folds(id)
    assert 0 < len(before) < 30
    assert launcher.resume(store.folder, id)
    wait_until(lambda: store.load(id).state == "done")

    after = store.folds(id)
    assert before == after[: len(before)]
    assert 30 == len({fold.task for fold in after}) == len(after)
    n_again = len(store.events(id, kinds=("started",))) - 30
    assert n_again <= 1  # the fit that was under way


@pytest.mark.slow
def test_stopping_keeps_finished_folds_and_leaves_no_process(
    store, setup, make_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, make_plan(LONG))
    wait_until(lambda: store.folds(id))
    processes = [psutil.Process(store.driver_pid(id)), worker_of(store, id)]

    began = time.monotonic()
    launcher.stop(store.folder, id)

    assert time.monotonic() - began < 3
    assert "stopped" == store.load(id).state
    assert ["dummy"] == [fold.model for fold in store.folds(id)]
    wait_until(lambda: not any(p.is_running() for p in processes), seconds=3)


def test_studies_beyond_the_slots_wait_in_order(
    store, setup, make_plan, wait_until, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_SLOTS", "1")
    first, second, third = (store.create(setup) for _ in range(3))
    for id in (first, second, third):
        launcher.start(store.folder, id, make_plan(LONG))
        if id == first:
            wait_until(lambda: store.load(first).state == "running")

    wait_until(lambda: store.load(third).heartbeat)
    assert [None, 1, 2] == [
        store.load(id).queue_position for id in (first, second, third)
    ]
    launcher.stop(store.folder, first)
    wait_until(lambda: store.load(second).state == "running", seconds=3)
    launcher.stop(store.folder, third)
    assert ["stopped", "running", "stopped"] == [
        store.load(id).state for id in (first, second, third)
    ]


def test_a_driver_asked_to_terminate_stops_its_study(
    store, setup, make_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, make_plan(LONG))
    wait_until(lambda: store.load(id).state == "running")

    psutil.Process(store.driver_pid(id)).terminate()

    wait_until(lambda: store.load(id).state == "stopped", seconds=3)


@pytest.mark.slow
def test_a_killed_worker_costs_one_fold(store, setup, make_plan, wait_until):
    id = store.create(setup)
    plan = make_plan({"dummy": {}, "forest": {"n_trees": 200}, "linear": {}})
    launcher.start(store.folder, id, plan)
    wait_until(lambda: any(e.model == "forest" for e in store.events(id)))

    worker_of(store, id).kill()
    wait_until(lambda: store.load(id).state == "done", seconds=30)

    (failed,) = [fold for fold in store.folds(id) if fold.failure]
    assert ("forest", 0) == (failed.model, failed.fold)
    assert "signal 9" in failed.failure
    assert 15 == len(store.folds(id))


def test_inline_trains_in_this_process(store, setup, make_plan, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    id = store.create(setup)

    launcher.start(store.folder, id, make_plan())

    report = load_report(store, id)
    assert "done" == store.load(id).state
    assert report == store.report(id)
    assert (15, id) == (len(report.folds), report.study)


def test_what_the_budget_has_no_time_for_is_said(store, setup, make_plan, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    id = store.create(setup)
    plan = replace(make_plan(), budget=Budget("custom", 1e-6))

    launcher.start(store.folder, id, plan)

    (note,) = store.events(id, kinds=("note",))
    assert "14 fits not run" in note.text  # the first begins as loading ends
    assert note.text == store.load(id).message
    assert ("done", 1) == (store.load(id).state, len(store.folds(id)))


def test_data_that_cannot_be_opened_fails_the_study_in_words(
    store, setup, make_plan, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    Path(setup.upload.path).unlink()
    id = store.create(setup)

    launcher.start(store.folder, id, make_plan())

    assert "failed" == store.load(id).state
    assert "no longer there" in store.load(id).message


def test_an_error_of_the_driver_fails_the_study_without_traceback(
    store, setup, make_plan, monkeypatch, capsys
):
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    monkeypatch.setattr(driver, "train", lambda *_: 1 / 0)
    id = store.create(setup)

    launcher.start(store.folder, id, make_plan())

    assert ("failed", driver.UNEXPECTED) == (
        store.load(id).state,
        store.load(id).message,
    )
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["stop", "delete"])
def test_a_study_that_is_stopped_in_the_queue_is_never_trained(
    store, setup, make_plan, asked
):
    id = store.create(setup)
    store.submit(id, make_plan())
    store.ask_stop(id) if asked == "stop" else store.delete(id)

    driver.run(store.folder, id)

    assert ("stopped", ()) == (store.load(id).state, store.folds(id))


def test_the_driver_of_an_unknown_study_says_so(home):
    answer = subprocess.run(
        [sys.executable, "-m", "dlcompare.jobs.driver", "nobody"],
        capture_output=True,
        text=True,
        cwd=launcher.ROOT,
    )

    assert 2 == answer.returncode
    assert "There is no study 'nobody'." in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_driver_loads_no_library_for_learning():
    code = (
        "import sys, dlcompare.jobs.driver; "
        "print([m for m in ('sklearn', 'pandas', 'keras') if m in sys.modules])"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=launcher.ROOT
    )

    assert "[]" == answer.stdout.strip(), answer.stderr
