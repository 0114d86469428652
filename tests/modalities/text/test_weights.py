import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.text.weights import MAX_WORDS, Words

TEXTS = ["red car", "red bus", "blue bus", "tree", None, "red red red bus"] * 3


def frame(*columns):
    return pd.DataFrame(
        {f"t{i}": pd.Series(c, dtype="str") for i, c in enumerate(columns)}
    )


def test_rows_have_length_one_in_every_block_they_have_terms_of():
    made = Words(reduced=False).fit_transform(frame(TEXTS))

    lengths = np.sqrt(made.multiply(made).sum(axis=1))
    np.testing.assert_allclose(lengths[[0, 1, 2, 5]], 1, atol=1e-6)
    assert 0 == lengths[4]


def test_weights_are_those_of_scikit_learn():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [text or "" for text in TEXTS]
    terms = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    expected = terms.fit_transform(texts).toarray()

    made = Words(reduced=False).fit_transform(frame(TEXTS)).toarray()

    assert expected.shape == made.shape
    np.testing.assert_allclose(made @ made.T, expected @ expected.T, atol=1e-6)


def test_columns_are_read_together_and_each_for_itself():
    one = Words(reduced=False).fit_transform(frame(TEXTS))

    two = Words(reduced=False).fit_transform(frame(TEXTS, TEXTS[::-1]))

    assert 3 * one.shape[1] <= two.shape[1]


@pytest.mark.parametrize("reduced", [True, False])
def test_learning_and_giving_at_once_is_the_same_as_one_after_the_other(reduced):
    X = frame(TEXTS)
    step = Words(reduced=reduced, has_pieces=True)

    first = step.fit_transform(X)
    second = Words(reduced=reduced, has_pieces=True).fit(X).transform(X)

    if not reduced:
        first, second = first.toarray(), second.toarray()
    np.testing.assert_allclose(first, second, atol=1e-5)


@pytest.mark.parametrize(
    "texts",
    [["same text"] * 6, [None] * 6, ["", " ", "\x00", "!", None, "\n"]],
    ids=["all equal", "all missing", "nothing to read"],
)
@pytest.mark.parametrize("reduced", [True, False])
def test_texts_that_say_nothing_are_no_error(texts, reduced):
    made = Words(reduced=reduced, has_pieces=True).fit_transform(frame(texts))

    assert 6 == made.shape[0]
    assert np.isfinite(np.asarray(made.sum(axis=1))).all()


def test_the_commonest_terms_are_kept(monkeypatch):
    monkeypatch.setattr("dlcompare.modalities.text.weights.MAX_WORDS", 1)

    made = Words(reduced=False).fit_transform(frame(TEXTS))

    assert (18, 1) == made.shape
    assert [True, True, False] == (made.toarray()[:3, 0] > 0).tolist()  # "red"
    assert MAX_WORDS > 1


def test_long_tables_are_counted_in_portions(monkeypatch):
    whole = Words(reduced=False).fit_transform(frame(TEXTS))
    monkeypatch.setattr("dlcompare.modalities.text.weights.AT_ONCE", 10)

    made = Words(reduced=False).fit_transform(frame(TEXTS))

    np.testing.assert_allclose(made.toarray(), whole.toarray())
