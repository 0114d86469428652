import numpy as np
import pytest
from scipy.stats import pearsonr, rankdata

from dlcompare.modalities.ranks import average_ranks, correlation, unit


@pytest.mark.parametrize(
    "values",
    [[3.0], [1.0, 1.0], [2.0, 1.0, 2.0, 2.0, 0.0], np.arange(9.0)[::-1], []],
    ids=["one", "all equal", "ties", "distinct", "none"],
)
def test_ranks_are_scipys(values):
    values = np.asarray(values, dtype=np.float64)

    assert rankdata(values).tolist() == average_ranks(values).tolist()


def test_ranks_of_many_ties_are_scipys(rng):
    values = rng.integers(0, 30, 1_000).astype(np.float32)

    assert rankdata(values).tolist() == average_ranks(values).tolist()


def test_correlation_is_pearsons(rng):
    a = rng.normal(size=50)
    b = a + rng.normal(size=50)

    assert pearsonr(a, b).statistic == pytest.approx(correlation(a, b))


def test_correlation_survives_the_largest_numbers():
    a = np.array([-1.0, 0.5, 1.0]) * 1e308

    assert correlation(a, a) == pytest.approx(1.0)


def test_a_constant_correlates_with_nothing():
    assert correlation(np.full(9, 0.1), np.arange(9.0)) == 0
    assert unit(np.zeros(3)).tolist() == [0, 0, 0]
