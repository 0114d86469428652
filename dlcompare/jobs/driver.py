"""`python -m dlcompare.jobs.driver STUDY`: waits for a slot, trains, writes.

The driver itself loads no library for learning; the workers of its lanes do.
"""

import signal
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from threading import Thread

from dlcompare.errors import DlcompareError
from dlcompare.jobs.fits import Outcome, train
from dlcompare.jobs.slots import n_slots
from dlcompare.jobs.store import SqliteStore, home

WAIT_SECONDS = 0.25  # between two looks at the queue
BEATS_APART = 4  # looks at the queue
UNEXPECTED = (
    "Training ended on an error of its own; what was finished is kept. Resume it, "
    "and if that fails again, see driver.log in the folder of the study."
)


def run(folder: Path, id: str) -> None:
    """Drive the study `id` from the queue to its end.

    Does nothing if the study is not in the queue, or another driver has it.
    """
    store = SqliteStore(folder)
    if not _is_claimed(store, id):
        return
    outcome = _train(store, id)
    if outcome is None:
        return
    is_mine = store.set_state(
        id, outcome.state, expected="running", message=outcome.message
    )
    if is_mine and outcome.state != "failed":
        _keep_report(store, id)
    store.purge()


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


def _train(store: SqliteStore, id: str) -> Outcome | None:
    try:
        return train(store, store.load(id))
    except DlcompareError as error:
        return Outcome("failed", str(error))
    except Exception:  # whatever it is, the study must not say "running" for ever
        traceback.print_exc()
        return Outcome("failed", UNEXPECTED)


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
