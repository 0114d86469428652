"""The driver's loop: hand out fits, store what comes back, heed time and stop."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal

from dlcompare.errors import StudyConflict
from dlcompare.jobs import line as lines
from dlcompare.jobs import pools, worker
from dlcompare.jobs.crew import AnyLane, crew
from dlcompare.jobs.line import Line
from dlcompare.jobs.memory import tree_bytes
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Event, FoldResult, FoldTask, Plan, Study
from dlcompare.training import pending
from dlcompare.words import count, duration, listed

TICK_SECONDS = 0.25  # between two looks at the mark that asks to stop
BEAT_SECONDS = 1.0
GRACE_SHARE, GRACE_SECONDS = 0.1, 5.0  # of the budget, at least; for a fit that runs


@dataclass(frozen=True)
class Outcome:
    """How training ended."""

    state: Literal["done", "stopped", "failed"]
    message: str = ""


@dataclass(frozen=True)
class Drive:
    """One driver's go at a study."""

    store: SqliteStore
    study: Study
    plan: Plan

    def spent(self, at_work: Sequence[Line]) -> float:
        """Seconds of training until now, with those of earlier drivers.

        Training begins when the first lane has loaded its libraries.
        """
        loaded = [line.loaded for line in at_work if line.loaded is not None]
        now = time.monotonic() - min(loaded) if loaded else 0.0
        return self.study.train_seconds + now

    @property
    def grace(self) -> float:
        """Seconds that a running fit gets beyond the budget."""
        return max(GRACE_SHARE * self.plan.budget.seconds, GRACE_SECONDS)

    def deadline(self, line: Line) -> float:
        """When the lane's budget ends; loading its libraries is not charged."""
        if line.loaded is None:
            return float("inf")
        return line.loaded + self.plan.budget.seconds - self.study.train_seconds


def train(store: SqliteStore, study: Study) -> Outcome | None:
    """Do every fit that a claimed study lacks; None: another driver took over."""
    if study.plan is None:
        raise StudyConflict("This study has no plan.", "Start a new study.")
    drive = Drive(store, study, study.plan)
    with ExitStack() as stack:
        at_work = _open(drive, stack)
        outcome = _work(drive, at_work)
        _beat(drive, at_work)
    return outcome


def _open(drive: Drive, stack: ExitStack) -> tuple[Line, ...]:
    """Start the workers at once: they load libraries while the rest is prepared."""
    pools.limit_threads(pools.n_threads())
    names = ["classical"]
    if any(c.family == "deep" for c in drive.plan.candidates):
        names.append("deep")
    lanes = stack.enter_context(crew(names, drive.store, drive.study))
    done = drive.store.folds(drive.study.id)
    tasks = pending(drive.plan, done)
    return tuple(
        line for name in names for line in _lines(drive, name, lanes[name], tasks[name])
    )


def _lines(
    drive: Drive, name: str, lanes: Sequence[AnyLane], tasks: Sequence[FoldTask]
) -> Iterator[Line]:
    """The lanes of one family; they take fits from one queue."""
    waiting = deque(tasks)
    seconds: dict[str, float] = {}
    failed: dict[str, tuple[str, int]] = {}
    for lane in lanes:
        loading = lane.submit(worker.load_libraries, name)
        lane.submit(worker.open_study, drive.store.folder, drive.study.id)
        yield Line(lane, loading, waiting, seconds=seconds, failed=failed)


def _work(drive: Drive, at_work: Sequence[Line]) -> Outcome | None:
    """Until no fit is left, the study is to stop, or it has another driver."""
    late: list[FoldTask] = []
    next_beat = time.monotonic()
    while True:
        late += _hand_out(drive, at_work)
        running = [line.future for line in at_work if line.future is not None]
        if not running:
            return Outcome("done", _tell_late(drive, late))
        wait(running, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED)
        for line in at_work:
            for result in lines.take(line, drive.plan, now=time.monotonic()):
                drive.store.append_fold(drive.study.id, result)
        if drive.store.is_stop_asked(drive.study.id):
            return Outcome("stopped")
        if time.monotonic() >= next_beat:
            next_beat = time.monotonic() + BEAT_SECONDS
            if not _beat(drive, at_work):
                return None


def _hand_out(drive: Drive, at_work: Sequence[Line]) -> list[FoldTask]:
    """Give idle lanes their next fit; what the budget has no time for comes back."""

    def submit(lane: AnyLane, task: FoldTask) -> Future[FoldResult]:
        return lane.submit(
            worker.fit,
            drive.store.folder,
            drive.study.id,
            plan=drive.plan,
            task=task,
            n_threads=lane.n_threads,
        )

    late: list[FoldTask] = []
    for line in at_work:
        deadline, now = drive.deadline(line), time.monotonic()
        late += lines.cut(line, now=now, deadline=deadline, grace=drive.grace)
        lines.begin(line, submit, now=now)
    return late


def _beat(drive: Drive, at_work: Sequence[Line]) -> bool:
    return drive.store.beat(drive.study.id, tree_bytes(), drive.spent(at_work))


def _tell_late(drive: Drive, late: Sequence[FoldTask]) -> str:
    """Note which fits the budget cut off; "" if none."""
    if not late:
        return ""
    n_by_model = Counter(task.model for task in late)
    parts = [
        f"{candidate.label} ({n_by_model[candidate.model]})"
        for candidate in drive.plan.candidates
        if candidate.model in n_by_model
    ]
    text = (
        f"The budget of {duration(drive.plan.budget.seconds)} ended with "
        f"{count(len(late), 'fit')} not run: {listed(parts)}."
    )
    drive.store.append_event(drive.study.id, Event("note", time.time(), text=text))
    return text
