import re
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t

from dlcompare.plots import difference_density, difference_table
from dlcompare.plots.verdict import posterior


def pair_of(make, mean, scale, degrees=24, rope=0.01):
    half = float(t.ppf(0.975, degrees)) * scale
    law = t(degrees, loc=mean, scale=scale) if scale else None
    return replace(
        make.comparison().pair,
        mean=mean,
        scale=scale,
        degrees=degrees,
        low=mean - half,
        high=mean + half,
        rope=rope,
        p_b=float(law.cdf(-rope)) if law else 0.0,
        p_a=float(law.sf(rope)) if law else 0.0,
        p_equivalent=float(law.cdf(rope) - law.cdf(-rope)) if law else 1.0,
    )


@pytest.mark.parametrize("degrees", [4, 24, 49])
def test_density_is_that_of_student_t(make, degrees):
    pair = pair_of(make, 0.018, 0.03, degrees)

    curve = posterior(pair)

    assert np.allclose(t(degrees, 0.018, 0.03).pdf(curve.x), curve.density)
    assert np.allclose(
        t(degrees, 0.018, 0.03).interval(0.5), (curve.low50, curve.high50)
    )


@pytest.mark.parametrize(
    ("mean", "scale"), [(0.002, 0.005), (0.035, 0.0116), (0.018, 0.0296), (-0.05, 0.01)]
)
def test_areas_are_the_numbers_of_the_verdict_bar(make, mean, scale):
    pair = pair_of(make, mean, scale)

    fig = difference_density(replace(make.comparison(), pair=pair))

    areas = {
        d.name: float(np.trapezoid(d.y, d.x))
        for d in fig.data
        if d.name in ("classical", "equivalent", "deep")
    }
    numbers = {"classical": pair.p_b, "equivalent": pair.p_equivalent, "deep": pair.p_a}
    assert numbers == pytest.approx(areas, abs=0.005)


def test_sides_have_the_colours_of_their_families(make):
    fig = difference_density(make.comparison())

    fills = {d.name: d.fillcolor for d in fig.data if d.fill}

    assert fills["classical"].startswith("rgba(46,126,187")
    assert fills["deep"].startswith("rgba(212,96,28")


def test_interval_stands_under_the_curve_with_its_numbers(make):
    pair = pair_of(make, 0.002, 0.005)

    fig = difference_density(replace(make.comparison(), pair=pair))

    line = next(d for d in fig.data if d.name == "95%")
    shown = [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]
    assert (pair.low, pair.high) == tuple(line.x[:2])
    assert "+0.002 (−0.008 to +0.012)" in shown


@pytest.mark.parametrize("scale", [0.0, 1e-6, 0.5])
@pytest.mark.parametrize("degrees", [1, 24])
@pytest.mark.parametrize("rope", [0.0, 0.01, 5.0])
def test_hard_shapes_give_a_finite_picture(make, scale, degrees, rope):
    pair = pair_of(make, 0.002, scale, degrees, rope)

    fig = difference_density(replace(make.comparison(), pair=pair))

    assert all(np.isfinite(v) for d in fig.data for v in d.y if v is not None)
    assert len(fig.layout.xaxis.tickvals) == len(fig.layout.xaxis.ticktext)


def test_lower_is_better_turns_the_axis_title(make):
    fig = difference_density(make.comparison(metric="rmse"))

    assert "gradient boosting minus tabular network" in fig.layout.xaxis.title.text


def test_no_pair_says_what_is_missing(make):
    fig = difference_density(make.comparison(make.STANDINGS[:1]))

    assert "two finished folds" in fig.layout.meta["alt"]


def test_table_has_the_three_probabilities(make):
    table = difference_table(make.comparison())

    assert ["1%", "93%", "6%"] == list(table["Value"])[-3:]
