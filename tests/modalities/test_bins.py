import numpy as np

from dlcompare.modalities.bins import (
    MAX_BARS,
    N_BINS,
    category_bins,
    dated,
    number_bins,
)
from dlcompare.records import Bin


def test_every_filled_row_is_in_one_bar(rng):
    values = np.append(rng.normal(size=500), [np.nan, np.nan])

    bins = number_bins(values, rng.integers(0, 2, 502), ("a", "b"))

    assert 500 == sum(b.count for b in bins)
    assert all(b.count == sum(b.counts_by_class.values()) for b in bins)
    assert values[:500].min() == bins[0].low
    assert values[:500].max() == bins[-1].high


def test_few_numbers_have_one_bar_each():
    bins = number_bins(np.array([1.0, 2, 2, 5]), np.array([1.0, 2, 4, 6]), ())

    assert ["1", "2", "5"] == [b.label for b in bins]
    assert [1.0, 3.0, 6.0] == [b.target_mean for b in bins]


def test_rare_categories_share_the_last_bar():
    codes = np.repeat(np.arange(40), 2)

    bins = category_bins(codes, [f"c{i}" for i in range(40)], None, ())

    assert MAX_BARS + 1 == len(bins)
    assert "25 others" == bins[-1].label
    assert 80 == sum(b.count for b in bins)


def test_a_column_without_values_has_no_bars():
    assert number_bins(np.full(9, np.nan), None, ()) == ()
    assert category_bins(np.full(9, -1), [], None, ()) == ()


def test_too_many_classes_are_not_split():
    classes = tuple(str(i) for i in range(40))

    bins = number_bins(np.arange(40.0), np.arange(40), classes)

    assert all(not b.counts_by_class for b in bins)


def test_values_far_outside_have_bars_of_their_own(rng):
    values = np.append(rng.uniform(0, 10, 500), [5_000.0, 9_000.0, -800.0])

    bins = number_bins(values, np.arange(503.0), (), fences=(-20, 30))

    assert N_BINS + 2 == len(bins)
    assert [True, *[False] * N_BINS, True] == [b.is_beyond for b in bins]
    assert (-800.0, 1) == (bins[0].low, bins[0].count)
    assert (9_000.0, 2) == (bins[-1].high, bins[-1].count)
    assert 500.5 == bins[-1].target_mean
    assert 503 == sum(b.count for b in bins)
    assert np.histogram(values[:500], bins=N_BINS)[0].tolist() == [
        b.count for b in bins[1:-1]
    ]


def test_fences_that_change_little_are_not_used(rng):
    values = np.append(rng.uniform(0, 10, 500), 15.0)

    bins = number_bins(values, None, (), fences=(-1, 12))

    assert not any(b.is_beyond for b in bins)


def test_the_widest_range_of_numbers_has_bars():
    values = np.append(1e308 * np.linspace(-1, 1, 30), [0.0] * 5)

    assert 35 == sum(b.count for b in number_bins(values, None, ()))
    far = np.append(np.linspace(0, 1, 30), 1e308)
    assert 31 == sum(b.count for b in number_bins(far, None, (), fences=(-3, 4)))


def test_bars_of_dates_have_their_names():
    assert "1970-01-02 to 1970-02-01" == dated(Bin(1, low=1.4, high=31.0)).label
    assert "1970-01-02" == dated(Bin(1, "1", 1.0, 1.0)).label
    assert "" == dated(Bin(1, low=-1e9, high=1e9)).label
