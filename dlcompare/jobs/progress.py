"""How far a study is: what runs now, how its networks learn, how long it may take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from dlcompare.jobs.protocol import Store
from dlcompare.records import (
    TEST_FOLD,
    Candidate,
    Epoch,
    Event,
    FoldResult,
    FoldTask,
    InspectionKind,
    InspectionTask,
    Plan,
    Study,
)
from dlcompare.training.ledger import seconds
from dlcompare.words import count


@dataclass(frozen=True)
class Progress:
    """What a running study shows.

    Attributes
    ----------
    n_done, n_planned : int
        Fits, the champions' refits for test rows included; a failed one is done.
    done_share : float in [0, 1]
    running : frozenset of FoldTask
        The fit each lane is at.
    epochs : mapping of FoldTask to tuple of Epoch
        So far, of the networks in training.
    remaining_seconds : float or None
        At the pace measured so far, else as planned; None: nothing runs.
    """

    n_done: int
    n_planned: int
    done_share: float
    running: frozenset[FoldTask]
    epochs: Mapping[FoldTask, tuple[Epoch, ...]]
    remaining_seconds: float | None


def progress(store: Store, study: Study, folds: Sequence[FoldResult]) -> Progress:
    """How far `study` is, given its finished folds; it must have a plan."""
    assert study.plan is not None
    planned = planned_tasks(study.plan)
    done = {fold.task for fold in folds}
    is_live = study.state == "running" and not study.is_lost
    events = store.events(study.id, kinds=("started",)) if is_live else ()
    started = _under_way(events, study, done)
    pending = [task for task in planned if task not in done]
    n_refitted = sum(task.fold == TEST_FOLD for task in done)
    n_done = len(planned) - len(pending) + n_refitted
    n_fits = n_planned(study.plan)
    return Progress(
        n_done=n_done,
        n_planned=n_fits,
        done_share=n_done / n_fits if n_fits else 0.0,
        running=frozenset(started),
        epochs=_epochs(store, study, started),
        remaining_seconds=_remaining(study.plan, folds, pending) if is_live else None,
    )


def planned_tasks(plan: Plan) -> tuple[FoldTask, ...]:
    """Every fold of a plan, of every candidate."""
    scheme = plan.scheme
    places = [(r, f) for r in range(scheme.repeats) for f in range(scheme.k)]
    return tuple(FoldTask(c.model, r, f) for c in plan.candidates for r, f in places)


def n_planned(plan: Plan) -> int:
    """Fits of a plan, with a champion of each family refitted for test rows."""
    families = {c.family for c in plan.candidates} - {"dummy"}
    n_folds = len(plan.candidates) * plan.scheme.n_folds
    return n_folds + (len(families) if plan.has_test_file else 0)


def fold_number(plan: Plan, task: FoldTask) -> int:
    """Which of the plan's folds a task is, over all repeats, from 1 on."""
    return task.repeat * plan.scheme.k + task.fold + 1


def inspected_text(plan: Plan, task: InspectionTask) -> str:
    """What a fit of the closer look is: "Random forest without Age"."""
    label = next(c.label for c in plan.candidates if c.model == task.model)
    rows = "all rows again" if task.n_rows is None else count(task.n_rows, "row")
    said: dict[InspectionKind, str] = {
        "explain": "and what it goes by",
        "seed": "with another seed",
        "rows": f"on {rows}",
        "without": f"without {task.column}",
    }
    return f"{label} {said[task.kind]}"


def _under_way(
    events: Iterable[Event], study: Study, done: set[FoldTask]
) -> dict[FoldTask, int]:
    """The last fit begun in each lane, if it is not done, and its event's number."""
    assert study.plan is not None
    families = {c.model: c.family for c in study.plan.candidates}
    last: dict[bool, Event] = {}
    for event in events:
        if event.at >= (study.started or 0.0):
            last[families.get(event.model) == "deep"] = event
    tasks = {FoldTask(e.model, e.repeat, e.fold): e.number for e in last.values()}
    return {task: number for task, number in tasks.items() if task not in done}


def _epochs(
    store: Store, study: Study, started: Mapping[FoldTask, int]
) -> dict[FoldTask, tuple[Epoch, ...]]:
    if not started:
        return {}
    found: dict[FoldTask, tuple[Epoch, ...]] = {}
    for event in store.events(study.id, min(started.values()), kinds=("epoch",)):
        task = FoldTask(event.model, event.repeat, event.fold)
        if task in started and event.number > started[task] and event.epoch is not None:
            found[task] = (*found.get(task, ()), event.epoch)
    return found


def _remaining(
    plan: Plan, folds: Sequence[FoldResult], pending: Sequence[FoldTask]
) -> float:
    """Of the slower lane."""
    pace = {c.model: _pace(c, folds) for c in plan.candidates}
    lanes = {True: 0.0, False: 0.0}
    families = {c.model: c.family for c in plan.candidates}
    for task in pending:
        lanes[families[task.model] == "deep"] += pace[task.model]
    return max(lanes.values())


def _pace(candidate: Candidate, folds: Sequence[FoldResult]) -> float:
    measured = [
        seconds(fold)
        for fold in folds
        if fold.model == candidate.model and not fold.failure
    ]
    return fmean(measured) if measured else candidate.expected_seconds
