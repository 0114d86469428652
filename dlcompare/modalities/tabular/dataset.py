"""Parsed columns to the dataset that is learned from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dlcompare import words
from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities.division import divide, dividing_column, with_division
from dlcompare.modalities.grouping import with_equal_together
from dlcompare.modalities.labels import Labels, code_target, find_column
from dlcompare.modalities.tabular.hashes import row_hashes
from dlcompare.modalities.tabular.mapped import map_columns
from dlcompare.modalities.tabular.read import TABLE_FILE
from dlcompare.modalities.tabular.series import to_series
from dlcompare.modalities.text.characters import MAX_CHARACTERS
from dlcompare.records import Column, Dataset, Reading, Setup, Task


def open_table(folder: Path, reading: Reading, setup: Setup) -> Dataset:
    """The dataset of a table with target, task and left out columns applied.

    Parameters
    ----------
    folder : Path
        Where `read` wrote.
    reading : Reading
    setup : Setup
        An empty target takes the suggested one, no task the likely one.

    Raises
    ------
    UnsuitableTarget
        The target is missing or cannot be predicted, or no other column is left.
    InvalidPlan
        The rows cannot be divided as the setup says.
    """
    kinds = {column.name: column for column in reading.columns}
    target = find_column(setup.target or reading.target, list(kinds))
    divider = dividing_column(setup)
    out = {target, *setup.excluded} | ({divider} - {*setup.kept})
    columns = [column for column in reading.columns if column.name not in out]
    if not columns:
        raise UnsuitableTarget(
            f"No column is left beside the target '{target}'.",
            "Keep at least one other column.",
        )
    values = read_column(folder, target)
    division = divide(
        setup,
        list(kinds),
        lambda name: read_column(folder, name),
        target=target,
        n_rows=len(values),
    )
    labels = _of_placed(values, setup.task, division.placed)
    X = _frame(folder, columns, labels)
    dataset = Dataset(
        name=setup.upload.name,
        modality="tabular",
        task=labels.task,
        target=target,
        X=X,
        y=labels.y,
        columns=tuple(columns if labels.keep.all() else recount(columns, X)),
        classes=labels.classes,
        sha256=setup.upload.sha256,
        notes=(
            *reading.notes,
            *labels.notes,
            *_date_notes(columns),
            *_text_notes(columns, X),
        ),
    )
    dataset = with_division(dataset, division, labels.keep)
    if setup.duplicates_together:
        hashes = row_hashes(dataset, with_target=False).to_numpy()
        return with_equal_together(dataset, hashes)
    return dataset


def _of_placed(values: pd.Series, task: Task | None, placed: np.ndarray) -> Labels:
    """The target in the rows that have a place in time."""
    labels = code_target(values[placed], task)
    keep = placed.copy()
    keep[placed] = labels.keep
    return replace(labels, keep=keep)


def read_column(folder: Path, name: str) -> pd.Series:
    """One parsed column: float64, category, str or datetime; a copy."""
    return to_series(pq.read_table(folder / TABLE_FILE, columns=[name]), name)


def read_first_rows(folder: Path, n_rows: int) -> pd.DataFrame:
    """The first parsed rows, as they are understood."""
    with pq.ParquetFile(folder / TABLE_FILE) as file:
        batches = file.iter_batches(batch_size=n_rows)
        table = pa.Table.from_batches([next(batches)], schema=file.schema_arrow)
    frame = pd.DataFrame({name: to_series(table, name) for name in table.column_names})
    return frame.head(n_rows)


def _frame(folder: Path, columns: Sequence[Column], labels: Labels) -> pd.DataFrame:
    """The features of the rows that are kept; a view of the file if all are."""
    everything = bool(labels.keep.all())
    features = map_columns(folder, [column.name for column in columns])
    for column in columns:
        values = features[column.name]
        if not everything:
            values = values[labels.keep].reset_index(drop=True)
            if isinstance(values.dtype, pd.CategoricalDtype):
                values = values.cat.remove_unused_categories()
        features[column.name] = values
    rows = features[columns[0].name].index
    return pd.DataFrame(features, index=rows, copy=False)


def recount(columns: Sequence[Column], X: pd.DataFrame) -> list[Column]:
    """Missing cells and distinct values of the rows that are kept."""
    return [
        replace(
            column,
            n_missing=int(X[column.name].isna().sum()),
            n_unique=int(X[column.name].nunique()),
        )
        for column in columns
    ]


def _date_notes(columns: Sequence[Column]) -> tuple[str, ...]:
    names = [column.name for column in columns if column.kind == "date"]
    if not names:
        return ()
    return (f"Dates count as days since 1970: {words.listed(names)}.",)


def _text_notes(columns: Sequence[Column], X: pd.DataFrame) -> tuple[str, ...]:
    """Texts of which models read the beginning only."""
    notes = []
    for name in (column.name for column in columns if column.kind == "text"):
        n_long = int((X[name].str.len() > MAX_CHARACTERS).sum())
        if n_long:
            notes.append(
                f"Column '{name}': of {words.count(n_long, 'text')} longer than "
                f"{MAX_CHARACTERS:,} characters the beginning is read."
            )
    return tuple(notes)
