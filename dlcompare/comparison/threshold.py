"""From which probability on an alarm pays, if false alarms and misses cost this much.

Rows are counted once between fixed thresholds (`Outcomes`); what follows for given
costs is arithmetic on these counts, so a page can ask for other costs at once.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.out_of_fold import OutOfFold, side, units
from dlcompare.errors import InvalidPlan
from dlcompare.records import INTERVAL_LEVEL, Estimate
from dlcompare.records.understanding import CostCurve, Outcomes

Array = NDArray[Any]

# Every percent, and beyond them what costs of 1 to 1,000 ask for.
_ENDS = (0.001, 0.002, 0.005)
THRESHOLDS: tuple[float, ...] = (
    *_ENDS,
    *(percent / 100 for percent in range(1, 100)),
    *(1 - end for end in reversed(_ENDS)),
)
USUAL = 0.5  # what a model does that is told of no costs
PER_ROWS = 1_000  # rows that costs are given for
DRAWS = 1_000  # of the counts; a 95% limit then moves by 4% of the spread
SEED = 0  # the same predictions always give the same interval


def outcomes(of: OutOfFold, classes: tuple[str, ...]) -> Outcomes | None:
    """Rows of either class between thresholds; None but for two classes.

    Parameters
    ----------
    of : OutOfFold
    classes : tuple of str
        An alarm is a prediction of the second.
    """
    if len(classes) != 2 or of.probabilities is None:
        return None
    place = np.searchsorted(THRESHOLDS, of.probabilities[:, 1], side="right")
    n = len(THRESHOLDS) + 1
    positives, negatives = (
        np.bincount(place[of.truth == code], minlength=n) for code in (1, 0)
    )
    return Outcomes(
        of.model,
        of.label,
        side(of),
        classes[1],
        tuple(positives.tolist()),
        tuple(negatives.tolist()),
        n_units=int(units(of).max()) + 1,
    )


def cost_curve(
    known: Outcomes, *, false_alarm: float = 1.0, miss: float = 1.0
) -> CostCurve:
    """What mistakes cost per 1,000 rows, threshold by threshold, and which is best.

    The classes are as common as in the rows. Intervals come from drawing as many rows
    again as there are, or as there are groups. The best threshold is chosen on the
    rows it is then judged by; how much that flatters it in the drawings is taken off,
    which is most of it.

    Parameters
    ----------
    known : Outcomes
    false_alarm : float, 0 or more
        What an alarm costs where there is nothing.
    miss : float, 0 or more
        What it costs to overlook a row of the class.

    Returns
    -------
    CostCurve

    Raises
    ------
    InvalidPlan
        If a cost is negative or no number, or both are 0.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning, IJCAI.
    Efron (1983), Estimating the error rate of a prediction rule, Journal of the
    American Statistical Association 78.
    """
    _refuse(false_alarm, miss)
    counts = np.array([known.positives, known.negatives], dtype=np.float64)
    weights = (miss, false_alarm)
    costs = _costs(counts[None], *weights)[0]
    drawn = _costs(_drawn(counts, known.n_units), *weights)
    usual = THRESHOLDS.index(USUAL)
    best = _cheapest(costs, usual)
    chosen = np.array([_cheapest(one, usual) for one in drawn])
    every = np.arange(len(drawn))
    savings = drawn[:, [usual]] - drawn
    own = costs[usual] - costs
    flattery = max(float(np.mean(savings[every, chosen] - own[chosen])), 0.0)
    low, high = np.quantile(savings[:, best], _TAILS) - flattery
    places = np.quantile(chosen, _TAILS, method="nearest").astype(int)
    positives, negatives = counts.sum(axis=1)
    scale = PER_ROWS / counts.sum()
    return CostCurve(
        known.model,
        known.label,
        known.family,
        known.of,
        THRESHOLDS,
        tuple(costs.tolist()),
        best=Estimate(THRESHOLDS[best], *(THRESHOLDS[i] for i in places)),
        cost=float(costs[best]),
        usual=float(costs[usual]),
        saving=Estimate(float(own[best]) - flattery, float(low), float(high)),
        neither=float(scale * min(positives * miss, negatives * false_alarm)),
    )


_TAILS = ((1 - INTERVAL_LEVEL) / 2, (1 + INTERVAL_LEVEL) / 2)


def _costs(counts: Array, miss: float, false_alarm: float) -> Array:
    """Per 1,000 rows: counts (n, 2, n_places) to costs (n, n_thresholds)."""
    below = counts.cumsum(axis=2)
    total = below[:, :, -1]
    missed = below[:, 0, :-1]
    alarms = total[:, [1]] - below[:, 1, :-1]
    costs = miss * missed + false_alarm * alarms
    per_rows: Array = PER_ROWS * costs / total.sum(axis=1, keepdims=True)
    return per_rows


def _cheapest(costs: Array, usual: int) -> int:
    """The cheapest threshold; of equal ones the one nearest to 0.5."""
    places = np.flatnonzero(costs <= costs.min() + 1e-9)
    return int(places[np.abs(places - usual).argmin()])


def _drawn(counts: Array, n_units: int) -> Array:
    """Counts of rows drawn again: (DRAWS, 2, n_places)."""
    rng = np.random.default_rng(SEED)
    shares = counts.ravel() / counts.sum()
    drawn = rng.multinomial(n_units, shares, size=DRAWS)
    return drawn.reshape(DRAWS, *counts.shape).astype(np.float64)


def _refuse(false_alarm: float, miss: float) -> None:
    given = np.array([false_alarm, miss])
    if not np.isfinite(given).all() or (given < 0).any() or not given.any():
        raise InvalidPlan(
            f"Costs of {false_alarm:g} and {miss:g} cannot be weighed.",
            "Give two numbers of 0 or more, one of them above 0.",
        )
