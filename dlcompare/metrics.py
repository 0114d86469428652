"""The metrics, by scikit-learn's names; scikit-learn is loaded on first score."""

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
    """Mean recall of the classes in `truth`, as sklearn's balanced_accuracy_score.

    That function warns of a predicted class without rows; here that is ordinary.
    """
    from sklearn.metrics import recall_score

    present = np.unique(truth)
    return float(
        recall_score(
            truth, prediction, labels=present, average="macro", zero_division=0
        )
    )


def _f1_macro(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(truth, prediction, average="macro", zero_division=0))


def _roc_auc(
    truth: Array, _: Array, probabilities: Array | None, n_classes: int
) -> float:
    """Binary: of class 1. Else each class against the rest, plain mean.

    A class that is absent from `truth`, or is all of it, has no curve and is left
    out of the mean.
    """
    from sklearn.metrics import roc_auc_score

    shares = _given(probabilities)
    positives = (1,) if n_classes == 2 else tuple(range(n_classes))
    areas = [
        roc_auc_score(truth == code, shares[:, code])
        for code in positives
        if 0 < np.count_nonzero(truth == code) < len(truth)
    ]
    if not areas:
        raise UndefinedScore("The area under the ROC curve needs two classes.")
    return float(np.mean(areas))


def _average_precision(
    truth: Array, _: Array, probabilities: Array | None, __: int
) -> float:
    from sklearn.metrics import average_precision_score

    is_positive = truth == 1
    if not is_positive.any():
        raise UndefinedScore("Average precision needs a row of the positive class.")
    return float(average_precision_score(is_positive, _given(probabilities)[:, 1]))


def _log_loss(
    truth: Array, _: Array, probabilities: Array | None, n_classes: int
) -> float:
    from sklearn.metrics import log_loss

    shares = np.asarray(_given(probabilities), dtype=np.float64)
    shares = np.clip(shares, SMALLEST_PROBABILITY, None)
    shares /= shares.sum(axis=1, keepdims=True)
    return float(log_loss(truth, shares, labels=np.arange(n_classes)))


def _rmse(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    from sklearn.metrics import root_mean_squared_error

    return float(root_mean_squared_error(truth, prediction))


def _mae(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    from sklearn.metrics import mean_absolute_error

    return float(mean_absolute_error(truth, prediction))


def _r2(truth: Array, prediction: Array, _: Array | None, __: int) -> float:
    from sklearn.metrics import r2_score

    if len(truth) < 2 or np.ptp(truth) == 0:
        raise UndefinedScore("R2 needs two different true values.")
    return float(r2_score(truth, prediction))


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
