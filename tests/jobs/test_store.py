import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlcompare.codec import encode
from dlcompare.errors import StudyConflict
from dlcompare.jobs import database
from dlcompare.jobs.store import SqliteStore, home
from dlcompare.records import (
    Budget,
    Candidate,
    CloserLook,
    Epoch,
    Event,
    FoldResult,
    FoldScheme,
    FoldTask,
    Inspected,
    InspectionTask,
    Plan,
    Setup,
    Upload,
)

SETUP = Setup(Upload("täble.csv", "/tmp/table.csv", 12, "0" * 64), target="y")
PLAN = Plan(
    task="binary",
    metric="roc_auc",
    candidates=(Candidate("linear", "Linear model", "classical", {"C": 1.0}),),
    scheme=FoldScheme(),
    budget=Budget("quick", 20.0),
    expected_seconds=1.0,
    seconds_by_family={"classical": 1.0},
)
RESULT = FoldResult(
    "linear", "classical", 0, 0, scores={"roc_auc": 0.5, "log_loss": float("inf")}
)


@pytest.fixture
def store(home):
    return SqliteStore(home)


@pytest.fixture
def study(store):
    return store.create(SETUP)


@pytest.fixture
def running(store, study):
    store.submit(study, PLAN)
    assert store.claim(study, slots=1)
    return study


