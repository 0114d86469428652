"""What is said of the test file, in all its cases."""

from dataclasses import replace
from datetime import datetime

import pytest

from dlcompare.advice import advise
from dlcompare.advice.holdout import on_test_file, opened_before
from dlcompare.records import Estimate, Holdout


def with_holdout(comparison, difference, **more):
    held = Holdout(
        classical_model="boosting",
        deep_model="mlp",
        n_rows=500,
        classical=Estimate(0.790, 0.750, 0.830),
        deep=Estimate(0.810, 0.770, 0.850),
        together=Estimate(0.815, 0.775, 0.855),
        difference=difference,
        gap=comparison.pair.mean - difference.mean,
        classical_gap=0.01,
        deep_gap=0.02,
        n_draws=2_000,
        n_units=500,
        **more,
    )
    return replace(comparison, holdout=held)


NEAR, LESS, MORE = (
    Estimate(0.02, -0.01, 0.05),
    Estimate(-0.02, -0.03, -0.01),
    Estimate(0.06, 0.04, 0.08),
)


def test_every_number_is_there(make_comparison):
    text = on_test_file(with_holdout(make_comparison(0.80, 0.81), NEAR))

    assert text == (
        "On the test file, scored once, the multilayer perceptron reached 0.810 (0.770"
        " to 0.850) in accuracy, gradient boosting 0.790 (0.750 to 0.830), their"
        " average 0.815 (0.775 to 0.855). The multilayer perceptron minus gradient"
        " boosting: +0.020 (−0.010 to +0.050). The folds gave +0.010 (+0.006 to"
        " +0.014), which other test rows could have given as well."
    )


@pytest.mark.parametrize(
    ("difference", "more", "expected"),
    [
        (LESS, {}, "the test file shows 0.030 less, and that is not explained"),
        (MORE, {}, "the test file shows 0.050 more, and that is not explained"),
        (LESS, {"is_grouped": True}, "by which test groups of rows were drawn"),
        (NEAR, {"is_grouped": True}, "which other test groups of rows could have"),
        (Estimate(0.01), {}, "+0.010. The folds gave +0.010 (+0.006 to +0.014)."),
        (NEAR, {"is_sealed": True}, "On the sealed rows, scored once, the"),
        (
            LESS,
            {"is_sealed": True},
            "Nothing was chosen on them, so they are the safer",
        ),
    ],
)
def test_says_whether_the_folds_promised_it(
    make_comparison, difference, more, expected
):
    comparison = make_comparison(0.80, 0.81)

    assert expected in on_test_file(with_holdout(comparison, difference, **more))


def test_errors_are_turned(make_comparison):
    comparison = make_comparison(0.8, 0.81, dummy=2.0, metric="rmse")

    text = on_test_file(with_holdout(comparison, NEAR))

    assert "in RMSE (lower is better)" in text
    assert "turned so that more is better" in text


def test_without_a_test_file_nothing_is_said(make_comparison):
    assert "" == on_test_file(make_comparison())


def test_the_verdict_says_it(make_profile, make_comparison):
    comparison = with_holdout(make_comparison(0.80, 0.81), NEAR)

    assert on_test_file(comparison) == advise(make_profile(), comparison).holdout


def test_an_earlier_opening_is_said_with_its_time(make_comparison):
    at = datetime(2026, 11, 24, 14, 5).timestamp()
    opened = {"n_earlier": 1, "first_opened": at}

    text = on_test_file(with_holdout(make_comparison(0.80, 0.81), NEAR, **opened))

    assert text.endswith(
        "These test rows were opened by a study of 24 Nov, 14:05 already; what they say"
        " of a model chosen since is too good by an unknown amount."
    )
    assert "by three studies, the first of 24 Nov, 14:05, al" in opened_before(3, at)
