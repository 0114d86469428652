"""Before training: small fits are timed, and the plan is made again from them."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Future

from dlcompare import models
from dlcompare.jobs import pools
from dlcompare.jobs.line import Line, running_since, see_loaded
from dlcompare.jobs.store import SqliteStore
from dlcompare.planning import Timings, make_plan
from dlcompare.planning.samples import PROBE_SHARE
from dlcompare.records import FoldResult, FoldTask, Plan, Study
from dlcompare.training.tasks import LANES

# Of the time for timed fits that the one under way may take beyond it.
GRACE_FACTOR, GRACE_SECONDS = 2.0, 5.0


def is_wanted(plan: Plan) -> bool:
    """Whether fits are to be timed before this plan is carried out."""
    return plan.probe_rows is not None


def models_to_time(plan: Plan, family: str) -> list[str]:
    """In the order of the plan; references and the dummy cost little."""
    beside = {spec.name for spec in models.MODELS if spec.is_reference}
    return [
        c.model for c in plan.candidates if c.family == family and c.model not in beside
    ]


def meanwhile(plan: Plan, tasks: Iterable[FoldTask]) -> list[FoldTask]:
    """The fits that can begin before the plan is final.

    Those of the dummy and of the first classical model: the user sees a score at
    once, and they will hardly change.
    """
    early = [c.model for c in plan.candidates if LANES[c.family] == "classical"][:2]
    return [task for task in tasks if task.model in early]


def begin(
    line: Line,
    submit: Callable[..., Future[float | None]],
    *,
    now: float,
    budget: float,
) -> None:
    """Have an idle lane time the next model, once the first fold is done."""
    see_loaded(line, now=now)
    first_waits = any((task.repeat, task.fold) == (0, 0) for task in line.waiting)
    if not line.probes or line.future is not None or first_waits:
        return
    line.probing = now if line.probing is None else line.probing
    if now - line.probing > PROBE_SHARE * budget:
        line.probes.clear()
        return
    line.probe, line.began = line.probes.popleft(), now
    line.future = submit(line, line.probe)


def take(line: Line, *, now: float, budget: float) -> None:
    """Take note of what a timed fit took; one that takes too long is ended."""
    if not line.probe or line.future is None:
        return
    began = now if line.loaded is None else running_since(line)
    if line.future.done():
        try:
            spent = line.future.result()
        except BrokenExecutor:  # its first fold will say why
            line.lane.kill()
            spent = None
    elif now - began > GRACE_FACTOR * PROBE_SHARE * budget + GRACE_SECONDS:
        line.lane.kill()
        # Of a network it would be the time of few epochs, which says nothing.
        spent = None if line.family == "deep" else now - began
    else:
        return
    if spent is not None:
        line.timed[line.probe] = spent
    line.probe, line.future = "", None


def is_closing(plan: Plan, at_work: Sequence[Line]) -> bool:
    """Whether all is timed, so that nothing begins until the plan is made again."""
    return is_wanted(plan) and not any(line.probes or line.probe for line in at_work)


def plan_again(
    store: SqliteStore, study: Study, plan: Plan, at_work: Sequence[Line], now: float
) -> Plan | None:
    """The plan from what was timed, in the store; None: another driver took over.

    Finished folds that it would do in another way are forgotten.
    """
    from dlcompare.jobs.intake import describe_guarded  # loads pandas

    assert plan.probe_rows is not None
    lost = [now - line.loaded - line.fitting for line in at_work if line.loaded]
    spent = study.train_seconds + max(lost, default=0.0)
    seconds = {model: s for line in at_work for model, s in line.timed.items()}
    again = make_plan(
        describe_guarded(store.folder, study.setup).profile,
        study.setup,
        n_threads=pools.n_threads(),
        timings=Timings(plan.probe_rows, seconds, spent),
    )
    gone = stale(plan, again, store.folds(study.id))
    return again if store.replace_plan(study.id, again, gone) else None


def stale(before: Plan, after: Plan, done: Iterable[FoldResult]) -> list[FoldTask]:
    """The finished folds that `after` would do in another way."""
    settings = {c.model: c.configurations for c in before.candidates}
    same = {
        c.model for c in after.candidates if settings.get(c.model) == c.configurations
    }
    if before.train_rows != after.train_rows:
        same.clear()
    return [fold.task for fold in done if fold.model not in same]
