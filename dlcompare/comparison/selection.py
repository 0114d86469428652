"""What choosing the best of several adds to its score, by drawing rows again.

Bootstrap bias corrected selection: rows are drawn with replacement, the champion of
a family is chosen on the drawn rows and scored on those not drawn. What the champion
of all rows scores above it there is the luck of the choice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.weighted import Scorer

Array = NDArray[Any]

MOST_DRAWS = 500  # Tsamardinos et al. (2018) take 500; beyond it nothing changes
FEWEST_DRAWS = 100  # the luck's own standard error is then a tenth of its spread
WORK = 1e9  # weights times models gone over in all: about two seconds of one core
AT_ONCE = 4_000_000  # counts held at once: 32 MB


@dataclass(frozen=True)
class HeldOut:
    """One fold: which unit (row or group) each test row belongs to, and its scorer."""

    units: Array
    score: Scorer


def n_draws(*, n_rows: int, n_models: int, passes: int) -> int:
    """How many drawings: as many as `WORK` allows, within the two bounds.

    Parameters
    ----------
    n_rows : int
        Test rows of all folds of all repeats.
    n_models : int
    passes : int
        What the metric costs against accuracy.

    Examples
    --------
    >>> n_draws(n_rows=1_000_000, n_models=12, passes=1)
    100
    """
    work = n_rows * n_models * passes
    return affordable(work, fewest=FEWEST_DRAWS, most=MOST_DRAWS)


def affordable(work: int, *, fewest: int, most: int) -> int:
    """How many drawings `WORK` allows, if each takes `work`, within two bounds."""
    return int(np.clip(WORK / max(work, 1), fewest, most))


def luck(
    folds: Sequence[HeldOut],
    *,
    n_units: int,
    choices: Sequence[Sequence[int]],
    sign: int,
    draws: int,
    seed: int,
) -> tuple[float, ...] | None:
    """How much better a champion scores for having been chosen.

    Both the champion of all rows and that of the drawn rows are scored on the rows
    not drawn, so that a metric that depends on how many rows there are does no harm.

    Parameters
    ----------
    folds : sequence of HeldOut
        Every fold of every repeat; all scorers have the same models in one order.
    n_units : int
        Rows, or groups where rows are drawn by whole groups.
    choices : sequence of sequence of int
        For each choice the models (places among those of the scorers) it was made
        from: the champion first, the others in the order in which a tie goes to them.
    sign : int
        Plus one if a higher score is better, else minus one.
    draws : int
    seed : int

    Returns
    -------
    tuple of float, or None
        For each choice, in units of the metric, signed so that more is more luck.
        None if no drawing left rows to score on.

    References
    ----------
    Tsamardinos, Greasidou & Borboudakis (2018), Bootstrapping the out-of-sample
    predictions for efficient and accurate cross-validation, Machine Learning 107.
    """
    parts = []
    for drawn, left in _scores(folds, n_units=n_units, draws=draws, seed=seed):
        every = np.arange(drawn.shape[1])
        lucks = []
        for choice in choices:
            known = np.nan_to_num(sign * drawn[list(choice)], nan=-np.inf)
            chosen = np.asarray(choice)[known.argmax(axis=0)]
            lucks.append(sign * (left[choice[0]] - left[chosen, every]))
        parts.append(np.stack(lucks))
    gaps = np.concatenate(parts, axis=1)
    gaps = gaps[:, np.isfinite(gaps).all(axis=0)]
    return tuple(gaps.mean(axis=1).tolist()) if gaps.size else None


def resampled(fold: HeldOut, *, n_units: int, draws: int, seed: int) -> Array:
    """Scores (n_models, n_draws) of a fold's rows drawn with replacement."""
    parts = _scores([fold], n_units=n_units, draws=draws, seed=seed)
    return np.concatenate([drawn for drawn, _ in parts], axis=1)


def drawings(n_units: int, n_draws: int, rng: np.random.Generator) -> Array:
    """How often each unit is in each drawing with replacement: (n_units, n_draws)."""
    counts = np.empty((n_draws, n_units))
    for row in counts:
        row[:] = np.bincount(rng.integers(n_units, size=n_units), minlength=n_units)
    return np.ascontiguousarray(counts.T)


def _scores(
    folds: Sequence[HeldOut], *, n_units: int, draws: int, seed: int
) -> Iterator[tuple[Array, Array]]:
    """Scores (n_models, n_draws) on the rows drawn, and on those left, in parts."""
    rng = np.random.default_rng(seed)
    at_once = max(1, min(draws, AT_ONCE // n_units))
    for start in range(0, draws, at_once):
        n = min(at_once, draws - start)
        counts = drawings(n_units, n, rng)
        means = _mean_over_folds(folds, np.concatenate([counts, counts == 0], axis=1))
        yield means[:, :n], means[:, n:]


def _mean_over_folds(folds: Sequence[HeldOut], weights: Array) -> Array:
    """Plain mean of the folds where the metric has a value; NaN without any."""
    scores = [fold.score(weights[fold.units]) for fold in folds]
    total = np.sum([np.nan_to_num(of_fold) for of_fold in scores], axis=0)
    n = np.sum([np.isfinite(of_fold) for of_fold in scores], axis=0)
    mean: Array = total / np.where(n, n, np.nan)
    return mean
