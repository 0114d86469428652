"""What the folds show: standings, champions, and the pair that decides."""

from collections.abc import Sequence
from statistics import fmean

from dlcompare import metrics
from dlcompare.comparison.champions import champion, contenders, reference, rivals
from dlcompare.comparison.difference import difference, gains
from dlcompare.comparison.health import Diagnosis, health_of
from dlcompare.comparison.other_metrics import by_metric
from dlcompare.comparison.paired import estimate
from dlcompare.comparison.ropes import default_rope
from dlcompare.comparison.shortened import shortened
from dlcompare.comparison.standings import (
    Finished,
    gather,
    shared_folds,
    standing,
)
from dlcompare.errors import InvalidPlan
from dlcompare.records import (
    Comparison,
    Estimate,
    Family,
    FoldResult,
    Optimism,
    Plan,
    Standing,
)

NOTHING_KNOWN = Optimism("", "", 0.0, 0.0, 0.0, n_draws=0, n_units=0)


def compare(
    folds: Sequence[FoldResult],
    plan: Plan,
    *,
    n_rows: int,
    rope: float | None = None,
    optimism: Optimism | None = None,
) -> Comparison:
    """Compare the candidates over the folds that are in, all or some.

    Each candidate's score is the mean of the folds it finished. The champion of a
    family is chosen on the folds that its competing candidates share (`champion`
    and `contenders` say who competes), the pair is compared on the folds both
    champions share. Folds on the test file give `test_score` and nothing else.

    Parameters
    ----------
    folds : sequence of FoldResult
        In any order; failed ones count as failures.
    plan : Plan
    n_rows : int
        Rows of the study.
    rope : float, optional
        Difference below which it does not matter which model is taken, in units of
        the metric. None: the metric's default.
    optimism : Optimism, optional
        What the choice of the champions adds to their scores, as `measure_optimism`
        gives it; it is taken off. Ignored if these are not the champions any more.

    Returns
    -------
    Comparison

    Raises
    ------
    InvalidPlan
        If `rope` is negative or not a number.
    """
    if rope is not None and not rope >= 0:
        raise InvalidPlan(
            f"A limit of {rope} cannot be used.", "Give 0 or a positive number."
        )
    finished = gather(folds, plan)
    classical = champion(_of(finished, "classical"), plan)
    diagnoses = _diagnoses(finished, classical, plan, n_rows=n_rows)
    networks = _of(finished, "deep")
    made = contenders(networks, diagnoses)
    deep = champion(made, plan)
    competing = (*rivals(_of(finished, "classical"), plan), *rivals(made, plan))
    known = _applicable(optimism, classical, deep)
    naive = reference(networks)
    usual, reason = default_rope(
        plan.metric, n_rows=n_rows, classical=_mean(classical), deep=_mean(deep)
    )
    limit = usual if rope is None else rope
    has_contrast = naive is not None and naive is not deep
    return Comparison(
        metric=plan.metric,
        rope=limit,
        rope_reason=reason if rope is None else "You set this limit.",
        standings=_standings(finished, diagnoses, plan),
        best_classical=classical.candidate.model if classical else "",
        best_deep=deep.candidate.model if deep else "",
        pair=difference(
            deep, classical, plan, rope=limit, optimism=known.deep - known.classical
        ),
        p_signal=_p_signal(
            finished, classical, deep, plan, rope=usual, optimism=known.better
        ),
        n_folds=_n_folds(classical, deep),
        n_folds_planned=plan.scheme.n_folds,
        can_repeat=plan.scheme.kind in ("stratified", "plain"),
        n_rows=n_rows,
        reference_pair=(
            difference(naive, classical, plan, rope=limit, optimism=-known.classical)
            if has_contrast
            else None
        ),
        reference_gap=_gap(deep, naive, plan, known.deep) if has_contrast else None,
        rivals=tuple(one.candidate.model for one in competing),
        optimism=known if known is not NOTHING_KNOWN else None,
        by_metric=by_metric(deep, classical, plan, n_rows=n_rows),
        shortened=shortened(deep, classical, plan, n_rows=n_rows),
    )


def _applicable(
    optimism: Optimism | None, classical: Finished | None, deep: Finished | None
) -> Optimism:
    """What was measured of these very champions, else nothing."""
    models = tuple(one.candidate.model if one else "" for one in (classical, deep))
    if optimism is None:
        return NOTHING_KNOWN
    is_theirs = models == (optimism.classical_model, optimism.deep_model)
    return optimism if is_theirs else NOTHING_KNOWN


def _of(finished: Sequence[Finished], family: Family) -> tuple[Finished, ...]:
    return tuple(f for f in finished if f.candidate.family == family)


def _diagnoses(
    finished: Sequence[Finished],
    classical: Finished | None,
    plan: Plan,
    *,
    n_rows: int,
) -> dict[str, Diagnosis]:
    """Of every network; a limit the user sets changes no champion, so not here."""
    limit, _ = default_rope(
        plan.metric, n_rows=n_rows, classical=_mean(classical), deep=None
    )
    dummy = next(iter(_of(finished, "dummy")), None)
    return {
        one.candidate.model: health_of(
            one, classical=classical, dummy=dummy, plan=plan, limit=limit
        )
        for one in _of(finished, "deep")
    }


def _gap(
    deep: Finished | None, naive: Finished | None, plan: Plan, optimism: float
) -> Estimate | None:
    """What the best network scores above the naive one."""
    if deep is None or naive is None:
        return None
    above = [gain - optimism for gain in gains(deep, naive, plan)]
    return estimate(above, test_share=plan.scheme.test_share) if above else None


def _mean(finished: Finished | None) -> float | None:
    return fmean(finished.scores.values()) if finished else None


def _standings(
    finished: Sequence[Finished], diagnoses: dict[str, Diagnosis], plan: Plan
) -> tuple[Standing, ...]:
    """The rows, best first, those without a score last."""
    sign = metrics.sign(metrics.find(plan.metric))
    rows = []
    for one in finished:
        found = diagnoses.get(one.candidate.model, Diagnosis())
        rows.append(standing(one, plan, problems=found.problems, remarks=found.remarks))
    return tuple(
        sorted(
            rows,
            key=lambda s: (
                s.score is None,
                0.0 if s.score is None else -sign * s.score,
            ),
        )
    )


def _p_signal(
    finished: Sequence[Finished],
    classical: Finished | None,
    deep: Finished | None,
    plan: Plan,
    *,
    rope: float,
    optimism: float,
) -> float | None:
    """Probability that the better champion beats the dummy by more than `rope`."""
    sign = metrics.sign(metrics.find(plan.metric))
    dummy = next((f for f in finished if f.candidate.family == "dummy"), None)
    champions = [c for c in (classical, deep) if c is not None]
    if dummy is None or not champions:
        return None
    better = max(champions, key=lambda c: sign * fmean(c.scores.values()))
    gain = difference(better, dummy, plan, rope=rope, optimism=optimism)
    return gain.p_a if gain else None


def _n_folds(classical: Finished | None, deep: Finished | None) -> int:
    champions = [c for c in (classical, deep) if c is not None]
    return len(shared_folds(champions)) if champions else 0
