"""What the verdict says of more rows."""

from dataclasses import replace

import pytest

from dlcompare.advice.more_data import more_data
from dlcompare.comparison import compare
from tests.curves import a_look, a_plan, some_curves

PLAN = a_plan()
_, FOLDS = a_look(PLAN, (lambda n: 0.2, lambda n: 0.1), noise=0.001)
COMPARISON = compare(FOLDS, PLAN, n_rows=10_000)


def test_nothing_is_said_without_curves():
    assert () == more_data(None, COMPARISON)


def test_the_sentence_of_the_curves_is_said():
    curves = some_curves()

    assert (f"More rows. {curves.sentence}",) == more_data(curves, COMPARISON)


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "One reason speaks against"), (2, "Two reasons speak against")],
)
def test_doubts_are_counted(n, words):
    curves = replace(some_curves(), reasons=("Few sizes.",) * n)

    assert words in more_data(curves, COMPARISON)[0]


def test_a_model_that_stands_in_for_the_champion_is_named():
    curves = some_curves(classical="forest")

    (text,) = more_data(curves, COMPARISON)

    assert "faster to train on many samples: random forest." in text
