"""Parquet files: columns that already have types."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits


def read_stored(
    path: Path, name: str
) -> tuple[tuple[str, ...], list[Any], tuple[str, ...]]:
    """Names, columns and notes of a Parquet file.

    Raises
    ------
    UnreadableUpload
        The file is broken, or its declared size is beyond the limits: a small
        file can hold hundreds of millions of rows.
    """
    try:
        with pq.ParquetFile(path) as file:
            rows, schema = file.metadata.num_rows, file.schema_arrow
            _check_size(rows, schema, name)
            wanted = [i for i, f in enumerate(schema) if _is_plain(f.type)]
            kept = [schema[i].name for i in wanted]
            table = file.read(columns=list(dict.fromkeys(kept)))
        table.validate(full=True)  # text that is no UTF-8, indices out of range
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableUpload(
            f"{name} is a broken Parquet file.", "Write it again, or upload a CSV."
        ) from error
    nested = [f.name for f in schema if not _is_plain(f.type)]
    notes: tuple[str, ...] = ()
    if nested:
        notes = (f"Columns of lists or bytes left out: {words.listed(nested)}.",)
    return tuple(table.column_names), list(table.columns), notes


def _check_size(n_rows: int, schema: Any, name: str) -> None:
    if len(schema) > limits.MAX_COLUMNS or n_rows * len(schema) > limits.MAX_CELLS:
        raise UnreadableUpload(
            f"{name} declares {n_rows:,} rows and {len(schema):,} columns, "
            f"more than {limits.MAX_CELLS:,} cells or {limits.MAX_COLUMNS:,} columns.",
            "Upload a sample of its rows, or fewer columns.",
        )


def _is_plain(kind: Any) -> bool:
    """Whether a column holds one number, word, truth or time per row."""
    if pa.types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return bool(
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_date(kind)
        or pa.types.is_timestamp(kind)
        or pa.types.is_duration(kind)
        or pa.types.is_null(kind)
    )
