import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from dlcompare.modalities.text.characters import MAX_CHARACTERS, characters
from dlcompare.modalities.text.grams import pairs, pieces, words


def n_words(text):
    return len(words([text]).hashes)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("The red, red car.", 4),
        ("don't", 2),
        ("我爱北京", 4),
        ("カタカナ", 4),
        ("नमस्ते दुनिया", 2),
        ("שלום עולם", 2),
        ("مرحبا بالعالم", 2),
        ("Привет, мир!", 2),
        ("good 👍🎉", 3),
        ("한국어 문장", 2),
        ("price 5€", 3),
        ("...!?", 0),
        ("", 0),
        ("\x00\x01 a\x02b", 2),
    ],
)
def test_words_of_any_script_are_found(text, n):
    assert n == n_words(text)


def test_a_word_has_one_hash_wherever_it_stands_and_however_it_is_written():
    found = words(["red car", "a RED", "ｒｅｄ", "der"])

    red = found.hashes[found.text == 2]
    assert [0, 1, 2] == found.text[found.hashes == red].tolist()


def test_words_are_as_many_as_counting_one_by_one_finds():
    rng = np.random.default_rng(0)
    names = ["ab", "abc", "b", "x1", "łódź", "été"]
    texts = [" ".join(rng.choice(names, rng.integers(0, 9))) for _ in range(50)]

    found = words(texts)

    for number, text in enumerate(texts):
        assert len(text.split()) == int((found.text == number).sum())
    assert len(names) == len(np.unique(found.hashes))


def test_pairs_stay_within_a_text_and_keep_their_order():
    found = pairs(words(["red car", "car red", "car", "red car"]))

    assert [0, 1, 3] == found.text.tolist()
    assert found.hashes[0] == found.hashes[2] != found.hashes[1]


def test_pieces_are_those_that_scikit_learn_cuts():
    texts = ["the red  car", "reddish", "a", "", "我爱北京天安门"]
    cut = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    expected = cut.fit_transform(texts)

    found = pieces(texts)

    assert expected.shape[1] == len(np.unique(found.hashes))
    # sklearn cuts a word shorter than the piece once more for every length
    for number in (1, 4):
        assert expected[number].sum() == int((found.text == number).sum())


def test_what_is_no_text_is_empty_and_a_huge_cell_is_cut():
    given = characters([None, float("nan"), "x" * (3 * MAX_CHARACTERS)])

    assert MAX_CHARACTERS + 4 == len(given.codes)
    assert 3 == given.n_texts
