"""A table file to typed columns: `table.parquet`, and what was understood."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.cells import read_cells
from dlcompare.modalities.tabular.columns import Understood, understand
from dlcompare.modalities.tabular.sniff import sniff, unique_names
from dlcompare.modalities.tabular.stored import read_stored
from dlcompare.modalities.tabular.text_file import clean_text
from dlcompare.modalities.target import suggest_target
from dlcompare.records import Decision, Reading, ReadOptions, Upload

TABLE_FILE = "table.parquet"
EMPTY_SHARE = 0.95  # of an unnamed column's cells; then it is a left-over
ROW_GROUP_ROWS = 100_000


@dataclass(frozen=True)
class Raw:
    """Columns before they are understood. `names` are "" where the file has none."""

    names: tuple[str, ...]
    cells: list[Any]
    decimal: str
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...]


def read(upload: Upload, options: ReadOptions, folder: Path) -> Reading:
    """Read a table and write it, typed, into `folder`.

    Raises
    ------
    UnreadableUpload
        The file is empty, ragged, too small, too large, or no table.
    """
    is_parquet = upload.name.lower().endswith((".parquet", ".pq"))
    raw = _stored(upload) if is_parquet else _text(upload, options, folder)
    names, notes = unique_names(raw.names)
    n_rows = len(raw.cells[0]) if raw.cells else 0
    if n_rows < limits.MIN_ROWS:
        raise UnreadableUpload(
            f"{upload.name} has {words.count(n_rows, 'row')}.",
            f"At least {limits.MIN_ROWS} are needed to learn and to test; add rows.",
        )
    understood = []
    for i, name in enumerate(names):
        understood.append(understand(name, raw.cells[i], decimal=raw.decimal))
        raw.cells[i] = None  # frees the text: typed columns are far smaller
    kept, dropped = _without_left_overs(understood, raw.names, n_rows)
    kept, blank = _without_blank_rows(kept, n_rows)
    if len(kept) < 2:
        raise UnreadableUpload(
            f"{upload.name} has one column.",
            "A target and at least one other column are needed; if the columns are "
            "separated by another sign, choose it as the delimiter.",
        )
    _write(kept, folder / TABLE_FILE)
    columns = tuple(u.column for u in kept)
    target, reason = suggest_target(columns)
    return Reading(
        modality="tabular",
        n_rows=len(kept[0].values),
        columns=columns,
        decisions=raw.decisions,
        notes=(*raw.notes, *notes, *dropped, *blank, *_remarks(kept)),
        target=target,
        target_reason=reason,
    )


def _text(upload: Upload, options: ReadOptions, folder: Path) -> Raw:
    """Columns of a text table, all cells still text."""
    with TemporaryDirectory(dir=folder, prefix="reading-") as scratch:
        text = clean_text(
            Path(upload.path),
            upload.name,
            encoding=options.encoding,
            scratch=Path(scratch),
        )
        layout = sniff(text.path, upload.name, options)
        cells, notes = read_cells(
            text.path,
            upload.name,
            layout,
            has_quotes=text.has_quotes,
            skip_bad_rows=options.skip_bad_rows,
        )
    return Raw(
        layout.names,
        cells,
        layout.decimal,
        (*layout.decisions[:1], text.encoding, *layout.decisions[1:]),
        (*text.notes, *layout.notes, *notes),
    )


def _stored(upload: Upload) -> Raw:
    """Columns of a Parquet file."""
    names, cells, notes = read_stored(Path(upload.path), upload.name)
    decision = Decision("format", "Parquet", "the file begins with its mark")
    return Raw(names, cells, ".", (decision,), notes)


def _without_left_overs(
    understood: list[Understood], names: tuple[str, ...], n_rows: int
) -> tuple[list[Understood], list[str]]:
    """Columns but unnamed ones that are empty or count the rows; with notes."""
    kept, notes = [], []
    for i, (found, name) in enumerate(zip(understood, names, strict=True), start=1):
        n_filled = n_rows - found.column.n_missing
        if name and not name.startswith(("Unnamed: ", "__index_level_")):
            kept.append(found)
        elif n_filled <= (1 - EMPTY_SHARE) * n_rows:
            filled = f"{n_filled:,} of {n_rows:,} cells filled" if n_filled else "empty"
            notes.append(f"Column {i} has no name ({filled}); left out.")
        elif _counts_rows(found):
            notes.append(f"Column {i} has no name and counts the rows; left out.")
        else:
            kept.append(found)
    return kept, notes


def _counts_rows(found: Understood) -> bool:
    if found.column.kind != "number":
        return False
    values = np.asarray(found.values)
    return bool(values[0] in (0.0, 1.0) and (np.diff(values) == 1).all())


def _without_blank_rows(
    understood: list[Understood], n_rows: int
) -> tuple[list[Understood], list[str]]:
    """Rows but those with nothing in them, such as lines of delimiters only."""
    filled = np.zeros(n_rows, dtype=bool)
    for found in understood:
        if found.column.n_missing == 0:
            return understood, []
        empty = pc.is_null(found.values, nan_is_null=True)
        filled |= ~empty.to_numpy(zero_copy_only=False)
        if filled.all():
            return understood, []
    n_blank = int((~filled).sum())
    if n_blank == n_rows:
        return understood, []
    mask = pa.array(filled)
    kept = [
        Understood(
            column=_fewer_missing(found, n_blank),
            values=found.values.filter(mask),
            tokens=found.tokens,
            n_spaces=found.n_spaces,
            n_blank=found.n_blank,
            notes=found.notes,
        )
        for found in understood
    ]
    return kept, [f"{words.count(n_blank, 'row')} with no value at all left out."]


def _fewer_missing(found: Understood, n_rows: int) -> Any:
    column = found.column
    return type(column)(
        column.name, column.kind, column.n_missing - n_rows, column.n_unique
    )


def _remarks(understood: list[Understood]) -> list[str]:
    """What was changed inside cells, one sentence for all columns concerned."""
    notes = []
    tokens = dict.fromkeys(token for u in understood for token in u.tokens)
    for token in tokens:
        names = [u.column.name for u in understood if token in u.tokens]
        n_cells = sum(u.tokens.get(token, 0) for u in understood)
        notes.append(
            f"'{token}' is read as missing: {words.count(n_cells, 'cell')} in "
            f"{words.listed(names)}."
        )
    blank = [u.column.name for u in understood if u.n_blank]
    if blank:
        spaces = words.count(sum(u.n_blank for u in understood), "cell")
        notes.append(f"{spaces} of spaces only, in {words.listed(blank)}, are missing.")
    spaced = [u.column.name for u in understood if u.n_spaces]
    if spaced:
        notes.append(f"Spaces around the values of {words.listed(spaced)} removed.")
    return [*notes, *(note for u in understood for note in u.notes)]


def _write(understood: list[Understood], path: Path) -> None:
    table = pa.table(
        [u.values for u in understood], [u.column.name for u in understood]
    )
    pq.write_table(
        table,
        path,
        compression="zstd",
        row_group_size=ROW_GROUP_ROWS,
        use_dictionary=[u.column.name for u in understood if u.column.kind != "number"],
    )
