"""Names and labels that mean the same are found, those that do not are left."""

import doctest

import pytest

from dlcompare.modalities import matching
from dlcompare.modalities.matching import match_labels, match_names


def test_examples_hold():
    assert 0 == doctest.testmod(matching).failed


def test_an_equal_name_comes_before_one_alike():
    found = match_names("y", ["Age"], ["age", "Age", "y"])

    assert {"y": "y", "Age": "Age"} == found


def test_each_column_is_taken_once():
    found = match_names("y", ["a b", "ab"], ["A B", "AB", "Y"])

    assert {"y": "Y", "a b": "A B", "ab": "AB"} == found


@pytest.mark.parametrize(
    ("present", "known"),
    [
        (["RED"], ["red", "Red"]),
        (["green"], ["red", "blue"]),
        (["yes"], ["no", "perhaps"]),
        (["yes"], ["a", "b"]),
        (["1_0"], ["10", "2"]),
    ],
    ids=["two meant", "none", "half a truth", "no truth", "no number"],
)
def test_labels_that_could_mean_anything_are_left(present, known):
    assert {} == match_labels(present, known)


def test_many_spellings_of_one_label_are_all_found():
    found = match_labels(["Red", " red", "RED "], ["blue", "red"])

    assert {"Red": "red", " red": "red", "RED ": "red"} == found
