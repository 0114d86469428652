"""DL005: on tables, stay with classical learning."""

from dlcompare import words
from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

PLAIN_NETWORK_WINS = 0.18  # of 38 tables, against tuned boosting; TabM results (2024)
BEST_NETWORK_WINS = 0.70  # a modern network (TabM-mini) on the same tables


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning on every table."""
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    columns = words.count(profile.n_features, "column")
    return found(
        TABULAR,
        comparison,
        text=f"A table with {columns} and {words.count(profile.n_rows, 'row')}."
        f" {in_public(TABULAR)}",
    )


def applies(facts: Facts) -> bool:
    """Every public data set is a table."""
    return True


TABULAR = Rule(
    code="DL005",
    name="tabular",
    title="The data is a table",
    says="classical",
    document="Stay with classical learning on tabular data, often.",
    evidence=(
        f"Depends on the network. Against tuned boosting a plain network wins on"
        f" {PLAIN_NETWORK_WINS:.0%} of 38 tables, a modern one on"
        f" {BEST_NETWORK_WINS:.0%} of the same. In about half of all tables the two"
        " families differ by less than one percentage point."
    ),
    run=run,
    applies=applies,
    source=(
        f"{DOCUMENT}; Grinsztajn, Oyallon & Varoquaux (2022), NeurIPS; Gorishniy et al."
        " (2025), TabM, ICLR"
    ),
)
