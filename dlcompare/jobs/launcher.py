"""Start, stop and resume a study: one detached driver process each."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

from dlcompare.errors import StudyConflict
from dlcompare.jobs import driver, pools
from dlcompare.jobs.crew import scheduler_address
from dlcompare.jobs.slots import n_slots
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Plan

ROOT = Path(__file__).parents[2]  # where the package is imported from
STOP_SECONDS = 2.0  # for the driver to stop by itself
LOOK_SECONDS = 0.05

slots = n_slots


def start(folder: Path, id: str, plan: Plan) -> bool:
    """Queue a study and start its driver, which outlives this process.

    With DLCOMPARE_POOL=inline the driver runs here and now instead.

    Returns
    -------
    bool
        False if it was started already; nothing happens then.

    Raises
    ------
    StudyConflict
        If the study is missing, or has folds of another fold scheme.
    InvalidPlan
        If DLCOMPARE_SLOTS makes no sense.
    UnsuitableCluster
        If DLCOMPARE_SCHEDULER is not an address.
    """
    n_slots()  # a wrong setting is said here, not in the driver's log
    scheduler_address()
    if not SqliteStore(folder).submit(id, plan):
        return False
    _drive(folder, id)
    return True


def resume(folder: Path, id: str) -> bool:
    """Go on with the fits that a stopped, failed or lost study lacks."""
    plan = SqliteStore(folder).load(id).plan
    if plan is None:
        raise StudyConflict("This study was never started.", "Start it first.")
    return start(folder, id, plan)


def look_closer(folder: Path, id: str) -> bool:
    """Go on with the closer look at a study that is done, for another share of time.

    Returns
    -------
    bool
        False if it is under way already, or the study is not done.

    Raises
    ------
    StudyConflict
        If the study is missing.
    InvalidPlan, UnsuitableCluster
        As `start`.
    """
    n_slots()
    scheduler_address()
    store = SqliteStore(folder)
    store.load(id)
    if not store.looks.ask(id):
        return False
    _drive(folder, id)
    return True


def stop(folder: Path, id: str) -> None:
    """Stop a study within 3 s, or the closer look at it; what is finished is kept."""
    store = SqliteStore(folder)
    if not store.ask_stop(id):
        return
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and is_alive(folder, id):
        time.sleep(LOOK_SECONDS)
    pid = store.driver_pid(id)
    if pid not in (None, os.getpid()) and is_alive(folder, id):
        psutil.Process(pid).kill()  # its workers end with it
    store.set_state(id, "stopped", expected=("queued", "running"))
    store.looks.end(id)


def is_alive(folder: Path, id: str) -> bool:
    """Whether a driver waits or works for this study, or looks at it closer."""
    study = SqliteStore(folder).load(id)
    is_driven = study.state in ("queued", "running") and not study.is_lost
    return is_driven or study.closer.is_under_way


def _drive(folder: Path, id: str) -> None:
    if pools.is_inline():
        driver.run(folder, id)
    else:
        _spawn(folder, id)


def _spawn(folder: Path, id: str) -> None:
    log = folder / "studies" / id / "driver.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "dlcompare.jobs.driver", id],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            cwd=ROOT,
            env={**os.environ, "DLCOMPARE_HOME": str(folder)},
            start_new_session=True,
            close_fds=True,
        )
    # Somebody has to take note of its end, else it stays in the process table.
    threading.Thread(target=process.wait, daemon=True).start()
