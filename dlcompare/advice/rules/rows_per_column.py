"""DL011: few rows for each column favour classical learning."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

FEW = 50  # rows per column; found on the public tables themselves


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning below fifty rows per column."""
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    ratio = profile.n_rows / profile.n_features
    rows = words.count(round(ratio), "row")
    seen = (
        f"{words.count(profile.n_rows, 'row')} and"
        f" {words.count(profile.n_features, 'column')}:"
        f" {f'{rows} per column' if ratio >= 1 else 'fewer rows than columns'}"
    )
    if ratio >= FEW:
        raise NotApplicable(f"{seen}, not fewer than {FEW}.")
    return found(
        ROWS_PER_COLUMN, comparison, text=f"{seen}. {in_public(ROWS_PER_COLUMN)}"
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set has few rows for its columns."""
    if facts.n_rows is None or not facts.n_features:
        return None
    return facts.n_rows / facts.n_features < FEW


ROWS_PER_COLUMN = Rule(
    code="DL011",
    name="rows_per_column",
    title=f"Fewer than {FEW} rows per column",
    says="classical",
    document="",
    evidence=(
        "A network has to learn from the rows which columns matter. The limit was"
        " chosen on the public tables that the record counts, so the record flatters"
        " it a little."
    ),
    run=run,
    source="The public tables below",
    applies=applies,
)
