"""Parquet files: columns that already have types."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.source import Block, Source
from dlcompare.records import Decision

BLOCK_ROWS = 100_000


def open_stored(path: Path, name: str) -> Source:
    """A Parquet file, to be read in blocks of rows.

    Raises
    ------
    UnreadableUpload
        The file is broken, or its declared size is beyond the limits: a small
        file can hold hundreds of millions of rows.
    """
    try:
        with pq.ParquetFile(path) as file:
            rows, schema = file.metadata.num_rows, file.schema_arrow
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _broken(name) from error
    _check_size(rows, schema, name)
    kept = tuple(i for i, field in enumerate(schema) if _is_plain(field.type))
    nested = [field.name for field in schema if not _is_plain(field.type)]
    if not kept:
        raise UnreadableUpload(
            f"{name} has no column that can be read; all hold lists or bytes.",
            "Write one number, word, truth or time per cell.",
        )
    notes: tuple[str, ...] = ()
    if nested:
        notes = (f"Columns of lists or bytes left out: {words.listed(nested)}.",)
    return Source(
        tuple(schema[i].name for i in kept),
        partial(_blocks, path, name, kept),
        decisions=(Decision("format", "Parquet", "the file begins with its mark"),),
        notes=notes,
    )


def _blocks(
    path: Path, name: str, places: Sequence[int], columns: Sequence[int]
) -> Generator[Block, None, None]:
    """Blocks of the columns asked for; by place where names stand twice."""
    wanted = [places[i] for i in columns]
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            asked = [names[i] for i in wanted]
            if len(set(names)) == len(names):
                batches = file.iter_batches(BLOCK_ROWS, columns=asked)
                wanted = [asked.index(name) for name in asked]
            else:
                batches = file.iter_batches(BLOCK_ROWS)
            for batch in batches:
                batch.validate(full=True)  # text no UTF-8, indices out of range
                yield Block([_decoded(batch.column(i)) for i in wanted])
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _broken(name) from error


def _broken(name: str) -> UnreadableUpload:
    return UnreadableUpload(
        f"{name} is a broken Parquet file.", "Write it again, or upload a CSV."
    )


def _decoded(cells: Any) -> Any:
    is_dictionary = pa.types.is_dictionary(cells.type)
    return cells.dictionary_decode() if is_dictionary else cells


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
