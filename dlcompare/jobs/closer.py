"""The driver's closer look: further fits of a study that is done, in its lanes."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass

from dlcompare.inspection import (
    EXPLAIN_SHARE,
    closer_tasks,
    expected_seconds,
    suspect_columns,
)
from dlcompare.jobs import line as lines
from dlcompare.jobs import worker
from dlcompare.jobs.line import Line
from dlcompare.jobs.memory import tree_bytes
from dlcompare.jobs.progress import inspected_text
from dlcompare.jobs.slots import n_slots
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import closer_seconds
from dlcompare.records import (
    Event,
    Family,
    FoldResult,
    Inspected,
    InspectionTask,
    Report,
)
from dlcompare.training.tasks import LANES

TICK_SECONDS = 0.25  # between two looks at the mark that asks to stop
BEAT_SECONDS = 1.0
MARGIN = 1.25  # over what a fit is expected to take: one that is cut off gives nothing


@dataclass
class Looker:
    """One lane of the closer look; changes while it goes on.

    Lanes of one family take fits from one queue, `waiting`.
    """

    line: Line
    waiting: deque[InspectionTask]
    task: InspectionTask | None = None
    future: Future[Inspected] | None = None
    began: float = 0.0


@dataclass(frozen=True)
class Look:
    """One go at the closer look; it began at `began` (monotonic seconds)."""

    store: SqliteStore
    report: Report
    began: float

    def deadline(self, line: Line) -> float:
        """When the lane's share of time ends; loading libraries is not charged."""
        if line.loaded is None:
            return float("inf")
        return max(self.began, line.loaded) + closer_seconds(self.report.plan.budget)

    def fold(self, task: InspectionTask) -> FoldResult:
        """The fit that a task repeats."""
        place = (task.model, task.repeat, task.fold)
        folds = self.report.folds
        return next(f for f in folds if (f.model, f.repeat, f.fold) == place)


def look(store: SqliteStore, id: str, at_work: Sequence[Line]) -> None:
    """Do the fits of the closer look that are not kept yet, as far as time allows.

    Ends at once when somebody asks to stop, and when another study waits for the
    slot; whoever asks can have it gone on with.
    """
    report = _report(store, id)
    tasks = tasks_of(report)
    store.looks.plan(id, len(tasks))
    done = {one.task.key for one in store.inspected(id)}
    left = [task for task in tasks if task.key not in done]
    _work(Look(store, report, time.monotonic()), _lookers(report, left, at_work))


def tasks_of(report: Report) -> tuple[InspectionTask, ...]:
    """The fits of the closer look at a study, by what its report says."""
    profile, compared = report.profile, report.comparison
    has_classes = report.plan.task != "regression"
    return closer_tasks(
        report.plan,
        report.folds,
        champions=(compared.best_classical, compared.best_deep),
        suspects=suspect_columns(report.checks, [c.name for c in profile.columns]),
        rarest_share=profile.trait("minority_share") if has_classes else None,
    )


def _report(store: SqliteStore, id: str) -> Report:
    from dlcompare.jobs.results import load_report  # loads pandas

    return store.report(id) or load_report(store, id)


def _lookers(
    report: Report, tasks: Sequence[InspectionTask], at_work: Sequence[Line]
) -> tuple[Looker, ...]:
    lanes = {c.model: LANES[c.family] for c in report.plan.candidates}
    queues = {
        lane: deque(task for task in tasks if lanes[task.model] == lane)
        for lane in set(lanes.values())
    }
    return tuple(Looker(line, queues[line.family]) for line in at_work)


def _work(look: Look, lookers: Sequence[Looker]) -> None:
    """Until no fit is left, time is over, or the lanes are needed elsewhere."""
    store, id, slots = look.store, look.report.study, n_slots()
    next_beat = time.monotonic()
    while True:
        for one in lookers:
            _hand_out(look, one)
        running = [one.future for one in lookers if one.future is not None]
        if not running:
            return
        wait(running, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED)
        for one in lookers:
            result = take(one, now=time.monotonic(), deadline=look.deadline(one.line))
            if result is not None:
                store.append_inspected(id, result)
        if store.is_stop_asked(id):
            return
        if time.monotonic() >= next_beat:
            next_beat = time.monotonic() + BEAT_SECONDS
            is_mine = store.looks.beat(id, tree_bytes())
            if not is_mine or store.looks.is_in_the_way(slots):
                return


def _hand_out(look: Look, one: Looker) -> None:
    """Give an idle lane its next fit, and say so."""
    store, report = look.store, look.report

    def submit(task: InspectionTask) -> Future[Inspected]:
        place = (task.model, task.repeat, task.fold)
        said = Event(
            "inspecting", time.time(), *place, text=inspected_text(report.plan, task)
        )
        store.append_event(report.study, said)
        return one.line.lane.submit(
            worker.inspect,
            store.folder,
            report.study,
            plan=report.plan,
            task=task,
            params=look.fold(task).params,
            n_threads=one.line.lane.n_threads,
            seconds=EXPLAIN_SHARE * closer_seconds(report.plan.budget),
        )

    left = look.deadline(one.line) - time.monotonic()
    begin(one, submit, now=time.monotonic(), left=left, folds=report.folds)


def begin(
    one: Looker,
    submit: Callable[[InspectionTask], Future[Inspected]],
    *,
    now: float,
    left: float,
    folds: Sequence[FoldResult],
) -> None:
    """Hand the next fit that should be through in `left` seconds to an idle lane.

    Those that would not are left for another go.
    """
    lines.see_loaded(one.line, now=now)
    while one.future is None and one.waiting:
        task = one.waiting.popleft()
        if left > 0 and MARGIN * expected_seconds(task, folds) <= left:
            one.task, one.began, one.future = task, now, submit(task)


def take(one: Looker, *, now: float, deadline: float) -> Inspected | None:
    """What a fit has given that has ended; one that runs at the deadline is ended."""
    task, future = one.task, one.future
    if task is None or future is None or not (future.done() or now >= deadline):
        return None
    one.task = one.future = None
    if not future.done():
        one.line.lane.kill()
        return None
    try:
        return future.result()
    except BrokenExecutor:
        failure = lines.death(one.line.lane.exit_code())
        one.line.lane.kill()
        since = max(one.began, one.line.loaded or one.began)
        family: Family = "deep" if one.line.family == "deep" else "classical"
        return Inspected(task, family, failure=failure, seconds=now - since)
