"""Learning curves of simulated families: what is said, and when nothing is."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare.codec import decode, encode
from dlcompare.comparison import learning_curves
from dlcompare.records import LearningCurves
from tests.curves import a_look, a_plan, power, some_curves

CLASSICAL, DEEP = power(0.10, 1.0, 0.4), power(0.08, 3.0, 0.5)  # cross at 1,920 rows
AHEAD = power(0.20, 1.0, 0.4)  # a tenth above CLASSICAL at any size


def test_a_known_crossing_is_seen_and_told():
    found = some_curves((CLASSICAL, DEEP))

    assert found.crossover is not None
    assert found.crossover.ahead == "deep"
    assert found.crossover.low <= 1_920 * 1.15
    assert found.crossover.high >= 1_920 * 0.85
    assert found.sentence.startswith("The lead passes from CatBoost to RealMLP between")


def test_points_are_scores_with_their_samples():
    found = some_curves((CLASSICAL, DEEP), noise=0.0)

    points = found.classical.points
    assert [1_000, 2_000, 4_000, 8_000] == [p.n_rows for p in points]
    assert [5, 5, 5, 3] == [p.n_samples for p in points]
    assert points[0].mean == pytest.approx(1 - (0.1 + 1_000**-0.4))
    assert points[0].low == pytest.approx(points[0].mean)
    assert found.gap.mean == pytest.approx(CLASSICAL(8_000) - DEEP(8_000))


def test_the_line_follows_the_law_and_ends_at_eight_times_the_rows():
    found = some_curves((CLASSICAL, DEEP), noise=0.0)

    last = found.deep.line[-1]
    assert last.n_rows == 64_000
    assert last.mean == pytest.approx(1 - DEEP(64_000), abs=0.003)


def test_bands_hold_the_true_curve_as_often_as_stated():
    plan, held = a_plan(), []
    for seed in range(60):
        inspected, folds = a_look(plan, (CLASSICAL, DEEP), noise=0.01, seed=seed)
        found = learning_curves(inspected, folds, plan, rope=0.01)
        held += [p.low <= 1 - DEEP(p.n_rows) <= p.high for p in found.deep.points]

    assert np.mean(held) >= 0.85


def test_without_a_crossing_the_sentence_says_who_stays_ahead():
    found = some_curves((CLASSICAL, AHEAD))

    assert found.crossover is None
    assert found.sentence.startswith(
        "With twice the rows, expect CatBoost to stay ahead of RealMLP, by"
    )


def test_a_small_gap_predicts_nothing():
    found = some_curves((CLASSICAL, power(0.101, 1.0, 0.4)))

    assert all(one.ahead is None for one in found.forecasts)
    assert "No crossover with more rows can be predicted" in found.sentence
    assert "RealMLP is now 0.0" in found.sentence
    assert "behind CatBoost; with four times the rows" in found.sentence


def test_models_without_public_curves_get_no_forecast():
    found = some_curves((CLASSICAL, AHEAD), classical="nearest")

    assert found.forecasts == ()
    assert found.sentence == (
        "No crossover with more rows can be predicted: there are no public curves of a"
        " pair like RealMLP and nearest neighbours."
    )


def test_two_that_make_no_error_get_no_forecast():
    found = some_curves((power(0, 0, 1), power(0, 0, 1)), noise=0.0)

    assert found.forecasts == ()
    assert "neither makes an error" in found.sentence


@pytest.mark.parametrize("metric", ["rmse", "mae", "log_loss"])
def test_a_loss_gives_the_same_gap_as_an_error(metric):
    found = some_curves((CLASSICAL, DEEP), metric=metric)
    by_accuracy = some_curves((CLASSICAL, DEEP))

    assert found.gap.mean == pytest.approx(by_accuracy.gap.mean)
    assert found.forecasts[0].gap == pytest.approx(by_accuracy.forecasts[0].gap)
    assert found.deep.points[0].mean == pytest.approx(
        1 - by_accuracy.deep.points[0].mean
    )
    assert any("shares of wrong classes" in reason for reason in found.reasons)


@pytest.mark.parametrize("metric", ["r2", "roc_auc", "f1_macro", "average_precision"])
def test_scores_where_more_is_better_become_errors(metric):
    found = some_curves((CLASSICAL, DEEP), metric=metric)

    assert found.gap.mean == pytest.approx(some_curves((CLASSICAL, DEEP)).gap.mean)


def test_swapping_the_curves_turns_the_gap_and_the_leader():
    found = some_curves((DEEP, CLASSICAL), noise=0.0)

    assert found.crossover.ahead == "classical"
    assert found.gap.mean == pytest.approx(DEEP(8_000) - CLASSICAL(8_000))


def test_a_large_error_unit_does_not_change_what_is_said():
    small = some_curves((CLASSICAL, DEEP), metric="rmse", noise=0.0)
    thousand = tuple(lambda n, f=f: 1_000 * f(n) for f in (CLASSICAL, DEEP))
    large = some_curves(thousand, metric="rmse", noise=0.0, rope=10.0)

    assert large.forecasts[1].low == pytest.approx(1_000 * small.forecasts[1].low)
    assert large.forecasts[1].p_deep == pytest.approx(small.forecasts[1].p_deep)


REASONS = [
    pytest.param({}, "Only three sizes", {"n_train": 300}, id="few-sizes"),
    pytest.param({}, "no larger than chance", {"noise": 0.03}, id="noise"),
    pytest.param(
        {"curves": (power(0.1, 1e4, 2.0), power(0.1, 1.0, 0.4))},
        "Errors are already smaller",
        {"rope": 0.2},
        id="tiny-errors",
    ),
]


@pytest.mark.parametrize(("what", "words", "more"), REASONS)
def test_a_reason_is_told_where_it_applies_and_else_not(what, words, more):
    told = some_curves(**what, **more).reasons
    quiet = some_curves().reasons

    assert any(words in reason for reason in told)
    assert not any(words in reason for reason in quiet)


def test_an_error_that_rises_is_told():
    def dip(n):
        return 0.15 + 0.05 * (n > 3_000)

    found = some_curves((CLASSICAL, dip))

    assert any("RealMLP gets worse with more rows" in r for r in found.reasons)


def test_rows_in_time_are_told():
    plan = a_plan(kind="ordered")
    inspected, folds = a_look(plan, (CLASSICAL, DEEP))

    found = learning_curves(inspected, folds, plan, rope=0.01)

    assert any("order in time" in reason for reason in found.reasons)


def test_a_class_of_few_rows_is_told():
    plan = a_plan()
    inspected, folds = a_look(plan, (CLASSICAL, DEEP), noise=0.001)

    rare, enough = (
        learning_curves(inspected, folds, plan, rope=0.01, rarest_share=share)
        for share in (0.009, 0.010)
    )

    assert any("rarest class has less than 10" in reason for reason in rare.reasons)
    assert enough.reasons == ()


def test_an_early_end_still_gives_curves():
    plan = a_plan()
    inspected, folds = a_look(plan, (CLASSICAL, DEEP), noise=0.001)

    found = learning_curves(inspected[:4], folds, plan, rope=0.01)

    assert [1_000, 8_000] == [p.n_rows for p in found.deep.points]
    assert [2, 1] == [p.n_samples for p in found.deep.points]
    assert found.deep.line == ()


def test_failed_fits_take_their_partners_out_and_are_counted():
    plan = a_plan()
    inspected, folds = a_look(plan, (CLASSICAL, DEEP))
    failed = (
        replace(inspected[0], failure="Out of memory.", scores={}),
        *inspected[1:],
    )

    found = learning_curves(failed, folds, plan, rope=0.01)

    assert [4, 5, 5, 3] == [p.n_samples for p in found.deep.points]
    assert any("1 fit failed" in reason for reason in found.reasons)


def test_nothing_is_said_before_there_are_two_sizes_of_both():
    plan = a_plan()
    inspected, folds = a_look(plan, (CLASSICAL, DEEP))

    assert learning_curves((), folds, plan, rope=0.01) is None
    assert learning_curves(inspected[:1], folds, plan, rope=0.01) is None


def test_one_sample_of_a_size_has_no_interval():
    plan = a_plan()
    inspected, folds = a_look(plan, (CLASSICAL, DEEP))

    found = learning_curves(inspected[:2], folds, plan, rope=0.01)

    assert found.deep.points[0].low is None
    assert found.crossover is None
    assert any("measured twice" in reason for reason in found.reasons)


def test_the_record_survives_the_codec():
    found = some_curves()

    assert found == decode(LearningCurves, encode(found))
