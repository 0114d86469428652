import numpy as np
import pandas as pd
import pytest

from dlcompare.modalities.tabular.mapped import (
    MAPPED_FILE,
    map_columns,
    smallest_float,
)


@pytest.fixture
def parsed(parse):
    n = 120
    frame = pd.DataFrame(
        {
            "size": np.where(np.arange(n) % 7, np.arange(n) / 8, np.nan),
            "cents": 20_000_001 + np.arange(n),
            "colour": [["red", "blue", None][i % 3] for i in range(n)],
            "story": [f"once there was number {i} and then" for i in range(n)],
            "target": ["yes", "no"] * (n // 2),
        }
    )
    return parse("a.csv", frame.to_csv(index=False).encode())


def test_columns_are_what_was_parsed(parsed):
    found = map_columns(parsed.folder, ["size", "colour", "story", "cents"])

    kinds = {name: str(column.dtype) for name, column in found.items()}
    assert {
        "size": "float32",
        "colour": "category",
        "story": "str",
        "cents": "float64",
    } == kinds
    assert [0.125, 0.25] == found["size"].tolist()[1:3]
    assert np.isnan(found["size"][0])
    assert ["blue", "red"] == found["colour"].cat.categories.tolist()
    assert [1, 0, -1] == found["colour"].cat.codes.tolist()[:3]
    assert "once there was number 1 and then" == found["story"][1]
    assert 20_000_002.0 == found["cents"][1]


def test_two_datasets_share_the_memory_of_the_file_and_do_not_write_it_again(parsed):
    first = parsed.dataset(target="target").X
    written = (parsed.folder / MAPPED_FILE).stat().st_mtime_ns
    second = parsed.dataset(target="colour", excluded=("story",)).X

    assert written == (parsed.folder / MAPPED_FILE).stat().st_mtime_ns
    assert not first["size"].to_numpy().flags.owndata
    assert not first["size"].to_numpy().flags.writeable
    assert not second["cents"].to_numpy().flags.owndata


def test_models_take_the_read_only_columns(parsed):
    X = parsed.dataset(target="target", excluded=("story",)).X

    assert 20 == len(X.iloc[:20])
    assert (120, 2) == np.array(X[["size", "cents"]], dtype=np.float32).shape


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([0.1, 0.2, np.nan], np.float32),
        ([np.nan, np.nan], np.float32),
        ([0, 1, 16_777_216], np.float32),
        ([0, 1, 16_777_217], np.float64),
        ([1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75], np.float64),  # far from zero, narrow
        ([20_000.1, 20_000.2, 20_400.3], np.float64),  # days with hours, one year
        ([0.5, 1.5, 1e60], np.float64),  # beyond 32 bits
        ([0.1, 0.2, 0.3, 1e6 + 0.1], np.float32),  # one large value among small
        ([0.0, 0.0, 0.0, 0.0, 0.1], np.float32),
    ],
)
def test_numbers_are_32_bits_wide_where_no_model_could_tell(values, dtype):
    assert dtype == smallest_float(np.array(values, dtype=np.float64)).dtype


def test_numbers_of_32_bits_differ_by_less_than_a_millionth_of_the_spread():
    values = np.random.default_rng(0).normal(100, 15, 1_000)

    small = smallest_float(values)

    assert np.float32 == small.dtype
    assert np.abs(small - values).max() < 1e-6 * 20
