"""One candidate against another, fold by fold."""

from dlcompare import metrics
from dlcompare.comparison.bayes import posterior, probabilities
from dlcompare.comparison.paired import corrected_interval
from dlcompare.comparison.standings import Finished, shared_folds
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
    belief = posterior(differences, test_share=share, optimism=optimism)
    p_a, p_equivalent, p_b = probabilities(belief, rope=rope)
    low, high = corrected_interval(differences, test_share=share)
    return PairedDifference(
        a=a.candidate.model,
        b=b.candidate.model,
        differences=differences,
        mean=belief.mean,
        scale=belief.scale,
        degrees=belief.degrees,
        low=low - optimism,
        high=high - optimism,
        rope=rope,
        p_a=p_a,
        p_equivalent=p_equivalent,
        p_b=p_b,
        scores_a=tuple(a.scores[k] for k in keys),
        scores_b=tuple(b.scores[k] for k in keys),
        folds=keys,
        optimism=optimism,
    )
