"""The driver's loop: hand out fits, store what comes back, heed time and stop."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Literal

from dlcompare.errors import StudyConflict
from dlcompare.jobs import line as lines
from dlcompare.jobs import opening, pools, probing, worker
from dlcompare.jobs.crew import AnyLane, crew
from dlcompare.jobs.line import Line
from dlcompare.jobs.memory import tree_bytes
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import Event, FoldResult, FoldTask, Plan, Study
from dlcompare.training import pending
from dlcompare.training.ledger import GIVEN_UP
from dlcompare.training.tasks import LANES
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
    opened: float | None = None  # when test rows were, the folds being done

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
        """When the lane's budget ends; loading its libraries is not charged.

        For the folds, what the champion's refit for test rows may take is kept back.
        That refit has it whenever it begins: it had to wait for the other lane.
        """
        if line.loaded is None:
            return float("inf")
        end = line.loaded + self.plan.budget.seconds - self.study.train_seconds
        if not self.plan.has_test_file:
            return end
        kept = opening.seconds(self.plan, line.family)
        return end - kept if self.opened is None else max(end, self.opened + kept)


def open_lanes(store: SqliteStore, study: Study, stack: ExitStack) -> tuple[Line, ...]:
    """Start the workers at once: they load libraries while the rest is prepared.

    They end with `stack`.

    Raises
    ------
    StudyConflict
        If the study has no plan.
    UnsuitableCluster
        If there is a cluster to use, and it cannot be used.
    """
    pools.limit_threads(pools.n_threads())
    names = ["classical"]
    if any(c.family == "deep" for c in _plan(study).candidates):
        names.append("deep")
    lanes = stack.enter_context(crew(names, store, study))
    return tuple(
        line for name in names for line in _lines(store, study, name, lanes[name])
    )


def train(store: SqliteStore, study: Study, at_work: Sequence[Line]) -> Outcome | None:
    """Do every fit that a claimed study lacks; None: another driver took over."""
    drive = Drive(store, study, _plan(study))
    _assign(drive, at_work)
    outcome = _work(drive, at_work)
    _beat(drive, at_work)
    return outcome


def _plan(study: Study) -> Plan:
    if study.plan is None:
        raise StudyConflict("This study has no plan.", "Start a new study.")
    return study.plan


def _lines(
    store: SqliteStore, study: Study, name: str, lanes: Sequence[AnyLane]
) -> Iterator[Line]:
    """The lanes of one family; they take fits from one queue."""
    blank = Line(lanes[0], Future(), family=name)
    for lane in lanes:
        lane.submit(worker.load_libraries, name)
        loading = lane.submit(worker.open_study, store.folder, study.id)
        yield replace(blank, lane=lane, loading=loading)


def _assign(drive: Drive, at_work: Sequence[Line]) -> None:
    """Queue what is still to be done; before the plan is final, only a part of it."""
    tasks = pending(drive.plan, drive.store.folds(drive.study.id))
    for line in at_work:
        own: Sequence[FoldTask] = tasks[line.family]
        line.probes.clear()
        if probing.is_wanted(drive.plan):
            line.probes.extend(probing.models_to_time(drive.plan, line.family))
            own = probing.meanwhile(drive.plan, own)
        line.waiting.clear()
        line.waiting.extend(own)


def _work(drive: Drive, at_work: Sequence[Line]) -> Outcome | None:
    """Until no fit is left, the study is to stop, or it has another driver."""
    late: list[FoldTask] = []
    next_beat = time.monotonic()
    while True:
        late += _hand_out(drive, at_work)
        running = [line.future for line in at_work if line.future is not None]
        if not running:
            if probing.is_wanted(drive.plan):
                again = _plan_again(drive, at_work)
                if again is None:
                    return None
                drive, late = again, []
            elif drive.opened is not None or not drive.plan.has_test_file:
                return Outcome("done", _tell_late(drive, late))
            elif drive.store.is_stop_asked(drive.study.id):
                return Outcome("stopped")
            else:
                drive = _open_test_rows(drive, at_work)
            continue
        wait(running, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED)
        for line in at_work:
            _take(drive, line)
        if drive.store.is_stop_asked(drive.study.id):
            return Outcome("stopped")
        if time.monotonic() >= next_beat:
            next_beat = time.monotonic() + BEAT_SECONDS
            if not _beat(drive, at_work):
                return None


def _plan_again(drive: Drive, at_work: Sequence[Line]) -> Drive | None:
    """Go on with the plan that timed fits give; None: another driver took over."""
    now = time.monotonic()
    plan = probing.plan_again(drive.store, drive.study, drive.plan, at_work, now)
    if plan is None:
        return None
    drive = replace(drive, plan=plan)
    _assign(drive, at_work)
    return drive


def _open_test_rows(drive: Drive, at_work: Sequence[Line]) -> Drive:
    """Queue the champions' refits for the test rows, where there are any."""
    tasks = opening.to_open(drive.store, drive.study, drive.plan)
    families = {c.model: LANES[c.family] for c in drive.plan.candidates}
    for line in at_work:
        line.waiting.clear()
        line.waiting.extend(t for t in tasks if families[t.model] == line.family)
    return replace(drive, opened=time.monotonic())


def _hand_out(drive: Drive, at_work: Sequence[Line]) -> list[FoldTask]:
    """Give idle lanes their next fit; what the budget has no time for comes back."""
    folder, id, plan = drive.store.folder, drive.study.id, drive.plan

    def fit(line: Line, task: FoldTask) -> Future[FoldResult]:
        lane, n_lanes = line.lane, sum(one.family == line.family for one in at_work)
        left = n_lanes * (drive.deadline(line) - time.monotonic())
        paced = lines.paced(line, plan, task, left=left)
        threads = lane.n_threads
        return lane.submit(
            worker.fit, folder, id, plan=paced, task=task, n_threads=threads
        )

    def probe(line: Line, model: str) -> Future[float | None]:
        lane, threads = line.lane, line.lane.n_threads
        return lane.submit(
            worker.probe, folder, id, plan=plan, model=model, n_threads=threads
        )

    late: list[FoldTask] = []
    for line in at_work:
        deadline, now = drive.deadline(line), time.monotonic()
        late += lines.cut(line, now=now, deadline=deadline, grace=drive.grace)
        probing.begin(line, probe, now=now, budget=plan.budget.seconds)
        if not probing.is_closing(plan, at_work):
            lines.begin(line, fit, now=now)
    return late


def _take(drive: Drive, line: Line) -> None:
    """Store what a lane has done, and what is given up."""
    now, plan = time.monotonic(), drive.plan
    probing.take(line, now=now, budget=plan.budget.seconds)
    given = lines.take(line, plan, now=now)
    given += lines.give_up(line, plan, now=now, deadline=drive.deadline(line))
    labels = {candidate.model: candidate.label for candidate in plan.candidates}
    for result in given:
        drive.store.append_fold(drive.study.id, result)
        opening.note(drive.store, drive.study, result)
        if result.failure.startswith(GIVEN_UP):
            text = f"{labels[result.model]}: {result.failure}"
            event = Event("note", time.time(), text=text)
            drive.store.append_event(drive.study.id, event)


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
