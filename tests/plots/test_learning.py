import pytest

from dlcompare.plots import training_curves, training_table
from dlcompare.records import Epoch

NAN = float("nan")


def test_lines_are_the_losses(make):
    curves = {"A": (Epoch(1, 0.9, 0.8), Epoch(2, 0.7, 0.6))}

    fig = training_curves(curves)

    lines = {t.name: (tuple(t.x), tuple(t.y)) for t in fig.data}
    assert {
        "A: training": ((1, 2), (0.9, 0.7)),
        "A: held-out": ((1, 2), (0.8, 0.6)),
    } == lines


def test_held_out_is_solid_and_training_dotted(make):
    fig = training_curves(make.curves(1))

    assert {"training": "dot", "held-out": "solid"} == {
        t.name.split(": ")[1]: t.line.dash for t in fig.data
    }


def test_diamond_marks_the_kept_epoch(make):
    curves = {"A": (Epoch(1, 0.9, 0.8), Epoch(2, 0.7, 0.6), Epoch(3, 0.5, 0.7))}

    fig = training_curves(curves, {"A": 2})

    kept = next(t for t in fig.data if t.name == "kept epoch")
    assert ((2,), (0.6,), "diamond") == (kept.x, kept.y, kept.marker.symbol)
    assert "diamond" in fig.layout.meta["lead"]


def test_panels_share_their_axes(make):
    axes = training_curves(make.curves(3)).layout

    assert axes.xaxis.range == axes.xaxis2.range == axes.xaxis3.range
    assert axes.yaxis.range == axes.yaxis2.range == axes.yaxis3.range


@pytest.mark.parametrize("n", [1, 3, 4, 7])
def test_panels_do_not_overlap(make, n):
    curves = {f"n{i}": make.curves(1)["Tabular network, fold 1"] for i in range(n)}

    axes = training_curves(curves).layout

    boxes = {
        (tuple(axes[f"xaxis{i or ''}"].domain), tuple(axes[f"yaxis{i or ''}"].domain))
        for i in (0, *range(2, n + 1))
    }
    assert n == len(boxes)
    assert all(0 <= low < high <= 1 for box in boxes for low, high in box)


def test_a_loss_that_is_not_a_number_is_a_gap():
    fig = training_curves({"A": (Epoch(1, 0.9), Epoch(2, NAN), Epoch(3, 0.7))})

    assert [(0.9, None, 0.7)] == [tuple(t.y) for t in fig.data]


def test_losses_of_very_different_size_get_a_log_axis():
    fig = training_curves({"A": (Epoch(1, 9000.0), Epoch(2, 3.0))})

    assert "log" == fig.layout.yaxis.type


@pytest.mark.parametrize("curves", [{}, {"A": ()}, {"A": (Epoch(1, NAN),)}])
def test_nothing_learned_yet_is_a_figure_too(curves):
    assert training_curves(curves).layout.meta["alt"]


def test_table_has_every_epoch(make):
    assert 60 + 45 == len(training_table(make.curves(2)))
