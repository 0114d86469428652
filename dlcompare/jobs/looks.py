"""The closer look at a study in the store: asked for, begun, ended; and whose it is.

It is taken of studies that are done, holds a slot like a study in training, and is
changed by compare-and-set as these are.
"""

import time
from collections.abc import Sequence

from dlcompare.jobs import alive
from dlcompare.jobs.database import Database
from dlcompare.jobs.rows import is_look_lost, is_lost


def waiting(database: Database) -> tuple[str, ...]:
    """The studies in the queue: ids, the next one first."""
    query = "select * from study where state = 'queued' order by queued, rowid"
    return tuple(row["id"] for row in database.run(query) if not is_lost(row))


def n_busy(database: Database) -> int:
    """Slots that are taken, by studies in training and by closer looks."""
    query = "select * from study where state = 'running' or look = 'running'"
    found = database.run(query)
    return sum(not (is_lost(row) or is_look_lost(row)) for row in found)


class Looks:
    """Who looks closer at which study of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, id: str) -> bool:
        """Queue the closer look at a study that is done; False: it is under way."""
        with self._database.transaction():
            found = self._database.run("select * from study where id = ?", (id,))
            is_idle = any(
                row["state"] == "done"
                and row["deleted"] is None
                and (row["look"] in ("", "ended") or is_look_lost(row))
                for row in found
            )
            if is_idle:
                self._database.run(
                    "update study set look = 'queued', queued = ?, host = null,"
                    " pid = null, heartbeat = null, stop_asked = 0 where id = ?",
                    (time.time(), id),
                )
            return is_idle

    def claim(self, id: str, slots: int) -> bool:
        """Make this process the one that looks; studies in the queue come first."""
        with self._database.transaction():
            if waiting(self._database) or n_busy(self._database) >= slots:
                return False
            return self._own(id, "state = 'done' and look = 'queued'", ())

    def begin(self, id: str) -> bool:
        """Go on to the closer look at the study that this process has trained."""
        me = alive.this_process()
        which = "state = 'running' and host = ? and pid = ?"
        return self._own(id, which, (me.host, me.pid))

    def plan(self, id: str, n_planned: int) -> None:
        """Note how many fits there are in all, with those that are done."""
        query = "update study set look_planned = ? where id = ?"
        self._database.run(query, (n_planned, id))

    def beat(self, id: str, peak_memory: int = 0) -> bool:
        """Give a sign of life; False: somebody else looks, or it was ended."""
        me = alive.this_process()
        query = (
            "update study set heartbeat = ?, host = ?, pid = ?, pid_started = ?,"
            " peak_memory_bytes = max(peak_memory_bytes, ?) where id = ? and"
            " (look = 'queued' or (look = 'running' and host = ? and pid = ?))"
        )
        owner = (me.host, me.pid, me.started)
        values = (time.time(), *owner, peak_memory, id, *owner[:2])
        return self._database.count(query, values) == 1

    def is_in_the_way(self, slots: int) -> bool:
        """Whether a study waits that could be trained if nobody looked closer."""
        return bool(waiting(self._database)) and n_busy(self._database) >= slots

    def end(self, id: str) -> None:
        """Note that nobody looks any more; what was found stays."""
        query = "update study set look = 'ended' where id = ? and look != ''"
        self._database.run(query, (id,))

    def _own(self, id: str, which: str, values: Sequence[object]) -> bool:
        me = alive.this_process()
        query = (
            "update study set look = 'running', heartbeat = ?, host = ?, pid = ?,"
            f" pid_started = ? where id = ? and {which}"
        )
        owner = (time.time(), me.host, me.pid, me.started)
        return self._database.count(query, (*owner, id, *values)) == 1
