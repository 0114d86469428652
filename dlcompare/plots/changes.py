"""What would change the verdict, as a table."""

import pandas as pd

from dlcompare.records import Verdict

HEADS = ("What would be different", "Then", "By how much", "From")


def changes_table(verdict: Verdict) -> pd.DataFrame:
    """One line per change: what, direction, size, and what the numbers rest on.

    Cells are plain text. Empty where nothing could be computed.
    """
    lines = [(c.what, c.direction, c.size, c.source) for c in verdict.changes]
    return pd.DataFrame(lines, columns=list(HEADS))


def beside_the_table(verdict: Verdict) -> tuple[str, ...]:
    """The sentences on what would change it that no line of the table stands for."""
    told = tuple(change.what.partition(",")[0] for change in verdict.changes)
    return tuple(t for t in verdict.what_would_change if not t.startswith(told))
