import re
from dataclasses import replace

import numpy as np
import pytest

from dlcompare.plots import (
    confusion,
    confusion_table,
    curve_table,
    precision_recall,
    residual_table,
    residuals,
    roc,
)
from dlcompare.records import ConfusionMatrix, Curve, Diagnostics


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def test_roc_draws_the_points_of_both_champions(make):
    found = make.diagnostics()

    fig = roc(found)

    drawn = {t.name: tuple(t.y) for t in fig.data if t.mode == "lines"}
    assert {c.label: c.y for c in found.roc} == {
        k: v for k, v in drawn.items() if k != "guessing"
    }
    assert (0, 1) == drawn["guessing"]


def test_roc_names_the_area_of_each_curve(make):
    straight = Curve("a", "Straight", "deep", (0.0, 1.0), (0.0, 1.0))

    fig = roc(Diagnostics(roc=(straight,)))

    assert "◆\xa0Straight area 0.500" in texts(fig)


def test_precision_of_always_alarming_is_dashed(make):
    fig = precision_recall(make.diagnostics())

    dashed = next(t for t in fig.data if t.name == "guessing")

    assert (0.24, 0.24) == tuple(round(v, 6) for v in dashed.y)


def test_shade_is_the_share_of_the_true_class():
    matrix = ConfusionMatrix("a", "A", "deep", ("x", "y"), ((3, 1), (0, 0)))

    fig = confusion(Diagnostics(confusion=(matrix,)))

    assert [[0.75, 0.25], [0.0, 0.0]] == np.array(fig.data[0].z).tolist()


def test_both_champions_share_one_scale_of_greys(make):
    fig = confusion(make.diagnostics(5))

    assert 1 == len({(t.zmin, t.zmax) for t in fig.data})


@pytest.mark.parametrize(
    ("n", "has_numbers"), [(2, True), (12, True), (13, False), (40, False)]
)
def test_cells_carry_numbers_while_they_are_large_enough(make, n, has_numbers):
    fig = confusion(make.diagnostics(n))

    assert has_numbers == (fig.data[0].text is not None)


@pytest.mark.parametrize("n", [2, 10, 26, 40])
def test_rows_stay_readable(make, n):
    fig = confusion(make.diagnostics(n))

    plot = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    shown = len(fig.layout.yaxis.tickvals)
    assert plot / shown >= 18
    assert shown >= n / 2


def test_table_lists_every_cell_that_is_not_empty(make):
    table = confusion_table(make.diagnostics(2))

    assert 8 == len(table)
    assert 43 == table["Rows"].max()


def test_predictions_stand_against_the_truth_on_one_scale(make):
    found = make.number_diagnostics()

    fig = residuals(found)

    points = next(t for t in fig.data if t.name == "Tabular network")
    assert found.residuals[1].true == points.x
    assert found.residuals[1].predicted == points.y
    axes = fig.layout
    assert (
        axes.xaxis.range == axes.yaxis.range == axes.xaxis2.range == axes.yaxis2.range
    )


def test_not_a_number_among_the_predictions_leaves_the_scale_finite(make):
    side = replace(
        make.number_diagnostics().residuals[0], predicted=(float("nan"),) * 300
    )

    fig = residuals(Diagnostics(residuals=(side,)))

    assert np.isfinite(fig.layout.xaxis.range).all()


@pytest.mark.parametrize("draw", [roc, precision_recall, confusion, residuals])
def test_nothing_known_says_so(draw):
    fig = draw(Diagnostics())

    assert 1 == len(texts(fig))


def test_tables_carry_every_point(make):
    assert 202 == len(curve_table(make.diagnostics().roc))
    assert 600 == len(residual_table(make.number_diagnostics()))
