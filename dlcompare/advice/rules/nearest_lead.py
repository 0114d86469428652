"""DL014: where nearest neighbours beat a forest, distances between rows mean much."""

from dlcompare.advice.facts import NEAREST
from dlcompare.advice.landmark import of_landmark
from dlcompare.advice.rule import Rule
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

LEAD = 0.5  # practical limits; as for the linear model
WINS_BOTH, WINS_NEITHER = 0.57, 0.30  # RealMLP wins; linear model ahead, too, or none


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to deep learning if nearest neighbours are ahead of the forest."""
    return of_landmark(NEAREST_LEAD, profile, comparison, model=NEAREST, at_least=LEAD)


def applies(facts: Facts) -> bool | None:
    """Whether nearest neighbours are ahead."""
    return None if facts.nearest_lead is None else facts.nearest_lead > LEAD


NEAREST_LEAD = Rule(
    code="DL014",
    name="nearest_lead",
    title="Nearest neighbours beat the random forest",
    says="deep",
    document="",
    evidence=(
        "Then rows that are close in all columns at once are alike, as with what"
        f" sensors or eyes perceive. Where the linear model is ahead as well, networks"
        f" beat boosting in {WINS_BOTH:.0%} of the tables, where neither is, in"
        f" {WINS_NEITHER:.0%}; the neighbours themselves are the ones to beat."
    ),
    run=run,
    source="Four public collections pooled, 773 tables",
    applies=applies,
)
