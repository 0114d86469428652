"""The budget, and what each family made of it."""

from collections.abc import Sequence

from dlcompare.models import MODELS, beside
from dlcompare.records import (
    TEST_FOLD,
    Candidate,
    Family,
    FoldResult,
    Inspected,
    Ledger,
    LedgerLine,
    Plan,
)
from dlcompare.training.tasks import LANES, test_rows_name
from dlcompare.words import duration, listed

GIVEN_UP = "Given up"  # how the failure of a fit that was cut begins


def ledger(
    plan: Plan,
    folds: Sequence[FoldResult],
    message: str = "",
    inspected: Sequence[Inspected] = (),
) -> Ledger:
    """What each family was given and what it used, so far.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
        Those that are in.
    message : str
        How training ended, if the budget did not hold all of it.
    inspected : sequence of Inspected
        Fits of the closer look; their time is beside the budget.

    Returns
    -------
    Ledger
        A line for "classical" and one for "deep". The dummy's seconds are in the
        classical one, but it counts neither as a candidate nor as fits.
    """
    lines = tuple(_line(plan, folds, inspected, lane) for lane in ("classical", "deep"))
    return Ledger(
        budget_seconds=plan.budget.seconds,
        lines=lines,
        notes=(*plan.notes, *filter(None, (message, _looked(lines)))),
    )


def _looked(lines: Sequence[LedgerLine]) -> str:
    """What the closer look took; "" while it took nothing."""
    spent = [one.closer_seconds for one in lines]
    if not any(spent):
        return ""
    classical, deep = map(duration, spent)
    return (
        f"The closer look at the champions took {classical} of the classical lane and"
        f" {deep} of the deep one, beside the budget."
    )


def _line(
    plan: Plan,
    folds: Sequence[FoldResult],
    inspected: Sequence[Inspected],
    family: Family,
) -> LedgerLine:
    candidates = [c for c in plan.candidates if c.family == family]
    names = {c.model for c in candidates}
    own = [f for f in folds if f.model in names]
    done = [f for f in own if not f.failure]
    n_refits = int(plan.has_test_file and bool(candidates))  # the champion's
    return LedgerLine(
        family=family,
        n_candidates=len(candidates),
        n_configurations=_n_configurations(candidates),
        n_folds=len(done),
        n_folds_planned=plan.scheme.n_folds * len(candidates) + n_refits,
        n_trials=sum(len(f.trials) for f in own),
        planned_seconds=sum(
            planned
            for one, planned in plan.seconds_by_family.items()
            if LANES[one] == family
        ),
        used_seconds=sum(seconds(f) for f in folds if LANES[f.family] == family),
        closer_seconds=sum(i.seconds for i in inspected if LANES[i.family] == family),
        cut=(
            *_left_out(plan, family),
            *(_given_up(plan, own)),
        ),
    )


def _n_configurations(candidates: Sequence[Candidate]) -> int:
    """Settings tried; what stands beside is not counted."""
    names = {c.model for c in candidates}
    uncounted = beside(spec for spec in MODELS if spec.name in names)
    return sum(len(c.configurations) for c in candidates if c.model not in uncounted)


def seconds(fold: FoldResult) -> float:
    """Wall clock of one fit: trials, the final fit, and predicting."""
    return fold.search_seconds + fold.fit_seconds + fold.predict_seconds


def _left_out(plan: Plan, family: Family) -> list[str]:
    """Every reason once, with the models it holds for."""
    by_reason: dict[str, list[str]] = {}
    for left in plan.left_out:
        if left.family == family:
            by_reason.setdefault(left.reason, []).append(left.label)
    return [f"{listed(labels)}: {reason}" for reason, labels in by_reason.items()]


def _given_up(plan: Plan, folds: Sequence[FoldResult]) -> list[str]:
    labels = {c.model: c.label for c in plan.candidates}
    return [
        f"{labels[f.model]}, {_where(plan, f)}: {f.failure}"
        for f in folds
        if f.failure.startswith(GIVEN_UP)
    ]


def _where(plan: Plan, fold: FoldResult) -> str:
    if fold.fold == TEST_FOLD:
        return test_rows_name(plan)
    return f"fold {fold.repeat * plan.scheme.k + fold.fold + 1}"
