import sys
import threading
import time

import pytest

from dlcompare.errors import InvalidPlan, StudyConflict
from dlcompare.jobs import launcher
from dlcompare.jobs.store import SqliteStore


@pytest.fixture
def no_driver(monkeypatch):
    """Launching starts a process that ends at once; gives the commands."""
    commands = []
    popen = launcher.subprocess.Popen

    def start(command, **settings):
        commands.append((command, settings))
        return popen([sys.executable, "-c", ""], **settings)

    monkeypatch.setattr(launcher.subprocess, "Popen", start)
    return commands


def test_a_driver_gets_a_session_and_a_log_of_its_own(
    store, setup, make_plan, no_driver
):
    id = store.create(setup)

    launcher.start(store.folder, id, make_plan())

    ((command, settings),) = no_driver
    assert [sys.executable, "-m", "dlcompare.jobs.driver", id] == command
    assert settings["start_new_session"]
    assert str(store.folder) == settings["env"]["DLCOMPARE_HOME"]
    assert (store.folder / "studies" / id / "driver.log").exists()


def test_many_starts_at_once_launch_one_driver(store, setup, make_plan, no_driver):
    id, plan, answers = store.create(setup), make_plan(), []

    def start():
        answers.append(launcher.start(store.folder, id, plan))

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [False] * 5 + [True] == sorted(answers)
    assert 1 == len(no_driver)


def test_a_study_never_started_cannot_be_resumed(store, setup):
    with pytest.raises(StudyConflict, match="never started"):
        launcher.resume(store.folder, store.create(setup))


def test_a_wrong_number_of_slots_starts_nothing(store, setup, make_plan, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_SLOTS", "many")
    id = store.create(setup)

    with pytest.raises(InvalidPlan, match="DLCOMPARE_SLOTS"):
        launcher.start(store.folder, id, make_plan())
    assert "draft" == store.load(id).state


def test_stopping_a_draft_changes_nothing(store, setup):
    id = store.create(setup)

    launcher.stop(store.folder, id)

    assert "draft" == store.load(id).state


def test_stopping_a_lost_study_makes_it_stopped_at_once(store, setup, make_plan):
    id = store.create(setup)
    store.submit(id, make_plan())
    store.claim(id, 1)
    store._database.run("update study set pid = 999999999")
    assert not launcher.is_alive(store.folder, id)
    began = time.monotonic()

    launcher.stop(store.folder, id)

    assert "stopped" == store.load(id).state
    assert time.monotonic() - began < 1


def test_a_driver_that_does_not_listen_is_killed(
    store, setup, make_plan, wait_until, monkeypatch
):
    deaf = f"""
import time
from pathlib import Path
from dlcompare.jobs.store import SqliteStore
store = SqliteStore(Path({str(store.folder)!r}))
store.claim(store.list()[0].id, 1)
time.sleep(60)
"""
    popen = launcher.subprocess.Popen
    monkeypatch.setattr(
        launcher.subprocess,
        "Popen",
        lambda _, **settings: popen([sys.executable, "-c", deaf], **settings),
    )
    monkeypatch.setattr(launcher, "STOP_SECONDS", 0.2)
    id = store.create(setup)
    launcher.start(store.folder, id, make_plan())
    wait_until(lambda: store.load(id).state == "running")

    launcher.stop(store.folder, id)

    assert "stopped" == store.load(id).state
    wait_until(lambda: not SqliteStore(store.folder).beat(id), seconds=2)
