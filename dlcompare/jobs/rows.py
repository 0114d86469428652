"""A row of the study table as a record, and what its columns imply."""

import functools
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from dlcompare.codec import decode, encode
from dlcompare.errors import StudyConflict
from dlcompare.jobs import alive
from dlcompare.jobs.database import Row
from dlcompare.records import (
    CloserLook,
    Event,
    FoldResult,
    Inspected,
    Plan,
    Setup,
    Study,
)

T = TypeVar("T")

STUDIES = (  # each with how many fits of its closer look are kept
    "select *, (select count(*) from inspected where inspected.study = study.id)"
    " as n_inspected from study"
)
MOST_FITS = 1_000  # kept as records; one with 256 epochs takes about 100 kB


def as_text(record: Any) -> str:
    """A record as one line of JSON."""
    return json.dumps(encode(record), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """The record in a line of JSON."""
    return decode(kind, json.loads(text))


@functools.lru_cache(maxsize=MOST_FITS)
def to_fold(text: str) -> FoldResult:
    """The fold in a line of JSON; pages ask for the same ones every second."""
    return from_text(FoldResult, text)


@functools.lru_cache(maxsize=MOST_FITS)
def to_inspected(text: str) -> Inspected:
    """The fit of a closer look in a line of JSON."""
    return from_text(Inspected, text)


def to_event(row: Row) -> Event:
    """The event in `row`, with its number."""
    return replace(from_text(Event, row["event"]), number=row["number"])


def refuse_change(row: Row) -> None:
    """A study that was started has fixed choices."""
    raise StudyConflict(
        f"This study is {row['state']}, so its choices are fixed.",
        "Start a new study to change them.",
    )


def is_lost(row: Row) -> bool:
    """Whether a study that claims to be queued or running has no driver left."""
    return row["state"] in ("queued", "running") and _is_gone(row)


def is_look_lost(row: Row) -> bool:
    """Whether a closer look that claims to be under way has no process left."""
    return row["look"] in ("queued", "running") and _is_gone(row)


def _is_gone(row: Row) -> bool:
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
        closer=CloserLook(
            "lost" if is_look_lost(row) else row["look"],
            n_done=row["n_inspected"],
            n_planned=row["look_planned"],
        ),
    )
