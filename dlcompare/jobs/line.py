"""A lane at work: the fits that wait for it, the one it is at, how it went."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field

from dlcompare.jobs.crew import AnyLane
from dlcompare.records import FoldResult, FoldTask, Plan

MAX_ALIKE = 2  # failures of one model in a row, for one cause, before it is given up
NOT_RUN = "Not run, because the fits before it failed: "


@dataclass
class Line:
    """One lane's work; changes while training goes on.

    Lanes of one family share `waiting`, `seconds` and `failed`, which are changed
    in place: each takes the next fit when it is free.

    `loading` is the call that loads its libraries; `loaded` is when it was through,
    `began` when the current fit was handed out (monotonic seconds). `seconds` is
    how long the last fit of each model took, `failed` the cause of each
    model's last failure and how many in a row had it.
    """

    lane: AnyLane
    loading: Future[None]
    waiting: deque[FoldTask] = field(default_factory=deque)
    task: FoldTask | None = None
    future: Future[FoldResult] | None = None
    began: float = 0.0
    loaded: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: dict[str, tuple[str, int]] = field(default_factory=dict)


def begin(line: Line, submit: Callable[..., Future[FoldResult]], *, now: float) -> None:
    """Hand the next fit to an idle lane."""
    if line.loaded is None and line.loading.done():
        line.loaded = now
    if line.task is None and line.waiting:
        line.task, line.began = line.waiting.popleft(), now
        line.future = submit(line.lane, line.task)


def take(line: Line, plan: Plan, *, now: float) -> list[FoldResult]:
    """What a fit that has ended gave, and the fits given up because of it."""
    if line.task is None or line.future is None or not line.future.done():
        return []
    try:
        result = line.future.result()
    except BrokenExecutor:
        result = lost(plan, line.task, death(line.lane.exit_code()))
        line.lane.kill()
    line.seconds[result.model] = now - max(line.began, line.loaded or line.began)
    line.task = line.future = None
    return [result, *_given_up(line, plan, result)]


def cut(line: Line, *, now: float, deadline: float, grace: float) -> list[FoldTask]:
    """The fits that the budget has no time for, taken off the line.

    After the deadline none begins, and one that runs has `grace` seconds. Before
    it none begins that would not be through by then, judged by the last fit of
    the same model.
    """
    end = deadline + grace
    off = [
        task
        for task in line.waiting
        if now >= deadline or now + line.seconds.get(task.model, 0.0) > end
    ]
    _take_off(line, off)
    if line.task is not None and now >= end:
        off.append(line.task)
        line.lane.kill()
        line.task = line.future = None
    return off


def lost(plan: Plan, task: FoldTask, failure: str) -> FoldResult:
    """A fit that gave nothing."""
    family = next(c.family for c in plan.candidates if c.model == task.model)
    return FoldResult(task.model, family, task.repeat, task.fold, failure=failure)


def death(exit_code: int | None) -> str:
    """How a worker ended, in words for a user."""
    if exit_code == -9:
        return (
            "The process that trained it was killed (signal 9), "
            "most likely because the memory was used up."
        )
    if exit_code is not None and exit_code < 0:
        return f"The process that trained it crashed (signal {-exit_code})."
    return "The process that trained it ended unexpectedly."


def _given_up(line: Line, plan: Plan, result: FoldResult) -> list[FoldResult]:
    """The other fits of a model that fails again and again for the same cause."""
    cause, n_alike = line.failed.get(result.model, ("", 0))
    n_alike = n_alike + 1 if result.failure == cause else 1
    line.failed[result.model] = (result.failure, n_alike)
    if not result.failure or n_alike < MAX_ALIKE:
        return []
    others = [task for task in line.waiting if task.model == result.model]
    _take_off(line, others)
    return [lost(plan, task, NOT_RUN + result.failure) for task in others]


def _take_off(line: Line, tasks: Sequence[FoldTask]) -> None:
    left = [task for task in line.waiting if task not in tasks]
    line.waiting.clear()
    line.waiting.extend(left)
