"""The same folds again for some of the candidates, or for any two of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from dlcompare.comparison.compare import compare
from dlcompare.comparison.difference import difference
from dlcompare.comparison.standings import gather
from dlcompare.records import Comparison, FoldResult, PairedDifference, Plan


def among(
    models: Collection[str],
    folds: Sequence[FoldResult],
    plan: Plan,
    *,
    n_rows: int,
    rope: float,
) -> Comparison:
    """The comparison as if only these candidates, and guessing, had been trained.

    Champions are chosen by the same rules, so a family may have another one, or none.
    What a champion owes to being chosen is not measured again and not taken off.

    Parameters
    ----------
    models : collection of str
    folds : sequence of FoldResult
        Of all candidates.
    plan : Plan
    n_rows : int
    rope : float
        In units of the metric.

    Returns
    -------
    Comparison
    """
    kept = [c for c in plan.candidates if c.model in models or c.family == "dummy"]
    smaller = replace(plan, candidates=tuple(kept))
    names = {c.model for c in kept}
    own = [fold for fold in folds if fold.model in names]
    return compare(own, smaller, n_rows=n_rows, rope=rope)


def between(
    a: str, b: str, folds: Sequence[FoldResult], plan: Plan, *, rope: float
) -> PairedDifference | None:
    """Score of candidate `a` minus that of `b` on the folds both have.

    Parameters
    ----------
    a, b : str
        Models of the plan, of any family.
    folds : sequence of FoldResult
    plan : Plan
    rope : float
        In units of the metric.

    Returns
    -------
    PairedDifference or None
        Signed so that more is better for `a`. None if they share fewer than two folds.
    """
    pair = replace(
        plan, candidates=tuple(c for c in plan.candidates if c.model in (a, b))
    )
    found = {one.candidate.model: one for one in gather(folds, pair)}
    return difference(found.get(a), found.get(b), plan, rope=rope)
