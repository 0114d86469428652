"""Rows of groups, or of times, that a model must not part; loads no library."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Apart:
    """What keeps rows apart, row by row of some rows; neither: nothing does.

    groups : int64 of shape (n_rows,): rows of a group are held out together
    order : float64 of shape (n_rows,): the later rows are held out
    """

    groups: Any = None
    order: Any = None

    def of(self, rows: Any) -> "Apart":
        """The same of some of the rows."""
        return Apart(
            None if self.groups is None else self.groups[rows],
            None if self.order is None else self.order[rows],
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "Apart":
        """Itself: nothing of it changes, and a clone fits the same rows."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the rows: what is stored is a fitted model, which needs none."""
        return Apart, ()


NOTHING = Apart()
