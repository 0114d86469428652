"""Which fits give the learning curves: two models, a few sizes, several samples."""

from collections.abc import Sequence
from math import isfinite, sqrt
from statistics import fmean, median, stdev

from dlcompare import metrics, models
from dlcompare.records import TEST_FOLD, Family, FoldResult, InspectionTask, Plan

FAMILIES: tuple[Family, ...] = ("classical", "deep")
FEWEST_ROWS = 50  # training rows; below, a score says more of the draw than of the size
FEWEST_OF_CLASS = 10  # rows of the rarest class in a sample
HALVINGS = (3, 2, 1)  # n/8, n/4, n/2: together they cost no more than one fit on all
# A sample of n/8 moves the score about three times as much as another seed at n does,
# and costs an eighth.
N_SAMPLES = 5
N_SEEDS = 3  # fits on all rows, that of the fold among them
FEWEST_ANCHORS = 2  # with one size there is no curve


def curve_models(plan: Plan, folds: Sequence[FoldResult]) -> dict[Family, str]:
    """The cheap strong member of each family, whose curve stands for the family.

    Of the models that score within one standard error of the family's best, the one
    that trains fastest: a curve takes a dozen fits, and what nobody could tell from
    the best by its score has much the same curve. The simplest classical model is
    taken only if it is the best one or the only one: on few rows its score may not
    be told from the best either, but it cannot use more rows. The simplest network
    stands for networks only where there is no other, as in the comparison.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
        As far as they are done; failed ones do not count.

    Returns
    -------
    dict of family to model name
        Without a family of which no model has a score.

    References
    ----------
    Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees,
    section 3.4.3: the one standard error rule.
    """
    chosen = {}
    for family in FAMILIES:
        names = [c.model for c in plan.candidates if c.family == family]
        scores = {name: _scores(plan, folds, name) for name in names}
        scored = {name: s for name, s in scores.items() if s}
        if family == "deep":
            made = {n: s for n, s in scored.items() if not models.model(n).is_reference}
            scored = made or scored
        if scored:
            chosen[family] = _cheapest_strong(scored, folds)
    return chosen


def curve_tasks(
    plan: Plan, folds: Sequence[FoldResult], *, rarest_share: float | None = None
) -> tuple[InspectionTask, ...]:
    """The fits of both curves on one fold, the smallest samples first.

    The fits on a sample of one size alternate between the families, so that an early
    end leaves pairs. At full size the fit of the fold itself is the first sample;
    `number` counts the others from 1. Rows that have an order are taken from the
    last fold, which learns from most rows.

    Parameters
    ----------
    plan : Plan
    folds : sequence of FoldResult
    rarest_share : float in [0, 1], or None
        Share of the rows in the rarest class (trait "minority_share"); None:
        regression.

    Returns
    -------
    tuple of InspectionTask
        Of kind "rows". () if a family has no model with a score there, or there are
        too few rows for two sizes.
    """
    chosen = curve_models(plan, folds)
    fold = plan.scheme.k - 1 if plan.scheme.kind == "ordered" else 0
    done = {r.model: r for r in folds if (r.repeat, r.fold) == (0, fold)}
    n_rows = [
        done[name].n_train
        for name in chosen.values()
        if name in done and not done[name].failure
    ]
    if len(n_rows) < len(FAMILIES):
        return ()
    sizes = anchors(min(n_rows), rarest_share=rarest_share)
    return tuple(
        InspectionTask("rows", chosen[family], 0, fold, size, number)
        for size in sizes
        for number in (range(1, N_SEEDS) if size is None else range(N_SAMPLES))
        for family in FAMILIES
    )


def anchors(
    n_train: int, *, rarest_share: float | None = None
) -> tuple[int | None, ...]:
    """Sizes of the samples, rising; the last, None, is all of the rows.

    Parameters
    ----------
    n_train : int
        Training rows of the fold.
    rarest_share : float in [0, 1], or None
        Of the rarest class; None: there are no classes.

    Returns
    -------
    tuple of int or None
        () if not even half of the rows are enough. A class too rare for half of the
        rows is not waited for; what the curves come to says so.

    Examples
    --------
    >>> anchors(1000), anchors(240), anchors(1000, rarest_share=0.03), anchors(90)
    ((125, 250, 500, None), (60, 120, None), (500, None), ())
    """
    needed = FEWEST_OF_CLASS / rarest_share if rarest_share else 0.0
    least = max(FEWEST_ROWS, needed if needed <= n_train // 2 else 0)
    sizes = [n_train // 2**halvings for halvings in HALVINGS]
    kept = [size for size in sizes if size >= least]
    return (*kept, None) if len(kept) + 1 >= FEWEST_ANCHORS else ()


def _scores(plan: Plan, folds: Sequence[FoldResult], name: str) -> tuple[float, ...]:
    """Of the deciding metric on every fold, signed so that more is better."""
    sign = metrics.sign(metrics.find(plan.metric))
    return tuple(
        sign * result.scores[plan.metric]
        for result in folds
        if result.model == name
        and result.fold != TEST_FOLD
        and not result.failure
        and isfinite(result.scores.get(plan.metric, float("nan")))
    )


def _cheapest_strong(
    scores: dict[str, tuple[float, ...]], folds: Sequence[FoldResult]
) -> str:
    best = max(scores, key=lambda name: fmean(scores[name]))
    n = len(scores[best])
    error = stdev(scores[best]) / sqrt(n) if n > 1 else 0.0
    strong = [
        name
        for name in scores
        if name == best
        or (
            fmean(scores[name]) >= fmean(scores[best]) - error
            and not models.model(name).is_reference
        )
    ]

    def seconds(name: str) -> float:
        return median(f.fit_seconds for f in folds if f.model == name and not f.failure)

    return min(strong, key=seconds)
