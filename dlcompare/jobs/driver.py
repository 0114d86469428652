"""`python -m dlcompare.jobs.driver STUDY`: waits for a slot, trains, looks closer.

The driver itself loads no library for learning; the workers of its lanes do.
"""

import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Thread

from dlcompare.errors import DlcompareError
from dlcompare.jobs import closer, pools
from dlcompare.jobs.fits import Outcome, open_lanes, train
from dlcompare.jobs.line import Line
from dlcompare.jobs.slots import n_slots
from dlcompare.jobs.store import SqliteStore, home
from dlcompare.records import Event

WAIT_SECONDS = 0.25  # between two looks at the queue
BEATS_APART = 4  # looks at the queue
UNEXPECTED = (
    "Training ended on an error of its own; what was finished is kept. Resume it, "
    "and if that fails again, see driver.log in the folder of the study."
)


def run(folder: Path, id: str) -> None:
    """Drive the study `id` from the queue to its end, and look at it closer.

    A study that is done is looked at closer if somebody asked for that. Does nothing
    if the study is not in the queue, or another driver has it.
    """
    store = SqliteStore(folder)
    with ExitStack() as lanes:
        if store.load(id).state == "done":
            if _may_look(store, id):
                study = store.load(id)
                _look(store, id, lanes, lambda: open_lanes(store, study, lanes))
        elif _is_claimed(store, id):
            _drive(store, id, lanes)
    store.purge()


def _drive(store: SqliteStore, id: str, lanes: ExitStack) -> None:
    """Train a claimed study, keep its report, and look closer if all is well."""
    at_work: list[Line] = []
    outcome = _train(store, id, lanes, at_work)
    if outcome is None:
        return
    # Inline, a verdict would have to wait for it.
    is_wanted = store.load(id).setup.closer_look and not pools.is_inline()
    looks = outcome.state == "done" and is_wanted and store.looks.begin(id)
    if not looks:
        lanes.close()
    is_mine = store.set_state(
        id, outcome.state, expected="running", message=outcome.message
    )
    if is_mine and outcome.state != "failed":
        _keep_report(store, id)
    if looks:
        _look(store, id, lanes, lambda: at_work)


def _is_claimed(store: SqliteStore, id: str) -> bool:
    """Wait in the queue until it is this study's turn; False: it never is."""
    n_looks = 0
    while True:
        if store.is_stop_asked(id):
            store.set_state(id, "stopped", expected="queued")
        if store.claim(id, n_slots()):
            return True
        if store.load(id).state != "queued":
            return False
        if n_looks % BEATS_APART == 0:
            store.beat(id)
        n_looks += 1
        time.sleep(WAIT_SECONDS)


def _may_look(store: SqliteStore, id: str) -> bool:
    """Wait until a slot is free for the closer look; False: it is not wanted."""
    while True:
        if store.is_stop_asked(id):
            store.looks.end(id)
        if store.looks.claim(id, n_slots()):
            return True
        if store.load(id).closer.state != "queued":
            return False
        store.looks.beat(id)
        time.sleep(BEATS_APART * WAIT_SECONDS)


def _train(
    store: SqliteStore, id: str, lanes: ExitStack, at_work: list[Line]
) -> Outcome | None:
    """How training ended; its lanes are then in `at_work`."""
    try:
        study = store.load(id)
        at_work.extend(open_lanes(store, study, lanes))
        return train(store, study, at_work)
    except DlcompareError as error:
        return Outcome("failed", str(error))
    except Exception:  # whatever it is, the study must not say "running" for ever
        traceback.print_exc()
        return Outcome("failed", UNEXPECTED)


def _look(
    store: SqliteStore,
    id: str,
    lanes: ExitStack,
    at_work: Callable[[], Sequence[Line]],
) -> None:
    """Look closer, and write the report again; the study is done whatever happens."""
    n_before = len(store.inspected(id))
    try:
        closer.look(store, id, at_work())
    except DlcompareError as error:
        store.append_event(id, Event("note", time.time(), text=str(error)))
    except Exception:  # what was found is kept; the log tells
        traceback.print_exc()
    finally:
        lanes.close()
        store.looks.end(id)
    if len(store.inspected(id)) > n_before:
        _keep_report(store, id)


def _keep_report(store: SqliteStore, id: str) -> None:
    """Write the report down for the history; any page can make it again."""
    from dlcompare.jobs.results import load_report

    try:
        store.save_report(id, load_report(store, id))
    except Exception:  # the study is over and well; the log tells
        traceback.print_exc()


def _ask_stop(folder: Path, id: str) -> None:
    SqliteStore(folder).ask_stop(id)


def main() -> int:
    """Drive the study named on the command line."""
    (id,) = sys.argv[1:]
    folder = home()
    # In a thread, since the signal may come while this one holds the store.
    ask = partial(_ask_stop, folder, id)
    signal.signal(signal.SIGTERM, lambda *_: Thread(target=ask).start())
    try:
        run(folder, id)
    except DlcompareError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
