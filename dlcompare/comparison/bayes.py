"""How probable it is that one model is better, worse, or as good as another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlcompare.comparison.paired import corrected_scale


@dataclass(frozen=True)
class Posterior:
    """Student t posterior of a mean difference; scale 0 is a single point."""

    mean: float
    scale: float
    degrees: int


def posterior(
    differences: Sequence[float], *, test_share: float, optimism: float = 0.0
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
        scale=corrected_scale(differences, test_share=test_share),
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
