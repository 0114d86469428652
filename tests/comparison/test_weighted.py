"""Weighted metrics equal the plain ones on rows that stand there as often."""

import numpy as np
import pytest

from dlcompare import metrics
from dlcompare.comparison.weighted import Predicted, passes, scorer

N_ROWS, N_DRAWS = 40, 12


def predicted(task, n_models=3, seed=0):
    """What models of different strength predict, with ties in their scores."""
    rng = np.random.default_rng(seed)
    if task == "regression":
        truth = rng.normal(3, 2, N_ROWS)
        noise = [rng.normal(0, 1 + i, N_ROWS) for i in range(n_models)]
        return Predicted(truth, [truth + e for e in noise])
    n_classes = 2 if task == "binary" else 4
    truth = rng.integers(0, n_classes, N_ROWS)
    shares = []
    for _ in range(n_models):
        raw = rng.integers(0, 4, (N_ROWS, n_classes)) + 2.0 * np.eye(n_classes)[truth]
        shares.append((raw + 0.1) / (raw + 0.1).sum(axis=1, keepdims=True))
    return Predicted(truth, [s.argmax(axis=1) for s in shares], shares, n_classes)


def obvious(metric, given, weights, model):
    rows = np.repeat(np.arange(N_ROWS), weights)
    shares = given.probabilities[model][rows] if given.n_classes else None
    return metrics.find(metric).score(
        given.truth[rows], given.predictions[model][rows], shares, given.n_classes
    )


@pytest.mark.parametrize(
    ("metric", "task"), [(m.name, task) for m in metrics.METRICS for task in m.tasks]
)
def test_weights_are_counts_of_rows(metric, task):
    given = predicted(task)
    drawn = np.random.default_rng(1).integers(0, 4, (N_ROWS, N_DRAWS))

    found = scorer(metric, given)(drawn.astype(float))

    assert (3, N_DRAWS) == found.shape
    for model in range(3):
        for draw in range(N_DRAWS):
            expected = obvious(metric, given, drawn[:, draw], model)
            assert expected == pytest.approx(found[model, draw], abs=1e-12)


@pytest.mark.parametrize("metric", [m.name for m in metrics.METRICS])
def test_no_row_has_no_score(metric):
    given = predicted("binary" if metric not in ("rmse", "mae", "r2") else "regression")

    found = scorer(metric, given)(np.zeros((N_ROWS, 1)))

    assert np.isnan(found).all()


@pytest.mark.parametrize("metric", ["roc_auc", "average_precision"])
def test_one_class_alone_has_no_curve(metric):
    given = predicted("binary")
    weights = (given.truth == 0).astype(float)[:, None]

    assert np.isnan(scorer(metric, given)(weights)).all()


def test_equal_true_values_have_no_r2():
    given = predicted("regression")
    weights = np.zeros((N_ROWS, 1))
    weights[7] = 5

    assert np.isnan(scorer("r2", given)(weights)).all()


def test_curves_of_many_classes_cost_most():
    assert 1 == passes("accuracy", 2) < passes("roc_auc", 2) < passes("roc_auc", 10)
