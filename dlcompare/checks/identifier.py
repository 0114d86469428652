"""Columns that name or number the rows rather than describe them."""

import re

import numpy as np

from dlcompare import words
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Column, Dataset, Profile

CODE = "DC003"
MIN_ROWS = 20  # with fewer rows most columns are distinct
UNIQUE_SHARE = 0.95  # distinct over filled cells
NAME = re.compile(
    r"(^|_)(id|ids|uid|uuid|guid|key|index|idx|rownum|row_number|row_id|no|nr|"
    r"serial|code|number)$"
)


def run(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """One note per identifier; each is left out unless the user keeps it."""
    if profile.n_rows < MIN_ROWS:
        return ()
    found = []
    for column in dataset.columns:
        reason = _reason(dataset, column)
        if reason:
            found.append(
                CheckResult(
                    CODE,
                    f"{column.name} identifies the rows",
                    "note",
                    f"{reason} A model would learn rows by heart from it, so it is "
                    "left out.",
                    columns=(column.name,),
                    exclude=(column.name,),
                )
            )
    return tuple(found)


def _reason(dataset: Dataset, column: Column) -> str:
    """Why the column is an identifier, or ""."""
    n_filled = len(dataset.y) - column.n_missing
    if column.kind not in ("number", "category") or n_filled < MIN_ROWS:
        return ""
    if column.n_unique < UNIQUE_SHARE * n_filled:
        return ""
    seen = f"{words.count(column.n_unique, 'different value')} in {n_filled:,} rows"
    if column.kind == "category":
        return f"It has {seen}, one word each."
    values = dataset.X[column.name].to_numpy(np.float64)
    values = values[np.isfinite(values)]
    if not (values == np.floor(values)).all():
        return ""
    steps = np.diff(values)
    if (steps == steps[0]).all() and steps[0] != 0:
        return f"It counts the rows from {values[0]:.0f} to {values[-1]:.0f}."
    if column.n_unique == n_filled and np.ptp(values) == n_filled - 1:
        return f"It numbers the rows, {values.min():.0f} to {values.max():.0f}."
    if NAME.search(_snake(column.name)):
        return f"It has {seen} and is called like an identifier."
    return ""


def _snake(name: str) -> str:
    """A name in lower case with underscores: "customerID" is "customer_id"."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")


IDENTIFIER = Check(
    code=CODE,
    name="identifier",
    title="No column merely identifies the rows",
    modalities=("tabular",),
    run=run,
    source="Kaufman et al. (2012), Leakage in data mining, ACM TKDD 6.",
)
