"""A lane at work: the fits that wait for it, the one it is at, how it went."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from dlcompare.jobs.crew import AnyLane
from dlcompare.models import model
from dlcompare.planning.lanes import MIN_FIT_SECONDS
from dlcompare.records import Candidate, FoldResult, FoldTask, Plan
from dlcompare.training.ledger import GIVEN_UP
from dlcompare.words import duration

MAX_ALIKE = 2  # failures of one model in a row, for one cause, before it is given up
# A fit may take so much more than its share of the lane, while other models wait.
# The last is of the budget: what is lost at most to a fit that is no good.
SHARE_FACTOR, SHARE_SECONDS, SHARE_OF_BUDGET = 1.5, 5.0, 0.1
OVERHEAD_SECONDS = 0.5  # of every fit, beside fitting and predicting
NOT_RUN = "Not run, because the fits before it failed: "


@dataclass
class Line:
    """One lane's work; changes while training goes on.

    Lanes of one family share all but what they are at, changed in place: each takes
    the next fit when it is free.

    `loading` is the call that loads its libraries; `loaded` is when it was through,
    `began` when the current fit was handed out (monotonic seconds). `seconds` is
    how long the last fit of each model took, `fitting` how long all of this lane
    did, `failed` the cause of each model's last failure and how many in a row had
    it. `probes` are models that are to be timed before training, `probe` the one
    that is, since `probing`, `timed` what they took.
    """

    lane: AnyLane
    loading: Future[None]
    waiting: deque[FoldTask] = field(default_factory=deque)
    task: FoldTask | None = None
    future: Future[Any] | None = None
    began: float = 0.0
    loaded: float | None = None
    fitting: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)
    failed: dict[str, tuple[str, int]] = field(default_factory=dict)
    family: str = "classical"
    probes: deque[str] = field(default_factory=deque)
    timed: dict[str, float] = field(default_factory=dict)
    probe: str = ""
    probing: float | None = None


def see_loaded(line: Line, *, now: float) -> None:
    """Take note that the lane has its libraries."""
    if line.loaded is None and line.loading.done():
        line.loaded = now


def running_since(line: Line) -> float:
    """When what the lane is at began to run; loading and moving are no part of it."""
    return max(line.began, line.loaded or line.began, line.lane.since)


def begin(line: Line, submit: Callable[..., Future[FoldResult]], *, now: float) -> None:
    """Hand the next fit to an idle lane."""
    see_loaded(line, now=now)
    if line.future is None and line.waiting:
        line.task, line.began = line.waiting.popleft(), now
        line.future = submit(line, line.task)


def take(line: Line, plan: Plan, *, now: float) -> list[FoldResult]:
    """What a fit that has ended gave, and the fits given up because of it."""
    if line.task is None or line.future is None or not line.future.done():
        return []
    try:
        result = line.future.result()
    except BrokenExecutor:
        result = lost(plan, line.task, death(line.lane.exit_code()))
        line.lane.kill()
    spent = max(0.0, now - running_since(line))
    line.seconds[result.model] = spent
    line.fitting += spent
    line.task = line.future = None
    return [result, *_given_up(line, plan, result)]


def cut(line: Line, *, now: float, deadline: float, grace: float) -> list[FoldTask]:
    """The fits that the budget has no time for, taken off the line.

    After the deadline none begins, and one that runs has `grace` seconds. Before
    it no classical fit begins that would not be through by then, judged by the last
    of the same model; networks are shortened instead.
    """
    end = deadline + grace
    ahead = {} if line.family == "deep" else line.seconds
    off = [
        task
        for task in line.waiting
        if now >= deadline or now + ahead.get(task.model, 0.0) > end
    ]
    _take_off(line, off)
    if line.task is not None and now >= end:
        off.append(line.task)
        line.lane.kill()
        line.task = line.future = None
    return off


def paced(line: Line, plan: Plan, task: FoldTask, *, left: float) -> Plan:
    """The plan with less time for a network, where its lane has fallen behind.

    `left` is what is left for the lane, in seconds; without it the last folds would
    not be run at all.
    """
    expected = {c.model: c.expected_seconds for c in plan.candidates}
    needed = sum(expected[one.model] for one in (task, *line.waiting))
    share = left / needed if needed else 1.0
    if share >= 1.0:
        return plan
    candidates = tuple(_shortened(c, share) for c in plan.candidates)
    return replace(plan, candidates=candidates)


def _shortened(candidate: Candidate, share: float) -> Candidate:
    given = candidate.budget_seconds
    if given is None:
        return candidate
    return replace(candidate, budget_seconds=max(share * given, MIN_FIT_SECONDS))


def give_up(line: Line, plan: Plan, *, now: float, deadline: float) -> list[FoldResult]:
    """A fit far beyond its share, ended with its model where others need the time.

    Networks fit their training into the time they have, so they are left alone; so
    are the dummy and the references, which cost little and anchor all others, and
    every fit while the others would be done by the deadline all the same.
    """
    task = line.task
    if task is None or line.loaded is None:
        return []
    candidate = next(c for c in plan.candidates if c.model == task.model)
    spent = now - running_since(line)
    pace = _pace(line, plan)
    expected = {c.model: c.expected_seconds for c in plan.candidates}
    others = [one for one in line.waiting if one.model != task.model]
    needed = pace * sum(expected[one.model] for one in others)
    is_in_time = not others or now + needed <= deadline
    if is_in_time or spent <= pace * _allowed(plan, candidate):
        return []
    line.lane.kill()
    line.task = line.future = None
    failure = (
        f"{GIVEN_UP} after {duration(spent)}: a fold was expected to take "
        f"{duration(candidate.expected_seconds)}, and other models were waiting."
    )
    first = replace(lost(plan, task, failure), fit_seconds=spent)
    return [first, *_rest(line, plan, first)]


def _pace(line: Line, plan: Plan) -> float:
    """How much longer fits take here than expected, in the median; at least 1."""
    expected = {c.model: c.expected_seconds for c in plan.candidates}
    ratios = [
        seconds / (expected[model] + OVERHEAD_SECONDS)
        for model, seconds in line.seconds.items()
        if model in expected
    ]
    return max(1.0, median(ratios)) if ratios else 1.0


def _allowed(plan: Plan, candidate: Candidate) -> float:
    """Seconds that one fold may take."""
    expected = candidate.expected_seconds
    is_anchor = candidate.family == "dummy" or model(candidate.model).is_reference
    if candidate.budget_seconds is not None or not expected or is_anchor:
        return float("inf")
    least = max(SHARE_SECONDS, SHARE_OF_BUDGET * plan.budget.seconds)
    return SHARE_FACTOR * expected + least


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
    return _rest(line, plan, result)


def _rest(line: Line, plan: Plan, result: FoldResult) -> list[FoldResult]:
    others = [task for task in line.waiting if task.model == result.model]
    _take_off(line, others)
    return [lost(plan, task, NOT_RUN + result.failure) for task in others]


def _take_off(line: Line, tasks: Sequence[FoldTask]) -> None:
    left = [task for task in line.waiting if task not in tasks]
    line.waiting.clear()
    line.waiting.extend(left)
