"""Cells of single rows as text, for a page that shows examples."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dlcompare import words
from dlcompare.jobs import intake
from dlcompare.records import Setup


def row_cells(
    home: Path, setup: Setup, rows: Sequence[int], columns: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """What stands in some rows of the setup's dataset, row by row.

    Parameters
    ----------
    home : Path
    setup : Setup
        Of a table.
    rows : sequence of int
        Row numbers of the dataset, as predictions name them.
    columns : sequence of str
        Unknown ones are shown as missing.

    Returns
    -------
    tuple of tuple of str
    """
    dataset = intake.open_dataset(home, setup)
    kinds = {column.name: column.kind for column in dataset.columns}
    cells = []
    for name in columns:
        if name in kinds:
            values = dataset.X[name].iloc[list(rows)]
            cells.append([_said(value, kinds[name]) for value in values])
        else:
            cells.append([words.MISSING] * len(rows))
    return tuple(zip(*cells, strict=True)) if cells else ((),) * len(rows)


def _said(value: object, kind: str) -> str:
    if kind not in ("number", "date"):
        return str(value) if isinstance(value, str) else words.MISSING
    number = float(str(value))
    if not np.isfinite(number):
        return words.MISSING
    if kind == "date":
        return str(np.datetime64("1970-01-01") + np.timedelta64(round(number), "D"))
    return words.count(int(number)) if number.is_integer() else words.score(number)
