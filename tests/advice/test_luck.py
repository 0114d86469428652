"""The sentence on the winner's luck, in all its cases."""

from dataclasses import replace

import pytest

from dlcompare.advice import advise
from dlcompare.advice.luck import NOT_MEASURED, luck
from dlcompare.records import Optimism

RIVALS = ("linear", "boosting", "mlp")


def optimism(deep=0.004, classical=0.001, **more):
    settings = {"better": 0.0, "n_draws": 500, "n_units": 1_200, **more}
    return Optimism("boosting", "mlp", classical, deep, **settings)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (optimism(), "flatters the network by 0.003 more than the classical model"),
        (optimism(0.001, 0.005), "flatters the classical model by 0.004 more"),
        (optimism(0.001, 0.0009), "favours neither side noticeably"),
        (optimism(), "measured in 500 drawings of the 1,200 rows;"),
        (optimism(n_units=80, is_grouped=True), "of the 80 groups;"),
        (optimism(0, 0, n_draws=0), "with 4,312 of them that choice adds next to"),
        (None, NOT_MEASURED),
    ],
)
def test_says(make_comparison, found, expected):
    comparison = replace(make_comparison(), rivals=RIVALS, optimism=found)

    assert expected in luck(comparison)


def test_says_nothing_where_nothing_was_chosen(make_comparison):
    comparison = make_comparison(models=("dummy", "boosting", "mlp"))

    assert luck(comparison) == ""
    assert luck(replace(comparison, pair=None, rivals=RIVALS)) == ""


def test_the_verdict_says_it(make_profile, make_comparison):
    verdict = advise(make_profile(), make_comparison(linear=0.7))

    assert NOT_MEASURED == verdict.luck


def test_without_signal_it_says_nothing(make_profile, make_comparison):
    comparison = make_comparison(0.5, 0.501, linear=0.5, dummy=0.5)

    assert "" == advise(make_profile(), comparison).luck
