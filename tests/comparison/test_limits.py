"""The limits a user may choose from."""

import pytest

from dlcompare.comparison.limits import limits_around
from dlcompare.words import score


@pytest.mark.parametrize("usual", [0.01, 0.005, 0.002, 0.0066, 0.0862, 54.3, 1e-5])
def test_limits_rise_from_zero_hold_the_usual_one_and_read_differently(usual):
    limits = limits_around(usual)

    assert usual in limits
    assert 0.0 == limits[0]
    assert sorted(set(limits)) == list(limits)
    assert len(limits) == len({score(limit) for limit in limits})
    assert 5 * usual <= limits[-1] * (1 + 1e-9)


def test_without_a_usual_limit_only_zero_is_left():
    assert (0.0,) == limits_around(0.0)
