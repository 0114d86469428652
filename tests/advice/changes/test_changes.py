"""What would change the verdict: each direction fires, is silent, and is computed."""

from dataclasses import replace

import pytest

from dlcompare.advice import advise
from dlcompare.records import (
    Estimate,
    Forecast,
    Latency,
    LearningCurve,
    LearningCurves,
    PairedDifference,
    Shortened,
    Without,
)


def pair_of(mean, scale=0.001, rope=0.01, n=15):
    p = float(mean > rope), float(abs(mean) <= rope), float(mean < -rope)
    return PairedDifference(
        *("mlp", "boosting", (mean,) * n, mean, scale, n - 1),
        *(mean - 0.002, mean + 0.002, rope, *p),
    )


def changes(make_profile, comparison, kind, **more):
    verdict = advise(make_profile(), comparison, **more)
    return [c for c in verdict.changes if c.kind == kind]


def test_another_limit_is_told_with_both_numbers(make_profile, make_comparison):
    (looser,) = changes(make_profile, make_comparison(0.80, 0.8151), "limit")

    # P(above 0.014) is 0.70 by the posterior 0.0151 +- 0.002 (one row of 500), under
    # the 0.80 asked for
    assert ("A looser limit", "Undecided") == (looser.what, looser.direction)
    assert looser.size == "0.014 instead of 0.010"


def test_metrics_that_differ_are_named_with_what_they_show(
    make_profile, make_comparison
):
    comparison = replace(
        make_comparison(0.80, 0.80),
        by_metric={"log_loss": pair_of(0.05), "roc_auc": pair_of(0.0)},
    )

    (found,) = changes(make_profile, comparison, "metric")

    assert ("Log loss as the metric", "Use deep learning") == (
        found.what,
        found.direction,
    )
    assert "+0.050" in found.size
    assert "limit 0.010" in found.size


def test_metrics_that_agree_are_counted(make_profile, make_comparison):
    comparison = replace(
        make_comparison(0.80, 0.80),
        by_metric={"log_loss": pair_of(0.0), "roc_auc": pair_of(0.0)},
    )

    (found,) = changes(make_profile, comparison, "metric")

    assert "The same choice" == found.direction
    assert found.size.startswith("None of 2 changes it: log loss and ROC AUC")


def test_without_other_metrics_nothing_is_said_of_them(make_profile, make_comparison):
    comparison = replace(make_comparison(0.80, 0.80), by_metric={})

    assert [] == changes(make_profile, comparison, "metric")


@pytest.mark.parametrize(
    ("mean", "direction"),
    [(0.05, "Use deep learning"), (0.0, "The same choice")],
)
def test_without_a_suspect_column(make_profile, make_comparison, mean, direction):
    one = Without("leak", 3, mean, 0.001, 2, mean - 0.01, mean + 0.01, 0.001)
    comparison = replace(make_comparison(0.80, 0.80), without=(one,))

    (found,) = changes(make_profile, comparison, "column")

    assert ("Without the column leak", direction) == (found.what, found.direction)
    assert "from 3 folds; with it on the same 3 folds +0.001" in found.size


def test_no_column_was_left_out(make_profile, make_comparison):
    assert [] == changes(make_profile, make_comparison(0.80, 0.80), "column")


def timed(comparison, **milliseconds):
    return replace(
        comparison,
        standings=tuple(
            replace(s, latency=Latency(ms / 1e3, ms / 1e3, 100))
            if (ms := milliseconds.get(s.model))
            else s
            for s in comparison.standings
        ),
    )


def test_a_latency_limit_leaves_the_faster_model(make_profile, make_comparison):
    comparison = timed(make_comparison(0.80, 0.85), boosting=2, mlp=40)

    (found,) = changes(make_profile, comparison, "latency")

    assert "Gradient boosting remains (2 ms)" == found.direction
    assert "Under 40 ms for one row" == found.size


def test_no_latency_limit_leads_to_the_slower_champion(make_profile, make_comparison):
    comparison = timed(make_comparison(0.85, 0.80), boosting=2, mlp=40)

    (found,) = changes(make_profile, comparison, "latency")

    assert "Not the multilayer perceptron: it is the slower one" == found.direction
    assert "40 ms for one row against 2 ms" == found.size


