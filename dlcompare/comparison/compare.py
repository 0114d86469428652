"""What the folds show: standings, champions, and the pair that decides."""

from collections.abc import Sequence
from statistics import fmean

from dlcompare import metrics
from dlcompare.comparison.bayes import posterior, probabilities
from dlcompare.comparison.paired import corrected_interval
from dlcompare.comparison.ropes import default_rope
from dlcompare.comparison.standings import (
    Finished,
    champion,
    gather,
    shared_folds,
    standing,
)
from dlcompare.errors import InvalidPlan
from dlcompare.records import (
    Comparison,
    Family,
    FoldResult,
    PairedDifference,
    Plan,
    Standing,
)

MIN_FOLDS_PAIR = 2  # folds; a spread needs two


def compare(
    folds: Sequence[FoldResult], plan: Plan, *, n_rows: int, rope: float | None = None
) -> Comparison:
    """Compare the candidates over the folds that are in, all or some.

    Each candidate's score is the mean of the folds it finished. The champion of a
    family is chosen on the folds that its competing candidates share (`champion`
    says who competes), the pair is compared on the folds both champions share.
    Folds on the test file give `test_score` and nothing else.

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
    classical, deep = _best(finished, "classical", plan), _best(finished, "deep", plan)
    usual, reason = default_rope(
        plan.metric, n_rows=n_rows, classical=_mean(classical), deep=_mean(deep)
    )
    limit = usual if rope is None else rope
    pair = _difference(deep, classical, plan, rope=limit)
    return Comparison(
        metric=plan.metric,
        rope=limit,
        rope_reason=reason if rope is None else "You set this limit.",
        standings=_sorted(tuple(standing(f, plan) for f in finished), plan),
        best_classical=classical.candidate.model if classical else "",
        best_deep=deep.candidate.model if deep else "",
        pair=pair,
        p_signal=_p_signal(finished, classical, deep, plan, rope=usual),
        n_folds=_n_folds(classical, deep),
        n_folds_planned=plan.scheme.n_folds,
        n_rows=n_rows,
    )


def _best(finished: Sequence[Finished], family: Family, plan: Plan) -> Finished | None:
    return champion([f for f in finished if f.candidate.family == family], plan)


def _mean(finished: Finished | None) -> float | None:
    return fmean(finished.scores.values()) if finished else None


def _sorted(standings: tuple[Standing, ...], plan: Plan) -> tuple[Standing, ...]:
    sign = metrics.sign(metrics.find(plan.metric))
    return tuple(
        sorted(
            standings,
            key=lambda s: (
                s.score is None,
                0.0 if s.score is None else -sign * s.score,
            ),
        )
    )


def _difference(
    a: Finished | None, b: Finished | None, plan: Plan, *, rope: float
) -> PairedDifference | None:
    """A against B on the folds both have; None under `MIN_FOLDS_PAIR` of them."""
    if a is None or b is None:
        return None
    keys = shared_folds((a, b))
    if len(keys) < MIN_FOLDS_PAIR:
        return None
    sign, share = metrics.sign(metrics.find(plan.metric)), plan.scheme.test_share
    differences = tuple(sign * (a.scores[k] - b.scores[k]) for k in keys)
    belief = posterior(differences, test_share=share)
    p_a, p_equivalent, p_b = probabilities(belief, rope=rope)
    low, high = corrected_interval(differences, test_share=share)
    return PairedDifference(
        a=a.candidate.model,
        b=b.candidate.model,
        differences=differences,
        mean=belief.mean,
        scale=belief.scale,
        degrees=belief.degrees,
        low=low,
        high=high,
        rope=rope,
        p_a=p_a,
        p_equivalent=p_equivalent,
        p_b=p_b,
        scores_a=tuple(a.scores[k] for k in keys),
        scores_b=tuple(b.scores[k] for k in keys),
        folds=keys,
    )


def _p_signal(
    finished: Sequence[Finished],
    classical: Finished | None,
    deep: Finished | None,
    plan: Plan,
    *,
    rope: float,
) -> float | None:
    """Probability that the better champion beats the dummy by more than `rope`."""
    sign = metrics.sign(metrics.find(plan.metric))
    dummy = next((f for f in finished if f.candidate.family == "dummy"), None)
    champions = [c for c in (classical, deep) if c is not None]
    if dummy is None or not champions:
        return None
    better = max(champions, key=lambda c: sign * fmean(c.scores.values()))
    gain = _difference(better, dummy, plan, rope=rope)
    return gain.p_a if gain else None


def _n_folds(classical: Finished | None, deep: Finished | None) -> int:
    champions = [c for c in (classical, deep) if c is not None]
    return len(shared_folds(champions)) if champions else 0
