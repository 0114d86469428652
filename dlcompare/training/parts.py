"""The rows of one fit: what it learns from, and what it is scored on."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dlcompare.models.apart import Apart
from dlcompare.records import TEST_FOLD, Dataset, FoldTask, Plan
from dlcompare.training.samples import Sample, nested, thinned
from dlcompare.training.scoring import Array, take
from dlcompare.training.seeds import derive
from dlcompare.training.splits import Rows, apart, split


@dataclass(frozen=True)
class Part:
    """The rows of one fit, and what had to be changed in them.

    `apart` keeps rows of the training part together; `test_rows` are row numbers of
    the dataset, or of the test file.
    """

    X_train: Any
    y_train: Array
    apart: Apart
    X_test: Any
    y_test: Array
    test_rows: Array
    test_groups: Array | None
    notes: tuple[str, ...] = ()


def part_of(
    dataset: Dataset,
    plan: Plan,
    task: FoldTask,
    test: Dataset | None = None,
    sample: Sample | None = None,
) -> Part:
    """The rows of one fold, or all rows and the test file.

    Parameters
    ----------
    dataset, plan, task
        As for `fit_fold`.
    test : Dataset, or None
        What `TEST_FOLD` is scored on.
    sample : Sample, or None
        Which of the training rows to learn from; None: all that the plan allows.

    Returns
    -------
    Part
    """
    notes: tuple[str, ...] = ()
    if task.fold == TEST_FOLD and test is not None:
        notes = (*test.notes, *(one.text for one in test.differences))
        train_rows = np.arange(len(dataset.y))
        X_test, y_test, test_rows = test.X, test.y, np.arange(len(test.y))
        groups = test.groups
    else:
        train_rows, test_rows = split(dataset, plan.scheme, task.repeat, task.fold)
        X_test, y_test = take(dataset.X, test_rows), dataset.y[test_rows]
        groups = None if dataset.groups is None else dataset.groups[test_rows]
    train_rows = _fewer(dataset, plan, task, train_rows, sample)
    is_whole = len(train_rows) == len(dataset.y)
    return Part(
        dataset.X if is_whole else take(dataset.X, train_rows),
        dataset.y[train_rows],
        apart(dataset, plan.scheme).of(train_rows),
        X_test,
        y_test,
        test_rows,
        groups,
        notes,
    )


def _fewer(
    dataset: Dataset, plan: Plan, task: FoldTask, rows: Rows, sample: Sample | None
) -> Rows:
    """The rows that the plan allows, and of these the sample."""
    by_class = plan.task != "regression"
    kept = thinned(
        dataset.y[rows],
        plan.train_rows,
        seed=derive(plan.seed, "rows", task.repeat, task.fold),
        by_class=by_class,
    )
    rows = rows if kept is None else rows[kept]
    if sample is None:
        return rows
    is_ordered = plan.scheme.kind == "ordered"
    drawn = nested(
        dataset.y[rows],
        sample.n_rows,
        seed=derive(plan.seed, "nested", task.repeat, task.fold, sample.number),
        by_class=by_class,
        groups=None if dataset.groups is None else dataset.groups[rows],
        order=dataset.order[rows] if is_ordered else None,
    )
    return rows[drawn]
