"""How probable it is that one model is better, worse, or as good as another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlcompare.comparison.paired import corrected_scale
from dlcompare.records import INTERVAL_LEVEL


@dataclass(frozen=True)
class Posterior:
    """Student t posterior of a mean difference; scale 0 is a single point."""

    mean: float
    scale: float
    degrees: int


def posterior(
    differences: Sequence[float],
    *,
    test_share: float,
    optimism: float = 0.0,
    least: float = 0.0,
) -> Posterior:
    """Posterior of the mean difference by the Bayesian correlated t-test.

    Parameters
    ----------
    differences : sequence of shape (n_folds,)
        Score of A minus score of B on the same fold; two or more.
    test_share : float in (0, 1)
        Rows tested per fold over all rows: the correlation between folds.
    optimism : float
        What the mean owes to A or B being chosen as the best; it is taken off.
    least : float
        Smallest scale that is believed, in units of the metric. Folds that happen to
        agree say nothing of certainty, nor is the optimism known better than by its
        own size, so neither may narrow the posterior below it.

    Returns
    -------
    Posterior

    References
    ----------
    Benavoli, Corani, Demšar & Zaffalon (2017), Time for a change: a tutorial for
    comparing multiple classifiers through Bayesian analysis, JMLR 18.
    """
    return Posterior(
        mean=float(np.mean(differences)) - optimism,
        scale=max(
            corrected_scale(differences, test_share=test_share), abs(optimism), least
        ),
        degrees=len(differences) - 1,
    )


def probabilities(belief: Posterior, *, rope: float) -> tuple[float, float, float]:
    """P(A better by more than rope), P(no useful difference), P(B better by more).

    Parameters
    ----------
    belief : Posterior
        Of the mean of A minus B.
    rope : float
        Half width of the region of practical equivalence, in units of the metric;
        0 or more.

    Returns
    -------
    p_a, p_equivalent, p_b : float
        They sum to 1. A point (scale 0) at the edge counts as equivalent.

    Examples
    --------
    >>> probabilities(Posterior(0.02, 0.0, 4), rope=0.01)
    (1.0, 0.0, 0.0)
    """
    from scipy.special import stdtr

    if belief.scale == 0:
        p_a, p_b = float(belief.mean > rope), float(belief.mean < -rope)
    else:
        p_a = float(stdtr(belief.degrees, (belief.mean - rope) / belief.scale))
        p_b = float(stdtr(belief.degrees, (-rope - belief.mean) / belief.scale))
    return p_a, max(0.0, 1.0 - p_a - p_b), p_b


def credible_interval(
    belief: Posterior, *, level: float = INTERVAL_LEVEL
) -> tuple[float, float]:
    """Interval that holds the mean of A minus B with probability `level`.

    Parameters
    ----------
    belief : Posterior
    level : float in (0, 1)

    Returns
    -------
    low, high : float
        In units of the metric; both equal the mean of a single point.
    """
    from scipy.special import stdtrit

    reach = float(stdtrit(belief.degrees, 0.5 + level / 2)) * belief.scale
    return belief.mean - reach, belief.mean + reach
