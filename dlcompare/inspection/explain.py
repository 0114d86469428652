"""What one fitted champion goes by: the columns it needs, and what it makes of them."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics, words
from dlcompare.inspection import dependence, importance, pictures
from dlcompare.records import (
    Candidate,
    Dataset,
    Dependence,
    Explanation,
    Importance,
    Plan,
)
from dlcompare.training.scoring import take

# Of 1,000 rows an accuracy near 0.8 is known to 0.013; what a column is worth is more.
MOST_ROWS = 1_000
MOST_CELLS = 1_000_000  # of a table of test rows; each is held `N_SHUFFLES` times
DEPENDENCE_ROWS = 300  # averaged over; each is predicted once for every value
MOST_DEPENDENCES = 12  # columns; two champions then share those that matter to either
FIRST = 6  # of them the champion's own most important ones, and the most telling ones
IMPORTANCE_SHARE = 0.7  # of the time, while dependence is still to come


def explain(
    estimator: Any,
    dataset: Dataset,
    test_rows: NDArray[np.int64],
    plan: Plan,
    candidate: Candidate,
    *,
    seed: int,
    deadline: float,
) -> Explanation:
    """Look into a fitted champion, on rows it has not seen.

    Each column is shuffled in turn, the most telling of the target first; then the
    columns that matter most, to this model or by what they say alone, are set to
    some of their values. Values, rows and shuffles hang on data and seed alone, so
    that two champions explained apart can be set side by side.

    Parameters
    ----------
    estimator : scikit-learn estimator, fitted on the training rows of a fold
    dataset : Dataset
    test_rows : int array of shape (n_test,)
        Rows of `dataset` that the estimator has not seen.
    plan : Plan
        Holds the deciding metric.
    candidate : Candidate
        Whose estimator it is.
    seed : int
        The same for both champions.
    deadline : float
        Seconds of `time.monotonic`; no column is begun after it, but the first. What
        was not done by then is said in the notes.

    Returns
    -------
    Explanation
        Importances, the largest first; of images those of kinds of features, and
        saliencies. Without any where the metric has no value on these rows; the
        notes then say so.

    Raises
    ------
    ValueError
        If the estimator predicts what is not a number.
    """
    said = Explanation(
        model=candidate.model,
        label=candidate.label,
        family=candidate.family,
        base_score=None,
        n_rows=0,
        n_shuffles=0,
        importances=(),
    )
    if dataset.modality == "images":
        return pictures.explain(
            said,
            estimator,
            dataset,
            test_rows,
            metric=plan.metric,
            seed=seed,
            deadline=deadline,
        )
    rows = _some(test_rows, len(dataset.columns), seed=seed)
    groups = None if dataset.groups is None else dataset.groups[rows]
    n_classes, metric = len(dataset.classes), metrics.find(plan.metric)
    prepared = importance.prepared(
        take(dataset.X, rows), dataset.y[rows], groups, n_classes=n_classes, seed=seed
    )
    known = importance.base(estimator, prepared, metric)
    if known is None:
        return replace(said, n_rows=len(rows), notes=(importance.UNDEFINED,))
    order = dependence.by_association(dataset)
    began = time.monotonic()
    until = began + IMPORTANCE_SHARE * max(deadline - began, 0.0)
    importances: list[Importance] = []
    for column in order:
        if importances and time.monotonic() > until:
            break
        importances.append(
            importance.importance(estimator, prepared, column, metric, known)
        )
    importances.sort(key=lambda one: -one.loss)
    X = prepared.X.iloc[:DEPENDENCE_ROWS]
    asked = _asked([one.column for one in importances], order)
    dependences, is_short = _dependences(estimator, X, dataset, asked, deadline)
    return replace(
        said,
        base_score=known.score,
        n_rows=len(rows),
        n_shuffles=importance.N_SHUFFLES,
        importances=tuple(importances),
        dependences=dependences,
        notes=_cut(len(order) - len(importances), is_short),
    )


def _some(rows: NDArray[np.int64], n_columns: int, *, seed: int) -> NDArray[np.int64]:
    """At most `MOST_ROWS` of the rows, fewer of wide tables, in a random order."""
    most = max(min(MOST_ROWS, MOST_CELLS // max(n_columns, 1)), 1)
    return np.random.default_rng(seed).permutation(rows)[:most]


def _asked(own: Sequence[str], telling: Sequence[str]) -> tuple[str, ...]:
    """The columns whose dependence is measured, in turn of this model and the data.

    Of both orders the first `FIRST`, then the rest of what the data say.
    """
    pairs = zip(own[:FIRST], telling[:FIRST], strict=False)
    first = [name for pair in pairs for name in pair]
    return tuple(dict.fromkeys([*first, *telling]))


def _dependences(
    estimator: Any,
    X: Any,
    dataset: Dataset,
    asked: Sequence[str],
    deadline: float,
) -> tuple[tuple[Dependence, ...], bool]:
    """Of the first `MOST_DEPENDENCES` that can be set; whether time cut them."""
    columns = {column.name: column for column in dataset.columns}
    found: list[Dependence] = []
    for name in asked:
        grid = dependence.grid(dataset, columns[name])
        if grid is None:
            continue
        if len(found) == MOST_DEPENDENCES:
            break
        if found and time.monotonic() > deadline:
            return tuple(found), True
        found.append(dependence.dependence(estimator, X, dataset, name, grid))
    return tuple(found), False


def _cut(n_columns: int, is_short: bool) -> tuple[str, ...]:
    """What time did not allow, as sentences."""
    said = []
    if n_columns:
        say, were = ("says", "was") if n_columns == 1 else ("say", "were")
        said.append(
            f"Time ran out: {words.count(n_columns, 'column')} that {say} less of the"
            f" target alone {were} not shuffled."
        )
    if is_short:
        said.append("Time ran out before every column was followed by its values.")
    return tuple(said)
