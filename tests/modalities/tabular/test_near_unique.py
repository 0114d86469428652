"""Codes that differ in nearly every row are what the general way says they are."""

import numpy as np
import pyarrow as pa
import pytest

from dlcompare.modalities.tabular.columns import understand
from dlcompare.modalities.tabular.distinct import encoded, gather
from dlcompare.modalities.tabular.near_unique import understand_near_unique
from dlcompare.modalities.tabular.understood import Wishes

N_ROWS = 25_000
NUMBERS = np.random.default_rng(0).integers(0, 10**6, N_ROWS).tolist()
RISING = range(N_ROWS)


@pytest.mark.parametrize(
    "texts",
    [
        [f"K{i:08d}" for i in RISING],
        [f"K{i}" for i in RISING],  # of different lengths
        [f"K{i:08d}" if i % 50 else None for i in RISING],
        [f"K{i:08d}" if i % 50 else ("NA", "?")[i % 100 > 0] for i in RISING],
        [f"{i}kg" if i % 3 else f"K{i}" for i in RISING],  # a remark on numbers
        [f"#{i:x}" for i in NUMBERS],  # some twice
    ],
)
def test_codes_are_understood_as_in_the_general_way(texts):
    cells = pa.array(texts, pa.string())
    fast = understand_near_unique("code", cells, Wishes())
    slow = understand("code", gather([encoded(cells)]), Wishes())
    assert fast is not None
    assert fast.column == slow.column
    assert fast.tokens == slow.tokens
    assert fast.notes == slow.notes
    assert fast.decisions == slow.decisions
    assert fast.suspects == slow.suspects
    assert fast.values.dictionary_decode().equals(slow.values.dictionary_decode())


def test_codes_in_the_middle_of_an_array_are_counted():
    cells = pa.array(["a b", *(f"K{i}" for i in RISING), ""], pa.string())[1:-1]
    found = understand_near_unique("code", cells, Wishes())
    assert found is not None
    assert found.column.n_unique == N_ROWS


@pytest.mark.parametrize(
    "texts",
    [
        [f"K{i:08d}" for i in range(100)],  # few rows
        [f"K{i % 50}" for i in RISING],  # few values
        [f" K{i}" for i in RISING],  # spaces around
        [f"good day {i}" for i in RISING],  # words
        [f"é{i}" for i in RISING],
        [f"{i:040d}" for i in RISING],  # too long
        [f"{i},5" for i in RISING],  # numbers
        [f"{1 + i % 28:02d}.{1 + i % 12:02d}.{1000 + i % 9000}" for i in RISING],
        ["NA"] * N_ROWS,
        [None] * N_ROWS,
    ],
)
def test_all_else_is_left_to_the_general_way(texts):
    cells = pa.array(texts, pa.string())
    assert understand_near_unique("code", cells, Wishes()) is None


def test_codes_of_too_many_different_characters_are_left_to_the_general_way():
    letters = np.random.default_rng(0).integers(33, 127, (N_ROWS, 16), dtype=np.uint8)
    cells = pa.array([row.tobytes().decode() for row in letters], pa.string())
    assert understand_near_unique("code", cells, Wishes()) is None


def test_a_kind_that_was_chosen_is_left_to_the_general_way():
    cells = pa.array([f"K{i}" for i in RISING])
    assert understand_near_unique("code", cells, Wishes(kind="text")) is None
