"""An error that falls with the rows as a power: c + a n^-b, fitted and drawn on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Powers tried. Below 0.05 the curve is a straight line that never ends; no public
# curve falls faster than n^-2 but for its first rows.
SLOWEST, FASTEST, N_POWERS = 0.05, 2.0, 60
LEAST_WEIGHT = 0.1  # of the largest standard error; a point cannot be surer than that


@dataclass(frozen=True)
class PowerLaw:
    """c + a n^-b for each of several curves; arrays of shape (n_curves,).

    `a` and `c` are 0 or more: an error neither rises for good nor ends below 0.
    """

    a: Array
    b: Array
    c: Array

    def at(self, n_rows: Array) -> Array:
        """Errors at these sizes: (n_curves, n_sizes)."""
        powers = n_rows[None, :] ** -self.b[:, None]
        return np.asarray(self.c[:, None] + self.a[:, None] * powers)


def fit_power_law(n_rows: Array, errors: Array, standard_errors: Array) -> PowerLaw:
    """The power laws with the least weighted squares, by a grid over the power.

    For each power, a and c follow in closed form; where one would be negative it is
    0 and the other is fitted alone.

    Parameters
    ----------
    n_rows : array of shape (n_sizes,)
        Three or more sizes, rising.
    errors : array of shape (n_curves, n_sizes)
        0 or more.
    standard_errors : array of shape (n_sizes,)
        Of the errors; all 0: every size counts the same.

    Returns
    -------
    PowerLaw
    """
    floor = LEAST_WEIGHT * standard_errors.max()
    spread = np.maximum(standard_errors, floor)
    weights = 1 / spread**2 if floor > 0 else np.ones_like(spread)
    weights = weights / weights.sum()
    powers = np.geomspace(SLOWEST, FASTEST, N_POWERS)
    x = (n_rows / n_rows[-1])[None, :] ** -powers[:, None]  # (n_powers, n_sizes)
    mean_x = x @ weights
    mean_y = errors @ weights  # (n_curves,)
    centred = x - mean_x[:, None]
    variance = (centred**2) @ weights
    covariance = (errors * weights) @ centred.T  # (n_curves, n_powers)
    a = np.maximum(covariance / variance, 0)
    c = mean_y[:, None] - a * mean_x
    through_zero = (errors * weights) @ x.T / ((x**2) @ weights)
    a, c = np.where(c < 0, through_zero, a), np.maximum(c, 0)
    fitted = c[:, :, None] + a[:, :, None] * x
    squares = ((fitted - errors[:, None, :]) ** 2) @ weights
    best = squares.argmin(axis=1)
    every = np.arange(len(errors))
    b = powers[best]
    return PowerLaw(a[every, best] * n_rows[-1] ** b, b, c[every, best])
