"""A small model fitted in a second: what the checks measure with.

Extremely randomised trees on a sample of rows, five folds. Everything that looks at
the target is fitted on the training rows of each fold. scikit-learn is imported when
first used.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.checks.splits import N_FOLDS, Rows, Split
from dlcompare.records import Column, Dataset, Measured, Severity, Task

MAX_COLUMNS = 60  # used in a fold, the most telling on its training rows
CODED_LEVELS = 32  # more levels than these become means of the target
N_TREES = 25
MAX_DEPTH = 16
ROWS_PER_LEAF = 3
SHARE_OF_COLUMNS = 0.6  # looked at for each split
MIN_LOOKED_AT = 4  # columns, where there are so many
WORSE_STEPS = 0.8  # share of the folds that must be below those at random
MIN_STEPS = 3  # fewer show no direction
GRAVE_DROP = 0.1  # of a score; then random folds answer another question
CLEAR_DROP = 0.02  # of a score; less is no reason to change the folds
T_95 = 2.776445  # Student t with 4 degrees of freedom, 95% two-sided
METRIC_BY_TASK = {
    "binary": "roc_auc",
    "multiclass": "balanced_accuracy",
    "regression": "r2",
}

Floats = NDArray[np.floating]


@dataclass(frozen=True)
class Sample:
    """Encoded rows. `matrix` (n_rows, n_columns) has NaN where a cell is missing.

    Categories are codes; those of the columns `many` become means of the target
    in each fold. `rows` are the places in the dataset.
    """

    task: Task
    matrix: Floats
    names: tuple[str, ...]
    many: frozenset[str]
    y: NDArray[Any]
    n_classes: int
    rows: Rows

    def column(self, name: str) -> Floats:
        """The values of one column, shape (n_rows,)."""
        return self.matrix[:, self.names.index(name)]


@dataclass(frozen=True)
class Score:
    """Mean of `metric` over folds, and its 95% interval; None under five folds.

    `by_fold` has None where a fold cannot be scored.
    """

    metric: str
    mean: float
    low: float | None = None
    high: float | None = None
    by_fold: tuple[float | None, ...] = ()

    def as_measured(self, label: str) -> Measured:
        """The record that is shown."""
        return Measured(label, self.metric, self.mean, self.low, self.high)


def falls(first: Score, second: Score) -> bool:
    """Whether `second` is clearly below `first`, which was scored on other folds.

    Folds of groups scatter more than folds at random, so it counts how many of them
    are below what folds at random leave open.
    """
    if first.low is None:
        return False
    known = [value for value in second.by_fold if value is not None]
    n_below = sum(value < first.low for value in known)
    is_below = n_below >= max(WORSE_STEPS * len(known), MIN_STEPS)
    return is_below and first.mean - second.mean > CLEAR_DROP


def falls_on_same_folds(first: Score, second: Score) -> bool:
    """Whether `second` is clearly below `first`, which was scored on the same folds."""
    pairs = zip(first.by_fold, second.by_fold, strict=True)
    drops = [a - b for a, b in pairs if a is not None and b is not None]
    if len(drops) < N_FOLDS:
        return False
    return float(np.mean(drops)) > max(CLEAR_DROP, _reach(drops))


def falls_forward(at_random: Score, later: Score) -> bool:
    """Whether later rows are predicted clearly worse than rows at random.

    Steps forward in time differ from each other, so it counts how many of them are
    below the step of the same size at random, not how far they scatter.
    """
    pairs = zip(at_random.by_fold, later.by_fold, strict=True)
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    n_worse = sum(b < a for a, b in known)
    is_below = at_random.low is None or later.mean < at_random.low
    is_clear = is_below and at_random.mean - later.mean > CLEAR_DROP
    return is_clear and n_worse >= max(WORSE_STEPS * len(known), MIN_STEPS)


def gravity(
    at_random: Score | None, apart: Score | None, *, is_clear: bool
) -> Severity:
    """How grave it is that a split that parts what belongs together scores less."""
    if not (is_clear and at_random and apart):
        return "note"
    return "decide" if at_random.mean - apart.mean >= GRAVE_DROP else "check"


def take(dataset: Dataset, rows: Rows, columns: Iterable[Column]) -> Sample:
    """The cells of some rows and columns as numbers; of texts, their length."""
    used = tuple(columns)
    values = [_numbers(dataset, column, rows) for column in used]
    matrix = np.stack(values, axis=1) if values else np.zeros((len(rows), 0))
    many = {c.name for c in used if c.kind == "category" and c.n_unique > CODED_LEVELS}
    return Sample(
        task=dataset.task,
        matrix=matrix,
        names=tuple(column.name for column in used),
        many=frozenset(many),
        y=dataset.y[rows],
        n_classes=len(dataset.classes),
        rows=rows,
    )


def _numbers(dataset: Dataset, column: Column, rows: Rows) -> Floats:
    values = dataset.X[column.name].iloc[rows]
    if column.kind in ("category", "boolean"):
        codes = values.cat.codes.to_numpy().astype(np.float64)
        return np.where(codes < 0, np.nan, codes)
    if column.kind == "text":
        return np.asarray(values.str.len(), dtype=np.float64)
    numbers = np.asarray(values, dtype=np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def score(
    sample: Sample, splits: Sequence[Split], *, columns: Sequence[str] | None = None
) -> Score | None:
    """How well the quick model predicts the rows it was not fitted to.

    Parameters
    ----------
    sample : Sample
    splits : sequence of (train_rows, test_rows)
        Row numbers within the sample.
    columns : sequence of str, optional
        The columns it may use; None: all.

    Returns
    -------
    Score or None
        The area under the ROC curve, balanced accuracy or R2, by the task. None
        where no fold can be scored: no columns, or one class alone.

    References
    ----------
    Geurts, Ernst & Wehenkel (2006), Extremely randomized trees, Machine Learning 63.
    Nadeau & Bengio (2003), Inference for the generalization error, Machine
    Learning 52, for the interval over folds that share training rows.
    """
    names = sample.names if columns is None else columns
    used = [i for i, name in enumerate(sample.names) if name in set(names)]
    metric = metrics.find(METRIC_BY_TASK[sample.task])
    by_fold = tuple(
        _fold(sample, used, train, test, metric)
        for train, test in (splits if used else ())
    )
    values = [value for value in by_fold if value is not None]
    if not values:
        return None
    mean = float(np.mean(values))
    if len(values) < N_FOLDS:
        return Score(metric.name, mean, by_fold=by_fold)
    reach = _reach(values)
    return Score(metric.name, mean, mean - reach, mean + reach, by_fold)


def _reach(values: Sequence[float]) -> float:
    """Half the width of the interval for a mean over five folds."""
    shared = 1 / N_FOLDS + 1 / (N_FOLDS - 1)
    return T_95 * float(np.std(values, ddof=1)) * math.sqrt(shared)


def _fold(
    sample: Sample, used: list[int], train: Rows, test: Rows, metric: metrics.Metric
) -> float | None:
    """The score on one fold's test rows; None where it has none."""
    y, k = sample.y, sample.n_classes
    if not len(test) or not len(train) or (k and len(np.unique(y[train])) < 2):
        return None
    fitted, asked = _prepared(sample, used, train, test)
    model = _model(sample.task, fitted.shape[1]).fit(fitted, y[train])
    try:
        if not k:
            return metric.score(y[test], model.predict(asked), None, 0)
        shares = np.zeros((len(test), k))
        shares[:, model.classes_] = model.predict_proba(asked)
        return metric.score(y[test], shares.argmax(axis=1), shares, k)
    except metrics.UndefinedScore:
        return None