def claimed_by_a_dead_process(folder: Path, id: str) -> None:
    code = f"""
import os
from pathlib import Path
from dlcompare.jobs.store import SqliteStore
assert SqliteStore(Path({str(folder)!r})).claim({id!r}, 1)
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code], check=False)


def test_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("DLCOMPARE_HOME", str(tmp_path / "here"))

    assert tmp_path / "here" == home()


def test_home_is_a_folder_of_the_user_by_default(monkeypatch):
    monkeypatch.delenv("DLCOMPARE_HOME", raising=False)

    assert "dlcompare" == home().name
    assert home().is_absolute()


def test_a_new_study_is_a_draft_with_its_setup(store):
    study = store.load(store.create(SETUP))

    assert ("draft", SETUP, None) == (study.state, study.setup, study.plan)


def test_ids_are_fit_for_an_address_and_hard_to_guess(store):
    ids = {store.create(SETUP) for _ in range(20)}

    assert 20 == len(ids)
    assert all(id.isalnum() and len(id) == 16 for id in ids)


@pytest.mark.parametrize("id", ["", "nobody", "../..", "' or 1=1 --"])
def test_an_unknown_study_is_refused(store, id):
    with pytest.raises(StudyConflict, match="There is no study"):
        store.load(id)


def test_a_draft_may_change(store, study):
    store.update_setup(study, replace(SETUP, seed=7))

    assert 7 == store.load(study).setup.seed


def test_a_started_study_may_not_change(store, running):
    with pytest.raises(StudyConflict, match="running"):
        store.update_setup(running, replace(SETUP, seed=7))


def test_the_driver_may_change_the_plan_and_forget_folds(store, running):
    store.append_fold(running, RESULT)
    store.append_fold(running, replace(RESULT, fold=1))
    measured = replace(PLAN, is_measured=True)

    assert store.replace_plan(running, measured, [RESULT.task])

    assert measured == store.load(running).plan
    assert [1] == [fold.fold for fold in store.folds(running)]


def test_nobody_else_may_change_the_plan(store, study):
    store.submit(study, PLAN)
    claimed_by_a_dead_process(store.folder, study)
    store.append_fold(study, RESULT)

    assert not store.replace_plan(study, replace(PLAN, is_measured=True), [RESULT.task])

    assert PLAN == store.load(study).plan
    assert 1 == len(store.folds(study))


def test_the_list_has_no_drafts_unless_asked(store, running):
    draft = store.create(SETUP)

    assert [running] == [s.id for s in store.list()]
    assert [draft, running] == [s.id for s in store.list(include_drafts=True)]


def test_submit_works_once(store, study):
    assert [True, False] == [store.submit(study, PLAN) for _ in range(2)]
    assert ("queued", PLAN) == (store.load(study).state, store.load(study).plan)


@pytest.mark.parametrize(
    ("state", "again"), [("stopped", True), ("failed", True), ("done", False)]
)
def test_only_what_can_go_on_is_submitted_again(store, running, state, again):
    store.set_state(running, state, expected="running", message="so")

    assert again == store.submit(running, PLAN)


def test_folds_of_another_scheme_are_refused(store, running):
    store.set_state(running, "stopped", expected="running")
    other = replace(PLAN, scheme=FoldScheme(seed=1))

    with pytest.raises(StudyConflict, match="other folds"):
        store.submit(running, other)


def test_more_repeats_of_the_same_folds_are_welcome(store, running):
    store.set_state(running, "stopped", expected="running")

    assert store.submit(running, replace(PLAN, scheme=FoldScheme(repeats=3)))


def test_many_claims_at_once_give_one_driver(home, study, store):
    store.submit(study, PLAN)
    answers = []

    def claim():
        answers.append(SqliteStore(home).claim(study, slots=8))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [False] * 7 + [True] == sorted(answers)


def test_the_oldest_in_the_queue_comes_first(store):
    first, second = store.create(SETUP), store.create(SETUP)
    store.submit(first, PLAN)
    store.submit(second, PLAN)

    assert [1, 2] == [store.load(id).queue_position for id in (first, second)]
    assert not store.claim(second, slots=2)
    assert store.claim(first, slots=2)
    assert store.claim(second, slots=2)


def test_a_study_waits_while_the_slots_are_taken(store, running):
    second = store.create(SETUP)
    store.submit(second, PLAN)

    assert not store.claim(second, slots=1)
    store.set_state(running, "done", expected="running")
    assert store.claim(second, slots=1)


def test_a_dead_driver_leaves_a_lost_study_that_holds_no_slot(store, study, home):
    store.submit(study, PLAN)
    claimed_by_a_dead_process(home, study)
    second = store.create(SETUP)
    store.submit(second, PLAN)

    assert ("running", True) == (store.load(study).state, store.load(study).is_lost)
    assert store.claim(second, slots=1)
    assert store.submit(study, PLAN)


def test_a_queued_study_without_driver_is_lost_in_the_end(store, study, monkeypatch):
    store.submit(study, PLAN)
    second = store.create(SETUP)
    store.submit(second, PLAN)
    now = time.time()

    monkeypatch.setattr(time, "time", lambda: now + 60)

    assert store.load(study).is_lost
    assert store.load(study).queue_position is None
    assert store.submit(study, PLAN)


def test_a_driver_elsewhere_is_lost_without_heartbeat(store, running, monkeypatch):
    store._database.run("update study set host = 'elsewhere', heartbeat = heartbeat")
    now = time.time()

    assert not store.load(running).is_lost
    monkeypatch.setattr(time, "time", lambda: now + 11)
    assert store.load(running).is_lost


def test_a_beat_keeps_the_most_memory_and_time(store, running):
    store.beat(running, 500, 3.0)
    store.beat(running, 200, 4.0)

    study = store.load(running)
    assert (500, 4.0) == (study.peak_memory_bytes, study.train_seconds)


def test_a_beat_tells_a_driver_that_the_study_is_not_its_own_any_more(store, running):
    assert store.beat(running)
    store.set_state(running, "stopped", expected="running")
    assert not store.beat(running)


def test_a_state_changes_only_from_the_expected_one(store, running):
    assert not store.set_state(running, "done", expected=("queued", "stopped"))
    assert store.set_state(running, "done", expected="running", message="Cut.")

    study = store.load(running)
    assert ("done", "Cut.") == (study.state, study.message)
    assert study.finished >= study.started


def test_a_stop_is_asked_of_live_studies_only(store, running):
    draft = store.create(SETUP)

    assert [False, True] == [store.ask_stop(id) for id in (draft, running)]
    assert [False, True] == [store.is_stop_asked(id) for id in (draft, running)]


def test_a_resumed_study_has_no_old_stop_mark(store, running):
    store.ask_stop(running)
    store.set_state(running, "stopped", expected="running")
    store.submit(running, PLAN)

    assert not store.load(running).stop_asked


def test_folds_come_back_in_order_and_the_first_result_stays(store, running):
    later = replace(RESULT, fold=1, epochs=(Epoch(1, 0.5),), failure="No memory.")
    for result in (RESULT, later, replace(RESULT, scores={"roc_auc": 0.9})):
        store.append_fold(running, result)

    assert (RESULT, later) == store.folds(running)


def test_events_are_numbered_and_read_from_where_one_was(store, running):
    for i in range(3):
        kind = "note" if i == 1 else "started"
        store.append_event(running, Event(kind, float(i), "linear", text=str(i)))

    events = store.events(running)
    assert ["0", "1", "2"] == [e.text for e in events]
    assert ["1", "2"] == [e.text for e in store.events(running, events[0].number)]
    assert ["1"] == [e.text for e in store.events(running, kinds=("note",))]
    assert ["0"] == [e.text for e in store.events(running, limit=1)]


def test_predictions_come_back_as_they_were(store, running):
    arrays = {"rows": np.arange(3), "names": np.array(["ä", "b", "c"])}

    key = store.keep_predictions(running, FoldTask("linear", 0, -1), arrays)

    found = store.predictions(running, [key, "unknown"])
    assert [key] == list(found)
    assert all((found[key][name] == arrays[name]).all() for name in arrays)


def test_damaged_predictions_are_left_out(store, running, home):
    key = store.keep_predictions(running, FoldTask("linear", 0, 0), {"rows": [1]})
    (file,) = (home / "studies" / running).rglob("*.npz")

    file.write_bytes(file.read_bytes()[:-1])
    assert {} == store.predictions(running, [key])
    file.unlink()
    assert {} == store.predictions(running, [key])


@pytest.fixture
def done(store, running):
    store.set_state(running, "done", expected="running")
    return running


def closer(store, id):
    return store.load(id).closer


def test_what_a_closer_look_found_comes_back_in_order_and_the_first_stays(store, done):
    tasks = [InspectionTask("seed", "linear", number=n) for n in (2, 1, 2)]
    found = [Inspected(t, "classical", {"roc_auc": n}) for n, t in enumerate(tasks)]
    for one in found:
        store.append_inspected(done, one)
    store.looks.plan(done, 5)

    assert tuple(found[:2]) == store.inspected(done)
    assert (2, 5) == (closer(store, done).n_done, closer(store, done).n_planned)
    assert [2] == [study.closer.n_done for study in store.list()]


def test_a_closer_look_is_asked_for_once_and_only_of_what_is_done(store, running):
    assert not store.looks.ask(running)
    store.set_state(running, "done", expected="running")

    assert [True, False] == [store.looks.ask(running) for _ in range(2)]
    assert "queued" == closer(store, running).state
    assert not store.looks.ask("nobody")


def test_a_closer_look_holds_a_slot_until_it_ends(store, done):
    store.looks.ask(done)
    assert store.looks.claim(done, slots=1)
    second = store.create(SETUP)
    store.submit(second, PLAN)

    assert not store.claim(second, slots=1)
    assert store.looks.is_in_the_way(slots=1)
    assert not store.looks.is_in_the_way(slots=2)
    store.looks.end(done)
    assert "ended" == closer(store, done).state
    assert store.claim(second, slots=1)


def test_a_closer_look_waits_for_studies_in_the_queue(store, done):
    store.looks.ask(done)
    second = store.create(SETUP)
    store.submit(second, PLAN)

    assert not store.looks.claim(done, slots=9)
    assert store.claim(second, slots=9)
    assert store.looks.claim(done, slots=9)
    assert not store.looks.claim(done, slots=9)


def test_a_driver_goes_on_to_the_closer_look_before_its_study_is_done(store, running):
    assert store.looks.begin(running)
    store.set_state(running, "done", expected="running")

    assert closer(store, running).is_under_way
    assert not store.looks.begin(running)


def test_a_dead_driver_leaves_a_done_study_whose_closer_look_is_lost(store, study):
    store.submit(study, PLAN)
    claimed_by_a_dead_process(store.folder, study)
    store._database.run("update study set look = 'running', state = 'done'")

    assert ("done", "lost") == (store.load(study).state, closer(store, study).state)
    assert not store.looks.beat(study)
    assert store.looks.ask(study)


def test_a_closer_look_is_asked_to_stop_and_asking_again_takes_that_back(store, done):
    store.looks.ask(done)
    store.looks.claim(done, slots=1)

    assert store.ask_stop(done)
    assert store.is_stop_asked(done)
    store.looks.end(done)
    assert not store.looks.beat(done)
    assert not store.ask_stop(done)
    assert store.looks.ask(done)
    assert not store.is_stop_asked(done)


def test_a_store_of_the_version_before_is_brought_up_to_date(tmp_path):
    file = tmp_path / "studies.sqlite"
    with closing(sqlite3.connect(file)) as old:
        old.executescript(database.MIGRATIONS[0] + "pragma user_version = 1;")
        insert = (
            "insert into study (id, created, setup, state) values (?, 0, ?, 'done')"
        )
        old.execute(insert, ("old", json.dumps(encode(SETUP))))
        old.commit()

    assert CloserLook() == SqliteStore(tmp_path).load("old").closer


def test_a_study_without_report_has_no_verdict(store, running):
    assert (None, None) == (store.report(running), store.verdict(running))


def test_deleting_can_be_undone(store, running):
    store.set_state(running, "done", expected="running")

    store.delete(running)
    assert () == store.list()
    store.restore(running)
    assert [running] == [s.id for s in store.list()]


def test_deleting_a_running_study_asks_it_to_stop(store, running):
    store.delete(running)

    assert store.is_stop_asked(running)


def test_purging_removes_what_was_deleted_long_ago_with_its_files(store, home, running):
    store.keep_predictions(running, FoldTask("linear", 0, 0), {"rows": [1]})
    store.append_fold(running, RESULT)
    other = store.create(SETUP)
    store.set_state(running, "done", expected="running")
    store.delete(running)

    assert 0 == store.purge()
    assert 2 == store.purge(older_seconds=-1)  # the forgotten draft goes too
    assert not (home / "studies" / running).exists()
    for id in (running, other):
        with pytest.raises(StudyConflict):
            store.load(id)


def test_many_threads_write_through_one_store(store, running):
    def write(model):
        for fold in range(20):
            store.append_fold(running, replace(RESULT, model=model, fold=fold))
            store.append_event(running, Event("note", 0.0, model))

    threads = [threading.Thread(target=write, args=(f"m{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 120 == len(store.folds(running)) == len(store.events(running))


def test_many_stores_open_a_new_folder_at_once(tmp_path):
    failures = []

    def open_one():
        try:
            SqliteStore(tmp_path / "new").create(SETUP)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == failures
    assert 8 == len(SqliteStore(tmp_path / "new").list(include_drafts=True))


def test_a_store_of_a_newer_version_is_refused_untouched(store, home):
    store._database.run("pragma user_version = 99")

    with pytest.raises(StudyConflict, match="newer version"):
        SqliteStore(home)
    assert os.path.getsize(home / "studies.sqlite")


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
def test_a_store_that_cannot_be_opened_says_so(tmp_path, content):
    file = tmp_path / "studies.sqlite"
    file.write_bytes(content) if content else file.mkdir()

    with pytest.raises(StudyConflict, match=r"cannot be opened.*DLCOMPARE_HOME"):
        SqliteStore(tmp_path)


def test_the_store_is_written_ahead(store):
    (mode,) = store._database.run("pragma journal_mode")

    assert "wal" == mode[0]
    assert len(database.MIGRATIONS) == store._database.run("pragma user_version")[0][0]
