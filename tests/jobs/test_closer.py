"""The closer look: after the verdict, in the same lanes, ended and taken up again."""

import time
from collections import Counter, deque
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack
from dataclasses import replace

import psutil
import pytest

from dlcompare.jobs import closer, driver, launcher, pools
from dlcompare.jobs.closer import Looker
from dlcompare.jobs.line import Line
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import FoldResult, InspectionTask


@pytest.fixture(scope="module")
def trained(tmp_path_factory, setup_in, make_plan):
    """A home with a study that was trained in this process."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("DLCOMPARE_HOME", str(home))
        patch.setenv("DLCOMPARE_POOL", "inline")
        store = SqliteStore(home)
        id = store.create(setup_in(home))
        launcher.start(home, id, make_plan({"dummy": {}, "linear": {}}))
    return home, id


@pytest.fixture
def kept(trained, monkeypatch):
    """The store of that study; nothing is looked at yet."""
    home, _ = trained
    monkeypatch.setenv("DLCOMPARE_HOME", str(home))
    monkeypatch.setenv("DLCOMPARE_POOL", "inline")
    store = SqliteStore(home)
    store._database.run("delete from inspected")
    store._database.run("delete from event where kind = 'inspecting'")
    store._database.run("update study set look = '', stop_asked = 0")
    return store


@pytest.fixture
def done(trained):
    """Its id."""
    return trained[1]


def test_inline_nothing_is_looked_at_unless_asked(kept, done):
    assert ("", 0) == (kept.load(done).closer.state, len(kept.inspected(done)))

    assert launcher.look_closer(kept.folder, done)

    study, found = kept.load(done), kept.inspected(done)
    assert ("done", "ended") == (study.state, study.closer.state)
    assert study.closer.n_planned == study.closer.n_done == len(found)
    assert {"explain": 1, "seed": 4} == Counter(one.task.kind for one in found)
    assert not any(one.failure for one in found)
    assert found == kept.report(done).inspected == load_report(kept, done).inspected
    assert len(found) == len(kept.events(done, kinds=("inspecting",)))


def test_looking_again_repeats_nothing(kept, done):
    launcher.look_closer(kept.folder, done)
    before = kept.inspected(done)

    launcher.look_closer(kept.folder, done)

    assert before == kept.inspected(done)
    assert len(before) == len(kept.events(done, kinds=("inspecting",)))


def test_what_a_dead_process_left_is_taken_up_again(kept, done):
    kept.looks.ask(done)
    assert not launcher.look_closer(kept.folder, done)
    kept._database.run(
        "update study set look = 'running', pid = 999999999, host = 'elsewhere',"
        " heartbeat = 0"
    )
    assert "lost" == kept.load(done).closer.state

    assert launcher.look_closer(kept.folder, done)

    assert kept.inspected(done)


def test_a_stop_ends_the_look_and_leaves_the_study_done(kept, done, monkeypatch):
    monkeypatch.setattr(closer, "_hand_out", stopping(kept, done, closer._hand_out))

    launcher.look_closer(kept.folder, done)

    study = kept.load(done)
    assert ("done", "ended") == (study.state, study.closer.state)
    assert study.closer.n_done < study.closer.n_planned


def stopping(kept, id, hand_out):
    """Hands out as before; somebody asks to stop meanwhile."""

    def hand_out_and_stop(look, one):
        hand_out(look, one)
        kept.ask_stop(id)

    return hand_out_and_stop


def test_a_study_that_waits_for_the_slot_comes_first(
    kept, done, make_plan, monkeypatch
):
    monkeypatch.setenv("DLCOMPARE_SLOTS", "1")
    monkeypatch.setattr(closer, "BEAT_SECONDS", 0.0)
    kept.looks.ask(done)
    assert kept.looks.claim(done, slots=1)
    kept.submit(kept.create(kept.load(done).setup), make_plan())

    driver._look(kept, done, ExitStack(), lambda: [a_line()])

    assert "ended" == kept.load(done).closer.state
    assert 1 == len(kept.inspected(done))


def a_line():
    loaded = Future()
    loaded.set_result(None)
    return Line(pools.lane(), loaded)


FOLDS = (FoldResult("linear", "classical", 0, 0, fit_seconds=2.0, n_train=100),)
TASKS = [InspectionTask("seed", "linear", number=n) for n in (1, 2)]
SMALL = InspectionTask("rows", "linear", n_rows=9)


def test_a_fit_that_would_come_too_late_does_not_begin():
    looker = Looker(a_line(), deque([*TASKS, SMALL]))

    closer.begin(looker, lambda task: Future(), now=0.0, left=1.0, folds=FOLDS)

    assert SMALL == looker.task
    assert not looker.waiting


def test_a_fit_that_runs_when_time_is_over_is_ended():
    looker = Looker(a_line(), deque(TASKS))
    closer.begin(looker, lambda task: Future(), now=0.0, left=9.0, folds=FOLDS)

    assert closer.take(looker, now=8.0, deadline=9.0) is None
    assert looker.task is not None
    assert closer.take(looker, now=9.0, deadline=9.0) is None
    assert looker.task is None


def test_a_dead_worker_costs_the_fit_it_was_at():
    looker, future = Looker(a_line(), deque(TASKS)), Future()
    closer.begin(looker, lambda task: future, now=1.0, left=9.0, folds=FOLDS)
    future.set_exception(BrokenExecutor())

    result = closer.take(looker, now=3.0, deadline=9.0)

    assert (TASKS[0], 2.0) == (result.task, result.seconds)
    assert "process" in result.failure
    assert looker.future is None


@pytest.mark.slow
def test_after_the_last_fold_the_study_is_done_and_looked_at(
    store, setup, make_plan, wait_until
):
    id = store.create(setup)
    launcher.start(store.folder, id, make_plan())
    wait_until(lambda: store.load(id).state == "done")
    assert store.load(id).closer.is_under_way

    wait_until(lambda: store.load(id).closer.state == "ended")
    wait_until(lambda: len(store.report(id).inspected) > 0)

    assert store.load(id).closer.n_planned == len(store.inspected(id))


@pytest.mark.slow
def test_a_killed_driver_leaves_a_done_study_that_can_be_looked_at_again(
    store, setup, make_plan, wait_until
):
    id = store.create(setup)
    launcher.start(
        store.folder, id, make_plan({"dummy": {}, "forest": {"n_trees": 900}})
    )
    wait_until(lambda: store.inspected(id), seconds=60)

    psutil.Process(store.driver_pid(id)).kill()
    wait_until(lambda: store.load(id).closer.state == "lost", seconds=3)
    assert "done" == store.load(id).state
    assert launcher.look_closer(store.folder, id)
    wait_until(lambda: store.load(id).closer.state == "ended", seconds=60)

    assert store.load(id).closer.n_planned == len(store.inspected(id))


@pytest.mark.slow
def test_a_stop_ends_a_long_fit_at_once(store, setup, make_plan, wait_until):
    id = store.create(setup)
    models = {"dummy": {}, "forest": {"n_trees": 3000}}
    launcher.start(store.folder, id, make_plan(models))
    wait_until(lambda: store.events(id, kinds=("inspecting",)), seconds=120)
    driver_process = psutil.Process(store.driver_pid(id))

    began = time.monotonic()
    launcher.stop(store.folder, id)

    assert time.monotonic() - began < 3
    assert ("done", "ended") == (store.load(id).state, store.load(id).closer.state)
    wait_until(lambda: not driver_process.is_running(), seconds=5)


@pytest.mark.slow
def test_without_the_closer_look_the_driver_ends_with_the_folds(
    store, setup, make_plan, wait_until
):
    id = store.create(replace(setup, closer_look=False))
    launcher.start(store.folder, id, make_plan())

    wait_until(lambda: store.report(id))

    assert ("done", "") == (store.load(id).state, store.load(id).closer.state)
