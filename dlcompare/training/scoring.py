"""What a fitted model predicts for rows, and what that is worth."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.records import Dataset

Array = NDArray[Any]


def take(X: Any, rows: Array) -> Any:
    """Those rows of a table or of (memory-mapped) images, in memory."""
    return X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X[rows])


def predict(estimator: Any, X: Any, n_classes: int) -> tuple[Array, Array | None]:
    """Values, or the likeliest class codes with probabilities of all classes.

    The code is taken from the probabilities, so that every model is asked once
    and by the same rule. A class the training rows lacked has probability 0.

    Raises
    ------
    ValueError
        If any of them is not a finite number.
    """
    if not n_classes:
        values = np.asarray(estimator.predict(X), dtype=np.float64).ravel()
        _refuse_not_finite(values)
        return values, None
    seen = np.asarray(estimator.predict_proba(X), dtype=np.float64)
    _refuse_not_finite(seen)
    probabilities = np.zeros((len(seen), n_classes))
    probabilities[:, np.asarray(estimator.classes_, dtype=np.int64)] = seen
    return probabilities.argmax(axis=1), probabilities


def scores(
    dataset: Dataset, truth: Array, prediction: Array, probabilities: Array | None
) -> dict[str, float]:
    """All metrics; those of probabilities only over rows of classes trained on."""
    n_classes = len(dataset.classes)
    if probabilities is None:
        return metrics.evaluate(dataset.task, truth, prediction)
    known = truth >= 0
    found = metrics.evaluate(
        dataset.task, truth[known], prediction[known], probabilities[known], n_classes
    )
    if not known.all():
        found |= metrics.evaluate(dataset.task, truth, prediction, None, n_classes)
    return found


def _refuse_not_finite(values: Array) -> None:
    if not np.isfinite(values).all():
        raise ValueError("Some of the predictions are not numbers.")
