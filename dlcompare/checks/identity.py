"""Which columns name or number the rows, by their values and by their names."""

import re

import numpy as np

from dlcompare import words
from dlcompare.records import Column, Dataset

MIN_ROWS = 20  # with fewer rows most columns are distinct
UNIQUE_SHARE = 0.95  # distinct over filled cells
SAMPLED_TEXTS = 200  # texts looked at for whether they are single words
NAME = re.compile(
    r"(^|_)(id|ids|uid|uuid|guid|key|index|idx|rownum|row_number|row_id|no|nr|"
    r"serial|code|number)$"
)


def identifier_reason(dataset: Dataset, column: Column) -> str:
    """Why the column merely identifies the rows, or ""."""
    n_filled = len(dataset.y) - column.n_missing
    if column.kind not in ("number", "category", "text") or n_filled < MIN_ROWS:
        return ""
    if column.n_unique < UNIQUE_SHARE * n_filled:
        return ""
    seen = f"{words.count(column.n_unique, 'different value')} in {n_filled:,} rows"
    if column.kind == "category":
        return f"It has {seen}, one word each."
    if column.kind == "text":
        return f"It has {seen}, without a space." if _are_codes(dataset, column) else ""
    return counted(dataset, column) or (
        f"It has {seen} and is called like an identifier."
        if NAME.search(snake(column.name)) and _is_whole(dataset, column)
        else ""
    )


def counted(dataset: Dataset, column: Column) -> str:
    """How a column of numbers counts the rows, or ""."""
    n_filled = len(dataset.y) - column.n_missing
    is_number = column.kind == "number"
    if not is_number or column.n_unique < n_filled or n_filled < MIN_ROWS:
        return ""
    if not _is_whole(dataset, column):
        return ""
    values = _filled(dataset, column)
    steps = np.diff(values)
    if (steps == steps[0]).all() and steps[0] != 0:
        return f"It counts the rows from {values[0]:.0f} to {values[-1]:.0f}."
    if np.ptp(values) == n_filled - 1:
        return f"It numbers the rows, {values.min():.0f} to {values.max():.0f}."
    return ""


def snake(name: str) -> str:
    """A name in lower case with underscores.

    Examples
    --------
    >>> snake("customerID"), snake("Close Reason")
    ('customer_id', 'close_reason')
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")


def _filled(dataset: Dataset, column: Column) -> np.ndarray:
    values = dataset.X[column.name].to_numpy(np.float64)
    return np.asarray(values[np.isfinite(values)])


def _is_whole(dataset: Dataset, column: Column) -> bool:
    values = _filled(dataset, column)
    return bool((values == np.floor(values)).all())


def _are_codes(dataset: Dataset, column: Column) -> bool:
    """Whether texts are single words, such as long hexadecimal numbers."""
    texts = dataset.X[column.name].dropna().head(SAMPLED_TEXTS)
    return not texts.str.strip().str.contains(r"\s").any()