def _model(task: Task, n_columns: int) -> Any:
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

    n_looked_at = max(round(SHARE_OF_COLUMNS * n_columns), MIN_LOOKED_AT)
    settings = {
        "n_estimators": N_TREES,
        "max_depth": MAX_DEPTH,
        "min_samples_leaf": ROWS_PER_LEAF,
        "max_features": min(n_looked_at, n_columns),
        "random_state": 0,
    }
    if task == "regression":
        return ExtraTreesRegressor(**settings)
    weight = "balanced" if task == "multiclass" else None
    return ExtraTreesClassifier(**settings, class_weight=weight)


def _prepared(
    sample: Sample, used: list[int], train: Rows, test: Rows
) -> tuple[Floats, Floats]:
    """Training and test matrices of a fold; what is learned is from `train`."""
    matrix, y = sample.matrix, sample.y
    many = [i for i in used if sample.names[i] in sample.many]
    few = [i for i in used if sample.names[i] not in sample.many]
    if len(few) > MAX_COLUMNS:
        few = _telling(matrix[train][:, few], y[train], sample.n_classes, few)
    fitted, asked = matrix[train][:, few], matrix[test][:, few]
    if not many:
        return fitted, asked
    from sklearn.model_selection import KFold
    from sklearn.preprocessing import TargetEncoder

    means = TargetEncoder(
        target_type="continuous" if sample.task == "regression" else sample.task,
        cv=KFold(N_FOLDS, shuffle=True, random_state=0),
    )
    codes = np.nan_to_num(matrix[:, many], nan=-1)
    learned = means.fit_transform(codes[train], y[train])
    told = means.transform(codes[test])
    return np.hstack([fitted, learned]), np.hstack([asked, told])


def _telling(
    matrix: Floats, y: NDArray[Any], n_classes: int, places: list[int]
) -> list[int]:
    """The columns that go most with the target, or with one of its classes."""
    wanted = np.eye(n_classes)[y] if n_classes else y[:, None].astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        filled = np.maximum(np.isfinite(matrix).sum(axis=0), 1)
        centred = np.nan_to_num(matrix - np.nansum(matrix, axis=0) / filled)
        scale = np.sqrt((centred**2).sum(axis=0))
        wanted = wanted - wanted.mean(axis=0)
        sizes = np.sqrt((wanted**2).sum(axis=0))
        together = np.abs(wanted.T @ centred) / np.outer(sizes, scale)
    best = np.nan_to_num(together).max(axis=0)
    chosen = np.argsort(-best, kind="stable")[:MAX_COLUMNS]
    return [places[i] for i in np.sort(chosen)]
