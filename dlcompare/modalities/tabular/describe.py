"""A table, measured: traits, columns, associations, distribution of the target.

Every column is read once. Associations may rest on a sample of the rows, drawn by
seed; then a trait says of how many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dlcompare.modalities.association import Association
from dlcompare.modalities.bins import dated
from dlcompare.modalities.measure import Split, measure_category, measure_number
from dlcompare.modalities.tabular.hashes import RowHashes
from dlcompare.modalities.tabular.missing_map import MissingCells
from dlcompare.modalities.tabular.relations import (
    NUMBERS,
    Sample,
    associate,
    inform,
    pair_columns,
)
from dlcompare.modalities.text.describe import measure_text
from dlcompare.modalities.traits import class_traits
from dlcompare.records import Bin, Column, ColumnProfile, Dataset, Profile, Trait

MAX_MEASURED = 200  # columns with bars and information, the most telling first
MAX_SPLIT_COLUMNS = 60  # of them split by class


@dataclass(frozen=True)
class Pass:
    """What one pass over the rows gave."""

    columns: tuple[ColumnProfile, ...]
    missing: MissingCells
    n_repeated: int


def describe(dataset: Dataset, folder: Path) -> Profile:
    """The profile of a table; nothing is written into `folder`."""
    sample = Sample(dataset)
    found = [associate(sample, column) for column in dataset.columns]
    read = _pass(sample, found)
    pairs, paired = pair_columns(sample, read.columns)
    return Profile(
        modality="tabular",
        task=dataset.task,
        target=dataset.target,
        n_rows=len(dataset.y),
        n_features=len(dataset.columns),
        n_classes=len(dataset.classes),
        traits=(
            *_traits(dataset, read),
            *_text_traits(dataset, read),
            *class_traits(dataset.y, dataset.classes),
            *sample.traits(len(paired)),
        ),
        columns=read.columns,
        target_bins=_target_bins(dataset),
        pairs=pairs,
        paired=paired,
        missing=read.missing.as_map(),
    )


def _pass(sample: Sample, found: Sequence[Association | None]) -> Pass:
    """Read every column once: missing cells, equal rows, and what its kind allows."""
    dataset = sample.dataset
    n_rows, rank = len(dataset.y), _ranks(found)
    missing, hashes = MissingCells(n_rows), RowHashes(n_rows)
    columns = []
    for place, (column, (_, values)) in enumerate(
        zip(dataset.columns, dataset.X.items(), strict=True)
    ):
        missing.add(column.name, _missing(column, values, sample))
        hashes.add(values)
        y = dataset.y if rank[place] < MAX_SPLIT_COLUMNS else None
        split = Split(y, dataset.classes) if rank[place] < MAX_MEASURED else None
        fields = _measure(column, values, split, sample)
        if split is not None and found[place] is not None:
            fields |= inform(sample, column)
        columns.append(_profile(column, n_rows, found[place], fields))
    hashes.add(dataset.y)
    return Pass(tuple(columns), missing, hashes.n_repeated())


def _ranks(found: Sequence[Association | None]) -> list[int]:
    """The place of each column when the most telling comes first."""
    order = np.argsort([-one.value if one else 1.0 for one in found], kind="stable")
    ranks = np.empty(len(found), dtype=np.int64)
    ranks[order] = np.arange(len(found))
    return [int(rank) for rank in ranks]


def _missing(column: Column, values: pd.Series, sample: Sample) -> np.ndarray:
    if column.kind == "text":
        return np.asarray(values.isna())
    known = sample.arrays[column.name]
    return np.asarray(np.isnan(known) if column.kind in NUMBERS else known < 0)


def _measure(
    column: Column, values: pd.Series, split: Split | None, sample: Sample
) -> dict[str, Any]:
    if column.kind == "text":
        return measure_text(values, split)
    known = sample.arrays[column.name]
    if column.kind in NUMBERS:
        fields = measure_number(known, split)
        if column.kind == "date":
            fields["bins"] = tuple(map(dated, fields["bins"]))
        return fields
    labels = list(values.cat.categories)
    return measure_category(known.astype(np.int64), labels, split)


def _profile(
    column: Column, n_rows: int, found: Association | None, fields: dict[str, Any]
) -> ColumnProfile:
    return ColumnProfile(
        name=column.name,
        kind=column.kind,
        missing_share=column.n_missing / max(n_rows, 1),
        n_unique=column.n_unique,
        association=found.value if found else None,
        association_low=found.low if found else None,
        association_high=found.high if found else None,
        association_kind=found.kind if found else "",
        **fields,
    )


def _traits(dataset: Dataset, read: Pass) -> tuple[Trait, ...]:
    n_rows, n_features = len(dataset.y), len(dataset.columns)
    kinds = [column.kind for column in dataset.columns]
    n_category = sum(kind in ("category", "boolean") for kind in kinds)
    n_missing = sum(column.n_missing for column in dataset.columns)
    skews = [abs(c.skew or 0.0) for c in read.columns if c.kind == "number"]
    cells = n_rows * n_features
    values = (
        ("n_rows", n_rows, "rows", "Rows"),
        ("n_features", n_features, "columns", "Columns beside the target"),
        ("n_numeric", kinds.count("number"), "columns", "Columns of numbers"),
        ("n_categorical", n_category, "columns", "Columns of categories"),
        ("n_dates", kinds.count("date"), "columns", "Columns of dates"),
        ("categorical_share", n_category / n_features, "share", "Categorical columns"),
        ("text_share", kinds.count("text") / n_features, "share", "Text columns"),
        ("missing_share", n_missing / cells, "share", "Missing cells"),
        ("complete_share", read.missing.complete_share(), "share", "Complete rows"),
        (
            "duplicate_share",
            read.n_repeated / n_rows,
            "share",
            "Rows that repeat another",
        ),
        ("rows_per_feature", n_rows / n_features, "ratio", "Rows per column"),
        ("median_skew", float(np.median(skews)) if skews else 0.0, "", "Median skew"),
    )
    return tuple(Trait(name, float(v), unit, label) for name, v, unit, label in values)


def _text_traits(dataset: Dataset, read: Pass) -> tuple[Trait, ...]:
    """How many texts there are for each word of a typical one; none without texts."""
    typical = max((c.median_words or 0.0 for c in read.columns), default=0.0)
    if not typical:
        return ()
    ratio = len(dataset.y) / typical
    return (
        Trait("typical_words", typical, "words", "Words of a typical text"),
        Trait("texts_per_word", ratio, "ratio", "Texts per word of a typical text"),
    )


def _target_bins(dataset: Dataset) -> tuple[Bin, ...]:
    if dataset.task == "regression":
        fields = measure_number(dataset.y, Split(None, ()))
        return tuple(fields["bins"])
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    return tuple(
        Bin(int(count), label)
        for label, count in zip(dataset.classes, counts, strict=True)
    )
