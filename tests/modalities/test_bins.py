import numpy as np

from dlcompare.modalities.bins import MAX_BARS, category_bins, number_bins


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
