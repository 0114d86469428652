"""Columns that have the same value in every row."""

from dlcompare import words
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Dataset, Profile

CODE = "DC001"


def run(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """One note for all constant columns. Value or missing is not constant."""
    empty = [c.name for c in dataset.columns if c.n_unique == 0]
    same = [c.name for c in dataset.columns if c.n_unique == 1 and not c.n_missing]
    names = tuple(c.name for c in dataset.columns if c.name in {*empty, *same})
    if not names:
        return ()
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
    return (
        CheckResult(CODE, title, "note", " ".join(parts), columns=names, exclude=names),
    )


CONSTANT = Check(
    code=CODE,
    name="constant",
    title="Every column changes",
    modalities=("tabular",),
    run=run,
    source="By definition: a constant cannot be associated with anything.",
)
