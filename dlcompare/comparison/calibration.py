"""Whether predicted probabilities, or predicted numbers, mean what they say."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.out_of_fold import OutOfFold, side, units
from dlcompare.comparison.selection import affordable
from dlcompare.records import INTERVAL_LEVEL, Estimate
from dlcompare.records.understanding import Calibration, CalibrationBin

Array = NDArray[Any]

MOST_BINS = 10  # deciles, as reliability diagrams have them
ROWS_PER_BIN = 20  # at least; a share of fewer rows is known to a fifth only
SPREAD = (0.1, 0.9)  # of the true values in a bin of numbers
MOST_DRAWS, FEWEST_DRAWS = 500, 100
PASSES = 6  # over the rows for each drawing, in the unit of `selection.WORK`
SEED = 0  # the same predictions always give the same interval
Z_95 = 1.959964  # standard normal, 95% two-sided


def calibrate(of: OutOfFold, classes: tuple[str, ...]) -> Calibration:
    """The reliability of one champion's predictions, in bins of as many rows each.

    Two classes: the probability of the second. More: the probability of whichever is
    predicted, against how often it is right. Numbers: predicted against true.

    Parameters
    ----------
    of : OutOfFold
        Two rows or more.
    classes : tuple of str
        () for regression.

    Returns
    -------
    Calibration
        Intervals come from drawing rows, or whole groups, again.
    """
    if of.probabilities is None:
        return Calibration(
            of.model, of.label, side(of), "", _of_numbers(of.prediction, of.truth)
        )
    if len(classes) == 2:
        shares, hit, name = of.probabilities[:, 1], of.truth == 1, classes[1]
    else:
        shares = of.probabilities.max(axis=1)
        hit, name = of.prediction == of.truth, ""
    places, off = bins(shares), hit - shares
    drawn = _redrawn(shares, hit * 1.0, places, units(of))
    observed = drawn.observed if of.groups is not None else None
    return Calibration(
        of.model,
        of.label,
        side(of),
        name,
        _of_shares(shares, hit, places, observed),
        brier=_around(float(np.mean(off**2)), drawn.briers),
        gap=_around(_gap(places, off) / len(off), drawn.gaps),
        gap_by_chance=float(np.quantile(drawn.by_chance, INTERVAL_LEVEL)),
    )


def bins(values: Array) -> Array:
    """The bin of each value, as many rows in each; equal values share one.

    At most `MOST_BINS`, of at least `ROWS_PER_BIN` rows where values differ.

    Examples
    --------
    >>> bins(np.arange(60.0)).tolist() == [0] * 20 + [1] * 20 + [2] * 20
    True
    """
    n_bins = int(np.clip(len(values) // ROWS_PER_BIN, 1, MOST_BINS))
    edges = np.quantile(values, np.arange(1, n_bins) / n_bins)
    cut = np.searchsorted(np.unique(edges), values, side="right")
    return np.unique(cut, return_inverse=True)[1]


def wilson(hits: Array, counts: Array) -> tuple[Array, Array]:
    """95% interval of shares of counted rows.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical
    inference, Journal of the American Statistical Association 22.
    """
    share, z = hits / counts, Z_95**2 / counts
    middle = (share + z / 2) / (1 + z)
    reach = np.sqrt(z * (share * (1 - share) + z / 4)) / (1 + z)
    return middle - reach, middle + reach


def _of_shares(
    shares: Array, hit: Array, places: Array, drawn: Array | None
) -> tuple[CalibrationBin, ...]:
    counts = np.bincount(places)
    predicted = np.bincount(places, weights=shares) / counts
    hits = np.bincount(places, weights=hit)
    low, high = wilson(hits, counts) if drawn is None else _middle(drawn)
    return tuple(
        CalibrationBin(float(p), float(h) / n, float(a), float(b), int(n))
        for p, h, a, b, n in zip(predicted, hits, low, high, counts, strict=True)
    )


def _of_numbers(predicted: Array, truth: Array) -> tuple[CalibrationBin, ...]:
    places = bins(predicted)
    found = []
    for place in range(int(places.max()) + 1):
        inside = places == place
        low, high = np.quantile(truth[inside], SPREAD)
        found.append(
            CalibrationBin(
                float(predicted[inside].mean()),
                float(truth[inside].mean()),
                float(low),
                float(high),
                int(inside.sum()),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class _Drawn:
    """Of drawings of rows: squared errors, gaps, observed shares (n_draws, n_bins).

    `by_chance` are the gaps of probabilities that are right, of as many rows.
    """

    briers: Array
    gaps: Array
    by_chance: Array
    observed: Array


def _redrawn(shares: Array, hit: Array, places: Array, of_unit: Array) -> _Drawn:
    """Rows, or groups, drawn again; and the sign of what each is off by turned."""
    off, n = hit - shares, len(shares)
    n_units, n_bins = int(of_unit.max()) + 1, int(places.max()) + 1
    draws = affordable(n * PASSES, fewest=FEWEST_DRAWS, most=MOST_DRAWS)
    rng = np.random.default_rng(SEED)
    briers, gaps, by_chance, observed = [], [], [], []
    for _ in range(draws):
        units_drawn = rng.integers(n_units, size=n_units)
        weights = np.bincount(units_drawn, minlength=n_units)[of_unit] * 1.0
        counts = np.bincount(places, weights, minlength=n_bins)
        hits = np.bincount(places, weights * hit, minlength=n_bins)
        observed.append(hits / np.where(counts > 0, counts, np.nan))
        briers.append(weights @ off**2 / weights.sum())
        gaps.append(_gap(places, weights * off) / weights.sum())
        signs = rng.integers(0, 2, size=n_units)[of_unit] * 2.0 - 1
        by_chance.append(_gap(places, signs * off) / n)
    found = (np.array(each) for each in (briers, gaps, by_chance, observed))
    return _Drawn(*found)


def _gap(places: Array, off: Array) -> float:
    """The sum over the bins of how far each is off."""
    return float(np.abs(np.bincount(places, off)).sum())


_TAILS = ((1 - INTERVAL_LEVEL) / 2, (1 + INTERVAL_LEVEL) / 2)


def _around(value: float, drawn: Array) -> Estimate:
    """A value of 0 or more with the middle 95% of the drawings.

    Drawing rows again adds noise to a gap, which can only widen it; the drawings are
    moved so that their mean is the value.
    """
    low, high = np.quantile(drawn, _TAILS) - max(float(drawn.mean()) - value, 0.0)
    return Estimate(value, max(float(low), 0.0), float(high))


def _middle(drawn: Array) -> tuple[Array, Array]:
    low, high = np.nanquantile(drawn, _TAILS, axis=0)
    return low, high
