"""A table file to typed columns: `table.parquet`, and what was understood."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.compute as pc

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.modalities.tabular.gathering import understand_all
from dlcompare.modalities.tabular.header import unique_names
from dlcompare.modalities.tabular.opening import open_table_file
from dlcompare.modalities.tabular.output import write_table
from dlcompare.modalities.tabular.understood import Understood, wishes, with_rows
from dlcompare.modalities.target import suggest_target
from dlcompare.records import Decision, Reading, ReadOptions, Upload

TABLE_FILE = "table.parquet"
EMPTY_SHARE = 0.95  # of an unnamed column's cells; then it is a left-over


def read(upload: Upload, options: ReadOptions, folder: Path) -> Reading:
    """Read a table and write it, typed, into `folder`.

    Raises
    ------
    UnreadableUpload
        The file is empty, ragged, too small, too large, or no table; or an option
        does not fit it.
    """
    with TemporaryDirectory(dir=folder, prefix="reading-") as scratch:
        source = open_table_file(upload, options, Path(scratch))
        names, notes = unique_names(source.names)
        found, n_rows, n_left_out = understand_all(
            source,
            upload.name,
            names,
            [wishes(options, name, source.decimal) for name in names],
        )
    if n_rows < limits.MIN_ROWS:
        raise UnreadableUpload(
            f"{upload.name} has {words.count(n_rows, 'row')}.",
            f"At least {limits.MIN_ROWS} are needed to learn and to test; add rows.",
        )
    kept, dropped = _without_left_overs(found, source.names, n_rows)
    kept, blank = _without_blank_rows(kept, n_rows)
    if len(kept) < 2:
        raise UnreadableUpload(
            f"{upload.name} has one column.",
            "A target and at least one other column are needed; if the columns are "
            "separated by another sign, choose it as the delimiter.",
        )
    write_table(kept, folder / TABLE_FILE)
    columns = tuple(one.column for one in kept)
    target, reason = suggest_target(columns)
    skipped = (
        f"{words.count(n_left_out, 'line')} of {n_rows + n_left_out:,} left out: not "
        f"{len(names)} fields."
    )
    return Reading(
        modality="tabular",
        n_rows=len(kept[0].values),
        columns=columns,
        decisions=(*source.decisions, *_decisions(kept)),
        notes=(
            *source.notes,
            *([skipped] if n_left_out else []),
            *notes,
            *_unused(options, names),
            *dropped,
            *blank,
            *_remarks(kept),
        ),
        target=target,
        target_reason=reason,
        sentinels={
            one.column.name: tuple(suspect.value for suspect in one.suspects)
            for one in kept
            if one.suspects
        },
        sheets=source.sheets,
    )


def _unused(options: ReadOptions, names: Sequence[str]) -> tuple[str, ...]:
    """What to say of choices for columns that are not there."""
    asked = dict.fromkeys([*options.kinds, *options.missing])
    unknown = [f"'{name}'" for name in asked if name and name not in names]
    if not unknown:
        return ()
    return (f"Not there to be read as you chose: {words.listed(unknown)}.",)


def _decisions(understood: Sequence[Understood]) -> list[Decision]:
    """What was decided on single columns, and what is left to the user to decide."""
    made = [decision for one in understood for decision in one.decisions]
    for one in understood:
        made += [
            Decision(
                f"missing in '{one.column.name}'",
                f"{suspect.value} is kept",
                f"{suspect.reason}; it may stand for missing",
            )
            for suspect in one.suspects
        ]
    return made


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
    kept = [with_rows(found, filled) for found in understood]
    return kept, [f"{words.count(n_blank, 'row')} with no value at all left out."]


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
