"""A row of the study table as a record, and what its columns imply."""

import functools
import json
import time
from collections.abc import Sequence
from typing import Any

from dlcompare.codec import decode, encode
from dlcompare.errors import StudyConflict
from dlcompare.jobs import alive
from dlcompare.jobs.database import Row
from dlcompare.records import FoldResult, Plan, Setup, Study

MOST_FOLDS = 1_000  # kept as records; one with 256 epochs takes about 100 kB


def as_text(record: Any) -> str:
    """A record as one line of JSON."""
    return json.dumps(encode(record), ensure_ascii=False, separators=(",", ":"))


@functools.lru_cache(maxsize=MOST_FOLDS)
def to_fold(text: str) -> FoldResult:
    """The fold in a line of JSON; pages ask for the same ones every second."""
    return decode(FoldResult, json.loads(text))


def is_lost(row: Row) -> bool:
    """Whether a study that claims to be queued or running has no driver left."""
    if row["state"] not in ("queued", "running"):
        return False
    if row["pid"] is None:
        return time.time() - float(row["queued"]) > alive.START_SECONDS
    owner = alive.Owner(row["host"], row["pid"], row["pid_started"])
    return not alive.is_alive(owner, row["heartbeat"], time.time())


def refuse_other_folds(row: Row, plan: Plan) -> None:
    """Finished folds may only be joined by folds of the same scheme."""
    if row["plan"] is None:
        return
    before = decode(Plan, json.loads(row["plan"]))
    schemes = [
        (p.task, p.scheme.k, p.scheme.kind, p.scheme.by, p.scheme.seed)
        for p in (before, plan)
    ]
    if schemes[0] != schemes[1]:
        raise StudyConflict(
            "This study has begun with other folds.", "Start a new study instead."
        )


def to_study(row: Row, waiting: Sequence[str]) -> Study:
    """The study in `row`; `waiting` is the queue, the next one first."""
    id, plan = row["id"], row["plan"]
    same = ("id", "created", "state", "started", "finished", "heartbeat", "message")
    return Study(
        **{name: row[name] for name in same},
        setup=decode(Setup, json.loads(row["setup"])),
        plan=None if plan is None else decode(Plan, json.loads(plan)),
        is_lost=is_lost(row),
        stop_asked=bool(row["stop_asked"]),
        queue_position=waiting.index(id) + 1 if id in waiting else None,
        train_seconds=row["train_seconds"],
        peak_memory_bytes=row["peak_memory_bytes"],
    )
