"""Where the champions part, as a table and in a sentence."""

import pandas as pd

from dlcompare import words
from dlcompare.records import Slice, Slices

CLASS = "true class"


def slice_table(found: Slices, classical: str, deep: str) -> pd.DataFrame:
    """The slices that stand out most.

    Columns: Rows with, How many, the loss of each champion, Network better by (with
    an interval that allows for all slices looked at), Beyond chance.
    """
    return pd.DataFrame(
        [
            (
                slice_name(one),
                words.count(one.n_rows),
                words.score(one.classical),
                words.score(one.deep),
                words.difference(
                    one.difference.mean, one.difference.low, one.difference.high
                ),
                "yes" if one.is_found else "no",
            )
            for one in found.slices
        ],
        columns=[
            *("Rows with", "How many", f"● {classical}", f"◆ {deep}"),
            *("Network better by", "Beyond chance"),
        ],
    )


def slice_name(one: Slice) -> str:
    """The column and its value: "Age: 0.42 to 20"."""
    return f"{one.column or CLASS}: {one.value}"


def slices_sentence(found: Slices) -> str:
    """How many slices stand out, and what was looked at."""
    beyond = [one for one in found.slices if one.is_found]
    looked = f"{words.count(found.n_slices, 'slice')} of {_columns(found)}"
    left = (
        f" {words.count(found.n_columns_left, 'further column')} that say less alone"
        " were not looked at."
        if found.n_columns_left
        else ""
    )
    if not beyond:
        return (
            f"On none of {looked} is their difference unlike that of all rows by more"
            f" than chance.{left}"
        )
    n = f"{words.count(len(beyond))}{' or more' if len(beyond) == MOST else ''}"
    verb = "stands" if len(beyond) == 1 else "stand"
    return (
        f"Of {looked}, {n} {verb} out: there the difference of the two is unlike that"
        f" of all rows ({words.difference(found.overall)}), by more than chance gives"
        f" among so many.{left}"
    )


MOST = 8  # slices that are kept; if all stand out, there may be more


def _columns(found: Slices) -> str:
    if not found.n_columns:
        return "the true class"
    return words.count(found.n_columns, "column")
