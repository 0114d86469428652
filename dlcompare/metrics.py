"""The metrics, by scikit-learn's names and values, in NumPy: pages score, too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dlcompare import registry
from dlcompare.records import Task

Array = NDArray[Any]
Needs = Literal["labels", "probabilities", "values"]

CLASSIFICATION: tuple[Task, ...] = ("binary", "multiclass")
SMALLEST_PROBABILITY = float(np.finfo(np.float64).eps)  # as scikit-learn's log_loss


class UndefinedScore(ValueError):
    """The metric has no value on these rows, for instance an AUC of one class."""


@dataclass(frozen=True)
class Metric:
    """One way to score predictions.

    `needs` is what `score` looks at: predicted "labels" (class codes),
    "probabilities" of all classes, or predicted "values". `score` takes
    (truth, prediction, probabilities or None, n_classes) and raises
    `UndefinedScore` where the metric has no value. `unit` is "" for a pure number.
    """

    name: str
    label: str
    tasks: tuple[Task, ...]
    higher_is_better: bool
    needs: Needs
    score: Callable[[Array, Array, Array | None, int], float]
    unit: str = ""


def _accuracy(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    return float(np.mean(truth == prediction))


def _balanced_accuracy(
    truth: Array, prediction: Array, _: Array | None, __: int
) -> float:
    """Mean recall of the classes in `truth`."""
    hits = [np.mean(prediction[truth == code] == code) for code in np.unique(truth)]
    return float(np.mean(hits))


def _f1_macro(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    """Plain mean over the classes in `truth` or `prediction`."""
    codes = np.union1d(truth, prediction)
    found = [np.count_nonzero((truth == c) & (prediction == c)) for c in codes]
    named = [
        np.count_nonzero(truth == c) + np.count_nonzero(prediction == c) for c in codes
    ]
    return float(np.mean(2 * np.array(found) / np.array(named)))


def _roc_auc(
    truth: Array, _: Array, probabilities: Array | None, n_classes: int
) -> float:
    """Binary: of class 1. Else each class against the rest, plain mean.

    A class that is absent from `truth`, or is all of it, has no curve and is left
    out of the mean.
    """
    shares = _given(probabilities)
    positives = (1,) if n_classes == 2 else tuple(range(n_classes))
    areas = [
        _area(truth == code, shares[:, code])
        for code in positives
        if 0 < np.count_nonzero(truth == code) < len(truth)
    ]
    if not areas:
        raise UndefinedScore("The area under the ROC curve needs two classes.")
    return float(np.mean(areas))


def _area(is_positive: Array, scores: Array) -> float:
    """Share of the pairs of a positive and a negative row in order; equal: half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]  # equal scores share one
    n = int(np.count_nonzero(is_positive))
    above = ranks[is_positive].sum() - n * (n + 1) / 2
    return float(above / (n * (len(scores) - n)))


def _average_precision(
    truth: Array, _: Array, probabilities: Array | None, __: int
) -> float:
    """Precision at each distinct score, weighted by the recall it adds."""
    is_positive = truth == 1
    if not is_positive.any():
        raise UndefinedScore("Average precision needs a row of the positive class.")
    scores = _given(probabilities)[:, 1]
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)
    hits = np.cumsum(is_positive[order])[last]
    added = np.diff(hits, prepend=0) / hits[-1]
    return float(np.sum(added * hits / (last + 1)))


def _log_loss(
    truth: Array, _: Array, probabilities: Array | None, n_classes: int
) -> float:
    shares = np.asarray(_given(probabilities), dtype=np.float64)
    shares = np.clip(shares, SMALLEST_PROBABILITY, None)
    of_truth = shares[np.arange(len(truth)), truth] / shares.sum(axis=1)
    return float(-np.mean(np.log(of_truth)))


def _rmse(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    return float(np.sqrt(np.mean((truth - prediction) ** 2)))


def _mae(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    return float(np.mean(np.abs(truth - prediction)))


def _r2(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    if len(truth) < 2 or np.ptp(truth) == 0:
        raise UndefinedScore("R2 needs two different true values.")
    left = np.sum((truth - prediction) ** 2)
    return float(1 - left / np.sum((truth - truth.mean()) ** 2))


def _given(probabilities: Array | None) -> Array:
    if probabilities is None:
        raise UndefinedScore("The model gives no probabilities.")
    return probabilities


METRICS: tuple[Metric, ...] = (
    Metric("accuracy", "Accuracy", CLASSIFICATION, True, "labels", _accuracy),
    Metric(
        "balanced_accuracy",
        "Balanced accuracy",
        CLASSIFICATION,
        True,
        "labels",
        _balanced_accuracy,
    ),
    Metric("f1_macro", "Macro F1", CLASSIFICATION, True, "labels", _f1_macro),
    Metric("roc_auc", "ROC AUC", CLASSIFICATION, True, "probabilities", _roc_auc),
    Metric(
        "average_precision",
        "Average precision",
        ("binary",),
        True,
        "probabilities",
        _average_precision,
    ),
    Metric(
        "log_loss", "Log loss", CLASSIFICATION, False, "probabilities", _log_loss, "nat"
    ),
    Metric(
        "rmse", "RMSE", ("regression",), False, "values", _rmse, "unit of the target"
    ),
    Metric("mae", "MAE", ("regression",), False, "values", _mae, "unit of the target"),
    Metric("r2", "R2", ("regression",), True, "values", _r2),
)

DEFAULTS: dict[Task, str] = {
    "binary": "roc_auc",
    "multiclass": "accuracy",
    "regression": "rmse",
}


def find(name: str) -> Metric:
    """The metric called `name`.

    Raises
    ------
    UnknownName
        Lists the known names, the nearest first.
    """
    return registry.find(name, METRICS, kind="metric")


def suited(task: Task) -> tuple[Metric, ...]:
    """The metrics that score this task, in the order of `METRICS`."""
    return tuple(metric for metric in METRICS if task in metric.tasks)


def default_metric(task: Task) -> Metric:
    """The metric that decides if the user names none."""
    return find(DEFAULTS[task])


def sign(metric: Metric) -> int:
    """Plus one if higher is better, else minus one."""
    return 1 if metric.higher_is_better else -1


def evaluate(
    task: Task,
    truth: Array,
    prediction: Array,
    probabilities: Array | None = None,
    n_classes: int = 0,
) -> dict[str, float]:
    """Every metric suited to the task; one without a value here is left out.

    Parameters
    ----------
    task : Task
    truth, prediction : array of shape (n_rows,)
        Class codes in [0, n_classes), or values for regression.
    probabilities : array of shape (n_rows, n_classes), or None
        Column j is the probability of class j. None: not given by the model.
    n_classes : int
        0 for regression.

    Returns
    -------
    dict
        Metric name to score. Empty if there are no rows.
    """
    scores: dict[str, float] = {}
    if len(truth) == 0:
        return scores
    for metric in suited(task):
        try:
            value = metric.score(truth, prediction, probabilities, n_classes)
        except UndefinedScore:
            continue
        scores[metric.name] = value
    return scores
