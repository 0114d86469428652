import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr

from dlcompare.modalities.pairs import Cells, find_alike, measure_pair, pair_up


def number(name, values) -> Cells:
    return Cells(name, np.asarray(values, dtype=np.float64), is_category=False)


def category(name, codes) -> Cells:
    return Cells(name, np.asarray(codes, dtype=np.float64), is_category=True)


def test_two_numbers_have_spearmans_and_pearsons_correlation(rng):
    a = rng.normal(size=200)
    b = -np.exp(a) + rng.normal(size=200)

    found = measure_pair(number("a", a), number("b", b))

    assert spearmanr(a, b).statistic == pytest.approx(found.value)
    assert pearsonr(a, b).statistic == pytest.approx(found.pearson)
    assert found.value < 0


def test_only_rows_filled_in_both_count(rng):
    a, b = rng.normal(size=(2, 200))
    a[:50], b[40:90] = np.nan, np.nan

    found = measure_pair(number("a", a), number("b", b))

    assert spearmanr(a[90:], b[90:]).statistic == pytest.approx(found.value)


def test_a_number_and_a_category_by_hand():
    ranks = np.repeat([1.0, 2.0], 10)  # two groups of ties: all variance is between
    found = measure_pair(category("c", ranks), number("n", ranks))

    assert (1.0, "correlation ratio by rank") == (found.value, found.kind)


def test_order_of_the_columns_does_not_matter(rng):
    n, c = number("n", rng.normal(size=90)), category("c", rng.integers(0, 3, 90))

    one, other = measure_pair(n, c), measure_pair(c, n)

    assert one.value == pytest.approx(other.value)
    assert one.information_share == pytest.approx(other.information_share, abs=0.05)


def test_two_categories_have_cramers_v(rng):
    from scipy.stats.contingency import association

    a = rng.integers(0, 3, 3_000)
    b = np.where(rng.random(3_000) < 0.5, a, rng.integers(0, 3, 3_000))
    table = np.zeros((3, 3), int)
    np.add.at(table, (a, b), 1)

    found = measure_pair(category("a", a), category("b", b))

    assert association(table, "cramer") == pytest.approx(found.value, abs=0.001)
    assert found.kind == "Cramér's V"


def test_pairs_without_common_rows_are_left_out():
    half = np.arange(40) < 20
    a, b = np.where(half, 1.0, np.nan), np.where(half, np.nan, 2.0)

    assert [] == pair_up([number("a", a), number("b", b)])


def test_all_pairs_are_measured(rng):
    columns = [number(f"n{i}", rng.normal(size=30)) for i in range(5)]

    assert 10 == len(pair_up(columns))


def test_a_copy_among_two_thousand_columns_is_found(rng):
    values = rng.normal(size=(2_000, 60))
    values[1_700] = -3 * values[40] ** 3
    columns = [number(f"g{i}", row) for i, row in enumerate(values)]

    assert [(40, 1_700)] == find_alike(columns, {"g0", "g1"})
    assert [] == find_alike(columns, {"g40", "g1700"})
