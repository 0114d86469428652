import numpy as np
import pandas as pd
import pytest
from scipy.stats import skew

from dlcompare.modalities.measure import (
    Split,
    measure_category,
    measure_number,
    sorted_quantiles,
)
from dlcompare.modalities.text.describe import measure_text
from dlcompare.modalities.traits import moments, skewness

PLAIN = Split(None, ())


def test_numbers_by_pandas_and_scipy(rng):
    values = np.exp(rng.normal(size=500))
    holed = np.append(values, [np.nan] * 9)

    found = measure_number(holed, PLAIN)

    quantiles = np.quantile(values, [0, 0.25, 0.5, 0.75, 1])
    assert tuple(quantiles) == pytest.approx(found["quantiles"])
    assert tuple(np.quantile(values, [0.05, 0.95])) == pytest.approx(found["tails"])
    assert values.mean() == pytest.approx(found["mean"])
    assert values.std() == pytest.approx(found["deviation"])
    assert skew(values) == pytest.approx(found["skew"])


def test_outliers_zeros_and_commonest_values_by_hand():
    values = np.array([0.0, 0, 0, 1, 2, 3, 3, 4, 5, 100])  # quartiles 0.25 and 3.75

    found = measure_number(values, PLAIN)

    assert 0.1 == pytest.approx(found["outlier_share"])  # beyond 3.75 + 3 x 3.5
    assert 0.3 == found["zero_share"]
    assert {"0": 3, "3": 2} == found["top"]
    assert 5 == found["n_single"]


def test_without_spread_between_the_quartiles_there_is_no_measure_of_outliers():
    assert measure_number(np.array([1.0] * 20 + [9.0]), PLAIN)["outlier_share"] is None


def test_values_that_do_not_come_again_are_not_named(rng):
    assert {} == measure_number(rng.normal(size=400), PLAIN)["top"]


def test_a_column_without_values_has_nothing_but_no_bars():
    assert {"bins": ()} == measure_number(np.full(9, np.nan), PLAIN)
    assert {"bins": ()} == measure_text(pd.Series([None] * 9, dtype="str"), PLAIN)


def test_bars_are_left_out_where_they_are_not_wanted(rng):
    assert () == measure_number(rng.normal(size=40), None)["bins"]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_commonest_numbers_are_named_as_they_were_written(kind):
    values = np.array([11.2, 11.2, 16_777_215, 16_777_215, 1e30, 1e30], kind)

    assert {"11.2", "16777215", "1e+30"} == set(measure_number(values, PLAIN)["top"])


def test_categories_name_the_commonest():
    codes = np.array([2, 2, 2, 0, 0, 1, -1])

    found = measure_category(codes, ["a", "b", "c"], PLAIN)

    assert {"c": 3, "a": 2} == found["top"]
    assert 1 == found["n_single"]


def test_of_many_categories_five_are_named(rng):
    codes = np.repeat(np.arange(100), np.arange(100) + 1)

    found = measure_category(codes, [f"v{i}" for i in range(100)], PLAIN)

    assert [f"v{i}" for i in range(99, 94, -1)] == list(found["top"])


def test_text_is_measured_by_its_length():
    values = pd.Series(["one", "two words", None, "one", "and  three words"])

    found = measure_text(values, PLAIN)

    assert (3, 3, 6, 10.75, 16) == pytest.approx(found["lengths"])
    assert 1.5 == found["median_words"]
    assert {"one": 2} == found["top"]
    assert 4 == sum(b.count for b in found["bins"])


def test_long_texts_are_named_by_their_beginning():
    values = pd.Series(["word " * 40] * 3, dtype="str")

    (named,) = measure_text(values, PLAIN)["top"]

    assert len(named) <= 60
    assert named.endswith("…")


@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_quantiles_are_numpys(rng, n):
    ordered = np.sort(rng.normal(size=n))

    expected = tuple(np.quantile(ordered, [0, 0.05, 0.3, 0.75, 1]))
    assert expected == pytest.approx(sorted_quantiles(ordered, [0, 0.05, 0.3, 0.75, 1]))


def test_moments_of_huge_numbers_and_of_a_narrow_range():
    mean, deviation, _ = moments(np.array([-1e308, 0.0, 1e308]))
    narrow = moments(1e9 + np.array([0.0, 1.0, 2.0]))

    assert (0.0, 1e308 * np.sqrt(2 / 3)) == pytest.approx((mean, deviation))
    assert narrow[:2] == pytest.approx((1e9 + 1, np.sqrt(2 / 3)))
    assert skewness(np.full(1_000, 0.1)) == 0
