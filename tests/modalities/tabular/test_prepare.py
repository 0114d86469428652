import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.tabular.prepare import (
    codes,
    encoder,
    finite,
    linear_inputs,
    n_categorical,
    ordinals,
)
from dlcompare.modalities.tabular.steps import (
    Bins,
    LevelCodes,
    NormalRanks,
    RobustClip,
)
from dlcompare.modalities.text.weights import Words
from dlcompare.models.spec import Context


def columns(**kinds):
    return Context(task="binary", n_classes=2, **kinds)


def categories(values):
    return pd.DataFrame({"colour": pd.Categorical(values)})


def test_infinite_numbers_become_missing_and_huge_ones_are_cut():
    made = finite(pd.DataFrame({"a": [1.0, np.inf, -np.inf, 1e300]}))

    np.testing.assert_array_equal(made[:, 0], [1, np.nan, np.nan, 1e30])


def test_numbers_of_32_bits_stay_so_beside_64_bits_they_do_not():
    small = pd.DataFrame({"a": np.array([1, np.inf], dtype=np.float32)})

    assert np.float32 == finite(small).dtype
    assert np.float64 == finite(small.assign(b=16_777_217.0)).dtype
    assert np.isnan(finite(small)[1, 0])
    assert np.isinf(small["a"][1])  # what is given is not changed


def test_level_codes_follow_labels_not_the_order_of_categories():
    step = LevelCodes().fit(categories(["red", "blue", "red"]))
    other = pd.DataFrame({"colour": pd.Categorical(["red"], categories=["red"])})

    assert [[1.0]] == step.transform(other).tolist()


def test_missing_is_a_level_only_where_training_has_it():
    with_missing = LevelCodes().fit(categories(["a", None, "b"]))
    without = LevelCodes().fit(categories(["a", "b"]))
    new = categories([None, "z"])

    np.testing.assert_array_equal(with_missing.transform(new), [[2], [np.nan]])
    np.testing.assert_array_equal(without.transform(new), [[np.nan], [np.nan]])


def test_robust_clip_puts_quartiles_one_apart_and_bounds_everything():
    values = np.array([[0.0], [1.0], [2.0], [3.0], [1e9]])

    made = RobustClip().fit(values).transform(values)[:, 0]

    assert 0 == made[2]
    assert np.isclose(0.5 / np.sqrt(1 + (0.5 / 3) ** 2), made[3])
    assert made[4] <= 3


def test_ranks_are_normal_scores_whatever_the_scale():
    values = np.exp(np.arange(101.0) / 10)[:, None]

    made = NormalRanks().fit(values).transform(values)[:, 0]

    assert np.isclose(0, made[50], atol=1e-6)
    assert np.isclose(1.2816, made[90], atol=1e-3)  # the 90% point
    assert [-3.0, 3.0] == made[[0, -1]].tolist()


def test_mostly_zero_column_is_scaled_by_its_other_values():
    values = np.r_[np.zeros(90), np.linspace(100, 200, 9), 1e6][:, None]

    made = RobustClip().fit(values).transform(values)[:, 0]

    assert made[95] - made[90] > 0.1


def test_constant_column_becomes_zeros():
    values = np.full((5, 1), 7.0)

    assert not RobustClip().fit(values).transform(values).any()


def test_bins_are_piecewise_linear_by_hand():
    values = np.r_[np.zeros(16), 1, 2, 3, 4][:, None]

    made = Bins(n_bins=4).fit(values).transform(np.array([[2.5], [-9.0], [9.0]]))

    np.testing.assert_allclose(
        made, [[1, 1, 0.5, 0], [0, 0, 0, 0], [1, 1, 1, 1]], atol=1e-6
    )


def test_columns_of_differing_quartiles_get_no_bins():
    values = np.arange(20.0)[:, None]

    assert (20, 0) == Bins().fit(values).transform(values).shape


def test_words_of_one_row_are_left_out():
    texts = pd.DataFrame({"t": pd.Series(["red car", "red bus", "tree"], dtype="str")})

    made = Words(reduced=False).fit(texts).transform(texts)

    assert (3, 1) == made.shape  # "red"
    assert [1.0, 1.0, 0.0] == made.toarray()[:, 0].tolist()


