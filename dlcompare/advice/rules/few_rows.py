"""DL006: with few rows, stay with classical learning."""

from dlcompare import words
from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found, in_public, noun
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

FEW_ROWS = 10_000  # rows; the document's limit

STRENGTH_IMAGES = 0.15  # the record is of tables; DL001 looks at images per class


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning below ten thousand rows, by how far below."""
    seen = words.count(profile.n_rows, noun(profile))
    if profile.n_rows >= FEW_ROWS:
        raise NotApplicable(f"{seen}, not fewer than {FEW_ROWS:,}.")
    if profile.modality != "tabular":
        return found(
            FEW,
            comparison,
            text=f"{seen}, fewer than {FEW_ROWS:,}. With pictures the number per class"
            " says more.",
            strength=STRENGTH_IMAGES,
        )
    return found(
        FEW,
        comparison,
        text=f"{seen}, fewer than {FEW_ROWS:,}. {in_public(FEW)}",
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set has few rows."""
    return None if facts.n_rows is None else facts.n_rows < FEW_ROWS


FEW = Rule(
    code="DL006",
    name="few_rows",
    title=f"Fewer than {FEW_ROWS:,} rows",
    says="classical",
    document="Stay with classical learning on small data sets (<10K samples).",
    evidence="Half true. With few rows a clear win of either family is more frequent,"
    " and more often it is a classical model that wins; with many rows both come out"
    " level."
    " Averages of several networks do not follow the rule: below 1,500 rows they beat"
    " boosting on 8 of 10 tables.",
    run=run,
    applies=applies,
    source=f"{DOCUMENT}; LCDB 1.1 (2025); Erickson et al. (2025), TabArena",
)
