"""Where a text table begins, and whether its first line names the columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dlcompare import words
from dlcompare.modalities.tabular.absent import MISSING
from dlcompare.records import Decision

MAX_LINES_ABOVE = 20  # of a title or remarks, above the header
NUMBER_CELLS = 0.8  # of a column's cells that are numbers, to call it one of numbers
YEARS = range(1800, 2101)  # a number that may name a column
SHOWN_CHARACTERS = 60  # of a line that is left out

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Header:
    """Names of the fields ("" where there is none), and how many rows come first.

    `n_above` counts rows above the table, `has_names` says whether the next one
    names the columns.
    """

    names: tuple[str, ...]
    n_above: int
    has_names: bool
    decision: Decision
    notes: tuple[str, ...]


def find_header(rows: Rows, override: bool | None) -> Header:
    """The header of a table, by its first rows.

    Parameters
    ----------
    rows : the cells of the first rows, blank lines left out
    override : bool or None
        Whether there is a header; None to recognise it.
    """
    n_above = _rows_above(rows)
    notes: tuple[str, ...] = ()
    if n_above:
        shown = " ".join(rows[0])[:SHOWN_CHARACTERS].strip()
        notes = (f"{words.count(n_above, 'line')} above the table left out: {shown}.",)
    table = rows[n_above:]
    if override is None:
        has_names, reason = _has_names(table)
    else:
        has_names, reason = override, "as you chose"
    value = "first line" if has_names else "none"
    decision = Decision("header", value, reason, is_override=override is not None)
    names, more = _names(table, has_names)
    if not has_names:
        more = ("The first line holds values, not names; columns are numbered.",)
    return Header(names, n_above, has_names, decision, (*notes, *more))


def _rows_above(rows: Rows) -> int:
    """Rows of a title or of remarks: short ones before the first of full length.

    Spreadsheets pad them with empty cells.
    """
    counts = Counter(len(row) for row in rows)
    n_fields = counts.most_common(1)[0][0]
    if n_fields < 2:
        return 0
    n_filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    is_wide = sorted(n_filled)[len(rows) // 2] > 2
    full = (
        i
        for i, row in enumerate(rows)
        if len(row) == n_fields and not (is_wide and n_filled[i] < 2)
    )
    first = next(full, 0)
    if len(rows[0]) > n_fields:
        return 0
    is_corner_left_out = first == 1 and len(rows[0]) == n_fields - 1 > 1
    if is_corner_left_out or first > MAX_LINES_ABOVE:
        return 0
    return first


def _has_names(rows: Rows) -> tuple[bool, str]:
    """Whether the first row names the columns, and why.

    Names are words over numbers, or count upwards; values are numbers over
    numbers, or words that come again below.
    """
    first = [cell.strip() for cell in rows[0]]
    numbers = [cell for cell in first if NUMBER.fullmatch(cell)]
    if len(rows) < 2:
        return True, "its cells are names"
    whole = [int(cell) for cell in numbers if cell.isdecimal()]
    is_run = len(whole) > 1 and whole == list(range(whole[0], whole[0] + len(whole)))
    if len(numbers) == len(first) and not is_run:
        return False, "the first line holds numbers"
    columns = [
        [row[i].strip() for row in rows[1:] if i < len(row)] for i in range(len(first))
    ]
    of_numbers = [_are_numbers(column) for column in columns]
    over = [
        cell
        for cell, is_number in zip(first, of_numbers, strict=True)
        if is_number and cell and cell not in MISSING and not NUMBER.fullmatch(cell)
    ]
    if over:
        return True, f"'{over[0][:SHOWN_CHARACTERS]}' stands over numbers"
    values = [
        cell
        for cell, is_number in zip(first, of_numbers, strict=True)
        if is_number and NUMBER.fullmatch(cell) and not _is_name(cell)
    ]
    if values and not is_run and all(first):
        return False, f"{values[0]} stands over numbers, as a value"
    again = [
        cell
        for cell, column in zip(first, columns, strict=True)
        if cell and cell in column
    ]
    if all(first) and 2 * len(again) > len(first):
        return False, f"'{again[0][:SHOWN_CHARACTERS]}' comes again below"
    return True, "its cells are names"


def _are_numbers(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell not in MISSING]
    n_numbers = sum(bool(NUMBER.fullmatch(cell)) for cell in filled)
    return bool(filled) and n_numbers >= NUMBER_CELLS * len(filled)


def _is_name(cell: str) -> bool:
    """Whether a number may name a column: a year, as tables of years have."""
    return cell.isdecimal() and int(cell) in YEARS


def _names(rows: Rows, has_names: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """One name per field. Rows one field longer than the header get one more."""
    body = Counter(len(row) for row in rows[1:])
    if not has_names:
        return tuple(f"column_{i}" for i in range(1, len(rows[0]) + 1)), ()
    names = [" ".join(cell.split()) for cell in rows[0]]
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
