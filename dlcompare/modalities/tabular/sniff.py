"""How a text table is laid out: delimiter, decimal sign, header."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.records import Decision, ReadOptions

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 2_000_000
COMMA_SHARE = 0.8  # of the decimal numbers seen, to take the comma as their sign

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
COMMA_DECIMAL = re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d*,\d+([eE][+-]?\d+)?")
POINT_DECIMAL = re.compile(r"[+-]?\d{1,3}(,\d{3})*\.\d+|[+-]?\d*\.\d+([eE][+-]?\d+)?")


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
    delimiter = _delimiter(text, options.delimiter)
    rows = _cells(text, delimiter.value)
    if not rows:
        raise UnreadableUpload(f"{name} is empty.", "Upload a table with rows.")
    decimal = _decimal(rows[1:], delimiter.value, options.decimal)
    header, notes = _header(rows)
    names, more = _names(rows, header.value == "first line")
    if len(names) > limits.MAX_COLUMNS:
        raise UnreadableUpload(
            f"{name} has {len(names):,} columns, more than {limits.MAX_COLUMNS:,}.",
            "Upload fewer columns; perhaps rows and columns are swapped.",
        )
    return Layout(
        delimiter.value,
        decimal.value,
        names,
        _header_lines(text, delimiter.value) if header.value == "first line" else 0,
        (delimiter, decimal, header),
        (*notes, *more),
    )


def _cells(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, blank lines left out."""
    rows: list[list[str]] = []
    lines = text.splitlines(keepends=True)
    if len(text) >= SAMPLE_CHARACTERS and len(lines) > 1:
        lines.pop()  # cut in the middle
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == SAMPLE_LINES:
                break
    except csv.Error:  # a field longer than the parser takes; what came before counts
        return rows
    return rows


def _header_lines(text: str, delimiter: str) -> int:
    """Lines of the file that the header takes: blank ones before it, and its own."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    for row in reader:
        if row:
            break
    return reader.line_num


def _delimiter(text: str, override: str | None) -> Decision:
    """The delimiter that cuts most of the first lines into equally many fields."""
    if override:
        if len(override) != 1 or override in '"\r\n' or not override.isascii():
            raise UnreadableUpload(
                f"'{override}' cannot be a delimiter.", "Give one character, such as ;"
            )
        return Decision("delimiter", override, "as you chose", is_override=True)
    best, best_rank, reason = ",", (0.0, False, 0), "no line has any delimiter"
    for delimiter, called in DELIMITERS.items():
        rows = _cells(text, delimiter)
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
    cells = [cell.strip() for row in rows for cell in row]
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


def _header(rows: Sequence[Sequence[str]]) -> tuple[Decision, tuple[str, ...]]:
    """Whether the first line names the columns: names are words, or count upwards."""
    first = [cell.strip() for cell in rows[0]]
    numbers = [cell for cell in first if NUMBER.fullmatch(cell)]
    whole = [int(cell) for cell in numbers if cell.isdigit()]
    is_run = len(whole) > 1 and whole == list(range(whole[0], whole[0] + len(whole)))
    has_decimals = any(re.search(r"[.,]\d", cell) for cell in numbers)
    all_numbers = len(numbers) == len(first) and not is_run
    if len(rows) > 1 and (all_numbers or (has_decimals and _is_data(rows))):
        note = "The first line holds values, not names; columns are numbered."
        return Decision("header", "none", "the first line holds numbers"), (note,)
    return Decision("header", "first line", "its cells are names"), ()


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether decimals in the first line stand over decimals in the second."""
    return any(
        re.search(r"[.,]\d", a) and NUMBER.fullmatch(a.strip()) and b.strip() == b
        for a, b in zip(rows[0], rows[1], strict=False)
        if NUMBER.fullmatch(b.strip())
    )


def _names(
    rows: Sequence[Sequence[str]], has_header: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """One name per field. Rows one field longer than the header get one more."""
    if not has_header:
        return tuple(f"column_{i}" for i in range(1, len(rows[0]) + 1)), ()
    names = [" ".join(cell.split()) for cell in rows[0]]
    body = Counter(len(row) for row in rows[1:])
    if len(rows) > 2 and body.most_common(1)[0][0] == len(names) + 1 and len(body) == 1:
        if all(not row[-1].strip() for row in rows[1:]):
            return (*names, ""), ("Each line ends with a delimiter too many.",)
        note = "The lines have one field more than the header: the first is unnamed."
        return ("", *names), (note,)
    return tuple(names), ()


def unique_names(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names made distinct, with a note for those that were not.

    Examples
    --------
    >>> unique_names(["a", "", "a"])
    (('a', 'column_2', 'a_2'), ("Column names 'a' stood twice; numbered.",))
    """
    taken = {name for name in names if name}
    seen: Counter[str] = Counter()
    result, twice = [], []
    for i, name in enumerate(names, start=1):
        seen[name] += 1
        wanted = name or f"column_{i}"
        if name and seen[name] > 1:
            twice.append(f"'{name}'")
            wanted = f"{name}_{seen[name]}"
        if not name or seen[name] > 1:
            while wanted in taken:
                wanted += "_"
            taken.add(wanted)
        result.append(wanted)
    shown = words.listed(list(dict.fromkeys(twice)))
    notes = (f"Column names {shown} stood twice; numbered.",) if twice else ()
    return tuple(result), notes
