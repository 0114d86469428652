"""The default limits: hand-worked, with their reason in words."""

import pytest

from dlcompare.comparison.ropes import default_rope
from dlcompare.metrics import METRICS


@pytest.mark.parametrize(
    ("metric", "n_rows", "classical", "deep", "expected"),
    [
        ("accuracy", 500, 0.80, 0.70, 0.01),
        ("accuracy", 500, 0.95, 0.94, 0.005),
        ("accuracy", 500, 0.94, 0.95, 0.005),
        ("accuracy", 500, 0.999, 0.9, 0.002),
        ("balanced_accuracy", 500, 0.96, None, 0.004),
        ("f1_macro", 500, None, 0.96, 0.004),
        ("roc_auc", 1_999, 0.9, 0.9, 0.01),
        ("roc_auc", 2_000, 0.9, 0.9, 0.005),
        ("average_precision", 500, 0.5, 0.4, 0.01),
        ("log_loss", 500, 0.5, 0.4, 0.01),
        ("rmse", 500, 43_438.0, 40_000.0, 868.76),
        ("mae", 500, 2.0, 1.0, 0.04),
        ("mae", 500, None, 1.0, 0.02),
        ("r2", 500, -0.5, 0.4, 0.01),
    ],
)
def test_limit(metric, n_rows, classical, deep, expected):
    rope, _ = default_rope(metric, n_rows=n_rows, classical=classical, deep=deep)

    assert expected == pytest.approx(rope)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_every_metric_has_a_limit_with_a_reason_before_any_score(metric):
    rope, reason = default_rope(metric.name, n_rows=500, classical=None, deep=None)

    assert rope >= 0
    assert reason.endswith(".")


def test_reason_names_the_numbers():
    _, reason = default_rope("rmse", n_rows=500, classical=43_438.0, deep=None)

    assert "2% of 43,438" in reason
