"""What holds for every figure, on every hard case."""

import json
from dataclasses import replace

import pytest

from dlcompare import plots
from dlcompare.codec import encode

COMPARISONS = {
    "usual": lambda m: m.comparison(),
    "one family": lambda m: m.comparison(m.STANDINGS[1:3]),
    "only the dummy": lambda m: m.comparison(m.STANDINGS[-1:]),
    "nothing": lambda m: m.comparison(()),
    "all failed": lambda m: m.comparison((m.failed(), m.failed("mlp", "deep"))),
    "one failed": lambda m: m.comparison((*m.STANDINGS, m.failed())),
    "two folds": lambda m: m.comparison(
        [
            m.standing(n, f, 0.8, n_folds=2)
            for n, f in (("a", "deep"), ("b", "classical"))
        ]
    ),
    "one fold": lambda m: m.comparison(
        [
            m.standing(n, f, 0.8, n_folds=1)
            for n, f in (("a", "deep"), ("b", "classical"))
        ]
    ),
    "no spread": lambda m: m.comparison(
        [
            m.standing(n, f, 1.0, spread=0)
            for n, f in (("a", "deep"), ("b", "classical"))
        ]
    ),
    "not a number": lambda m: m.comparison(
        (*m.STANDINGS[1:], replace(m.STANDINGS[0], score=float("nan")))
    ),
    "forty": lambda m: m.many(40),
    "long and nasty": lambda m: m.comparison(
        [replace(s, label=m.NASTY + m.LONG) for s in m.STANDINGS]
    ),
}
PROFILES = {
    "usual": lambda m: m.profile(),
    "one class": lambda m: m.classes(1),
    "forty classes": lambda m: m.classes(40),
    "no columns": lambda m: m.profile(columns=()),
    "no bins": lambda m: m.profile(target_bins=()),
    "long and nasty": lambda m: m.renamed(m.profile(), m.NASTY + m.LONG),
}
OF_COMPARISON = (
    plots.score_intervals,
    plots.cost,
    plots.fold_slopes,
    plots.difference_density,
)
OF_PROFILE = (plots.target_figure, plots.associations)


def check(fig, before, after):
    meta = fig.layout.meta
    assert before == after  # the record is as it was
    assert meta["title"]
    assert meta["alt"]
    assert json.loads(fig.to_json())["layout"]["height"] == fig.layout.height > 0
    assert fig.layout.showlegend is False
    assert fig.layout.dragmode is False
    assert all(axis.fixedrange for axis in fig.select_xaxes() if axis.range)
    markup = " ".join(a.text for a in fig.layout.annotations)
    assert "<script" not in markup


@pytest.mark.parametrize("case", COMPARISONS)
@pytest.mark.parametrize("draw", OF_COMPARISON, ids=lambda f: f.__name__)
def test_figure_of_any_comparison(make, case, draw):
    compared = COMPARISONS[case](make)
    before = encode(compared)

    fig = draw(compared)

    check(fig, before, encode(compared))


@pytest.mark.parametrize("case", PROFILES)
@pytest.mark.parametrize("draw", OF_PROFILE, ids=lambda f: f.__name__)
def test_figure_of_any_profile(make, case, draw):
    profile = PROFILES[case](make)
    before = encode(profile)

    fig = draw(profile)

    check(fig, before, encode(profile))


@pytest.mark.parametrize("case", COMPARISONS)
def test_tables_of_any_comparison(make, case):
    compared = COMPARISONS[case](make)

    tables = [
        plots.score_table(compared),
        plots.cost_table(compared),
        plots.fold_table(compared),
        plots.difference_table(compared),
    ]

    assert len(compared.standings) == len(tables[0])


def test_legends_are_never_needed(make):
    fig = plots.score_intervals(make.comparison())

    assert plots.CONFIG == {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
    }
    assert fig.layout.legend.to_plotly_json() == {}
