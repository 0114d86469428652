"""Text to cells: a text table as Arrow columns of strings."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.sniff import Layout

SHOWN_BAD_LINES = 5


def read_cells(
    path: Path, name: str, layout: Layout, *, has_quotes: bool, skip_bad_rows: bool
) -> tuple[list[pa.ChunkedArray], tuple[str, ...]]:
    """All cells as text, column by column, and notes on what was left out.

    Raises
    ------
    UnreadableUpload
        Lines have too many or too few fields and `skip_bad_rows` is off, or a
        quote never closes, or there are too many cells.
    """
    bad: list[Any] = []

    def note_bad(row: Any) -> str:
        bad.append(row.actual_columns)
        return "skip"

    table = _parse(path, name, layout, has_quotes=has_quotes, on_bad=note_bad)
    if table.num_rows * table.num_columns > limits.MAX_CELLS:
        raise UnreadableUpload(
            f"{name} has {table.num_rows:,} rows and {table.num_columns:,} columns, "
            f"more than {limits.MAX_CELLS:,} cells.",
            "Upload a sample of its rows, or fewer columns.",
        )
    if bad and not skip_bad_rows:
        raise _ragged(path, name, layout, len(bad))
    n_rows = table.num_rows + len(bad)
    notes: tuple[str, ...] = ()
    if bad:
        notes = (
            f"{words.count(len(bad), 'line')} of {n_rows:,} left out: not "
            f"{len(layout.names)} fields.",
        )
    return table.columns, notes


def _parse(
    path: Path,
    name: str,
    layout: Layout,
    *,
    has_quotes: bool,
    on_bad: Callable[[Any], str],
) -> pa.Table:
    """Cut the file; `on_bad` is told of lines that do not fit."""
    fields = [str(i) for i in range(len(layout.names))]
    try:
        return pa.csv.read_csv(
            path,
            read_options=pa.csv.ReadOptions(
                column_names=fields,
                skip_rows=layout.n_header_lines,
                block_size=limits.MAX_LINE_BYTES,
            ),
            parse_options=pa.csv.ParseOptions(
                delimiter=layout.delimiter,
                newlines_in_values=has_quotes,
                invalid_row_handler=on_bad,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types={field: pa.string() for field in fields},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "straddling" in str(error):
            raise UnreadableUpload(
                f"{name} has a line of more than {words.size(limits.MAX_LINE_BYTES)}; "
                "perhaps a quote is opened and never closed.",
                "Look for a lone quotation mark, or choose another delimiter.",
            ) from error
        raise UnreadableUpload(
            f"{name} has no rows below its header."
            if _is_empty(error)
            else f"{name} cannot be cut into columns ({error}).",
            "Upload a table with a header line and rows of equal length.",
        ) from error


def _is_empty(error: Exception) -> bool:
    return any(said in str(error) for said in ("Empty CSV", "skip initial"))


def _ragged(path: Path, name: str, layout: Layout, n_bad: int) -> UnreadableUpload:
    """The message about bad lines: where, how long, how many."""
    bad: list[tuple[int, int]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=layout.delimiter)
        try:
            for row in reader:
                if row and len(row) != len(layout.names):
                    bad.append((reader.line_num, len(row)))
                if len(bad) == SHOWN_BAD_LINES + layout.n_header_lines:
                    break
        except csv.Error:  # a field too long for this parser: fewer lines are named
            bad = bad[:SHOWN_BAD_LINES]
    bad = [b for b in bad if b[0] > layout.n_header_lines][:SHOWN_BAD_LINES]
    shown = [f"line {line:,} has {words.count(n, 'field')}" for line, n in bad]
    rest = f", and {n_bad - len(bad):,} more" if n_bad > len(bad) else ""
    return UnreadableUpload(
        f"{name} has lines of unequal length: the header has {len(layout.names)} "
        f"fields, but {', '.join(shown)}{rest}.",
        f"Put quotes around text that holds '{layout.delimiter}', choose another "
        f"delimiter, or skip {words.count(n_bad, 'such line')}.",
    )
