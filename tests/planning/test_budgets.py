"""Budgets by name or by seconds."""

import math

import pytest

from dlcompare.errors import InvalidPlan, UnknownName
from dlcompare.planning import BUDGETS, budget


def test_each_budget_is_found_by_its_name():
    assert BUDGETS == tuple(budget(b.name) for b in BUDGETS)


def test_budgets_grow():
    seconds = [b.seconds for b in BUDGETS]

    assert sorted(seconds) == seconds


@pytest.mark.parametrize("given", [45, 45.0, "45", " 45.0 "])
def test_a_number_is_seconds(given):
    assert 45.0 == budget(given).seconds
    assert "custom" == budget(given).name


@pytest.mark.parametrize("given", [0, -3, math.nan, "nan", "inf", 1e9])
def test_no_time_and_no_end_are_refused(given):
    with pytest.raises(InvalidPlan):
        budget(given)


def test_a_mistyped_name_is_helped():
    with pytest.raises(UnknownName, match="Did you mean 'standard'"):
        budget("standart")
