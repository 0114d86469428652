"""The report says what the champions go by and where they part."""

import numpy as np
import pytest

from dlcompare.comparison.calibration import calibrate
from dlcompare.comparison.out_of_fold import OutOfFold
from dlcompare.comparison.threshold import cost_curve, outcomes
from dlcompare.records import (
    Dependence,
    Estimate,
    Explanation,
    Importance,
    Inspected,
    InspectionTask,
    Slice,
    Slices,
    Understanding,
)
from dlcompare.reports.html import write

NASTY = "<script>alert(1)</script>"
CLASSES = ("no", "yes")


def looked_into(model, label, family):
    found = Explanation(
        model, label, family, 0.87, 200, 5,
        (Importance(NASTY, 0.2, 0.1, 0.3), Importance("age", 0.05, 0.01, 0.09)),
        tuple(
            Dependence(name, ("1", "2"), (1.0, 2.0), (0.3, 0.6), "yes", (0.5, 0.5))
            for name in (NASTY, "age", "fare")
        ),
        ("Time ran out.",),
    )  # fmt: skip
    return Inspected(InspectionTask("explain", model), family, explanation=found)


@pytest.fixture(scope="module")
def full(make):
    p = np.linspace(0.01, 0.99, 200)
    of = OutOfFold(
        "boosting", "Gradient boosting", "classical", np.arange(200),
        np.arange(200) % 2, (p > 0.5) * 1, np.column_stack([1 - p, p]),
    )  # fmt: skip
    counted = outcomes(of, CLASSES)
    slices = Slices(
        "squared error", 0.01,
        (Slice(NASTY, "A", 40, 0.2, 0.1, Estimate(0.1, 0.02, 0.18), 0.01),),
        30, 7, 800, 30,
    )  # fmt: skip
    return make.report(
        inspected=(
            looked_into("boosting", "Gradient boosting", "classical"),
            looked_into("mlp", "Tabular network", "deep"),
        ),
        understanding=Understanding(
            (calibrate(of, CLASSES),), (counted,), (cost_curve(counted),), slices,
            0.02, 0.03,
        ),
    )  # fmt: skip


def test_a_full_report_has_every_part(full):
    html = write(full).decode()

    for name in (
        "importances",
        "dependence_0",
        "dependence_2",
        "reliability",
        "alarms",
    ):
        assert f'id="plot-{name}"' in html
    for text in (
        "Both go by &lt;script&gt;",
        "Time ran out.",
        "Averaging both puts right",
        "What mistakes cost",
        "Of 30 slices of 7 columns, 1 stands out",
        "2.0%",
    ):
        assert text in html
    assert NASTY not in html


def test_without_a_closer_look_it_says_so(make):
    html = write(make.report()).decode()

    assert "did not come to shuffling columns" in html
    assert 'id="plot-importances"' not in html
