"""DL012: numbers and categories mixed favour trees."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

LEAST, MOST = 0.1, 0.9  # share of categorical columns between which a table is mixed


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning where columns are of both kinds."""
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    share = profile.trait("categorical_share")
    if not LEAST < share < MOST:
        kind = "numbers" if share <= LEAST else "categories"
        raise NotApplicable(f"Nearly all columns are {kind}.")
    return found(
        MIXED_COLUMNS,
        comparison,
        text=f"{words.share(share)} of the columns are categories."
        f" {in_public(MIXED_COLUMNS)}",
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set has columns of both kinds."""
    share = facts.categorical_share
    return None if share is None else LEAST < share < MOST


MIXED_COLUMNS = Rule(
    code="DL012",
    name="mixed_columns",
    title="Numbers and categories mixed",
    says="classical",
    document="",
    evidence=(
        "Which family wins hangs on how unlike the columns are: trees take each by"
        " itself, a network has to bring all to one scale."
    ),
    run=run,
    source="Ye et al. (2024), TALENT",
    applies=applies,
)
