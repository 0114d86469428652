"""Curves, confusion, residuals and mistakes, against scikit-learn."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics as sklearn_metrics

from dlcompare.comparison import diagnose, predictions_needed
from dlcompare.comparison.curves import precision_recall_curve, roc_curve
from dlcompare.records import (
    Budget,
    Candidate,
    Comparison,
    FoldScheme,
    PairedDifference,
    Plan,
    Standing,
)

K = 3


def make_plan(task):
    return Plan(
        task=task,
        metric="rmse" if task == "regression" else "accuracy",
        candidates=(
            Candidate("linear", "Linear model", "classical"),
            Candidate("mlp", "Multilayer perceptron", "deep"),
        ),
        scheme=FoldScheme(k=K, repeats=2),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def make_comparison(best_deep="mlp"):
    empty = (None,) * 5
    rows = tuple(
        Standing(model, label, family, *empty, 0, 0, (), {}, None, None, None)
        for model, label, family in (
            ("linear", "Linear model", "classical"),
            ("mlp", "Multilayer perceptron", "deep"),
        )
    )
    return Comparison(
        "accuracy", 0.01, "", rows, "linear", best_deep, None, None, 3, 3, 90
    )


def make_predictions(rng, n_classes, n_rows=90, models=("linear", "mlp")):
    truth = rng.integers(0, n_classes, n_rows)
    folds = np.array_split(rng.permutation(n_rows), K)
    by_key, whole = {}, {}
    for model in models:
        noise = rng.dirichlet(np.ones(n_classes), n_rows)
        probabilities = np.round(0.6 * noise + 0.4 * np.eye(n_classes)[truth], 2)
        prediction = probabilities.argmax(axis=1)
        whole[model] = (truth, prediction, probabilities)
        for i, rows in enumerate(folds):
            by_key[f"{model}-0-{i}"] = {
                "rows": rows,
                "truth": truth[rows],
                "prediction": prediction[rows],
                "probabilities": probabilities[rows],
            }
    return by_key, whole


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_roc_is_scikit_learns(rng):
    by_key, whole = make_predictions(rng, 2)

    found = diagnose(make_comparison(), make_plan("binary"), by_key, ("no", "yes"))

    truth, _, probabilities = whole["mlp"]
    x, y, _ = sklearn_metrics.roc_curve(
        truth, probabilities[:, 1], drop_intermediate=False
    )
    assert "mlp" == found.roc[1].model
    assert x == pytest.approx(found.roc[1].x)
    assert y == pytest.approx(found.roc[1].y)


def test_precision_recall_is_scikit_learns(rng):
    by_key, whole = make_predictions(rng, 2)

    found = diagnose(make_comparison(), make_plan("binary"), by_key, ("no", "yes"))

    truth, _, probabilities = whole["linear"]
    precision, recall, _ = sklearn_metrics.precision_recall_curve(
        truth, probabilities[:, 1]
    )
    n = len(found.precision_recall[0].x)
    assert recall[::-1][:n] == pytest.approx(found.precision_recall[0].x)
    assert precision[::-1][:n] == pytest.approx(found.precision_recall[0].y)


def test_long_curves_are_thinned_and_keep_their_area(rng):
    truth = rng.random(20_000) < 0.3
    scores = rng.normal(truth, 1.0)

    x, y = roc_curve(truth, scores)

    assert len(x) <= 400
    area = sklearn_metrics.roc_auc_score(truth, scores)
    assert area == pytest.approx(np.trapezoid(y, x), abs=2e-3)


@pytest.mark.parametrize("curve", [roc_curve, precision_recall_curve])
@pytest.mark.parametrize("truth", [[], [False, False]])
def test_curve_without_a_positive_is_empty(curve, truth):
    x, y = curve(np.array(truth, dtype=bool), np.linspace(0, 1, len(truth)))

    assert (len(x), len(y)) == (0, 0)


@pytest.mark.parametrize("n_classes", [2, 4])
def test_confusion_is_scikit_learns(rng, n_classes):
    by_key, whole = make_predictions(rng, n_classes)
    classes = tuple("abcd"[:n_classes])
    task = "binary" if n_classes == 2 else "multiclass"

    found = diagnose(make_comparison(), make_plan(task), by_key, classes)

    truth, prediction, _ = whole["mlp"]
    expected = sklearn_metrics.confusion_matrix(truth, prediction)
    assert expected.tolist() == [list(row) for row in found.confusion[1].counts]
    assert bool(found.roc) == (n_classes == 2)


def test_rows_are_counted_by_who_is_right(rng):
    by_key, whole = make_predictions(rng, 2)
    names = tuple(f"pic{i}.png" for i in range(90))

    found = diagnose(
        make_comparison(), make_plan("binary"), by_key, ("no", "yes"), names
    )

    truth = whole["mlp"][0]
    classical, deep = whole["linear"][1] == truth, whole["mlp"][1] == truth
    assert found.n_only_classical_right == np.sum(classical & ~deep)
    assert found.n_only_deep_right == np.sum(~classical & deep)
    assert found.n_both_right == np.sum(classical & deep)
    assert found.n_both_wrong == np.sum(~classical & ~deep)
    for mistake in found.only_classical_wrong:
        assert mistake.name == f"pic{mistake.row}.png"
        assert not classical[mistake.row]
        assert deep[mistake.row]
        assert mistake.predicted["linear"] != mistake.true
        assert mistake.predicted["mlp"] == mistake.true


def test_examples_are_at_most_24(rng):
    by_key, _ = make_predictions(rng, 2)
    for part in by_key.values():
        part["prediction"] = 1 - part["truth"]

    found = diagnose(make_comparison(), make_plan("binary"), by_key, ("no", "yes"))

    assert 90 == found.n_both_wrong
    assert 24 == len(found.both_wrong)


def test_folds_that_are_not_in_are_left_out(rng):
    by_key, _ = make_predictions(rng, 2)
    by_key.pop("mlp-0-0")

    found = diagnose(make_comparison(), make_plan("binary"), by_key, ("no", "yes"))

    assert 90 == sum(map(sum, found.confusion[0].counts))
    assert 60 == sum(map(sum, found.confusion[1].counts))
    assert found.n_both_right + found.n_both_wrong <= 60


def test_residuals_keep_both_ends(rng):
    rows = np.arange(6_000)
    truth = rng.normal(size=6_000)
    by_key = {
        "linear-0-0": {"rows": rows, "truth": truth, "prediction": truth + 1},
    }

    found = diagnose(make_comparison(), make_plan("regression"), by_key, ())

    assert 1 == len(found.residuals)
    assert len(found.residuals[0].true) <= 2_000
    assert found.residuals[0].true[0] == truth.min()
    assert found.residuals[0].true[-1] == truth.max()


def test_no_predictions_no_diagnostics():
    found = diagnose(make_comparison(""), make_plan("binary"), {}, ("no", "yes"))

    assert (found.roc, found.confusion, found.n_both_right) == ((), (), 0)


def test_needed_predictions_are_the_first_repeat_of_both_champions():
    keys = [t.key for t in predictions_needed(make_comparison(), make_plan("binary"))]

    assert [f"{model}-0-{i}" for model in ("linear", "mlp") for i in range(K)] == keys


def test_champions_are_shown_on_the_folds_they_share():
    pair = PairedDifference(
        "mlp", "linear", (0.1, 0.2), 0.15, 0.1, 1, 0, 1, 0.01, 0.9, 0.1, 0.0,
        folds=((0, 0), (0, 2)),
    )  # fmt: skip

    needed = predictions_needed(
        replace(make_comparison(), pair=pair), make_plan("binary")
    )

    assert ["linear-0-0", "linear-0-2", "mlp-0-0", "mlp-0-2"] == [t.key for t in needed]
