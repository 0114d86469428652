import json

import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.tabular.network_inputs import NetworkInputs


def table(**columns):
    return pd.DataFrame(columns)


def categories(values):
    return pd.Categorical(values)


def test_two_levels_are_one_column_and_more_are_one_each():
    X = table(
        two=categories(["a", "b", "a", "b"]), three=categories(["x", "y", "z", "x"])
    )
    X = pd.concat([X, X])
    inputs = NetworkInputs(categorical=("two", "three"), scaling="standard")

    made = inputs.fit_transform(X, np.arange(8.0))

    assert () == inputs.levels_
    assert 16 == inputs.n_levels_ == made.shape[1]  # four, rounded up
    assert not made[:, 4:].any()
    np.testing.assert_allclose(made[:2, 0], [-1, 1])


def test_many_levels_become_codes_the_commonest_first():
    values = [f"v{i}" for i in range(10) for _ in range(12 - i)]
    inputs = NetworkInputs(categorical=("c",))

    made = inputs.fit_transform(table(c=categories(values)), np.zeros(len(values)))

    assert (16,) == inputs.levels_  # ten and unknown, rounded up
    assert [1.0, 10.0] == [made[0, 0], made[-1, 0]]


def test_unknown_missing_and_single_levels_are_code_zero():
    values = [f"v{i}" for i in range(10) for _ in range(3)] + ["once"]
    inputs = NetworkInputs(categorical=("c",))
    inputs.fit(table(c=categories(values)), np.zeros(len(values)))

    made = inputs.transform(table(c=categories(["once", "new", None, "v3"])))

    assert [0, 0, 0] == made[:3, 0].tolist()
    assert made[3, 0] > 0


def test_missing_numbers_take_the_median_and_a_sign_of_it():
    X = table(n=[1.0, 2.0, 3.0, np.nan, 5.0])
    inputs = NetworkInputs(numeric=("n",), scaling="standard", embeds=False)

    made = inputs.fit_transform(X, np.arange(5.0))

    assert [2.5] == inputs.medians_.tolist()
    assert (5, 17) == made.shape  # sixteen for the sign, and the number
    assert 3 == made[:, 0].argmax()  # the sign of what is missing
    filled = np.array([1, 2, 3, 2.5, 5])
    np.testing.assert_allclose(
        made[:, -1], (filled - filled.mean()) / filled.std(), rtol=1e-6
    )


def test_ranks_are_spread_to_a_normal_shape(rng):
    X = table(n=np.exp(3 * rng.normal(size=3_000)))
    inputs = NetworkInputs(numeric=("n",), scaling="normal")

    made = inputs.fit_transform(X, np.zeros(3_000))[:, -1]

    assert abs(np.mean(np.abs(made) < 1) - 0.683) < 0.02
    assert (np.argsort(made, kind="stable")[:5] == X["n"].argsort()[:5]).all()


def test_means_of_the_target_never_come_from_the_row_itself(rng):
    """A label that is noise must not be told by a category of single pairs."""
    n = 3_000
    X = table(c=categories([f"v{i // 2}" for i in range(n)]))
    y = rng.integers(0, 2, n)
    inputs = NetworkInputs(categorical=("c",))

    made = inputs.fit_transform(X, y)

    means = made[:, -1]
    assert abs(np.corrcoef(means, y)[0, 1]) < 0.1


@pytest.mark.parametrize("scaling", ["robust", "normal", "standard"])
def test_plain_values_give_the_same_matrix(scaling, rng):
    n = 40
    X = table(
        n=np.where(np.arange(n) % 7 == 0, np.nan, rng.normal(size=n)),
        c=categories([f"v{i % 12}" for i in range(n)]),
        t=pd.Series([f"word{i % 3} other" for i in range(n)], dtype="str"),
    )
    inputs = NetworkInputs(
        numeric=("n",), categorical=("c",), text=("t",), scaling=scaling
    )
    made = inputs.fit_transform(X, rng.normal(size=n))

    again = NetworkInputs.from_plain(inputs.to_plain())

    np.testing.assert_allclose(again.transform(X), inputs.transform(X))
    assert made.shape == inputs.transform(X).shape
    assert json.dumps(inputs.to_plain()["places"])


def test_numbers_that_are_not_finite_or_all_missing_are_taken():
    X = table(n=[np.inf, 1.0, 2.0, -np.inf], nothing=[np.nan] * 4)
    inputs = NetworkInputs(numeric=("n", "nothing"))

    made = inputs.fit_transform(X, np.arange(4.0))

    assert np.isfinite(made).all()
