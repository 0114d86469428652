"""DL010: among many columns of which few help, trees find those better."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

MANY = 100  # columns; madelon-like tables, where networks lose 3 to 20 points
TELLS = 0.05  # lower end of a column's own association; below, it tells little alone


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning from a hundred columns on; names how few tell."""
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    seen = words.count(profile.n_features, "column")
    if profile.n_features < MANY:
        raise NotApplicable(f"{seen}, fewer than {MANY}.")
    known = [c.association_low for c in profile.columns if c.association is not None]
    n_telling = sum(low is not None and low >= TELLS for low in known)
    alone = (
        f", of which {words.count(n_telling)}"
        f" {'tells' if n_telling == 1 else 'tell'} something of the target alone"
        if known
        else ""
    )
    return found(
        MANY_COLUMNS, comparison, text=f"{seen}{alone}. {in_public(MANY_COLUMNS)}"
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set has many columns, telling or not."""
    return None if facts.n_features is None else facts.n_features >= MANY


MANY_COLUMNS = Rule(
    code="DL010",
    name="many_columns",
    title=f"{MANY} columns or more",
    says="classical",
    document="",
    evidence=(
        "Columns without information hurt networks more than trees. The public tables"
        " tell how many columns a data set has, not how many of them help; the record"
        " is of all wide tables."
    ),
    run=run,
    source="Grinsztajn, Oyallon & Varoquaux (2022), NeurIPS",
    applies=applies,
)
