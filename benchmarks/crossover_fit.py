"""The shrinkage table: fitted, and judged on data sets that it had not seen."""

from dataclasses import dataclass

import numpy as np
from crossover_data import Cases
from scipy.optimize import nnls

from dlcompare.comparison.shrinkage import (
    Shrinkage,
    expected,
    forecast,
    inputs,
    spread_inputs,
)
from dlcompare.records import Forecast

N_GROUPS = 10  # of data sets, each left out once
LEVELS = (
    0.005, 0.01, 0.025, *(round(0.05 * k, 2) for k in range(1, 20)), 0.975, 0.99, 0.995
)  # fmt: skip
HUBER = 1.345  # spreads beyond which a case counts less, as usual
DIGITS = 4  # of what is shipped
N_ROUNDS = 5  # of fitting the gap and its spread by turns
TINY = 1e-3  # of the mean error; no spread is smaller


@dataclass(frozen=True)
class Judged:
    """What was said of each case by a table that had not seen its data set."""

    forecasts: tuple[Forecast, ...]
    gaps_off: np.ndarray  # in units of the scale


def weights_of(cases: Cases) -> np.ndarray:
    """Return weights that let few large sizes count beside many small ones.

    The root of one over the number of cases of the size: in between all cases alike
    and all sizes alike.
    """
    _, place, counts = np.unique(cases.n_rows, return_inverse=True, return_counts=True)
    weights = 1 / np.sqrt(counts[place])
    return weights / weights.mean()


def fit(cases: Cases, *, kind: str, times: int) -> Shrinkage:
    """Return the row of the table that these cases give."""
    weights = weights_of(cases)
    X, S = (
        inputs(cases.gap, cases.n_rows),
        spread_inputs(cases.gap, cases.noise / cases.unit),
    )
    y = cases.truth / cases.unit
    scale = np.ones_like(y)
    for _ in range(N_ROUNDS):
        slopes = huber(X, y, scale, weights)
        spreads = absolute_spread(S, np.abs(y - X @ slopes), weights)
        scale = np.maximum(S @ spreads, TINY)
    values = [round(float(v), DIGITS) for v in (*slopes, *spreads)]
    row = Shrinkage(
        kind, times, *values, LEVELS, (), len(set(cases.dataset)), len(cases.gap)
    )
    return with_quantiles(row, off(row, cases), weights)


def with_quantiles(
    row: Shrinkage, gaps_off: np.ndarray, weights: np.ndarray
) -> Shrinkage:
    """Return the row with the distribution of how far off it is."""
    order = np.argsort(gaps_off)
    total = np.cumsum(weights[order])
    found = np.interp(LEVELS, (total - weights[order] / 2) / total[-1], gaps_off[order])
    quantiles = tuple(round(float(v), DIGITS) for v in found)
    return Shrinkage(**{**vars(row), "quantiles": quantiles})


def off(row: Shrinkage, cases: Cases) -> np.ndarray:
    """Return how far off the expected gap is, in units of the scale."""
    centre, scale = expected(row, cases.gap, cases.n_rows, cases.noise / cases.unit)
    return (cases.truth / cases.unit - centre) / np.maximum(scale, TINY)


def huber(
    X: np.ndarray, y: np.ndarray, scale: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return coefficients that a few wild cases do not decide."""
    rows, target = X / scale[:, None], y / scale
    robust = np.ones_like(y)
    slopes = np.zeros(X.shape[1])
    for _ in range(50):
        root = np.sqrt(weights * robust)
        slopes = np.linalg.lstsq(rows * root[:, None], target * root, rcond=None)[0]
        rest = np.abs(target - rows @ slopes)
        usual = np.median(rest) / 0.6745 + 1e-12  # of a normal distribution
        robust = np.minimum(1, HUBER * usual / np.maximum(rest, 1e-12))
    return slopes


def absolute_spread(S: np.ndarray, rest: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return what the mean absolute rest is a sum of, no part of it negative."""
    spreads, scale = np.zeros(S.shape[1]), np.ones(len(rest))
    for _ in range(10):
        root = np.sqrt(weights) / scale
        spreads, _ = nnls(S * root[:, None], rest * root)
        scale = np.maximum(S @ spreads, TINY)
    return spreads


def unseen(cases: Cases, *, kind: str, times: int, rope: float) -> Judged:
    """Return forecasts of every case by tables fitted without its data set."""
    ids = np.random.default_rng(0).permutation(np.unique(cases.dataset))
    said: list[Forecast | None] = [None] * len(cases.gap)
    gaps_off = np.empty(len(said))
    for group in range(N_GROUPS):
        held = np.isin(cases.dataset, ids[group::N_GROUPS])
        row = fit(cases[~held], kind=kind, times=times)
        gaps_off[held] = off(row, cases[held])
        for place in np.flatnonzero(held):
            said[place] = forecast(
                row,
                classical_error=float(cases.classical[place]),
                deep_error=float(cases.deep[place]),
                noise=float(cases.noise[place]),
                n_rows=int(cases.n_rows[place]),
                rope=rope,
            )
    return Judged(tuple(one for one in said if one is not None), gaps_off)
