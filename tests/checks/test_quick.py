"""The quick model learns nothing from rows it is tested on; splits are as they say."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare.checks import quick, splits
from dlcompare.checks.quick import Sample, Score


def noise(task="binary", n=400, seed=0) -> Sample:
    """Numbers, and codes of 200 levels, that have nothing to do with the target."""
    rng = np.random.default_rng(seed)
    matrix = np.column_stack([rng.normal(size=(n, 80)), rng.integers(0, 200, n)])
    y = rng.normal(size=n) if task == "regression" else rng.integers(0, 3, n)
    if task == "binary":
        y = y % 2
    n_classes = {"binary": 2, "multiclass": 3, "regression": 0}[task]
    names = tuple(f"x{i}" for i in range(81))
    return Sample(task, matrix, names, frozenset({"x80"}), y, n_classes, np.arange(n))


@pytest.mark.parametrize(
    ("task", "guessing"), [("binary", 0.5), ("multiclass", 1 / 3), ("regression", 0.0)]
)
def test_random_labels_are_not_learned(task, guessing):
    sample = noise(task)

    found = quick.score(sample, splits.at_random(sample.y, sample.n_classes))

    assert found is not None
    assert guessing + 0.06 > found.mean


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_a_column_that_is_the_target_is_learned(task):
    sample = noise(task)
    matrix = sample.matrix.copy()
    matrix[:, 3] = sample.y
    known = replace(sample, matrix=matrix)
    folds = splits.at_random(sample.y, sample.n_classes)

    found = quick.score(known, folds, columns=["x3", "x4"])

    assert found is not None
    assert found.mean > 0.95


def test_no_column_gives_no_score():
    sample = noise()

    assert quick.score(sample, splits.at_random(sample.y, 2), columns=[]) is None


def test_every_row_is_tested_once_at_random_and_by_group():
    groups = np.random.default_rng(0).integers(0, 30, 200)

    for folds in (splits.at_random(groups % 2, 2), splits.by_group(groups)):
        assert list(range(200)) == sorted(np.concatenate([test for _, test in folds]))
        assert all(not set(train) & set(test) for train, test in folds)


def test_no_group_is_parted():
    groups = np.random.default_rng(0).integers(0, 30, 200)

    for train, test in splits.by_group(groups):
        assert not set(groups[train]) & set(groups[test])


def test_steps_forward_never_look_back():
    order = np.random.default_rng(0).integers(0, 50, 300).astype(float)

    steps = splits.by_order(order)

    assert len(steps) == splits.N_FOLDS
    for train, test in steps:
        assert order[train].max() < order[test].min()


def test_whole_groups_are_drawn(small_table):
    dataset = small_table("binary", 60)
    groups = np.repeat(np.arange(20), 3)

    rows = splits.whole_groups(dataset, groups)

    assert set(np.bincount(groups[rows])) <= {0, 3}


def scored(*by_fold: float) -> Score:
    mean = float(np.mean(by_fold))
    return Score("roc_auc", mean, mean - 0.05, mean + 0.05, by_fold)


def test_a_drop_within_the_scatter_of_folds_is_no_drop():
    first, second = scored(0.8, 0.7, 0.9, 0.8, 0.8), scored(0.8, 0.72, 0.85, 0.78, 0.8)

    assert not quick.falls(first, second)
    assert not quick.falls_on_same_folds(first, second)


def test_the_same_drop_in_every_fold_is_clear():
    first, second = (
        scored(0.8, 0.7, 0.9, 0.8, 0.6),
        scored(0.74, 0.65, 0.84, 0.75, 0.54),
    )

    assert quick.falls_on_same_folds(first, second)
    assert quick.gravity(first, second, is_clear=True) == "check"
