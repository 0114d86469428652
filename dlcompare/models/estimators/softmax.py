"""Scores of classes to probabilities."""

from typing import Any

import numpy as np
import numpy.typing as npt

PRIOR_ROWS = 10.0  # rows; what the belief in given scores weighs
Array = npt.NDArray[np.float64]


def softmax(scores: npt.NDArray[Any]) -> Array:
    """Probabilities of shape (n_rows, n_classes); rows sum to 1."""
    shifted = np.asarray(scores, dtype=np.float64)
    shifted = shifted - shifted.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def mean_log_loss(probabilities: Array, y: npt.NDArray[Any]) -> float:
    """Mean negative log of the probability of the true class code `y`."""
    chosen = probabilities[np.arange(len(y)), y]
    return float(-np.log(np.clip(chosen, 1e-12, 1)).mean())


def fit_temperature(scores: Array, y: npt.NDArray[Any]) -> Array:
    """Slope and intercepts that turn scores into honest log probabilities.

    Parameters
    ----------
    scores : array of shape (n_rows, n_classes)
    y : array of class codes in [0, n_classes)

    Returns
    -------
    parameters : array of shape (1 + n_classes,)
        Slope (never negative), then one intercept per class, kept small by a
        penalty so that a class not held out gets none.
    """
    from scipy.optimize import minimize

    n_rows, n_classes = scores.shape
    hot = np.eye(n_classes)[y]

    def loss(parameters: Array) -> tuple[float, Array]:
        slope, shift = parameters[0], parameters[1:]
        given = softmax(slope * scores + shift)
        wrong = (given - hot) / n_rows
        slope_grad = np.sum(wrong * scores) + 1e-3 * (slope - 1)
        shift_grad = wrong.sum(axis=0) + 2e-2 * shift
        penalty = 5e-4 * (slope - 1) ** 2 + 1e-2 * np.sum(shift**2)
        return mean_log_loss(given, y) + penalty, np.r_[slope_grad, shift_grad]

    start = np.r_[1.0, np.zeros(n_classes)]
    bounds = [(1e-3, 100.0)] + [(-10.0, 10.0)] * n_classes
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x)


def fit_sharpness(scores: npt.NDArray[Any], y: npt.NDArray[Any]) -> float:
    """The factor on scores that gives the least log-loss of their mean probability.

    Networks are often surer than they are right, or, with smoothed labels, less
    sure. One factor mends that and changes no order of classes within a head.

    Parameters
    ----------
    scores : array of shape (n_rows, n_heads, n_classes)
        Of rows that the network has not learned from.
    y : array of class codes in [0, n_classes)

    Returns
    -------
    float in [1 / 20, 20]
        1.0 weighs as `PRIOR_ROWS` rows do, so that few rows move it little.

    References
    ----------
    Guo et al. (2017), On calibration of modern neural networks.
    """
    from scipy.optimize import minimize_scalar

    n_rows, _, n_classes = scores.shape
    flat = np.asarray(scores, dtype=np.float64).reshape(-1, n_classes)

    def loss(log_factor: float) -> float:
        given = softmax(np.exp(log_factor) * flat).reshape(scores.shape).mean(axis=1)
        prior = PRIOR_ROWS / n_rows * log_factor**2
        return float(mean_log_loss(np.asarray(given), y) + prior)

    widest = float(np.log(20))
    found = minimize_scalar(loss, bounds=(-widest, widest), method="bounded")
    return float(np.exp(found.x))
