"""The columns of a parsed table as models take them, in one file that is mapped.

`table.parquet` is packed: whoever opens it holds a copy of every column. Here the
columns are written once more, unpacked, beside it; whichever target is chosen and
whatever is left out, every process then reads the same pages of the same file.
"""

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dlcompare.modalities.tabular.dates import days_since_1970
from dlcompare.modalities.tabular.read import TABLE_FILE
from dlcompare.modalities.tabular.series import to_series

MAPPED_FILE = "columns.arrow"
COLUMNS_AT_ONCE = 64  # columns read together; opening the table for each is slow
MOST_CHANGE = 1e-6  # of a column's spread, by which 32 bits may change its values
LEVELS = b"levels"  # key under which a field keeps the labels of its codes


def map_columns(folder: Path, names: Sequence[str]) -> dict[str, pd.Series]:
    """Columns of the table that `read` wrote into `folder`, without a copy.

    Numbers and dates (days since 1970) are float32, or float64 where 32 bits
    would tell (`smallest_float`); categories have codes of 8, 16 or 32 bits and
    labels in alphabetical order; text is str. Their values cannot be written to.
    The first call writes the file.
    """
    path = folder / MAPPED_FILE
    if not path.exists():
        _write(folder / TABLE_FILE, path)
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    rows = pd.RangeIndex(table.num_rows)  # one for all: thousands of columns open fast
    return {name: _mapped(table, name, rows) for name in names}


def smallest_float(values: npt.NDArray[np.float64]) -> npt.NDArray[np.floating]:
    """`values` as float32 where no model could tell, else as they are.

    float64 remain whole numbers that 32 bits cannot hold (beyond 16.8 million:
    amounts in cents, seconds since 1970), numbers beyond the range of 32 bits, and
    columns half of whose values would change by more than a millionth of the
    distance between the quartiles (of the standard deviation where these are
    equal): a narrow range far from zero, in which different values would merge.
    Elsewhere two values that merge differ by less than a ten-millionth of either.
    """
    with np.errstate(over="ignore"):
        small = values.astype(np.float32)
    change = np.abs(small.astype(np.float64) - values)
    change = change[~np.isnan(change)]
    if not change.any():
        return small
    filled = values[~np.isnan(values)]
    if not np.isfinite(change).all() or bool((filled == np.round(filled)).all()):
        return values
    low, high = np.quantile(filled, (0.25, 0.75))
    spread = float(high - low) or float(np.std(filled))
    return small if np.median(change) <= MOST_CHANGE * spread else values


def _write(source: Path, path: Path) -> None:
    """Write all columns; a half-written file is never seen under its name."""
    names, arrays, fields = [], [], []
    for series in _columns(source):
        array, about = _array(series)
        names.append(str(series.name))
        arrays.append(array)
        fields.append(pa.field(names[-1], array.type, metadata=about))
    schema = pa.schema(fields)
    scratch = path.with_name(f".{uuid.uuid4().hex}")
    try:
        with (
            pa.OSFile(str(scratch), "wb") as sink,
            pa.ipc.new_file(sink, schema) as out,
        ):
            out.write_batch(pa.record_batch(arrays, schema=schema))
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


def _columns(source: Path) -> Iterator[pd.Series]:
    """Every column of a Parquet file, some read at a time."""
    with pq.ParquetFile(source) as file:
        names = file.schema_arrow.names
        for start in range(0, len(names), COLUMNS_AT_ONCE):
            some = names[start : start + COLUMNS_AT_ONCE]
            table = file.read(columns=some)
            for name in some:
                yield to_series(table, name)


def _array(series: pd.Series) -> tuple[pa.Array, dict[bytes, bytes] | None]:
    """A column as it is stored, and the labels of its codes."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.cat.remove_unused_categories()
        levels = json.dumps(series.cat.categories.tolist()).encode()
        return pa.array(series.cat.codes.to_numpy()), {LEVELS: levels}
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return pa.array(smallest_float(days_since_1970(series.to_numpy()))), None
    if pd.api.types.is_float_dtype(series.dtype):
        return pa.array(smallest_float(series.to_numpy())), None
    return pa.array(series, type=pa.large_string()), None


def _mapped(table: pa.Table, name: str, rows: pd.Index) -> pd.Series:
    cells, about = table.column(name).chunk(0), table.field(name).metadata or {}
    if pa.types.is_large_string(cells.type):
        text = pd.arrays.ArrowStringArray(cells, dtype=pd.StringDtype(na_value=np.nan))
        return pd.Series(text, index=rows, name=name, copy=False)
    values = cells.to_numpy()
    if LEVELS in about:
        levels = pd.Index(json.loads(about[LEVELS]), dtype="str")
        kind = pd.CategoricalDtype(levels)
        category = pd.Categorical.from_codes(values, dtype=kind, validate=False)
        return pd.Series(category, index=rows, name=name, copy=False)
    return pd.Series(values, index=rows, name=name, copy=False)
