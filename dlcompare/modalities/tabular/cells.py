"""Text to cells: a text table as Arrow columns of strings, block by block."""

import csv
from collections.abc import Collection, Generator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.sniff import Layout
from dlcompare.modalities.tabular.source import Block, NotNumbers

SHOWN_BAD_LINES = 5
COLUMN_BLOCK_BYTES = 8_192  # of each column in a block: thousands need large blocks
MAX_BLOCK_BYTES = 64 * limits.MEGABYTE


def read_blocks(
    path: Path,
    name: str,
    layout: Layout,
    columns: Sequence[int],
    numbers: Collection[int] = (),
    *,
    has_quotes: bool,
    skip_bad_rows: bool,
) -> Generator[Block, None, None]:
    """Cells as text, null where nothing is written, of the columns asked for.

    Those among `numbers` are float64.

    Raises
    ------
    NotNumbers
        Something else stands in a column of `numbers`.
    UnreadableUpload
        Lines have too many or too few fields and `skip_bad_rows` is off, or a
        quote never closes.
    """
    bad: list[Any] = []
    n_told = 0

    def note_bad(row: Any) -> str:
        bad.append(row.actual_columns)
        return "skip"

    fields = [str(i) for i in range(len(layout.names))]
    wanted = [fields[i] for i in columns]
    n_bytes = COLUMN_BLOCK_BYTES * len(fields)
    block_bytes = min(max(n_bytes, limits.MAX_LINE_BYTES), MAX_BLOCK_BYTES)
    try:
        with pa.csv.open_csv(
            path,
            read_options=pa.csv.ReadOptions(
                column_names=fields,
                skip_rows=layout.n_header_lines,
                block_size=block_bytes,
            ),
            parse_options=pa.csv.ParseOptions(
                delimiter=layout.delimiter,
                newlines_in_values=has_quotes,
                invalid_row_handler=note_bad,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types={
                    field: pa.float64() if i in numbers else pa.string()
                    for i, field in enumerate(fields)
                },
                include_columns=wanted,
                strings_can_be_null=True,
                null_values=[""],
                check_utf8=False,
            ),
        ) as reader:
            for batch in reader:
                n_bad = len(bad)
                yield Block(batch.columns, n_bad - n_told)
                n_told = n_bad
    except pa.ArrowInvalid as error:
        if numbers and "conversion error" in str(error):
            raise NotNumbers from error
        raise _unparsed(name, error, block_bytes) from error
    if bad and not skip_bad_rows:
        raise _ragged(path, name, layout, len(bad))
    if len(bad) > n_told:
        yield Block([pa.array([], pa.string())] * len(columns), len(bad) - n_told)


def _unparsed(name: str, error: Exception, block_bytes: int) -> UnreadableUpload:
    if "straddling" in str(error):
        return UnreadableUpload(
            f"{name} has a line of more than {words.size(block_bytes)}; "
            "perhaps a quote is opened and never closed.",
            "Look for a lone quotation mark, or choose another delimiter.",
        )
    is_empty = any(said in str(error) for said in ("Empty CSV", "skip initial"))
    return UnreadableUpload(
        f"{name} has no rows below its header."
        if is_empty
        else f"{name} cannot be cut into columns ({error}).",
        "Upload a table with a header line and rows of equal length.",
    )


def _ragged(path: Path, name: str, layout: Layout, n_bad: int) -> UnreadableUpload:
    """The message about bad lines: where, how long, how many."""
    bad: list[tuple[int, int]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=layout.delimiter)
        try:
            for row in reader:
                is_below = reader.line_num > layout.n_header_lines
                if is_below and row and len(row) != len(layout.names):
                    bad.append((reader.line_num, len(row)))
                if len(bad) == SHOWN_BAD_LINES:
                    break
        except csv.Error:  # a field too long for this parser: fewer lines are named
            bad = bad[:SHOWN_BAD_LINES]
    shown = [f"line {line:,} has {words.count(n, 'field')}" for line, n in bad]
    rest = f", and {n_bad - len(bad):,} more" if n_bad > len(bad) else ""
    return UnreadableUpload(
        f"{name} has lines of unequal length: the header has {len(layout.names)} "
        f"fields, but {', '.join(shown)}{rest}.",
        f"Put quotes around text that holds '{layout.delimiter}', choose another "
        f"delimiter, or skip {words.count(n_bad, 'such line')}.",
    )
