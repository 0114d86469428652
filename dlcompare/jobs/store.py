"""Where studies live: the protocol `Store`, and `SqliteStore`, its one kind.

A study goes draft -> queued -> running -> done | stopped | failed, and what
is done may be looked at closer (`looks`). Every change of state is compare-and-set,
so a double click, two tabs or two drivers cannot train one study twice.
"""

import secrets
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dlcompare.errors import StudyConflict
from dlcompare.jobs import alive, looks, rows
from dlcompare.jobs.database import Database, Row
from dlcompare.jobs.home import home
from dlcompare.jobs.openings import Openings
from dlcompare.jobs.predictions import Predictions
from dlcompare.jobs.protocol import EVENTS_AT_ONCE, KEEP_SECONDS, Store
from dlcompare.records import (
    Event,
    FoldResult,
    FoldTask,
    Inspected,
    Plan,
    Report,
    Setup,
    Study,
    StudyState,
    Verdict,
)

__all__ = ["SqliteStore", "Store", "home"]

ENDED: tuple[StudyState, ...] = ("done", "stopped", "failed")


class SqliteStore:
    """Studies in `folder`/studies.sqlite, their arrays in `folder`/studies/<id>/.

    One connection, usable from every thread of a process; many processes may
    use one folder. A study that does not exist is a `StudyConflict`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home()
        self._database = Database(self.folder / "studies.sqlite")
        self._predictions = Predictions(self.folder, self._database)
        self.looks = looks.Looks(self._database)
        self.openings = Openings(self._database)

    def create(self, setup: Setup, id: str = "") -> str:
        """Keep a new draft; its id is hard to guess, since it is in the address."""
        id = id or secrets.token_hex(8)
        self._database.run(
            "insert into study (id, created, setup, state) values (?, ?, ?, 'draft')",
            (id, time.time(), rows.as_text(setup)),
        )
        return id

    def load(self, id: str) -> Study:
        """The study called `id`, deleted or not."""
        with self._database.transaction("deferred"):
            row = self._row(id)
            waiting = looks.waiting(self._database) if row["state"] == "queued" else ()
        return rows.to_study(row, waiting)

    def list(self, *, include_drafts: bool = False) -> tuple[Study, ...]:
        """Every study that is not deleted, the newest first."""
        which = "" if include_drafts else "and state != 'draft'"
        query = (
            f"{rows.STUDIES} where deleted is null {which}"
            " order by created desc, rowid desc"
        )
        with self._database.transaction("deferred"):
            found, waiting = self._database.run(query), looks.waiting(self._database)
        return tuple(rows.to_study(row, waiting) for row in found)

    def update_setup(self, id: str, setup: Setup) -> None:
        """Change what the user chose; only a draft may change."""
        query = "update study set setup = ? where id = ? and state = 'draft'"
        if not self._database.count(query, (rows.as_text(setup), id)):
            rows.refuse_change(self._row(id))

    def submit(self, id: str, plan: Plan) -> bool:
        """Queue a draft, or again a stopped, failed or lost study; False: neither."""
        with self._database.transaction():
            row = self._row(id)
            can_go_on = row["state"] in ("draft", "stopped", "failed")
            is_ready = can_go_on or rows.is_lost(row)
            if not is_ready or row["deleted"] is not None:
                return False
            rows.refuse_other_folds(row, plan)
            self._database.run(
                "update study set state = 'queued', plan = ?, queued = ?, host = null,"
                " pid = null, heartbeat = null, finished = null, stop_asked = 0,"
                " message = '' where id = ?",
                (rows.as_text(plan), time.time(), id),
            )
            return True

    def replace_plan(self, id: str, plan: Plan, stale: Iterable[FoldTask]) -> bool:
        """Change the plan of a study, forget `stale` folds; False: it is not ours."""
        me, driven = alive.this_process(), "state = 'running' and host = ? and pid = ?"
        query = f"update study set plan = ? where id = ? and {driven}"
        place = "study = ? and model = ? and repeat = ? and fold = ?"
        with self._database.transaction():
            values = (rows.as_text(plan), id, me.host, me.pid)
            if not self._database.count(query, values):
                return False
            for t in stale:
                which = (id, t.model, t.repeat, t.fold)
                self._database.run(f"delete from fold where {place}", which)
            return True

    def claim(self, id: str, slots: int) -> bool:
        """Make this process the driver of `id`, if its turn has come.

        Its turn has come when it is the oldest in the queue and fewer than
        `slots` studies run or are looked at closer; lost studies count in neither.
        """
        with self._database.transaction():
            if looks.waiting(self._database)[:1] != (id,):
                return False
            if looks.n_busy(self._database) >= slots:
                return False
            me, now = alive.this_process(), time.time()
            self._database.run(
                "update study set state = 'running', started = ?, heartbeat = ?,"
                " host = ?, pid = ?, pid_started = ? where id = ?",
                (now, now, me.host, me.pid, me.started, id),
            )
            return True

    def beat(self, id: str, peak_memory: int = 0, train_seconds: float = 0.0) -> bool:
        """Give a sign of life; False: the study is no longer this process's."""
        me = alive.this_process()
        query = (
            "update study set heartbeat = ?, host = ?, pid = ?, pid_started = ?,"
            " peak_memory_bytes = max(peak_memory_bytes, ?),"
            " train_seconds = max(train_seconds, ?) where id = ? and (state = 'queued'"
            " or (state = 'running' and host = ? and pid = ?))"
        )
        owner = (me.host, me.pid, me.started)
        values = (time.time(), *owner, peak_memory, train_seconds, id, *owner[:2])
        return self._database.count(query, values) == 1

    def set_state(
        self,
        id: str,
        new: StudyState,
        *,
        expected: StudyState | Sequence[StudyState],
        message: str = "",
    ) -> bool:
        """Change the state if it is (one of) `expected`; False: it was another."""
        states = (expected,) if isinstance(expected, str) else tuple(expected)
        query = (
            "update study set state = ?, message = ?, finished = ? where id = ?"
            f" and state in ({', '.join('?' * len(states))})"
        )
        finished = time.time() if new in ENDED else None
        return self._database.count(query, (new, message, finished, id, *states)) == 1

    def ask_stop(self, id: str) -> bool:
        """Leave the mark that the driver reads; False: there is nothing to stop."""
        query = (
            "update study set stop_asked = 1"
            " where id = ? and (state in ('queued', 'running')"
            " or look in ('queued', 'running'))"
        )
        return self._database.count(query, (id,)) == 1

    def is_stop_asked(self, id: str) -> bool:
        """Whether somebody wants the driver to stop (or has deleted the study)."""
        row = self._row(id)
        return bool(row["stop_asked"]) or row["deleted"] is not None

    def driver_pid(self, id: str) -> int | None:
        """The process that has the study, if it is on this machine."""
        row, me = self._row(id), alive.this_process()
        return row["pid"] if row["host"] == me.host else None

    def append_fold(self, id: str, result: FoldResult) -> None:
        """Keep a finished fold; the first result of a fold stays."""
        self._database.run(
            "insert or ignore into fold values (?, ?, ?, ?, ?)",
            (id, result.model, result.repeat, result.fold, rows.as_text(result)),
        )

    def folds(self, id: str) -> tuple[FoldResult, ...]:
        """Every finished fold, in the order they came in."""
        found = self._database.run(
            "select result from fold where study = ? order by rowid", (id,)
        )
        return tuple(rows.to_fold(row["result"]) for row in found)

    def append_event(self, id: str, event: Event) -> None:
        """Keep something that happened; the store gives it its number."""
        self._database.run(
            "insert into event (study, kind, event) values (?, ?, ?)",
            (id, event.kind, rows.as_text(event)),
        )

    def events(
        self,
        id: str,
        after: int = 0,
        kinds: Sequence[str] | None = None,
        limit: int = EVENTS_AT_ONCE,
    ) -> tuple[Event, ...]:
        """Events numbered above `after`, the oldest first, at most `limit`."""
        which = f"and kind in ({', '.join('?' * len(kinds))})" if kinds else ""
        found = self._database.run(
            f"select number, event from event where study = ? and number > ? {which}"
            " order by number limit ?",
            (id, after, *(kinds or ()), limit),
        )
        return tuple(map(rows.to_event, found))

    def append_inspected(self, id: str, result: Inspected) -> None:
        """Keep a fit of the closer look; the first result of a task stays."""
        self._database.run(
            "insert or ignore into inspected values (?, ?, ?)",
            (id, result.task.key, rows.as_text(result)),
        )

    def inspected(self, id: str) -> tuple[Inspected, ...]:
        """Every fit of the closer look, in the order they came in."""
        found = self._database.run(
            "select result from inspected where study = ? order by rowid", (id,)
        )
        return tuple(rows.to_inspected(row["result"]) for row in found)

    def keep_predictions(
        self, id: str, task: FoldTask, values: Mapping[str, Any]
    ) -> str:
        """Keep the arrays of one fold as a file; gives the key to ask for them."""
        return self._predictions.keep(id, task, values)

    def predictions(self, id: str, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The arrays kept under `keys`; a damaged or missing file is left out."""
        return self._predictions.read(id, keys)

    def save_report(self, id: str, report: Report) -> None:
        """Keep the report of an ended study; a later one replaces it."""
        self._database.run(
            "update study set report = ? where id = ?", (rows.as_text(report), id)
        )

    def report(self, id: str) -> Report | None:
        """The kept report, or None."""
        text = self._row(id)["report"]
        return None if text is None else rows.from_text(Report, text)

    def verdict(self, id: str) -> Verdict | None:
        """The verdict of the kept report, without reading all of it."""
        query = "select json_extract(report, '$.verdict') from study where id = ?"
        text = next((row[0] for row in self._database.run(query, (id,))), None)
        return None if text is None else rows.from_text(Verdict, text)

    def delete(self, id: str) -> None:
        """Take a study off the list; a running one is asked to stop."""
        self.ask_stop(id)
        self._database.run(
            "update study set deleted = ? where id = ?", (time.time(), id)
        )

    def restore(self, id: str) -> None:
        """Undo `delete`."""
        self._database.run("update study set deleted = null where id = ?", (id,))

    def purge(self, older_seconds: float = KEEP_SECONDS) -> int:
        """Remove what was deleted or left as a draft long ago; how many are gone."""
        before = time.time() - older_seconds
        found = self._database.run(
            "select id from study where state not in ('queued', 'running')"
            " and (deleted < ? or (state = 'draft' and created < ?))",
            (before, before),
        )
        for row in found:
            self._database.run("delete from study where id = ?", (row["id"],))
            shutil.rmtree(self.folder / "studies" / row["id"], ignore_errors=True)
        return len(found)

    def _row(self, id: str) -> Row:
        found = self._database.run(f"{rows.STUDIES} where id = ?", (id,))
        if not found:
            raise StudyConflict(
                f"There is no study '{id[:40]}'.", "Open one from the history."
            )
        return found[0]
