"""Standings, champions and the pair, from folds that are all in, or not."""

import time
from dataclasses import replace

import numpy as np
import pytest

from dlcompare import codec
from dlcompare.comparison import compare
from dlcompare.errors import InvalidPlan
from dlcompare.records import (
    TEST_FOLD,
    Budget,
    Candidate,
    Comparison,
    FoldResult,
    FoldScheme,
    Optimism,
    Plan,
)

FAMILIES = {
    "dummy": "dummy",
    "linear": "classical",
    "boosting": "classical",
    "mlp": "deep",
    "document_mlp": "deep",
}


def make_plan(models=("dummy", "linear", "mlp"), *, metric="accuracy", k=5, repeats=1):
    task = "regression" if metric in ("rmse", "mae", "r2") else "binary"
    return Plan(
        task=task,
        metric=metric,
        candidates=tuple(Candidate(m, m.title(), FAMILIES[m]) for m in models),
        scheme=FoldScheme(k=k, repeats=repeats),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def fold_results(model, scores, *, metric="accuracy", k=5, **fields):
    return [
        FoldResult(
            model=model,
            family=FAMILIES[model],
            repeat=i // k,
            fold=i % k,
            scores={} if score is None else {metric: score},
            n_test=100,
            **{"fit_seconds": 1.0, "predict_seconds": 0.001, **fields},
        )
        for i, score in enumerate(scores)
    ]


def failed(model, fold, failure="Out of memory."):
    return FoldResult(model, FAMILIES[model], 0, fold, failure=failure)


def standing(comparison, model):
    return next(s for s in comparison.standings if s.model == model)


def test_hand_worked_pair():
    folds = [
        *fold_results("dummy", [0.5] * 5),
        *fold_results("linear", [0.80, 0.82, 0.78, 0.81, 0.79]),
        *fold_results("mlp", [0.81, 0.84, 0.81, 0.85, 0.84]),
    ]

    pair = compare(folds, make_plan(), n_rows=500, rope=0.01).pair

    # differences 1..5 points: mean 3, variance 2.5, factor 1/5 + 1/4
    assert (pair.a, pair.b) == ("mlp", "linear")
    assert [0.01, 0.02, 0.03, 0.04, 0.05] == pytest.approx(pair.differences)
    assert 0.03 == pytest.approx(pair.mean)
    assert 0.01 * np.sqrt(2.5 * 0.45) == pytest.approx(pair.scale)
    assert 4 == pair.degrees
    # t with 4 degrees at 2 / 1.06066 = 1.8856: P = 0.9338
    assert 0.9338 == pytest.approx(pair.p_a, abs=2e-4)
    assert 0.03 - 2.7764 * 0.0106066 == pytest.approx(pair.low, abs=1e-5)
    assert 1.0 == pytest.approx(pair.p_a + pair.p_equivalent + pair.p_b)


def test_scores_behind_the_pair_are_kept_by_fold():
    folds = [
        *fold_results("linear", [0.80, 0.82, 0.78]),
        *reversed(fold_results("mlp", [0.81, 0.84, 0.81])),
    ]

    pair = compare(folds, make_plan(), n_rows=500).pair

    assert (0.81, 0.84, 0.81) == pair.scores_a
    assert (0.80, 0.82, 0.78) == pair.scores_b
    assert ((0, 0), (0, 1), (0, 2)) == pair.folds


def test_lower_error_is_a_positive_difference():
    folds = [
        *fold_results("linear", [10.0, 11.0, 12.0], metric="rmse"),
        *fold_results("mlp", [9.0, 10.0, 10.0], metric="rmse"),
    ]

    comparison = compare(folds, make_plan(metric="rmse"), n_rows=500)

    assert (1.0, 1.0, 2.0) == comparison.pair.differences
    assert [s.model for s in comparison.standings] == ["mlp", "linear", "dummy"]


def test_exchanging_the_scores_flips_the_sign():
    a, b = [0.80, 0.82, 0.78, 0.81, 0.79], [0.81, 0.84, 0.77, 0.85, 0.84]
    one = compare(
        [*fold_results("linear", a), *fold_results("mlp", b)],
        make_plan(),
        n_rows=500,
        rope=0.01,
    ).pair

    other = compare(
        [*fold_results("linear", b), *fold_results("mlp", a)],
        make_plan(),
        n_rows=500,
        rope=0.01,
    ).pair

    assert pytest.approx(-other.mean) == one.mean
    assert (one.p_a, one.p_equivalent, one.p_b) == pytest.approx(
        (other.p_b, other.p_equivalent, other.p_a)
    )
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_nothing_finished_is_a_comparison_too():
    comparison = compare([], make_plan(), n_rows=500)

    assert comparison.pair is None
    assert comparison.p_signal is None
    assert (comparison.best_classical, comparison.best_deep) == ("", "")
    assert [s.score for s in comparison.standings] == [None] * 3
    assert (comparison.n_folds, comparison.n_folds_planned) == (0, 5)


def test_only_one_family_has_a_champion_and_no_pair():
    folds = [*fold_results("dummy", [0.5] * 5), *fold_results("linear", [0.8] * 5)]

    comparison = compare(folds, make_plan(), n_rows=500)

    assert "linear" == comparison.best_classical
    assert comparison.pair is None
    assert comparison.p_signal > 0.999
    assert 5 == comparison.n_folds


@pytest.mark.parametrize("n_folds", [1, 2])
def test_one_and_two_folds_give_a_score_without_interval(n_folds):
    comparison = compare(
        fold_results("linear", [0.8, 0.9][:n_folds]), make_plan(), n_rows=500
    )

    assert pytest.approx(0.8 + 0.05 * (n_folds - 1)) == comparison.standings[0].score
    assert (comparison.standings[0].low, comparison.standings[0].low50) == (None, None)


def test_pair_uses_only_the_folds_both_champions_have():
    folds = [
        *fold_results("linear", [0.8, 0.8, 0.8, 0.8, 0.8]),
        *fold_results("mlp", [0.9, 0.9, 0.7]),
    ]

    comparison = compare(folds, make_plan(), n_rows=500)

    assert 3 == len(comparison.pair.differences)
    assert 3 == comparison.n_folds
    assert 5 == standing(comparison, "linear").n_folds


def test_candidate_with_few_folds_does_not_compete():
    lucky = fold_results("boosting", [0.99, 0.99])
    folds = [*fold_results("linear", [0.8] * 5), *lucky, failed("boosting", 2)]

    comparison = compare(folds, make_plan(("linear", "boosting")), n_rows=500)

    assert "linear" == comparison.best_classical
    assert 1 == standing(comparison, "boosting").n_failed
    assert "Out of memory." == standing(comparison, "boosting").failure


def test_champion_is_chosen_on_shared_folds():
    # boosting lacks the hard last fold, and is worse on the others
    folds = [
        *fold_results("linear", [0.90, 0.90, 0.90, 0.90, 0.50]),
        *fold_results("boosting", [0.85, 0.85, 0.85, 0.85]),
        failed("boosting", 4),
    ]

    comparison = compare(folds, make_plan(("linear", "boosting")), n_rows=500)

    assert standing(comparison, "boosting").score > standing(comparison, "linear").score
    assert "linear" == comparison.best_classical


def test_while_training_the_round_in_progress_does_not_exclude():
    folds = [
        *fold_results("document_mlp", [0.70, 0.70], k=10),
        *fold_results("mlp", [0.80], k=10),
    ]

    comparison = compare(folds, make_plan(("mlp", "document_mlp"), k=10), n_rows=500)

    assert "mlp" == comparison.best_deep


def test_a_tie_goes_to_the_faster():
    folds = [
        *fold_results("linear", [0.8] * 5, fit_seconds=2.0),
        *fold_results("boosting", [0.8] * 5, fit_seconds=1.0),
    ]

    comparison = compare(folds, make_plan(("linear", "boosting")), n_rows=500)

    assert "boosting" == comparison.best_classical


def test_a_score_that_is_no_number_is_a_failure():
    folds = fold_results("mlp", [0.8, float("nan"), 0.8])

    row = standing(compare(folds, make_plan(), n_rows=500), "mlp")

    assert (row.n_folds, row.n_failed) == (2, 1)
    assert "not finite" in row.failure


def test_a_fold_without_the_metric_neither_counts_nor_fails():
    folds = fold_results("mlp", [0.8, None, 0.8])

    row = standing(compare(folds, make_plan(), n_rows=500), "mlp")

    assert (row.n_folds, row.n_failed) == (2, 0)


def test_test_file_gives_a_test_score_and_no_fold():
    fold = fold_results("linear", [0.6])[0]
    folds = [*fold_results("linear", [0.8] * 5), replace(fold, fold=TEST_FOLD)]

    row = standing(compare(folds, make_plan(), n_rows=500), "linear")

    assert (row.test_score, row.n_folds) == (0.6, 5)
    assert pytest.approx(0.8) == row.score


def test_costs_are_medians():
    folds = fold_results("linear", [0.8] * 3, predict_seconds=0.002, size_bytes=10)
    folds[0] = replace(folds[0], fit_seconds=100.0)

    row = standing(compare(folds, make_plan(), n_rows=500), "linear")

    assert 1.0 == row.fit_seconds
    assert pytest.approx(20.0) == row.predict_us_per_row
    assert 10 == row.size_bytes


def test_interval_stays_within_what_the_metric_can_be():
    folds = fold_results("linear", [0.90, 1.0, 1.0, 1.0, 1.0])

    row = standing(compare(folds, make_plan(), n_rows=500), "linear")

    assert 1.0 == row.high
    assert row.low < 0.95


def test_failed_candidates_come_last():
    folds = [failed("mlp", 0), *fold_results("linear", [0.1])]

    comparison = compare(folds, make_plan(), n_rows=500)

    assert "linear" == comparison.standings[0].model
    assert comparison.standings[-1].score is None


def test_user_limit_moves_the_pair_and_not_the_signal():
    folds = [
        *fold_results("dummy", [0.5] * 5),
        *fold_results("linear", [0.58, 0.59, 0.60, 0.61, 0.62]),
        *fold_results("mlp", [0.59, 0.59, 0.61, 0.61, 0.63]),
    ]

    usual = compare(folds, make_plan(), n_rows=500)
    wide = compare(folds, make_plan(), n_rows=500, rope=0.3)

    assert wide.pair.p_equivalent > 0.99
    assert wide.p_signal == usual.p_signal
    assert "You set this limit." == wide.rope_reason


@pytest.mark.parametrize("rope", [-0.1, float("nan")])
def test_a_limit_that_is_no_width_is_refused(rope):
    with pytest.raises(InvalidPlan, match="limit"):
        compare([], make_plan(), n_rows=500, rope=rope)


def test_comparison_survives_the_codec():
    folds = [*fold_results("linear", [0.8, 0.9]), *fold_results("mlp", [0.7, 0.9])]
    comparison = compare(folds, make_plan(), n_rows=500)

    assert comparison == codec.decode(Comparison, codec.encode(comparison))


def test_a_slider_move_takes_under_50_ms():
    folds = [
        result
        for model in FAMILIES
        for result in fold_results(model, np.linspace(0.7, 0.9, 25))
    ]
    plan = make_plan(tuple(FAMILIES), repeats=5)
    compare(folds, plan, n_rows=500)

    start = time.perf_counter()
    compare(folds, plan, n_rows=500, rope=0.02)

    assert time.perf_counter() - start < 0.05


def test_folds_that_agree_are_no_certainty():
    """Alike on every fold: one row of 500 may yet go the other way."""
    folds = [*fold_results("linear", [0.98] * 5), *fold_results("mlp", [0.98] * 5)]
    luck = Optimism("linear", "mlp", 0.005, 0.0, 0.005, n_draws=500, n_units=500)

    plain = compare(folds, make_plan(), n_rows=500)
    turned = compare(folds, make_plan(), n_rows=500, optimism=luck)

    assert plain.pair is not None
    assert turned.pair is not None
    assert pytest.approx(1 / 500) == plain.pair.scale
    assert plain.pair.p_a == pytest.approx(plain.pair.p_b)
    assert plain.pair.p_a > 0.1
    assert (0.005, 0.005) == (turned.pair.mean, turned.pair.scale)
    assert turned.pair.p_a < 0.8
    assert turned.pair.low < 0 < turned.pair.high


def test_an_error_without_bounds_has_no_least_spread():
    folds = [
        *fold_results("linear", [2.0] * 5, metric="rmse"),
        *fold_results("mlp", [2.0] * 5, metric="rmse"),
    ]

    pair = compare(folds, make_plan(metric="rmse"), n_rows=500).pair

    assert pair is not None
    assert pair.p_equivalent == 1.0
