"""Look up an entry of one of the six lists by its name."""

import difflib
from collections.abc import Iterable
from typing import Protocol, TypeVar

from dlcompare.errors import UnknownName


class Named(Protocol):
    """Anything with a stable name."""

    @property
    def name(self) -> str:
        """Stable forever: it is in saved studies."""
        ...


T = TypeVar("T", bound=Named)


def find(name: str, entries: Iterable[T], *, kind: str) -> T:
    """The entry called `name`.

    Parameters
    ----------
    name : str
    entries : iterable of records with a `name`
    kind : str
        What the entries are, in the user's word: "model", "metric".

    Raises
    ------
    UnknownName
        Lists the known names, the nearest first.
    """
    known = {entry.name: entry for entry in entries}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    raise UnknownName(
        f"There is no {kind} called '{name}'.",
        f"{hint}Known: {', '.join(known)}.",
    )
