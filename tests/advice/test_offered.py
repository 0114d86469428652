"""The numbers of the menus of limits."""

import pytest

from dlcompare.advice.offered import offered
from dlcompare.advice.wanted import ROW, SIZE, TRAINING


def test_limits_part_what_was_measured(make_comparison):
    comparison = make_comparison(seconds=(2.1, 84.0), models=("boosting", "mlp"))

    assert (5.0, 10.0, 20.0, 50.0, 100.0) == offered(TRAINING, comparison)


def test_the_loosest_limit_is_met_by_all_and_the_strictest_by_one(make_comparison):
    comparison = make_comparison(linear=0.79, seconds=(2.0, 84.0))
    costs = [s.fit_seconds for s in comparison.standings if s.family != "dummy"]

    limits = offered(TRAINING, comparison)

    assert min(costs) <= limits[0]
    assert limits[-1] >= max(costs)
    assert sorted(limits) == list(limits)


@pytest.mark.parametrize("cost", [ROW, SIZE])
def test_nothing_is_offered_where_nothing_was_measured(make_comparison, cost):
    assert () == offered(cost, make_comparison())


def test_the_limit_that_is_set_is_among_them(make_comparison):
    assert (7.5,) == offered(ROW, make_comparison(), 7.5)
