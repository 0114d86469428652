"""Columns that have a type already, as those of Parquet files."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.tabular.absent import suspect_number
from dlcompare.modalities.tabular.columns import understand
from dlcompare.modalities.tabular.dates import number_dates
from dlcompare.modalities.tabular.distinct import encoded, gather
from dlcompare.modalities.tabular.numbers import finite
from dlcompare.modalities.tabular.understood import (
    Understood,
    Wishes,
    dated_column,
    decided,
    number_column,
    take_out,
)
from dlcompare.records import Column

AS_WORDS = ("category", "text", "boolean")  # kinds for which values become words


def understand_typed(name: str, cells: Any, wish: Wishes) -> Understood:
    """The kind and values of a column of numbers, truths or times.

    Raises
    ------
    UnreadableUpload
        The user asks for a kind that the column cannot have.
    """
    kind = cells.type
    is_time = pa.types.is_temporal(kind) and not pa.types.is_duration(kind)
    if wish.kind in AS_WORDS or (pa.types.is_boolean(kind) and wish.kind):
        return understand(name, gather([encoded(_as_words(cells))]), wish)
    if pa.types.is_boolean(kind):
        words = pc.if_else(cells, "True", "False").dictionary_encode()
        words = words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words
        n_unique = pc.count_distinct(cells, mode="only_valid").as_py()
        return Understood(Column(name, "boolean", cells.null_count, n_unique), words)
    if is_time and wish.kind in (None, "date"):
        stamps = cells.cast(pa.timestamp("us"), safe=False)
        n_unique = pc.count_distinct(stamps, mode="only_valid").as_py()
        said = decided(name, "date", "the file says so", wish)
        column = Column(name, "date", stamps.null_count, n_unique)
        return Understood(column, stamps, decisions=said)
    return _numbers(name, cells, wish)


def _as_words(cells: Any) -> Any:
    """Values as text: 3.0 is "3"."""
    if pa.types.is_boolean(cells.type):
        return pc.if_else(cells, "True", "False")
    if pa.types.is_floating(cells.type):
        with_point = pc.cast(cells, pa.string())
        return pc.replace_substring_regex(with_point, r"\.0$", "")
    return pc.cast(cells, pa.string())


def _numbers(name: str, cells: Any, wish: Wishes) -> Understood:
    """A column of numbers, and of times where numbers are asked for."""
    if pa.types.is_temporal(cells.type):
        if not pa.types.is_duration(cells.type):
            cells = cells.cast(pa.timestamp("us"), safe=False)
        cells = cells.cast(pa.int64())
    numbers = cells.cast(pa.float64(), safe=False)
    values = finite(numbers)
    given = pc.fill_null(pc.invert(pc.is_nan(numbers)), False)
    n_lost = int(pc.sum(given).as_py() or 0) - int(np.isfinite(values).sum())
    values, tokens = take_out(values, wish.missing)
    notes = (f"Column '{name}': {n_lost:,} infinite values are read as missing.",)
    unique, counts = np.unique(values[np.isfinite(values)], return_counts=True)
    dates = number_dates(name, unique, is_certain=wish.kind == "date")
    if dates is None and wish.kind == "date":
        raise UnreadableUpload(
            f"Column '{name}' holds numbers that are no dates.",
            "Choose another kind for this column, or let it be recognised.",
        )
    if dates is not None and wish.kind in (None, "date"):
        found = dated_column(name, values, unique, dates, wish)
        return replace(found, tokens=tokens)
    suspect = suspect_number(unique, counts)
    return Understood(
        number_column(name, values, len(unique)),
        pa.array(values),
        tokens,
        notes=notes if n_lost else (),
        decisions=decided(name, "number", "", wish) if wish.kind else (),
        suspects=(suspect,) if suspect else (),
    )
