"""The clicks that answer a check."""

from collections.abc import Sequence

from dlcompare.records import Remedy


def leave_out(*columns: str) -> Remedy:
    """Train without these columns."""
    label = "Leave it out" if len(columns) == 1 else "Leave them out"
    return Remedy("exclude", label, columns)


def leave_out_only(column: str) -> Remedy:
    """Train without this one of several columns."""
    return Remedy("exclude", f"Leave only {column} out", (column,))


def keep(*columns: str) -> Remedy:
    """Train with these columns although they were asked about."""
    label = "Keep it" if len(columns) == 1 else "Keep them"
    return Remedy("keep", label, columns)


def out_or_keep(*columns: str) -> tuple[Remedy, Remedy]:
    """The two answers to the question whether a column may be used."""
    return leave_out(*columns), keep(*columns)


def group(column: str) -> Remedy:
    """Rows alike in this column stay on one side of every split."""
    return Remedy("group", f"Keep rows with the same {column} together", (column,))


def order(column: str) -> Remedy:
    """Later rows, by this column, are tested by models of earlier ones."""
    return Remedy("order", f"Test on later rows, by {column}", (column,))


def together() -> Remedy:
    """Equal rows stay on one side of every split."""
    return Remedy("together", "Keep equal rows together")


def read_as_missing(column: str, values: Sequence[str]) -> Remedy:
    """Cells with these values count as empty."""
    label = f"Read {' and '.join(values)} as missing"
    return Remedy("missing", label, (column,), tuple(values))