def test_unmeasured_latency_says_nothing(make_profile, make_comparison):
    assert [] == changes(make_profile, make_comparison(0.80, 0.85), "latency")


def test_a_network_still_learning_asks_for_a_larger_budget(
    make_profile, make_comparison
):
    cut = Shortened(n_falling=4, n_fits=15, loss_fall=0.12)
    comparison = replace(make_comparison(0.80, 0.80), shortened=cut)

    (found,) = changes(make_profile, comparison, "budget")

    assert "Towards deep learning (multilayer perceptron)" == found.direction
    assert found.size.startswith("Its loss fell by 12% over the last quarter")
    assert found.size.endswith("in score, size unknown")
    assert found.source.endswith("in 4 of 15 fits")


def test_thinned_rows_and_settings_have_their_sizes(make_profile, make_comparison):
    cut = Shortened(0, 15, None, 20_000, 80_000, {"boosting": 0.002, "mlp": 0.006})
    comparison = replace(make_comparison(0.80, 0.80), shortened=cut)

    rows, settings = changes(make_profile, comparison, "budget")

    assert "20,000 of 80,000 rows in each fit now" in rows.size
    assert "Towards deep learning" == settings.direction
    assert "+0.002 (gradient boosting) and +0.006 (multilayer perceptron)" in (
        settings.size
    )


def test_nothing_cut_says_nothing_of_a_budget(make_profile, make_comparison):
    comparison = replace(make_comparison(0.80, 0.80), shortened=Shortened(0, 15))

    assert [] == changes(make_profile, comparison, "budget")


def test_more_rows_have_their_number(make_profile, make_comparison):
    comparison = make_comparison(0.80, 0.81, spread=0.02)

    (found,) = changes(make_profile, comparison, "rows", disagreement=0.1)

    assert found.size == (
        "About 7,300 rows instead of 4,312, to tell 0.010 from chance"
    )


@pytest.mark.parametrize(
    "scores",
    [(0.80, 0.85), (0.85, 0.80), (0.80, 0.80), (0.5, 0.5), (None, 0.8)],
    ids=["deep", "classical", "equivalent", "no signal", "no result"],
)
def test_every_case_gives_whole_lines(make_profile, make_comparison, scores):
    comparison = make_comparison(*scores)

    for change in advise(make_profile(), comparison).changes:
        assert all((change.what, change.direction, change.size, change.source))


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [
        (0.01, 0.03, "Deep learning ahead"),
        (-0.03, -0.01, "Classical learning ahead"),
        (-0.01, 0.01, "Either family may be ahead"),
    ],
)
def test_the_farthest_forecast_of_the_curves(
    make_profile, make_comparison, low, high, direction
):
    gap = (low + high) / 2
    curves = LearningCurves(
        metric="accuracy",
        rope=0.01,
        classical=LearningCurve("boosting", "Gradient boosting", "classical", ()),
        deep=LearningCurve("mlp", "Multilayer perceptron", "deep", ()),
        gap=Estimate(0.0),
        crossover=None,
        forecasts=(
            Forecast(2, 8_624, 0.0, -0.01, 0.01, 0.1, 0.1),
            Forecast(8, 34_496, gap, low, high, 0.5, 0.1),
        ),
    )

    (found,) = changes(
        make_profile, make_comparison(0.80, 0.80), "rows", learning=curves
    )

    assert ("8 times as many rows", direction) == (found.what, found.direction)
    assert found.size.endswith("with 34,496 rows")


def test_folds_that_agree_promise_nothing(make_profile, make_comparison):
    """Equal differences have no spread that more folds or rows could narrow."""
    comparison = make_comparison(0.80, 0.802, spread=0.0)
    shares = {"p_a": 0.7, "p_equivalent": 0.2, "p_b": 0.1}
    pair = replace(comparison.pair, mean=0.005, scale=0.005, **shares)

    verdict = advise(make_profile(), replace(comparison, pair=pair))

    assert len(set(pair.differences)) == 1
    assert "undecided" == verdict.choice
    assert [] == [c for c in verdict.changes if c.kind == "folds"]
    assert any("halve the spread" in text for text in verdict.what_would_change)
