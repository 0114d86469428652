from dataclasses import replace

import pytest

from dlcompare.plots import Learned, learned, training_curves, training_table
from dlcompare.records import TEST_FOLD, Epoch, FoldScheme

NAN = float("nan")


def one(*epochs, best=None):
    return {"A": (Learned("fold 1", tuple(epochs), best),)}


def test_lines_are_the_losses():
    fig = training_curves(one(Epoch(1, 0.9, 0.8), Epoch(2, 0.7, 0.6)))

    lines = {t.name: (tuple(t.x), tuple(t.y)) for t in fig.data}
    assert {
        "A: training": ((1, 2), (0.9, 0.7)),
        "A: held-out": ((1, 2), (0.8, 0.6)),
    } == lines


def test_folds_of_a_network_are_lines_of_one_panel():
    a, b = (Epoch(1, 0.9, 0.8), Epoch(2, 0.7, 0.6)), (Epoch(1, 0.5, 0.4),)
    fig = training_curves({"A": (Learned("fold 1", a, 2), Learned("fold 2", b, 1))})

    held = next(t for t in fig.data if t.name == "A: held-out")
    kept = next(t for t in fig.data if t.name == "kept epoch")

    assert (1, 2, None, 1) == held.x
    assert (0.8, 0.6, None, 0.4) == held.y
    assert "fold 2, epoch 1<br>held-out 0.400" == held.hovertext[3]
    assert ((2, 1), (0.6, 0.4)) == (kept.x, kept.y)
    assert "first 5 folds" in fig.layout.meta["lead"]


def test_held_out_is_solid_and_training_dotted(make):
    fig = training_curves(make.panels(1))

    assert {"training": "dot", "held-out": "solid", None: None} == {
        t.name.split(": ")[1] if ": " in t.name else None: t.line.dash for t in fig.data
    }


def test_diamond_marks_the_kept_epoch():
    epochs = (Epoch(1, 0.9, 0.8), Epoch(2, 0.7, 0.6), Epoch(3, 0.5, 0.7))

    fig = training_curves(one(*epochs, best=2))

    kept = next(t for t in fig.data if t.name == "kept epoch")
    assert ((2,), (0.6,), "diamond") == (kept.x, kept.y, kept.marker.symbol)
    assert "diamond" in fig.layout.meta["lead"]


def test_panels_alike_share_their_axes(make):
    axes = training_curves(make.panels(3)).layout

    assert axes.xaxis.range == axes.xaxis2.range == axes.xaxis3.range
    assert axes.yaxis.range == axes.yaxis2.range == axes.yaxis3.range
    assert (True, False) == (axes.yaxis.showticklabels, axes.yaxis2.showticklabels)


def test_ten_epochs_beside_256_get_an_axis_of_their_own(make):
    panels = {
        "A": (Learned("fold 1", make.epochs(256)),),
        "B": (Learned("fold 1", make.epochs(10)),),
    }

    axes = training_curves(panels).layout

    assert (320.0, 12.5) == (axes.xaxis.range[1], axes.xaxis2.range[1])


def test_losses_of_another_size_get_an_axis_of_their_own(make):
    large = tuple(replace(e, loss=100 * e.loss) for e in make.epochs())
    panels = {
        "A": (Learned("fold 1", make.epochs()),),
        "B": (Learned("fold 1", large),),
    }

    axes = training_curves(panels).layout

    assert axes.yaxis.range[1] < 1 < axes.yaxis2.range[1]
    assert axes.yaxis2.showticklabels


@pytest.mark.parametrize("n", [1, 3, 4, 7])
def test_panels_do_not_overlap(make, n):
    panels = {f"n{i}": (Learned("fold 1", make.epochs()),) for i in range(n)}

    axes = training_curves(panels).layout

    boxes = {
        (tuple(axes[f"xaxis{i or ''}"].domain), tuple(axes[f"yaxis{i or ''}"].domain))
        for i in (0, *range(2, n + 1))
    }
    assert n == len(boxes)
    assert all(0 <= low < high <= 1 for box in boxes for low, high in box)


def test_a_loss_that_is_not_a_number_is_a_gap():
    fig = training_curves(one(Epoch(1, 0.9), Epoch(2, NAN), Epoch(3, 0.7)))

    assert [(0.9, None, 0.7)] == [tuple(t.y) for t in fig.data]


def test_a_start_far_above_the_rest_is_said_and_squeezes_nothing():
    late = [Epoch(e, 0.5, 0.6) for e in range(2, 20)]

    fig = training_curves(one(Epoch(1, 9000.0, 8000.0), *late, Epoch(20, 0.3, 0.5)))

    assert fig.layout.yaxis.range[1] < 1
    assert any("begins at up to 9,000" in a.text for a in fig.layout.annotations)


def test_a_start_a_little_above_the_rest_is_on_the_axis(make):
    fig = training_curves(make.panels(1))

    assert fig.layout.yaxis.range[1] > make.epochs()[0].loss
    assert not any("begins" in a.text for a in fig.layout.annotations)


@pytest.mark.parametrize("panels", [{}, one(), one(Epoch(1, NAN))])
def test_nothing_learned_yet_is_a_figure_too(panels):
    assert training_curves(panels).layout.meta["alt"]


def test_table_has_every_epoch_and_the_one_kept(make):
    table = training_table(make.panels(2))

    assert 60 + 50 == len(table)
    assert [30, 30] == list(table[table["Kept"] == "kept"]["Epoch"])


def test_first_folds_of_each_network_are_gathered(make):
    plan = make.plan(scheme=FoldScheme(5, 2))
    folds = [
        make.fold("mlp", "deep", fold, repeat=repeat, epochs=make.epochs(3))
        for repeat in (1, 0)
        for fold in (2, 1, 0, TEST_FOLD)
    ]

    panels = learned(plan, [*folds, make.fold("boosting", "classical", 0)])

    assert ["Tabular network"] == list(panels)
    assert ["fold 1", "fold 2", "fold 3", "fold 6", "fold 7"] == [
        one.name for one in panels["Tabular network"]
    ]
