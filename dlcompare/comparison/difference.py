"""One candidate against another, fold by fold."""

import math
from collections.abc import Sequence

from dlcompare import metrics
from dlcompare.comparison.bayes import credible_interval, posterior, probabilities
from dlcompare.comparison.standings import BOUNDS, Finished, shared_folds
from dlcompare.records import PairedDifference, Plan

MIN_FOLDS_PAIR = 2  # folds; a spread needs two


def gains(a: Finished, b: Finished, plan: Plan) -> tuple[float, ...]:
    """Score of a minus score of b on the folds both have, signed: more is better.

    Parameters
    ----------
    a, b : Finished
    plan : Plan

    Returns
    -------
    tuple of float
        () if they share no fold.
    """
    sign = metrics.sign(metrics.find(plan.metric))
    return tuple(sign * (a.scores[k] - b.scores[k]) for k in shared_folds((a, b)))


def difference(
    a: Finished | None,
    b: Finished | None,
    plan: Plan,
    *,
    rope: float,
    optimism: float = 0.0,
) -> PairedDifference | None:
    """A against B on the folds both have; None under `MIN_FOLDS_PAIR` of them.

    `optimism` is what the mean difference owes to choosing A or B; it is taken off.
    """
    if a is None or b is None:
        return None
    keys = shared_folds((a, b))
    if len(keys) < MIN_FOLDS_PAIR:
        return None
    share, differences = plan.scheme.test_share, gains(a, b, plan)
    belief = posterior(
        differences,
        test_share=share,
        optimism=optimism,
        least=_one_row(a, b, keys, plan),
    )
    p_a, p_equivalent, p_b = probabilities(belief, rope=rope)
    low, high = credible_interval(belief)
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
        optimism=optimism,
        test_share=share,
    )


def _one_row(
    a: Finished, b: Finished, keys: Sequence[tuple[int, int]], plan: Plan
) -> float:
    """What one row that is predicted otherwise moves a mean score by, about.

    A difference cannot be known finer than that. 0 for metrics without two bounds,
    where it has no size.
    """
    low, high = BOUNDS[plan.metric]
    n_repeats = len({repeat for repeat, _ in keys})
    n_rows = sum(max(a.folds[key].n_test, b.folds[key].n_test) for key in keys)
    reach = high - low
    return reach * n_repeats / n_rows if n_rows and math.isfinite(reach) else 0.0
