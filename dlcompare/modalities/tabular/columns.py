"""What a column of text is: number, category, boolean, date or running text.

Everything is decided on the distinct values, weighted by how often they occur.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.modalities.tabular.dates import parse_dates
from dlcompare.records import Column, ColumnKind

# Read as missing in every column; upper and lower case as listed, since "Nan" is
# a name. In columns of numbers the second list is missing too.
MISSING = ("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "<NA>")
MISSING_NUMBER = ("-", "--", ".", "..", "None", "none", "na", "missing", "#VALUE!")
NUMBER_SHARE = 0.95  # of the filled cells; the rest of such a column is missing
MIXED_SHARE = 0.5  # numbers among words that are worth a remark

MIN_TEXT_VALUES = 50  # distinct; fewer are categories however long
MIN_TEXT_SHARE = 0.5  # distinct over filled cells
MIN_TEXT_WORDS = 2.0  # mean per value
MIN_TEXT_LENGTH = 30.0  # mean characters; for languages without spaces
MAX_MAGNITUDE = 1e100  # squares of more leave the range of float64
EXACT_WHOLE = 2.0**53  # whole numbers beyond lose digits as float64: they are codes
PADDED_SHARE = 0.01  # of the values with a leading zero: codes such as 01234

TRUTHS = ({"true", "false"}, {"yes", "no"}, {"t", "f"}, {"y", "n"}, {"on", "off"})
PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"


@dataclass(frozen=True)
class Understood:
    """One column as understood, and what was changed on the way.

    `values` is float64, string, dictionary of string or timestamp. `tokens`
    counts the cells that stood for missing, by what was written there; `n_blank`
    are those with spaces only.
    """

    column: Column
    values: pa.Array
    tokens: Mapping[str, int] = field(default_factory=dict)
    n_spaces: int = 0
    n_blank: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Distinct:
    """The different values of a column, trimmed, how often, and where."""

    values: pa.Array
    counts: np.ndarray
    rows: np.ndarray  # index into `values`, by row


def understand(name: str, cells: Any, *, decimal: str = ".") -> Understood:
    """The kind and values of a column.

    Parameters
    ----------
    name : str
    cells : Arrow array, chunked or not
        Text, or already typed.
    decimal : str
        "." or ","; the other may separate thousands.
    """
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if not _is_text(cells.type):
        return _typed(name, cells)
    distinct, n_spaces, n_blank = _distinct(cells)
    is_missing = pc.is_in(distinct.values, value_set=pa.array(MISSING)).to_numpy(False)
    tokens = _tokens(distinct, is_missing)
    found = _number(name, distinct, is_missing, decimal)
    if found is None:
        found = _date(name, distinct, is_missing)
    if found is None:
        found = _words(name, distinct, is_missing, decimal)
    return Understood(
        found.column,
        found.values,
        {**tokens, **found.tokens},
        n_spaces,
        n_blank,
        found.notes,
    )


def _is_text(kind: Any) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
    )


def _distinct(cells: Any) -> tuple[_Distinct, int, int]:
    """Distinct values without spaces around; cells that had some, or only such."""
    encoded = pc.fill_null(cells.cast(pa.string()), "").dictionary_encode()
    rows = encoded.indices.to_numpy(zero_copy_only=False)
    raw, trimmed = encoded.dictionary, pc.utf8_trim_whitespace(encoded.dictionary)
    counts = np.bincount(rows, minlength=len(raw))
    changed = pc.not_equal(raw, trimmed).to_numpy(zero_copy_only=False)
    empty = pc.equal(trimmed, "").to_numpy(zero_copy_only=False)
    n_spaces, n_blank = (int(counts[changed & e].sum()) for e in (~empty, empty))
    if n_spaces or n_blank:
        again = trimmed.dictionary_encode()
        rows = again.indices.to_numpy(zero_copy_only=False)[rows]
        trimmed = again.dictionary
        counts = np.bincount(rows, minlength=len(trimmed))
    return _Distinct(trimmed, counts, rows), n_spaces, n_blank


def _tokens(distinct: _Distinct, is_missing: np.ndarray) -> dict[str, int]:
    """Cells that stood for missing, by token; empty cells are not worth telling."""
    places = np.flatnonzero(is_missing)
    found = {distinct.values[i].as_py(): int(distinct.counts[i]) for i in places}
    return {token: n for token, n in found.items() if token}


def _floats(values: pa.Array, decimal: str) -> np.ndarray:
    """Each text as a number, NaN where it is none."""
    if decimal == ".":
        with contextlib.suppress(pa.ArrowInvalid):  # some are no plain numbers
            return _finite(pc.cast(values, pa.float64()))
    if decimal == ",":
        swapped = pc.replace_substring(values, ".", "\x00")
        swapped = pc.replace_substring(swapped, ",", ".")
        values = pc.replace_substring(swapped, "\x00", ",")
    grouped = pc.match_substring_regex(values, THOUSANDS)
    values = pc.if_else(grouped, pc.replace_substring(values, ",", ""), values)
    plain = pc.match_substring_regex(values, PLAIN)
    signless = pc.utf8_ltrim(values, "+")
    numbers = pc.cast(pc.if_else(plain, signless, None), pa.float64())
    return _finite(numbers)


def _finite(numbers: Any) -> np.ndarray:
    """Arrow numbers as an array of their own; NaN where missing or beyond use."""
    values = np.array(pc.fill_null(numbers, np.nan), dtype=np.float64)
    with np.errstate(invalid="ignore"):
        values[np.abs(values) > MAX_MAGNITUDE] = np.nan
    return values


def _number(
    name: str, distinct: _Distinct, is_missing: np.ndarray, decimal: str
) -> Understood | None:
    """The column as numbers, if nearly all that is filled in is one."""
    extra = pc.is_in(distinct.values, value_set=pa.array(MISSING_NUMBER))
    is_token = extra.to_numpy(zero_copy_only=False) & ~is_missing
    filled = pc.if_else(pa.array(is_missing | is_token), None, distinct.values)
    numbers = _floats(filled, decimal)
    is_number = np.isfinite(numbers)
    n_filled = int(distinct.counts[~(is_missing | is_token)].sum())
    n_number = int(distinct.counts[is_number].sum())
    if n_filled and (n_number < NUMBER_SHARE * n_filled or not n_number):
        return None
    if n_filled == 0 and is_token.any():
        return None
    if _are_codes(filled, numbers, is_number):
        return None
    notes: tuple[str, ...] = ()
    lost = ~(is_number | is_missing | is_token)
    if lost.any():
        n_lost = int(distinct.counts[lost].sum())
        example = distinct.values[int(np.flatnonzero(lost)[0])].as_py()
        notes = (
            f"Column '{name}' holds numbers; {n_lost:,} other cells, such as "
            f"'{example[:40]}', are read as missing.",
        )
    numbers[~is_number] = np.nan
    values = numbers[distinct.rows]
    column = _column(name, "number", values, len(np.unique(numbers[is_number])))
    return Understood(
        column, pa.array(values), _tokens(distinct, is_token), notes=notes
    )


def _are_codes(texts: Any, numbers: np.ndarray, is_number: np.ndarray) -> bool:
    """Whether numbers are codes: padded with zeros, or with too many digits."""
    if not is_number.any():
        return False
    if np.abs(numbers[is_number]).max() > EXACT_WHOLE:
        digits = pc.fill_null(pc.match_substring_regex(texts, r"^\d{16,}$"), False)
        return bool(pc.any(digits).as_py())
    padded = pc.sum(pc.match_substring_regex(texts, r"^0\d+$")).as_py() or 0
    if padded <= PADDED_SHARE * is_number.sum():
        return False
    lengths = pc.min_max(pc.utf8_length(texts)).as_py()
    return bool(lengths["min"] == lengths["max"])


def _column(name: str, kind: ColumnKind, values: np.ndarray, n_unique: int) -> Column:
    return Column(name, kind, int(np.isnan(values).sum()), n_unique)


def _date(name: str, distinct: _Distinct, is_missing: np.ndarray) -> Understood | None:
    """The column as dates, if nearly all that is filled in is one."""
    filled = pc.if_else(pa.array(is_missing), None, distinct.values)
    parsed = parse_dates(filled, distinct.counts)
    if parsed is None:
        return None
    days, order = parsed
    values = days[distinct.rows]
    n_missing = int(np.isnat(values).sum())
    n_unique = len(np.unique(days[~np.isnat(days)]))
    n_lost = n_missing - int(distinct.counts[is_missing].sum())
    notes = [f"Column '{name}' is read as dates, {order}."]
    if n_lost:
        notes.append(f"Column '{name}': {n_lost:,} cells are no date, so missing.")
    column = Column(name, "date", n_missing, n_unique)
    return Understood(column, pa.array(values), notes=tuple(notes))


def _words(
    name: str, distinct: _Distinct, is_missing: np.ndarray, decimal: str
) -> Understood:
    """The column as categories, a boolean, or running text."""
    kept = np.flatnonzero(~is_missing)
    labels = distinct.values.take(pa.array(kept))
    n_missing = int(distinct.counts[is_missing].sum())
    n_filled = len(distinct.rows) - n_missing
    kind: ColumnKind = "category"
    if len(labels) == 2 and {str(v).lower() for v in labels.to_pylist()} in TRUTHS:
        kind = "boolean"
    elif _is_running_text(labels, n_filled):
        kind = "text"
    place = np.full(len(is_missing), -1, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    codes = place[distinct.rows]
    indices = pa.array(codes, mask=codes < 0)
    values = pa.DictionaryArray.from_arrays(indices, labels)
    if kind == "text":
        values = values.dictionary_decode()
    numbers = np.isfinite(_floats(distinct.values, decimal)) & ~is_missing
    share = distinct.counts[numbers].sum() / max(n_filled, 1)
    notes: tuple[str, ...] = ()
    if kind == "category" and MIXED_SHARE < share < NUMBER_SHARE:
        notes = (
            f"Column '{name}' mixes numbers ({share:.0%} of its cells) and words; "
            "it is read as words.",
        )
    return Understood(Column(name, kind, n_missing, len(labels)), values, notes=notes)


def _is_running_text(labels: pa.Array, n_filled: int) -> bool:
    """Whether values are sentences: many, hardly repeated, of several words."""
    if len(labels) <= MIN_TEXT_VALUES or len(labels) <= MIN_TEXT_SHARE * n_filled:
        return False
    spaces = pc.mean(pc.count_substring_regex(labels, r"\s+")).as_py()
    length = pc.mean(pc.utf8_length(labels)).as_py()
    return bool(spaces + 1 >= MIN_TEXT_WORDS or length >= MIN_TEXT_LENGTH)


def _typed(name: str, cells: Any) -> Understood:
    """A column that already has a type (Parquet)."""
    kind = cells.type
    if pa.types.is_boolean(kind):
        words = pc.if_else(cells, "True", "False").dictionary_encode()
        column = Column(name, "boolean", cells.null_count, len(words.dictionary))
        return Understood(column, words)
    if pa.types.is_temporal(kind) and not pa.types.is_duration(kind):
        stamps = cells.cast(pa.timestamp("us"), safe=False)
        n_unique = pc.count_distinct(stamps, mode="only_valid").as_py()
        note = f"Column '{name}' is a date."
        column = Column(name, "date", stamps.null_count, n_unique)
        return Understood(column, stamps, notes=(note,))
    if pa.types.is_duration(kind):
        cells = cells.cast(pa.int64())
    numbers = cells.cast(pa.float64(), safe=False)
    values = _finite(numbers)
    given = pc.fill_null(pc.invert(pc.is_nan(numbers)), False)
    n_lost = int(pc.sum(given).as_py() or 0) - int(np.isfinite(values).sum())
    unique = np.unique(values[~np.isnan(values)])
    notes = (f"Column '{name}': {n_lost:,} infinite values are read as missing.",)
    column = _column(name, "number", values, len(unique))
    return Understood(column, pa.array(values), notes=notes if n_lost else ())
