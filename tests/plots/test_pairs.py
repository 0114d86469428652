import re
from dataclasses import replace

import numpy as np
import pytest

from dlcompare.plots import fold_slopes, fold_table


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def two(make, deep, classical, **more):
    rows = [
        replace(make.standing("mlp", "deep", 0.5, label="Network"), fold_scores=deep),
        replace(make.standing("linear", "classical", 0.5), fold_scores=classical),
    ]
    sign = -1 if more.get("metric") == "rmse" else 1
    compared = make.comparison(rows, **more)
    return replace(compared, pair=make.pair(rows[0], rows[1], sign=sign))


def test_line_joins_the_scores_of_one_fold_and_has_the_winners_colour(make):
    fig = fold_slopes(two(make, (0.9, 0.5), (0.8, 0.7)))

    lines = {t.line.color: list(t.y) for t in fig.data if t.name == "folds"}

    assert {"#d4601c": [0.8, 0.9, None], "#2e7ebb": [0.7, 0.5, None]} == lines


def test_lower_is_better_colours_the_lower_one(make):
    fig = fold_slopes(two(make, (3.0, 3.0), (5.0, 2.0), metric="rmse"))

    lines = {t.line.color: list(t.y) for t in fig.data if t.name == "folds"}

    assert {"#d4601c": [5.0, 3.0, None], "#2e7ebb": [2.0, 3.0, None]} == lines
    assert "lower is better" in fig.layout.meta["lead"]


def test_means_stand_beside_the_ends(make):
    shown = texts(fold_slopes(two(make, (0.9, 0.7), (0.8, 0.6))))

    assert {"mean0.700", "mean0.800"} <= set(shown)


@pytest.mark.parametrize(
    ("deep", "classical", "title"),
    [
        ((0.9, 0.5), (0.8, 0.7), "Fold by fold, neither leads"),
        ((0.9,) * 5, (0.8,) * 5, "Fold by fold, network leads in 5 of 5"),
        ((0.8,) * 5, (0.8,) * 5, "Fold by fold, neither leads"),
    ],
    ids=["level", "one leads", "all equal"],
)
def test_title_says_who_leads(make, deep, classical, title):
    fig = fold_slopes(two(make, deep, classical))

    assert title == fig.layout.meta["title"]


def test_over_fifty_folds_the_differences_are_dots(make):
    rng = np.random.default_rng(3)
    deep, classical = (tuple(rng.normal(0.8, 0.1, 60)) for _ in range(2))
    compared = two(make, deep, classical)

    fig = fold_slopes(compared)

    dots = [v for t in fig.data if t.name.endswith("better") for v in t.x]
    assert sorted(compared.pair.differences) == sorted(dots)
    assert not [t for t in fig.data if t.name == "folds"]


def test_folds_that_do_not_line_up_are_drawn_as_differences(make):
    compared = two(make, (0.9, 0.5, 0.7), (0.8, 0.7, 0.6))
    longer = replace(compared.standings[0], fold_scores=(0.9, 0.5, 0.7, 0.8))
    compared = replace(compared, standings=(longer, compared.standings[1]))

    fig = fold_slopes(compared)

    assert 3 == sum(len(t.x) for t in fig.data if t.name.endswith("better"))


def test_one_family_only_says_what_is_missing(make):
    fig = fold_slopes(make.comparison(make.STANDINGS[1:3]))

    assert ["Both families need two finished folds in common."] == texts(fig)


def test_table_names_the_better_one_of_each_fold(make):
    table = fold_table(two(make, (0.9, 0.5, 0.6), (0.8, 0.7, 0.6)))

    assert ["Network", "Linear", "equal"] == list(table["Better"])
    assert ["0.100", "0.200", "0.000"] == list(table["Better by"])
