"""How a text table is laid out: delimiter, decimal sign, header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.header import find_header
from dlcompare.modalities.tabular.numbers import THOUSANDS
from dlcompare.records import Decision, ReadOptions

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 2_000_000
COMMA_SHARE = 0.8  # of the decimal numbers seen, to take the comma as their sign

COMMA_DECIMAL = re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d*,\d+([eE][+-]?\d+)?")
POINT_DECIMAL = re.compile(r"[+-]?\d{1,3}(,\d{3})*\.\d+|[+-]?\d*\.\d+([eE][+-]?\d+)?")
MARKS = re.compile(r"[$€£¥₹%\s\u00a0]")  # left out before the decimal sign is sought
SAID = re.compile(r'"?sep=(.)"?\r?\n')  # the first line, as some spreadsheets write


@dataclass(frozen=True)
class Layout:
    """How to cut a text table into cells.

    `names` has one name per field, "" where the file gives none.
    `n_header_lines` counts lines of the file before the first row of values.
    """

    delimiter: str
    decimal: str
    names: tuple[str, ...]
    n_header_lines: int
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...] = ()


def sniff(path: Path, name: str, options: ReadOptions) -> Layout:
    """The layout of a UTF-8 table from its first lines.

    Raises
    ------
    UnreadableUpload
        There is a header only, one column only, or too many columns.
    """
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        text = file.read(SAMPLE_CHARACTERS)
    said = SAID.match(text)
    body = text[said.end() :] if said else text
    delimiter = _delimiter(body, options.delimiter, said[1] if said else "")
    numbered = list(_rows(body, delimiter.value))
    rows = [row for row, _ in numbered]
    if not rows:
        raise UnreadableUpload(f"{name} is empty.", "Upload a table with rows.")
    header = find_header(rows, options.header)
    table = rows[header.n_above :]
    decimal = _decimal(table[1:], delimiter.value, options.decimal)
    if len(header.names) > limits.MAX_COLUMNS:
        raise UnreadableUpload(
            f"{name} has {len(header.names):,} columns, more than "
            f"{limits.MAX_COLUMNS:,}.",
            "Upload fewer columns; perhaps rows and columns are swapped.",
        )
    n_first = header.n_above + header.has_names
    return Layout(
        delimiter.value,
        decimal.value,
        header.names,
        bool(said) + (numbered[n_first - 1][1] if n_first else 0),
        (delimiter, decimal, *_thousands(options, decimal.value), header.decision),
        header.notes,
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The first rows and the line each ends in, blank lines left out."""
    if len(text) >= SAMPLE_CHARACTERS:  # the last line is cut in the middle
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    n_rows = 0
    try:
        for row in reader:
            if row:
                n_rows += 1
                yield row, reader.line_num
            if n_rows == SAMPLE_LINES:
                return
    except csv.Error:  # a field longer than the parser takes; what came before counts
        return


def _delimiter(text: str, override: str | None, said: str) -> Decision:
    """The delimiter that cuts most of the first lines into equally many fields."""
    if override:
        if len(override) != 1 or override in '"\r\n' or not override.isascii():
            raise UnreadableUpload(
                f"'{override}' cannot be a delimiter.", "Give one character, such as ;"
            )
        return Decision("delimiter", override, "as you chose", is_override=True)
    if said in DELIMITERS:
        return Decision("delimiter", said, "the first line says so")
    best, best_rank, reason = ",", (0.0, False, 0), "no line has any delimiter"
    for delimiter, called in DELIMITERS.items():
        rows = [row for row, _ in _rows(text, delimiter)]
        counts = Counter(len(row) for row in rows)
        n_fields, n_lines = counts.most_common(1)[0] if rows else (1, 0)
        share = round(n_lines / max(len(rows), 1), 1)
        rank = (share, len(rows[:1] and rows[0]) == n_fields, n_fields)
        if n_fields > 1 and rank > best_rank:
            best, best_rank = delimiter, rank
            reason = f"the {called} cuts {n_lines} of the first {len(rows)} lines"
            reason += f" into {n_fields} fields"
    return Decision("delimiter", best, reason)


def _decimal(rows: Sequence[Sequence[str]], sep: str, override: str | None) -> Decision:
    """The decimal sign most numbers with decimals have."""
    if override:
        if override not in (".", ","):
            raise UnreadableUpload(
                f"'{override}' cannot be a decimal sign.", "Give a point or a comma."
            )
        return Decision("decimal", override, "as you chose", is_override=True)
    cells = [MARKS.sub("", cell) for row in rows for cell in row]
    n_comma = sum(bool(COMMA_DECIMAL.fullmatch(cell)) for cell in cells)
    n_point = sum(bool(POINT_DECIMAL.fullmatch(cell)) for cell in cells)
    if sep == ",":  # quoted cells such as "1,200" are thousands
        n_comma = sum(
            bool(COMMA_DECIMAL.fullmatch(cell)) and not re.search(r",\d{3}$", cell)
            for cell in cells
        )
    if n_comma > COMMA_SHARE * (n_comma + n_point):
        return Decision("decimal", ",", f"{n_comma:,} numbers seen have a comma")
    seen = f"{n_point:,} numbers seen have a point" if n_point else "none was seen"
    return Decision("decimal", ".", seen)


def _thousands(options: ReadOptions, decimal: str) -> tuple[Decision, ...]:
    """The decision on the sign between thousands, if the user takes one."""
    sign = options.thousands
    if sign is None:
        return ()
    if sign == decimal or sign not in ("", *THOUSANDS):
        raise UnreadableUpload(
            f"'{sign}' cannot stand between thousands where '{decimal}' is the "
            "decimal sign.",
            "Give a comma, a point, a space or an apostrophe, or nothing.",
        )
    return (Decision("thousands", sign, "as you chose", is_override=True),)