def test_texts_without_shared_words_become_one_empty_column():
    texts = pd.DataFrame({"t": pd.Series(["a1", "b2", None], dtype="str")})

    made = Words().fit(texts).transform(texts)

    assert (3, 1) == made.shape
    assert not made.any()


def test_rare_levels_share_one_column():
    colours = ["red"] * 10 + ["blue"] * 10 + ["teal", "plum"]
    step = encoder(columns(categorical=("colour",)), scaling="standard")

    made = step.fit_transform(categories(colours), np.arange(22) % 2)

    assert (22, 3) == made.shape
    np.testing.assert_array_equal(made[20], made[21])


def test_missing_numbers_get_an_indicator_and_the_median():
    X = pd.DataFrame({"a": [1.0, 2.0, 3.0, np.nan]})
    step = encoder(columns(numeric=("a",)), scaling="standard")

    made = step.fit_transform(X, np.array([0, 1, 0, 1]))

    assert (4, 2) == made.shape
    assert made[3, 0] == made[1, 0]
    assert made[3, 1] > 0 > made[0, 1]


@pytest.mark.parametrize("make", [ordinals, codes], ids=["ordinals", "codes"])
def test_codes_come_first_and_missing_numbers_stay_missing(make):
    X = categories(["b", "a", "b"]).assign(n=[1.0, np.nan, 3.0])
    step = make(columns(numeric=("n",), categorical=("colour",)))

    made = step.fit_transform(X, np.array([0, 1, 0]))

    assert 1 == n_categorical(step)
    np.testing.assert_array_equal(made, [[1, 1], [0, np.nan], [1, 3]])


def test_more_than_255_levels_become_means_of_other_rows(rng):
    labels = [f"level {i:03d}" for i in range(300)] * 4
    X = categories(labels)
    y = np.array([i % 2 for i in range(300)] * 4)
    step = ordinals(columns(categorical=("colour",)))

    made = step.fit_transform(X, y)

    assert 0 == n_categorical(step)
    assert (1_200, 1) == made.shape
    assert made[y == 1].mean() > made[y == 0].mean() + 0.3


def test_whole_numbers_as_values_are_no_classes(rng):
    X = categories([f"level {i:03d}" for i in range(300)] * 4)
    y = np.array([float(i % 40) for i in range(300)] * 4)
    step = ordinals(Context(task="regression", categorical=("colour",)))

    made = step.fit_transform(X, y)

    assert (1_200, 1) == made.shape
    assert np.corrcoef(made[:, 0], y)[0, 1] > 0.5


def test_what_is_learned_comes_from_training_rows_alone():
    X = pd.DataFrame({"a": np.arange(10.0)})
    step = encoder(columns(numeric=("a",)), scaling="standard")

    first = step.fit(X, np.arange(10) % 2).transform(X)
    again = step.transform(pd.DataFrame({"a": [1e6, 0.0]}))

    assert again[1, 0] == first[0, 0]


def test_linear_inputs_keep_levels_sparse_and_numbers_twice():
    rng = np.random.default_rng(0)
    X = categories([f"level {i % 40:02d}" for i in range(400)])
    X["n"] = rng.exponential(size=400)
    kinds = columns(numeric=("n",), categorical=("colour",))

    made = linear_inputs(kinds).fit_transform(X, np.arange(400) % 2)
    once = linear_inputs(kinds, has_ranks=False).fit_transform(X, np.arange(400) % 2)

    assert (400, 42) == made.shape
    assert (400, 41) == once.shape
    assert 3 * 400 == made.nnz


def test_many_categories_share_the_width():
    n_columns = 300
    codes_of_rows = np.arange(600) % 100
    X = pd.DataFrame(
        {f"c{j}": pd.Categorical(codes_of_rows.astype(str)) for j in range(n_columns)}
    )
    step = linear_inputs(columns(categorical=tuple(X)))

    made = step.fit_transform(X, np.arange(600) % 2)

    assert (600, 16 * n_columns) == made.shape
