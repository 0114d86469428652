"""A table that is read block by block, and again where that is needed."""

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities import limits
from dlcompare.records import Decision


@dataclass(frozen=True)
class Block:
    """Some rows: the cells of each column asked for, as Arrow arrays.

    `n_left_out` counts lines beside them that do not fit the header.
    """

    cells: Sequence[Any]
    n_left_out: int = 0


@dataclass(frozen=True)
class Source:
    """A table before its columns are understood.

    `names` are "" where the file has none. `blocks` gives all rows of the columns
    whose places it is called with, in that order. `parsed`, if there is one, does the
    same, but cuts the columns in its second argument into numbers at once.
    """

    names: tuple[str, ...]
    blocks: Callable[[Sequence[int]], Generator[Block, None, None]]
    decimal: str = "."
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    parsed: (
        Callable[[Sequence[int], Collection[int]], Generator[Block, None, None]] | None
    ) = None


class NotNumbers(Exception):
    """A cell of a column that was to be cut into numbers is none."""


def check_cells(name: str, n_rows: int, n_columns: int) -> None:
    """Refuse a table of too many cells.

    Raises
    ------
    UnreadableUpload
    """
    if n_rows * n_columns > limits.MAX_CELLS:
        raise UnreadableUpload(
            f"{name} has {n_rows:,} rows or more and {n_columns:,} columns, "
            f"more than {limits.MAX_CELLS:,} cells.",
            "Upload a sample of its rows, or fewer columns.",
        )
