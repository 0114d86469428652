import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.measure import Split
from dlcompare.modalities.text.characters import characters
from dlcompare.modalities.text.describe import measure_text, scripts

ALL = Split(None, ())


def measured(*texts):
    return measure_text(pd.Series(texts, dtype="str"), ALL)


def test_words_vocabulary_and_repeats_are_counted():
    found = measured("red car", "Red car", "red car", "a blue bus", "!?", None)

    assert 2.0 == found["median_words"]
    assert (0.0, 3.0) == found["word_range"]
    assert 5 == found["vocabulary"]  # red, car, a, blue, bus
    assert found["repeated_share"] == pytest.approx(1 / 5)
    assert found["blank_share"] == pytest.approx(1 / 5)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("hello", "Latin"),
        ("Привет", "Cyrillic"),
        ("你好世界", "Han"),
        ("こんにちは", "Hiragana"),
        ("안녕하세요", "Hangul"),
        ("שלום", "Hebrew"),
        ("مرحبا", "Arabic"),
        ("नमस्ते", "Devanagari"),
    ],
)
def test_scripts_are_named(text, script):
    assert script == next(iter(scripts(characters([text, "12 !"]))))


def test_shares_of_scripts_are_of_the_letters():
    found = scripts(characters(["abc 123 !!", "я"]))

    assert {"Latin": 0.75, "Cyrillic": 0.25} == found


def test_without_letters_there_is_no_script():
    assert {} == measured("12", "13 👍")["scripts"]


def test_a_column_of_nothing_has_no_measures():
    assert {"bins": ()} == measured(None, np.nan)
