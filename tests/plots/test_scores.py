import re
from dataclasses import replace

import pytest

from dlcompare.plots import score_intervals, theme
from dlcompare.plots.scores import forest_rows
from dlcompare.records import Estimate


def trace(fig, name):
    return next(t for t in fig.data if t.name == name)


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def test_marker_stands_at_the_score_in_the_order_of_the_standings(make):
    fig = score_intervals(make.comparison())

    classical = trace(fig, "classical mean")

    assert [(0.869, 1), (0.861, 2), (0.842, 4), (0.806, 5)] == list(
        zip(classical.x, classical.y, strict=True)
    )


def test_family_has_its_colour_and_its_shape(make):
    fig = score_intervals(make.comparison())

    deep = trace(fig, "deep mean")

    assert ({"diamond"}, "#d4601c") == (set(deep.marker.symbol), deep.marker.color)


def test_line_runs_from_low_to_high(make):
    one = make.STANDINGS[0]
    fig = score_intervals(make.comparison())

    line = trace(fig, "deep 95%")

    assert (one.low, one.high, None) == tuple(line.x[:3])


def test_ticks_are_the_single_folds(make):
    one = make.standing("mlp", "deep", 0.8, n_folds=3)
    fig = score_intervals(make.comparison((one,)))

    ticks = trace(fig, "deep folds")

    assert one.fold_scores == ticks.x


def test_zone_lies_around_the_best_classical_candidate(make):
    fig = score_intervals(make.comparison())

    zone = next(s for s in fig.layout.shapes if s.name == "zone")

    assert (0.859, 0.879) == (round(zone.x0, 6), round(zone.x1, 6))


def test_guessing_far_away_is_named_at_the_edge(make):
    fig = score_intervals(make.comparison())

    low, _ = fig.layout.xaxis.range

    assert low > 0.5
    assert "← guessing scores 0.500, off this scale" in texts(fig)


def test_guessing_nearby_is_a_dashed_line(make):
    rows = (make.standing("mlp", "deep", 0.51), make.STANDINGS[-1])
    fig = score_intervals(make.comparison(rows))

    dashed = [s.x0 for s in fig.layout.shapes if s.line.dash == theme.DASH]

    assert [0.5] == dashed
    assert "All candidates sit on the guessing line" == fig.layout.meta["title"]


def test_candidate_beyond_the_scale_is_named_with_its_score(make):
    rows = [
        make.standing(f"m{i}", "classical", 43_000.0 + 300 * i, spread=100)
        for i in range(4)
    ]
    rows.append(make.standing("lost", "deep", 9e6, spread=1e5))
    compared = make.comparison(rows, metric="rmse", rope=100.0, pair=None)

    fig = score_intervals(compared)

    assert fig.layout.xaxis.range[1] < 50_000
    assert "9,000,000, off this scale →" in texts(fig)
    assert "lower is better" in fig.layout.xaxis.title.text


def test_failed_candidate_keeps_its_row_with_the_cause(make):
    fig = score_intervals(make.comparison((*make.STANDINGS, make.failed())))

    assert "not finished: out of memory" in texts(fig)


def test_one_fold_has_no_interval(make):
    one = make.standing("mlp", "deep", 0.8, n_folds=1)
    fig = score_intervals(make.comparison((one,)))

    assert "(1 fold, no interval)" in texts(fig)
    assert not [t for t in fig.data if t.name == "deep 95%"]


def test_numbers_at_the_right_are_those_of_the_interval(make):
    shown = texts(score_intervals(make.comparison()))

    assert "0.869" in shown
    assert "(0.856 to 0.882)" in shown


def test_over_fifteen_candidates_show_the_best_five_of_each_family(make):
    compared = make.many(20)

    rows = forest_rows(compared)

    assert [5, 5] == [sum(r.family == f for r in rows) for f in ("classical", "deep")]
    assert 20 == len(forest_rows(compared, show_all=True))


def test_compared_pair_is_bold(make):
    fig = score_intervals(make.comparison())

    bold = [a.text for a in fig.layout.annotations if "<b>" in a.text]

    assert 2 == len(bold)
    assert all(n in "".join(bold) for n in ("Tabular network", "Gradient boosting"))


def test_long_name_is_cut_and_whole_in_the_alternative_text(make):
    one = make.standing("x", "deep", 0.8, label=make.LONG)
    fig = score_intervals(make.comparison((one,)))

    assert max(len(t) for t in texts(fig) if t.startswith("◆")) <= 26
    assert make.LONG in fig.layout.meta["alt"]


@pytest.mark.parametrize("score", [float("nan"), float("inf"), None])
def test_candidate_without_a_finite_score_has_no_marker(make, score):
    odd = replace(make.STANDINGS[0], score=score, low=None, high=None)
    fig = score_intervals(make.comparison((make.STANDINGS[1], odd)))

    assert () == tuple(trace(fig, "deep mean").x)


def test_nothing_trained_yet_says_so(make):
    fig = score_intervals(make.comparison((), pair=None))

    assert "No candidate has been trained yet." in texts(fig)


def test_row_takes_forty_pixels(make):
    few, many = (score_intervals(make.many(n)).layout.height for n in (8, 14))

    assert 240 == many - few


def test_average_stands_apart_below_all_candidates(make):
    fig = score_intervals(make.comparison(), together=make.together())

    mean, folds = trace(fig, "blend mean"), trace(fig, "blend folds")

    assert ((0.876,), (6.3,)) == (mean.x, mean.y)
    assert ("triangle-up",) == mean.marker.symbol
    assert make.together().fold_scores == folds.x
    assert (0.863, 0.889, None) == trace(fig, "blend 95%").x
    assert "▲\xa0Average of both" in texts(fig)
    assert "(0.863 to 0.889)" in texts(fig)


def test_average_far_away_does_not_squeeze_the_candidates(make):
    usual = score_intervals(make.comparison())
    far = make.together(score=Estimate(0.1, 0.05, 0.15))

    fig = score_intervals(make.comparison(), together=far)

    assert usual.layout.xaxis.range == fig.layout.xaxis.range
    assert "← 0.100, off this scale" in texts(fig)


def test_network_that_did_not_train_is_hollow_and_says_so(make):
    sick = replace(make.STANDINGS[0], problems=("Its training loss did not fall.",))
    fig = score_intervals(make.comparison((sick, *make.STANDINGS[1:])))

    assert ("diamond-open", "diamond") == trace(fig, "deep mean").marker.symbol
    assert 1 == texts(fig).count("not trained well enough")
    assert "not trained well enough" in fig.layout.meta["alt"]


def test_naive_reference_is_named(make):
    compared = make.comparison()
    naive = replace(compared.pair, a="document_mlp")

    assert "the naive reference" not in texts(score_intervals(compared))
    assert "the naive reference" in texts(
        score_intervals(replace(compared, reference_pair=naive))
    )
