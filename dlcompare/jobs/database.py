"""The tables of the study store, as migrations, and the way to its file."""

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dlcompare.errors import StudyConflict

BUSY_MS = 10_000  # how long a writer waits for another before it gives up
OPEN_TRIES = 50  # two processes that create the file at once may collide

# One script per version of the file; never edit one that was released.
MIGRATIONS = (
    """
    create table study (
        id text primary key,
        created real not null,
        setup text not null,
        state text not null,
        plan text,
        queued real,
        started real,
        finished real,
        heartbeat real,
        host text,
        pid integer,
        pid_started real,
        stop_asked integer not null default 0,
        message text not null default '',
        train_seconds real not null default 0,
        peak_memory_bytes integer not null default 0,
        deleted real,
        report text
    );
    create table fold (
        study text not null references study(id) on delete cascade,
        model text not null,
        repeat integer not null,
        fold integer not null,
        result text not null,
        primary key (study, model, repeat, fold)
    );
    create table event (
        number integer primary key autoincrement,
        study text not null references study(id) on delete cascade,
        kind text not null,
        event text not null
    );
    create index event_of_study on event(study, number);
    create table prediction (
        study text not null references study(id) on delete cascade,
        key text not null,
        sha256 text not null,
        size_bytes integer not null,
        primary key (study, key)
    );
    """,
    """
    alter table study add column look text not null default '';
    alter table study add column look_planned integer not null default 0;
    create table inspected (
        study text not null references study(id) on delete cascade,
        key text not null,
        result text not null,
        primary key (study, key)
    );
    """,
    # No reference to the study: who has looked at test rows outlives it.
    """
    create table opening (
        study text not null,
        rows text not null,
        data text not null,
        at real not null,
        primary key (study, rows)
    );
    create index opening_of_rows on opening(rows, at);
    """,
)


Row = sqlite3.Row


class Database:
    """One connection to `file`, safe to use from every thread of a process."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.RLock()
        self._connection = connect(file)
        self.close = weakref.finalize(self, self._connection.close)

    def run(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that `query` gives."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def count(self, query: str, values: Sequence[Any]) -> int:
        """How many rows `query` changed."""
        with self._lock:
            return self._connection.execute(query, values).rowcount

    @contextmanager
    def transaction(self, kind: str = "immediate") -> Iterator[None]:
        """All queries inside happen together or not at all."""
        with self._lock:
            try:
                self._connection.execute(f"begin {kind}")
                yield
                self._connection.execute("commit")
            except BaseException:  # an interrupt may come before the first query
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise


def connect(file: Path) -> sqlite3.Connection:
    """A connection to the store at `file`, brought up to the newest version.

    Raises
    ------
    StudyConflict
        If the file cannot be opened, or a newer version of this program wrote it.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _open(file)
    except (OSError, sqlite3.DatabaseError) as error:
        raise StudyConflict(
            f"The studies in {file.parent} cannot be opened: {error}.",
            "Set DLCOMPARE_HOME to a folder that can be written to.",
        ) from error


def _open(file: Path) -> sqlite3.Connection:
    # isolation_level=None: transactions are begun and ended by us alone.
    connection = sqlite3.connect(
        file,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        _use_write_ahead_log(connection)
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL; this step ignores the busy timeout, so retry."""
    for _ in range(OPEN_TRIES):
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.02)
    raise StudyConflict("The study store is busy.", "Try again in a moment.")


def _migrate(connection: sqlite3.Connection) -> None:
    """Run the scripts that the file has not seen yet, in one transaction."""
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("begin immediate")
    try:
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise StudyConflict(
                "The studies on this machine were written by a newer version.",
                "Update dlcompare, or set DLCOMPARE_HOME to another folder.",
            )
        for script in MIGRATIONS[version:]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"pragma user_version = {len(MIGRATIONS)}")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])
