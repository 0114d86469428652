import re
from dataclasses import replace

import pytest

from dlcompare.plots import learning_curves, learning_table
from tests.curves import power, some_curves

CLASSICAL, DEEP = power(0.10, 1.0, 0.4), power(0.08, 3.0, 0.5)


def trace(fig, name):
    return next((t for t in fig.data if t.name == name), None)


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def test_points_are_the_scores_at_their_sizes():
    curves = some_curves()

    fig = learning_curves(curves)

    deep = trace(fig, "deep")
    assert [1_000, 2_000, 4_000, 8_000] == list(deep.x)
    assert [p.mean for p in curves.deep.points] == list(deep.y)
    assert "log" == fig.layout.xaxis.type
    assert "diamond" == deep.marker.symbol


def test_line_is_dashed_beyond_the_rows_that_there_are():
    fig = learning_curves(some_curves())

    solid, dashed = trace(fig, "deep line"), trace(fig, "deep beyond")
    assert max(solid.x) <= 8_000 < max(dashed.x) == 64_000
    assert solid.x[-1] == dashed.x[0]
    assert ("solid", "dash") == (solid.line.dash, dashed.line.dash)


def test_band_is_that_of_the_record():
    curves = some_curves()

    band = trace(learning_curves(curves), "classical band")

    line = curves.classical.line
    assert [p.high for p in line] == list(band.y[: len(line)])
    assert [p.low for p in line] == list(band.y[len(line) :])[::-1]


def test_crossing_is_shaded_where_it_was_seen():
    curves = some_curves()

    fig = learning_curves(curves)

    (zone,) = [shape for shape in fig.layout.shapes if shape.name == "crossing"]
    assert (curves.crossover.low, curves.crossover.high) == (zone.x0, zone.x1)
    assert "lead changes" in texts(fig)
    assert "The lead passes from CatBoost to RealMLP" == fig.layout.meta["title"]


def test_without_a_crossing_nothing_is_shaded_and_the_title_says_who_leads():
    fig = learning_curves(some_curves((CLASSICAL, power(0.2, 1.0, 0.4))))

    assert not fig.layout.shapes
    assert "Ahead at all four sizes: CatBoost" == fig.layout.meta["title"]


def test_a_loss_is_led_by_the_lower_curve():
    fig = learning_curves(some_curves((DEEP, power(0.2, 3.0, 0.5)), metric="rmse"))

    assert "Ahead at all four sizes: CatBoost" == fig.layout.meta["title"]
    assert "RMSE (lower is better)" in texts(fig)


def test_two_sizes_are_joined_without_a_line_beyond():
    fig = learning_curves(some_curves(n_train=150))

    assert [75, 150] == list(trace(fig, "deep line").x)
    assert trace(fig, "deep beyond") is None
    assert trace(fig, "deep band") is None


def test_axis_shows_every_point_and_interval():
    curves = some_curves(noise=0.02)

    low, high = learning_curves(curves).layout.yaxis.range

    for point in (*curves.deep.points, *curves.classical.points):
        assert low <= point.low <= point.high <= high


def test_long_names_are_cut_and_escaped():
    curves = some_curves()
    long = replace(curves.deep, label="<b>A network with a name without end</b>")

    fig = learning_curves(replace(curves, deep=long))

    assert "<b>" not in "".join(texts(fig))
    assert "…" in "".join(texts(fig))


def test_table_has_every_size_and_what_is_expected():
    curves = some_curves()

    table = learning_table(curves)

    assert [
        *("1,000", "2,000", "4,000", "8,000"),
        *("16,000 (expected)", "32,000 (expected)", "64,000 (expected)"),
    ] == list(table["Training rows"])
    assert "● CatBoost" in table
    assert "◆ RealMLP" in table


@pytest.mark.parametrize("metric", ["accuracy", "rmse"])
def test_table_gives_the_gap_as_more_is_better_for_deep(metric):
    curves = some_curves((DEEP, CLASSICAL), metric=metric)

    gaps = learning_table(curves)["◆ minus ●"]

    assert gaps[0].startswith("+")
    assert gaps[3].startswith("\N{MINUS SIGN}")
