from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.tabular.hashes import RowHashes, duplicated_rows, row_hashes
from dlcompare.records import Column, Dataset


def dataset_of(frame: pd.DataFrame, y=None) -> Dataset:
    y = np.zeros(len(frame), np.int64) if y is None else y
    columns = tuple(Column(name, "number", 0, 0) for name in frame)
    return Dataset("t", "tabular", "binary", "y", frame, y, columns, ("a", "b"))


def test_repeated_rows_are_those_pandas_finds(rng):
    frame = pd.DataFrame(
        {
            "n": rng.choice([0.5, 1.5, np.nan], 300),
            "c": pd.Categorical(rng.choice(["u", "v", None], 300)),
            "t": pd.Series(rng.choice(["one", "two"], 300), dtype="str"),
        }
    )
    y = rng.integers(0, 2, 300)

    expected = frame.assign(y=y).duplicated()

    found = dataset_of(frame, y)
    assert expected.tolist() == duplicated_rows(found).tolist()
    hashes = RowHashes(300)
    for values in (*(frame[name] for name in frame), y):
        hashes.add(values)
    assert expected.sum() == hashes.n_repeated()


def test_no_two_of_many_close_numbers_agree():
    frame = pd.DataFrame({"a": np.arange(200_000.0), "b": np.arange(200_000.0)[::-1]})

    assert row_hashes(dataset_of(frame), with_target=False).is_unique


def test_equal_values_are_equal_in_any_type():
    wide = pd.DataFrame({"n": [0.0, 2.5], "c": pd.Categorical(["b", "a"])})
    narrow = pd.DataFrame(
        {
            "n": np.array([-0.0, 2.5], np.float32),
            "c": pd.Categorical(["b", "a"], categories=["z", "b", "a"]),
        }
    )

    one, other = (row_hashes(dataset_of(f), with_target=False) for f in (wide, narrow))

    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("with_target", [True, False])
def test_the_target_counts_if_asked(with_target):
    frame = pd.DataFrame({"a": [1.0, 1.0]})
    dataset = replace(dataset_of(frame), y=np.array([0, 1]))

    hashes = row_hashes(dataset, with_target=with_target)

    assert with_target is hashes.is_unique


def test_order_of_columns_and_swapped_cells_count():
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0]})

    assert row_hashes(dataset_of(frame), with_target=False).is_unique
