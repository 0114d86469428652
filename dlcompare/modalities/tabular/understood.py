"""A column as understood, and how the user wants it to be understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dlcompare.modalities.tabular.absent import Suspect
from dlcompare.modalities.tabular.dates import Dates
from dlcompare.records import Column, ColumnKind, Decision, ReadOptions

MOST = 0.95  # of the filled cells; what else stands in such a column is missing


@dataclass(frozen=True)
class Wishes:
    """How one column is to be read; None means as its values suggest.

    `other_decimal` allows the column another decimal sign than the file has,
    `enough` is the share of its filled cells that make it numbers or dates.
    """

    decimal: str = "."
    other_decimal: bool = True
    thousands: str | None = None
    day_first: bool | None = None
    missing: tuple[str, ...] = ()
    kind: ColumnKind | None = None
    enough: float = MOST


@dataclass(frozen=True)
class Understood:
    """One column as understood, and what was changed on the way.

    `values` is float64, string, dictionary of string or timestamp. `tokens`
    counts the cells that stood for missing, by what was written there; `n_blank`
    are those with spaces only. `decisions` are readings that are not plain,
    `suspects` values that may stand for missing.
    """

    column: Column
    values: pa.Array | pa.ChunkedArray
    tokens: Mapping[str, int] = field(default_factory=dict)
    n_spaces: int = 0
    n_blank: int = 0
    notes: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    suspects: tuple[Suspect, ...] = ()


def wishes(options: ReadOptions, name: str, decimal: str) -> Wishes:
    """What `options` say about the column `name`."""
    return Wishes(
        decimal=decimal,
        other_decimal=options.decimal is None,
        thousands=options.thousands,
        day_first=options.day_first,
        missing=(*options.missing.get("", ()), *options.missing.get(name, ())),
        kind=options.kinds.get(name),
    )


def decided(name: str, value: str, reason: str, wish: Wishes) -> tuple[Decision, ...]:
    """The decision about a column, marked as the user's where it is."""
    is_override = wish.kind is not None
    why = "as you chose" if is_override else reason
    if is_override and reason:
        why += f"; {reason}"
    return (Decision(f"column '{name}'", value, why, is_override=is_override),)


def number_column(name: str, values: npt.NDArray[np.float64], n_unique: int) -> Column:
    """The record of a column of numbers, NaN where missing."""
    return Column(name, "number", int(np.isnan(values).sum()), n_unique)


def dated_column(
    name: str,
    values: npt.NDArray[np.float64],
    unique: npt.NDArray[np.float64],
    dates: Dates,
    wish: Wishes,
) -> Understood:
    """Numbers that are dates, given the dates of the different ones, rising."""
    is_known = np.isfinite(values)
    stamps = np.full(len(values), np.datetime64("NaT", "us"))
    stamps[is_known] = dates.stamps[np.searchsorted(unique, values[is_known])]
    column = Column(name, "date", int((~is_known).sum()), len(unique))
    said = decided(name, f"date, {dates.order}", dates.reason, wish)
    return Understood(column, pa.array(stamps), decisions=said)


def take_out(
    values: npt.NDArray[np.float64], asked: Sequence[str]
) -> tuple[npt.NDArray[np.float64], dict[str, int]]:
    """Numbers without those that are missing, and in how many cells each stood."""
    tokens = {}
    for text in asked:
        number = as_number(text)
        is_it = values == number
        if number is not None and is_it.any():
            tokens[text] = int(is_it.sum())
            values = np.where(is_it, np.nan, values)
    return values, tokens


def as_number(text: str) -> float | None:
    """A plain number, or None."""
    try:
        return float(text)
    except ValueError:
        return None


def with_rows(found: Understood, keep: npt.NDArray[np.bool_]) -> Understood:
    """The column without rows that have no value in any column."""
    n_left = len(keep) - int(keep.sum())
    column = replace(found.column, n_missing=found.column.n_missing - n_left)
    return replace(found, column=column, values=found.values.filter(pa.array(keep)))
