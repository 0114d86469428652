"""The decision rule, case by case and at its edges."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcompare.advice import decide as module
from dlcompare.advice.decide import CHOICES, cheaper, decide, decide_pair, recommended
from dlcompare.records import Health

FLAT = Health(is_finite=True, loss_fell=False, still_falling=False)
LATE = Health(is_finite=True, loss_fell=True, still_falling=True)


@pytest.mark.parametrize(
    ("p_deep", "p_equivalent", "p_classical", "expected"),
    [
        (0.80, 0.20, 0.00, "deep"),
        (0.00, 0.20, 0.80, "classical"),
        (0.79, 0.21, 0.00, "undecided"),
        (0.15, 0.70, 0.15, "equivalent"),
        (0.29, 0.71, 0.00, "equivalent"),
        (0.20, 0.40, 0.40, "enough"),
        (0.21, 0.40, 0.39, "undecided"),
        (0.01, 0.20, 0.79, "enough"),
    ],
)
def test_pair(p_deep, p_equivalent, p_classical, expected):
    assert expected == decide_pair(p_deep, p_equivalent, p_classical)


@given(st.tuples(*[st.floats(0.001, 1)] * 3))
def test_more_probably_deep_never_turns_deep_into_another(parts):
    p_deep, p_equivalent, p_classical = np.array(parts) / sum(parts)

    before = decide_pair(p_deep, p_equivalent, p_classical)
    after = decide_pair(p_deep + p_classical, p_equivalent, 0.0)

    assert before != "deep" or after == "deep"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"deep": 0.85}, "deep"),
        ({"deep": 0.75}, "classical"),
        ({"deep": 0.801}, "equivalent"),
        ({"deep": 0.80, "spread": 0.06}, "undecided"),
        ({"deep": 0.79, "spread": 0.015}, "enough"),
        ({"deep": 0.50, "classical": 0.501, "dummy": 0.50}, "no_signal"),
        ({"deep": 0.85, "n_folds": 4}, "too_few_folds"),
        ({"deep": 0.85, "n_folds": 0}, "too_few_folds"),
        ({"deep": None}, "no_result"),
        ({"classical": None}, "no_result"),
        ({"models": ("dummy", "boosting")}, "no_result"),
    ],
)
def test_case(make_comparison, arguments, expected):
    assert expected == decide(make_comparison(**arguments))


def test_signal_is_asked_before_the_pair(make_comparison):
    comparison = make_comparison(0.480, 0.507, spread=0.0, dummy=0.5)

    assert comparison.pair.p_a > 0.999
    assert "no_signal" == decide(comparison)


def test_a_lower_error_wins(make_comparison):
    comparison = make_comparison(
        43_438.0, 40_000.0, dummy=90_000.0, spread=100.0, metric="rmse"
    )

    assert "deep" == decide(comparison)


def test_the_cheaper_trains_faster(make_comparison):
    assert cheaper(make_comparison(seconds=(2.0, 84.0))) == "boosting"
    assert cheaper(make_comparison(seconds=(90.0, 84.0))) == "mlp"
    assert cheaper(make_comparison(seconds=(84.0, 84.0))) == "boosting"
    assert cheaper(make_comparison(n_folds=0)) == ""


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("deep", "mlp"),
        ("classical", "boosting"),
        ("enough", "boosting"),
        ("equivalent", "mlp"),
        ("undecided", "mlp"),
        ("no_result", "mlp"),
        ("no_signal", ""),
        ("too_few_folds", ""),
    ],
)
def test_recommended(make_comparison, case, expected):
    assert expected == recommended(make_comparison(seconds=(90.0, 84.0)), case)


def test_a_single_family_at_guessing_is_not_recommended(make_comparison):
    comparison = make_comparison(0.5, None, dummy=0.5)

    assert "" == recommended(comparison, decide(comparison))


def test_every_case_has_a_choice():
    assert set(CHOICES) == set(module.Case.__args__)


@pytest.mark.parametrize(
    ("deep", "health", "expected"),
    [
        (0.75, FLAT, "untrained"),
        (0.75, LATE, "untrained"),
        (0.80, FLAT, "untrained"),
        (0.80, LATE, "equivalent"),
        (0.85, FLAT, "deep"),
        (0.85, LATE, "deep"),
    ],
)
def test_a_network_that_did_not_train_cannot_lose(
    make_comparison, deep, health, expected
):
    assert expected == decide(make_comparison(deep=deep, health=health))


def test_no_signal_is_no_fault_of_the_network(make_comparison):
    comparison = make_comparison(0.501, 0.50, dummy=0.50, health=FLAT)

    assert "no_signal" == decide(comparison)


def test_a_network_that_did_not_train_is_not_fallen_back_on(make_comparison):
    comparison = make_comparison(deep=0.75, health=FLAT, seconds=(84.0, 2.0))
    sound = replace(
        comparison,
        standings=tuple(replace(s, problems=()) for s in comparison.standings),
    )

    assert ("boosting", "boosting") == (
        cheaper(comparison),
        recommended(comparison, decide(comparison)),
    )
    assert "mlp" == cheaper(sound)
