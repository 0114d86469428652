"""A table, measured: traits, columns, associations, distribution of the target."""

from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare.modalities.association import (
    Association,
    category_association,
    number_association,
)
from dlcompare.modalities.bins import category_bins, number_bins
from dlcompare.modalities.traits import class_traits, skewness
from dlcompare.records import Bin, Column, ColumnProfile, Dataset, Profile, Trait

MAX_ASSOCIATION_ROWS = 200_000  # more do not move the third decimal
MAX_BIN_COLUMNS = 200  # columns with a distribution, the most telling first
MAX_SPLIT_COLUMNS = 60  # of them split by class
QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)


def describe(dataset: Dataset, folder: Path) -> Profile:
    """The profile of a table; nothing is written into `folder`."""
    X, y = dataset.X, dataset.y
    n_rows, n_features = X.shape
    sample = np.arange(n_rows)
    if n_rows > MAX_ASSOCIATION_ROWS:
        rng = np.random.default_rng(0)
        sample = np.sort(rng.choice(n_rows, MAX_ASSOCIATION_ROWS, replace=False))
    found = [_association(dataset, column, sample) for column in dataset.columns]
    strength = [-1.0 if a is None else a.value for a in found]
    order = np.argsort(np.negative(strength), kind="stable").tolist()
    rank = {place: position for position, place in enumerate(order)}
    columns = tuple(
        _column(dataset, column, found[i], rank[i])
        for i, column in enumerate(dataset.columns)
    )
    return Profile(
        modality="tabular",
        task=dataset.task,
        target=dataset.target,
        n_rows=n_rows,
        n_features=n_features,
        n_classes=len(dataset.classes),
        traits=(*_traits(dataset), *class_traits(y, dataset.classes)),
        columns=columns,
        target_bins=_target_bins(dataset),
    )


def duplicated_rows(dataset: Dataset) -> np.ndarray:
    """Which rows repeat an earlier one in all columns and the target.

    Returns
    -------
    bool array of shape (n_rows,)
    """
    return np.asarray(row_hashes(dataset, with_target=True).duplicated())


def row_hashes(dataset: Dataset, *, with_target: bool) -> pd.Series:
    """One 64-bit number per row; equal rows have equal ones."""
    hashed = pd.util.hash_pandas_object(dataset.X, index=False)
    if with_target:
        hashed ^= pd.util.hash_array(np.ascontiguousarray(dataset.y)) * np.uint64(31)
    return hashed


def _association(
    dataset: Dataset, column: Column, sample: np.ndarray
) -> Association | None:
    values, y = dataset.X[column.name].iloc[sample], dataset.y[sample]
    if column.kind in ("number", "date"):
        return number_association(values.to_numpy(np.float64), y, dataset.task)
    if column.kind in ("category", "boolean"):
        return category_association(values.cat.codes.to_numpy(), y, dataset.task)
    return None


def _column(
    dataset: Dataset, column: Column, found: Association | None, rank: int
) -> ColumnProfile:
    values = dataset.X[column.name]
    bins: tuple[Bin, ...] = ()
    quantiles: tuple[float, ...] = ()
    split = dataset.y if rank < MAX_SPLIT_COLUMNS else None
    if column.kind in ("number", "date"):
        numbers = values.to_numpy(np.float64)
        filled = numbers[np.isfinite(numbers)]
        if len(filled):
            quantiles = tuple(float(q) for q in np.quantile(filled, QUANTILES))
        if rank < MAX_BIN_COLUMNS:
            bins = number_bins(numbers, split, dataset.classes)
    elif column.kind in ("category", "boolean") and rank < MAX_BIN_COLUMNS:
        codes, labels = values.cat.codes.to_numpy(), list(values.cat.categories)
        bins = category_bins(codes.astype(np.int64), labels, split, dataset.classes)
    return ColumnProfile(
        name=column.name,
        kind=column.kind,
        missing_share=column.n_missing / max(len(values), 1),
        n_unique=column.n_unique,
        bins=bins,
        quantiles=quantiles,
        association=found.value if found else None,
        association_low=found.low if found else None,
        association_high=found.high if found else None,
        association_kind=found.kind if found else "",
    )


def _traits(dataset: Dataset) -> tuple[Trait, ...]:
    X = dataset.X
    n_rows, n_features = X.shape
    kinds = [column.kind for column in dataset.columns]
    numeric = [c.name for c in dataset.columns if c.kind == "number"]
    n_category = sum(kind in ("category", "boolean") for kind in kinds)
    n_missing = sum(column.n_missing for column in dataset.columns)
    skews = [abs(skewness(X[name].to_numpy(np.float64))) for name in numeric]
    n_twice = int(duplicated_rows(dataset).sum())
    values = (
        ("n_rows", n_rows, "rows", "Rows"),
        ("n_features", n_features, "columns", "Columns beside the target"),
        ("n_numeric", len(numeric), "columns", "Columns of numbers"),
        ("n_categorical", n_category, "columns", "Columns of categories"),
        ("categorical_share", n_category / n_features, "share", "Categorical columns"),
        ("text_share", kinds.count("text") / n_features, "share", "Text columns"),
        ("missing_share", n_missing / X.size, "share", "Missing cells"),
        ("duplicate_share", n_twice / n_rows, "share", "Rows that repeat another"),
        ("rows_per_feature", n_rows / n_features, "ratio", "Rows per column"),
        ("median_skew", float(np.median(skews)) if skews else 0.0, "", "Median skew"),
    )
    return tuple(Trait(name, float(v), unit, label) for name, v, unit, label in values)


def _target_bins(dataset: Dataset) -> tuple[Bin, ...]:
    if dataset.task == "regression":
        return number_bins(dataset.y, None, ())
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    return tuple(
        Bin(int(count), label)
        for label, count in zip(dataset.classes, counts, strict=True)
    )
