"""The metrics over weighted rows, of many drawings of rows and many models at once.

Weights are counts: a row of weight 2 scores as if it stood there twice. Each form
gives what `metrics` gives on rows repeated so, in one pass over all drawings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.metrics import SMALLEST_PROBABILITY

Array = NDArray[Any]
Scorer = Callable[[Array], Array]  # weights (n_rows, n_draws) -> (n_models, n_draws)


@dataclass(frozen=True)
class Predicted:
    """What several models predicted for the same rows.

    truth : (n_rows,) class codes or values
    predictions : one array (n_rows,) for each model
    probabilities : one array (n_rows, n_classes) for each model; () if there is none
    n_classes : 0 for regression
    """

    truth: Array
    predictions: Sequence[Array]
    probabilities: Sequence[Array] = ()
    n_classes: int = 0


def scorer(metric: str, given: Predicted) -> Scorer:
    """A function from weights to the metric of every model.

    Parameters
    ----------
    metric : str
        Name of a metric.
    given : Predicted

    Returns
    -------
    callable
        Takes weights (n_rows, n_draws), 0 or more, and gives scores
        (n_models, n_draws): NaN where the metric has no value.
    """
    return _FORMS[metric](given)


def passes(metric: str, n_classes: int) -> int:
    """How many times the weights are gone over for each model, relative to accuracy."""
    if metric == "roc_auc":
        return RANKED * (1 if n_classes == 2 else max(n_classes, 1))
    return RANKED if metric in ("average_precision", "f1_macro") else 1


RANKED = 8  # sorting, masking and summing, against one row of a matrix product


def _mean_of(losses: Array) -> Scorer:
    """Weighted means of losses of shape (n_models, n_rows)."""

    def score(weights: Array) -> Array:
        return _divided(losses @ weights, weights.sum(axis=0))

    return score


def _accuracy(given: Predicted) -> Scorer:
    return _mean_of(np.stack([p == given.truth for p in given.predictions]) * 1.0)


def _log_loss(given: Predicted) -> Scorer:
    rows = np.arange(len(given.truth))
    clipped = [np.clip(p, SMALLEST_PROBABILITY, None) for p in given.probabilities]
    shares = [p[rows, given.truth] / p.sum(axis=1) for p in clipped]
    return _mean_of(-np.log(np.stack(shares)))


def _mae(given: Predicted) -> Scorer:
    return _mean_of(np.abs(_errors(given)))


def _rmse(given: Predicted) -> Scorer:
    mean = _mean_of(_errors(given) ** 2)
    return lambda weights: np.sqrt(mean(weights))


def _r2(given: Predicted) -> Scorer:
    squared = _errors(given) ** 2
    centred = given.truth - given.truth.mean()

    def score(weights: Array) -> Array:
        n = weights.sum(axis=0)
        spread = centred**2 @ weights - _divided((centred @ weights) ** 2, n)
        has_spread = spread > SMALLEST_PROBABILITY * n * np.max(centred**2, initial=0)
        return 1 - _divided(squared @ weights, np.where(has_spread, spread, 0))

    return score


def _balanced_accuracy(given: Predicted) -> Scorer:
    of_class = _summer(given.truth, given.n_classes)
    hits = [_summer(given.truth, given.n_classes, p == given.truth)
            for p in given.predictions]  # fmt: skip

    def score(weights: Array) -> Array:
        n = of_class @ weights
        return np.stack([_mean_where(_divided(h @ weights, n), n > 0) for h in hits])

    return score


def _f1_macro(given: Predicted) -> Scorer:
    of_class = _summer(given.truth, given.n_classes)
    models = [
        (
            _summer(given.truth, given.n_classes, p == given.truth),
            _summer(p, given.n_classes),
        )
        for p in given.predictions
    ]

    def score(weights: Array) -> Array:
        n = of_class @ weights
        scores = []
        for hits, named in models:
            total = n + named @ weights
            scores.append(_mean_where(_divided(2 * (hits @ weights), total), total > 0))
        return np.stack(scores)

    return score


def _roc_auc(given: Predicted) -> Scorer:
    positives = (1,) if given.n_classes == 2 else tuple(range(given.n_classes))
    areas = [
        [_area(given.truth == code, p[:, code]) for code in positives]
        for p in given.probabilities
    ]

    def score(weights: Array) -> Array:
        return np.stack([_mean_finite([a(weights) for a in model]) for model in areas])

    return score


def _average_precision(given: Predicted) -> Scorer:
    models = [_precision(given.truth == 1, p[:, 1]) for p in given.probabilities]
    return lambda weights: np.stack([model(weights) for model in models])


def _area(is_positive: Array, scores: Array) -> Scorer:
    """Weight of the ordered pairs over the weight of all; equal scores: half."""
    positive, negative = np.flatnonzero(is_positive), np.flatnonzero(~is_positive)
    negative = negative[np.argsort(scores[negative], kind="stable")]
    sides = [
        np.searchsorted(scores[negative], scores[positive], side=side)
        for side in ("left", "right")
    ]

    def score(weights: Array) -> Array:
        of_positive, below = weights[positive], _summed_up(weights[negative])
        strictly, loosely = (_dot(of_positive, below[side]) for side in sides)
        pairs = (strictly + loosely) / 2
        return _divided(pairs, of_positive.sum(axis=0) * below[-1])

    return score


def _precision(is_positive: Array, scores: Array) -> Scorer:
    """Mean over the positive rows of the precision at their score."""
    order = np.argsort(-scores, kind="stable")
    positive = order[is_positive[order]]
    n_named = np.searchsorted(-scores[order], -scores[positive], side="right")
    n_hits = np.searchsorted(-scores[positive], -scores[positive], side="right")

    def score(weights: Array) -> Array:
        of_positive = weights[positive]
        hits = _summed_up(of_positive)
        named = _summed_up(weights[order])[n_named]
        shares = hits[n_hits] / np.where(named > 0, named, 1)
        return _divided(_dot(of_positive, shares), hits[-1])

    return score


def _summed_up(weights: Array) -> Array:
    """The sum of the first 0, 1, 2, ... rows: (n_rows + 1, n_draws)."""
    sums = np.zeros((len(weights) + 1, weights.shape[1]))
    np.cumsum(weights, axis=0, out=sums[1:])
    return sums


def _dot(a: Array, b: Array) -> Array:
    """Sum of the products over the rows, draw by draw."""
    products: Array = np.einsum("ij,ij->j", a, b)
    return products


def _summer(codes: Array, n_codes: int, chosen: Array | None = None) -> Any:
    """A sparse matrix (n_codes, n_rows) that sums the (chosen) rows of each code."""
    from scipy.sparse import csr_array

    data = np.ones(len(codes)) if chosen is None else chosen.astype(np.float64)
    places = (codes.astype(np.int64), np.arange(len(codes)))
    return csr_array((data, places), shape=(n_codes, len(codes)))


def _errors(given: Predicted) -> Array:
    return np.stack([given.truth - p for p in given.predictions])


def _divided(above: Array, below: Array) -> Array:
    """NaN where nothing is below."""
    quotient: Array = above / np.where(below > 0, below, np.nan)
    return quotient


def _mean_where(values: Array, counts: Array) -> Array:
    """Mean over the first axis where it counts."""
    return _divided(np.where(counts, values, 0).sum(axis=0), counts.sum(axis=0))


def _mean_finite(values: Sequence[Array]) -> Array:
    stacked = np.stack(values)
    return _mean_where(stacked, np.isfinite(stacked))


_FORMS: dict[str, Callable[[Predicted], Scorer]] = {
    "accuracy": _accuracy,
    "balanced_accuracy": _balanced_accuracy,
    "f1_macro": _f1_macro,
    "roc_auc": _roc_auc,
    "average_precision": _average_precision,
    "log_loss": _log_loss,
    "rmse": _rmse,
    "mae": _mae,
    "r2": _r2,
}
