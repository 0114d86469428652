"""Columns that have the same value in every row, or in nearly every row."""

from collections.abc import Sequence

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Column, Dataset

CODE = "DC001"
FEW = 10  # rows with another value: two in the test part of each of five folds
MIN_ROWS = 100  # with fewer rows, ten other values are no small part


def run(case: Case) -> tuple[CheckResult, ...]:
    """One note for all constant columns, one for all that are nearly so."""
    dataset = case.dataset
    found = [_constant(dataset.columns)]
    if len(dataset.y) >= MIN_ROWS:
        found.append(_nearly(dataset))
    return tuple(result for result in found if result)


def _constant(columns: Sequence[Column]) -> CheckResult | None:
    """Value or missing is not constant."""
    empty = [c.name for c in columns if c.n_unique == 0]
    same = [c.name for c in columns if c.n_unique == 1 and not c.n_missing]
    names = tuple(c.name for c in columns if c.name in {*empty, *same})
    if not names:
        return None
    parts = []
    if same:
        parts.append(f"The same value in every row: {words.listed(same)}.")
    if empty:
        parts.append(f"No value in any row: {words.listed(empty)}.")
    title = (
        f"{words.count(len(names), 'column')} cannot tell anything"
        if len(names) > 1
        else f"{names[0]} never changes"
    )
    return CheckResult(
        CODE,
        title,
        "note",
        " ".join(parts),
        columns=names,
        exclude=names,
        remedies=remedies.out_or_keep(*names),
    )


def _nearly(dataset: Dataset) -> CheckResult | None:
    """Columns in which fewer than FEW rows differ from the rest; they stay in."""
    others = {c.name: _n_others(dataset, c) for c in dataset.columns}
    few = {name: n for name, n in others.items() if 0 < n < FEW}
    if not few:
        return None
    names = tuple(few)
    shown = [f"{name} ({words.count(n, 'row')})" for name, n in few.items()]
    title = (
        f"{names[0]} is nearly always the same"
        if len(names) == 1
        else f"{words.count(len(names), 'column')} are nearly always the same"
    )
    return CheckResult(
        CODE,
        title,
        "note",
        f"Rows with another value than the commonest: {words.listed(shown)}. Fewer "
        f"than {FEW} are too few to learn from and to test on; leaving the column out "
        "costs nothing unless those rows are the ones that matter.",
        columns=names,
        remedies=(remedies.leave_out(*names),),
    )


def _n_others(dataset: Dataset, column: Column) -> int:
    """Rows that differ from the commonest value; missing counts as a value.

    Exact where one value has more than half of the rows.
    """
    n, values = len(dataset.y), dataset.X[column.name]
    if column.n_missing > n / 2:
        return n - column.n_missing
    if column.kind == "text" or column.n_unique > n / 2:
        return n
    if column.kind in ("category", "boolean"):
        codes = values.cat.codes.to_numpy()
        return n - int(np.bincount(codes[codes >= 0]).max(initial=0))
    numbers = values.to_numpy()
    middle = np.nanmedian(numbers)  # a value of more than half of the rows is this
    return n - int(np.count_nonzero(numbers == middle))


CONSTANT = Check(
    code=CODE,
    name="constant",
    title="Every column changes",
    modalities=("tabular",),
    run=run,
    looks_at="Columns with one value or none, and columns in which fewer than "
    f"{FEW} rows differ from the commonest value.",
    remedy="Constant columns are left out unless kept; nearly constant ones stay in "
    "unless left out.",
    source="By definition: a constant cannot be associated with anything.",
)
