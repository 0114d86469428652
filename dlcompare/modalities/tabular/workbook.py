"""Excel workbooks: one sheet, written as plain text and read like any table."""

import csv
import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.source import check_cells
from dlcompare.records import Decision, ReadOptions

MARK = "xl/workbook.xml"  # the member every workbook has
SHEETS = "xl/worksheets/"
MAX_MEMBERS = 10_000  # sheets, pictures and the like
PLACE = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')  # of a cell: XFD1048576
PLACE_BYTES = 20  # the longest of them; blocks of a sheet overlap by so much
MIN_TABLE = 2  # rows and columns of a sheet that holds a table
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
FIX = "Save the sheet as CSV and upload that."


def sheet_as_text(
    path: Path, name: str, options: ReadOptions, target: Path
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Write one sheet as CSV to `target`; gives the decisions and all sheets' names.

    Raises
    ------
    UnreadableUpload
        The file is broken, protected, unfolds beyond the limits, has no table, or no
        sheet of the name asked for.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    check_members(path, name)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = tuple(book.sheet_names)
            shown = [
                about.name
                for about in book.sheets_metadata
                if about.visible == SheetVisibleEnum.Visible
            ]
            decision, sheet = _choose(book, name, shown or sheets, options.sheet)
            check_cells(name, sheet.height, sheet.width)
            _write(sheet.iter_rows(), target)
    except CalamineError as error:
        raise UnreadableUpload(
            f"{name} is a broken or protected workbook ({error}).", FIX
        ) from error
    about = Decision("format", "Excel workbook", "the file holds a workbook")
    return (about, decision), sheets


def check_members(path: Path, name: str) -> None:
    """Unfold a workbook without keeping it, stopping at the limits.

    Raises
    ------
    UnreadableUpload
        It is no workbook, is broken, or holds more than its size lets expect: a
        single cell in the last corner makes a sheet of 17,000 million.
    """
    cap = max(limits.RATIO_FREE_BYTES, limits.MAX_RATIO * path.stat().st_size)
    n_bytes = 0
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or MARK not in archive.namelist():
                raise UnreadableUpload(f"{name} is no Excel workbook.", FIX)
            for info in infos:
                is_sheet = info.filename.startswith(SHEETS)
                n_rows = n_columns = 0
                rest = b""
                with archive.open(info) as member:
                    while block := member.read(limits.BLOCK_BYTES):
                        n_bytes += len(block)
                        if n_bytes > min(cap, limits.MAX_INFLATED_BYTES):
                            raise UnreadableUpload(
                                f"{name} unfolds to more than {words.size(n_bytes)}, "
                                "which no table does.",
                                FIX,
                            )
                        if is_sheet:
                            high, wide = _extent(rest + block)
                            n_rows, n_columns = max(n_rows, high), max(n_columns, wide)
                            rest = block[-PLACE_BYTES:]
                check_cells(name, n_rows, n_columns)
    except BROKEN as error:
        raise UnreadableUpload(
            f"{name} is a broken workbook ({error}).", FIX
        ) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise UnreadableUpload(f"{name} is protected by a password.", FIX) from error


def _extent(block: bytes) -> tuple[int, int]:
    """The largest row and column among the cells of a sheet's text."""
    found = PLACE.findall(block)
    if not found:
        return 0, 0
    letters = max({column for column, _ in found}, key=lambda c: (len(c), c))
    wide = 0
    for letter in letters:
        wide = 26 * wide + letter - ord("A") + 1
    return max(int(row) for _, row in found), wide


def _choose(
    book: Any, name: str, shown: Sequence[str], asked: str | None
) -> tuple[Decision, Any]:
    """The sheet asked for, or the first that holds a table; and why."""
    if asked is not None:
        if asked not in book.sheet_names:
            raise UnreadableUpload(
                f"{name} has no sheet called '{asked}'.",
                f"Choose one of {words.listed(list(book.sheet_names))}.",
            )
        decision = Decision("sheet", asked, "as you chose", is_override=True)
        return decision, book.get_sheet_by_name(asked)
    for sheet_name in shown:
        sheet = book.get_sheet_by_name(sheet_name)
        if sheet.height >= MIN_TABLE and sheet.width >= MIN_TABLE:
            n_sheets = len(book.sheet_names)
            reason = "it is the only sheet"
            if n_sheets > 1:
                reason = f"it is the first of {n_sheets} sheets that holds a table"
            return Decision("sheet", sheet_name, reason), sheet
    raise UnreadableUpload(
        f"{name} has no sheet with a table.", "Upload a workbook with rows and columns."
    )


def _write(rows: Iterable[Sequence[Any]], target: Path) -> None:
    """Rows as CSV, from the first on that has a value."""
    is_inside = False
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row in rows:
            cells = [as_text(value) for value in row]
            is_inside = is_inside or any(cells)
            if is_inside:
                writer.writerow(cells)


def as_text(value: Any) -> str:
    """A cell as text: whole numbers without a point, times as ISO 8601.

    Examples
    --------
    >>> as_text(3.0), as_text(dt.date(2020, 5, 1)), as_text(True)
    ('3', '2020-05-01', 'True')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 2.0**53:
        return str(int(value))
    if isinstance(value, dt.timedelta):
        return str(value.total_seconds())
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value).replace("\x00", "")
