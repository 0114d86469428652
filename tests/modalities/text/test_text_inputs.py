import warnings

import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.text.network_inputs import MAX_TOKENS, TextInputs

TEXTS = ["red car", "red bus", "blue bus", None, "a red tree, 树树"] * 4


def frame(texts=TEXTS, **more):
    return pd.DataFrame({"t": pd.Series(texts, dtype="str"), **more})


def fitted(X, **kinds):
    inputs = TextInputs(text=("t",), **kinds)
    return inputs, inputs.fit_transform(X, np.arange(len(X)) % 2)


def test_the_commonest_word_has_the_first_code_and_gaps_have_none():
    _, made = fitted(frame())

    assert (20, 8) == made.shape
    assert [2, 2] == made[:2, 0].tolist()  # "red"
    assert 0 == made[3].sum()
    assert made[4, 3] == made[4, 4] != 0  # one word per Han character


def test_words_not_met_in_training_are_unknown():
    inputs, _ = fitted(frame())

    made = inputs.transform(frame(["red zebra", "", None]))

    assert [2, 1, 0] == made[0, :3].tolist()
    assert not made[1:].any()


def test_other_columns_stand_behind_the_words():
    numbers = np.arange(20.0)

    inputs, made = fitted(frame(size=numbers), numeric=("size",))

    behind = made[:, sum(inputs.texts_) :]
    assert np.corrcoef(behind[:, -1], numbers)[0, 1] > 0.99


def test_stored_inputs_give_the_same():
    X = frame(size=np.arange(20.0))
    inputs, made = fitted(X, numeric=("size",))

    again = TextInputs.from_plain(inputs.to_plain())

    np.testing.assert_array_equal(made, again.transform(X))


def test_long_texts_are_cut_and_it_is_said():
    long = " ".join(["word"] * 2 * MAX_TOKENS)

    with pytest.warns(UserWarning, match="first 256 words"):
        _, made = fitted(frame([long] * 6))

    assert (6, MAX_TOKENS) == made.shape


@pytest.mark.parametrize("texts", [[None] * 6, ["same"] * 6, ["!?"] * 6])
def test_texts_that_say_nothing_are_no_error(texts):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, made = fitted(frame(texts))

    assert np.isfinite(made).all()
