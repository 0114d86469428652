"""Metrics: hand-worked numbers, known laws, and what is left out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcompare import metrics
from dlcompare.errors import UnknownName

TRUTH = np.array([0, 0, 1, 1])
P1 = np.array([0.1, 0.4, 0.35, 0.8])
BINARY = np.column_stack([1 - P1, P1])


def score(name, truth, prediction, probabilities=None, n_classes=0):
    return metrics.find(name).score(
        np.asarray(truth), np.asarray(prediction), probabilities, n_classes
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("accuracy", 3 / 4),
        ("balanced_accuracy", (1 + 1 / 2) / 2),
        ("f1_macro", (4 / 5 + 2 / 3) / 2),
        ("roc_auc", 3 / 4),  # 3 of 4 pairs in order
        ("average_precision", (1 + 2 / 3) / 2),
        ("log_loss", -math.log(0.9 * 0.6 * 0.35 * 0.8) / 4),
    ],
)
def test_binary_scores_equal_hand_worked_numbers(name, expected):
    prediction = (P1 > 0.5).astype(int)

    got = score(name, TRUTH, prediction, BINARY, 2)

    assert got == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rmse", math.sqrt(5 / 3)), ("mae", 1.0), ("r2", 1 - 5 / 8)],
)
def test_regression_scores_equal_hand_worked_numbers(name, expected):
    got = score(name, [1.0, 3.0, 5.0], [1.0, 4.0, 3.0])

    assert got == pytest.approx(expected)


def test_multiclass_auc_is_the_plain_mean_over_classes():
    truth = np.array([0, 1, 2, 2])
    probabilities = np.array(
        [[0.6, 0.3, 0.1], [0.5, 0.3, 0.2], [0.2, 0.4, 0.4], [0.1, 0.1, 0.8]]
    )

    got = score("roc_auc", truth, truth, probabilities, 3)

    # class 0: 3 of 3 pairs; class 1: 1 + 1/2 of 3; class 2: 4 of 4
    assert got == pytest.approx((1 + 0.5 + 1) / 3)


def test_auc_leaves_out_classes_without_rows():
    probabilities = np.array([[0.7, 0.2, 0.1], [0.2, 0.7, 0.1]])

    got = score("roc_auc", [0, 1], [0, 1], probabilities, 3)

    assert got == 1.0


@pytest.mark.parametrize("metric", metrics.METRICS, ids=lambda m: m.name)
@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_perfect_prediction_beats_constant_prediction(metric, task):
    if task not in metric.tasks:
        return
    truth, constant, n_classes = np.arange(12) % 3, np.zeros(12, int), 3
    if task == "binary":
        truth, n_classes = np.arange(12) % 2, 2
    if task == "regression":
        truth, constant, n_classes = np.arange(12.0), np.full(12, 5.5), 0
    sure = np.eye(n_classes)[truth] if n_classes else None
    equal = np.full((12, n_classes), 1 / n_classes) if n_classes else None

    perfect = metric.score(truth, truth, sure, n_classes)
    dummy = metric.score(truth, constant, equal, n_classes)

    best = 1.0 if metric.higher_is_better else 0.0
    assert perfect == pytest.approx(best, abs=1e-12)
    assert metrics.sign(metric) * (perfect - dummy) > 0


@pytest.mark.parametrize(
    ("task", "name", "expected"),
    [
        ("binary", "roc_auc", 0.5),
        ("binary", "balanced_accuracy", 0.5),
        ("binary", "log_loss", math.log(2)),
        ("regression", "r2", 0.0),
    ],
)
def test_dummy_gets_the_known_floor(task, name, expected):
    truth = np.array([0, 1, 0, 1])
    prediction = np.full(4, 0 if task == "binary" else 0.5)

    got = metrics.evaluate(task, truth, prediction, np.full((4, 2), 0.5), 2)[name]

    assert got == pytest.approx(expected)


def test_log_loss_of_a_certain_error_is_finite():
    got = score("log_loss", [0], [1], np.array([[0.0, 1.0]]), 2)

    assert got == pytest.approx(-math.log(np.finfo(float).eps))


def test_log_loss_does_not_need_rows_that_add_up_to_one():
    half = score("log_loss", TRUTH, TRUTH, BINARY / 2, 2)

    assert half == pytest.approx(score("log_loss", TRUTH, TRUTH, BINARY, 2))


@pytest.mark.parametrize(
    ("task", "truth", "absent"),
    [
        ("binary", [0, 0, 0], {"roc_auc", "average_precision"}),
        ("binary", [1, 1, 1], {"roc_auc"}),
        ("multiclass", [2, 2, 2], {"roc_auc"}),
        ("regression", [2.0, 2.0, 2.0], {"r2"}),
    ],
)
def test_a_metric_without_a_value_is_left_out(task, truth, absent):
    n_classes = {"binary": 2, "multiclass": 3, "regression": 0}[task]
    probabilities = np.full((3, n_classes), 1 / n_classes) if n_classes else None
    every = {metric.name for metric in metrics.suited(task)}

    got = metrics.evaluate(
        task, np.array(truth), np.array(truth), probabilities, n_classes
    )

    assert every - absent == set(got)


def test_without_probabilities_only_labels_are_scored():
    got = metrics.evaluate("binary", TRUTH, TRUTH, None, 2)

    assert {"accuracy", "balanced_accuracy", "f1_macro"} == set(got)


def test_no_rows_give_no_scores():
    assert {} == metrics.evaluate("binary", np.array([]), np.array([]), None, 2)


def test_a_predicted_class_without_rows_raises_no_warning():
    got = metrics.evaluate("multiclass", np.array([0, 0, 1]), np.array([0, 2, 1]))

    assert got["balanced_accuracy"] == pytest.approx(3 / 4)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_scores_equal_those_of_scikit_learn(seed, n_classes):
    from sklearn import metrics as reference

    rng = np.random.default_rng(seed)
    truth = np.concatenate([np.arange(n_classes), rng.integers(0, n_classes, 30)])
    probabilities = rng.dirichlet(np.ones(n_classes), len(truth)).round(1) + 0.01
    probabilities /= probabilities.sum(axis=1, keepdims=True)  # many are equal
    prediction = probabilities.argmax(axis=1)
    sure = probabilities if n_classes > 2 else probabilities[:, 1]
    task = "multiclass" if n_classes > 2 else "binary"

    got = metrics.evaluate(task, truth, prediction, probabilities, n_classes)

    expected = {
        "accuracy": reference.accuracy_score(truth, prediction),
        "f1_macro": reference.f1_score(truth, prediction, average="macro"),
        "roc_auc": reference.roc_auc_score(truth, sure, multi_class="ovr"),
        "log_loss": reference.log_loss(truth, probabilities),
    }
    if n_classes == 2:
        expected["average_precision"] = reference.average_precision_score(truth, sure)
    if set(prediction) <= set(truth):
        expected["balanced_accuracy"] = reference.balanced_accuracy_score(
            truth, prediction
        )
    assert expected == pytest.approx({name: got[name] for name in expected})


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_scores_of_values_equal_those_of_scikit_learn(seed):
    from sklearn import metrics as reference

    rng = np.random.default_rng(seed)
    truth, prediction = rng.normal(size=30), rng.normal(size=30)

    got = metrics.evaluate("regression", truth, prediction)

    assert got == pytest.approx(
        {
            "rmse": reference.root_mean_squared_error(truth, prediction),
            "mae": reference.mean_absolute_error(truth, prediction),
            "r2": reference.r2_score(truth, prediction),
        }
    )


@pytest.mark.parametrize(
    ("task", "name"),
    [("binary", "roc_auc"), ("multiclass", "accuracy"), ("regression", "rmse")],
)
def test_default_metric_suits_its_task(task, name):
    metric = metrics.default_metric(task)

    assert name == metric.name
    assert metric in metrics.suited(task)


def test_unknown_metric_names_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'roc_auc'"):
        metrics.find("rocauc")
