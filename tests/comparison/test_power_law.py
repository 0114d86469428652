"""Power laws against curves that are power laws, and the bounds they keep."""

import numpy as np
import pytest

from dlcompare.comparison.power_law import fit_power_law

SIZES = np.array([1000.0, 2000.0, 4000.0, 8000.0])
EQUAL = np.full(4, 0.01)


@pytest.mark.parametrize(
    ("c", "a", "b"), [(0.1, 2.0, 0.5), (0.0, 1.0, 0.3), (0.2, 0.0, 1.0)]
)
def test_an_exact_power_law_is_found_again(c, a, b):
    errors = c + a * SIZES**-b

    law = fit_power_law(SIZES, errors[None], EQUAL)

    assert law.at(SIZES)[0] == pytest.approx(errors, abs=2e-4)
    later = c + a * 64_000.0**-b
    assert law.at(np.array([64_000.0]))[0, 0] == pytest.approx(later, abs=3e-3)


def test_an_error_that_rises_becomes_its_mean():
    law = fit_power_law(SIZES, np.array([[0.1, 0.2, 0.3, 0.4]]), EQUAL)

    assert law.a[0] == 0
    assert law.at(SIZES)[0] == pytest.approx(np.full(4, 0.25))


def test_no_curve_ends_below_zero():
    law = fit_power_law(SIZES, np.array([[0.4, 0.3, 0.2, 0.1]]), EQUAL)

    assert law.c[0] == 0
    assert (law.at(np.array([1e9])) >= 0).all()


def test_a_surer_point_pulls_the_curve_to_it():
    errors = np.array([[0.4, 0.3, 0.3, 0.1]])
    spread = np.array([0.1, 0.1, 0.1, 0.01])

    even = fit_power_law(SIZES, errors, EQUAL).at(SIZES)[0, -1]
    weighted = fit_power_law(SIZES, errors, spread).at(SIZES)[0, -1]

    assert abs(weighted - 0.1) < abs(even - 0.1)


def test_points_without_spread_count_alike():
    errors = np.array([[0.4, 0.3, 0.25, 0.22]])

    found = fit_power_law(SIZES, errors, np.zeros(4)).at(SIZES)

    assert found == pytest.approx(fit_power_law(SIZES, errors, EQUAL).at(SIZES))
