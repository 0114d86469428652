"""DL013: where a linear model beats a forest, the target is smooth."""

from dlcompare.advice.facts import LINEAR
from dlcompare.advice.landmark import of_landmark
from dlcompare.advice.rule import Rule
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

LEAD = 0.5  # practical limits; half a percentage point of accuracy
WINS_IF, WINS_ELSE = 0.60, 0.27  # RealMLP beats boosting; TALENT, 200 classifications


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to deep learning if the linear model is ahead of the forest."""
    return of_landmark(LINEAR_LEAD, profile, comparison, model=LINEAR, at_least=LEAD)


def applies(facts: Facts) -> bool | None:
    """Whether the linear model is ahead."""
    return None if facts.linear_lead is None else facts.linear_lead > LEAD


LINEAR_LEAD = Rule(
    code="DL013",
    name="linear_lead",
    title="A linear model beats the random forest",
    says="deep",
    document="",
    evidence=(
        f"Then the target is smooth, which suits networks: RealMLP beat boosting in"
        f" {WINS_IF:.0%} of such tables and in {WINS_ELSE:.0%} of the others. But the"
        " linear model is a classical one, and where it is ahead of the forest it is"
        " often the best of all: a reason to prefer networks to trees, not to classical"
        " learning."
    ),
    run=run,
    source="Ye et al. (2024), TALENT, result tables",
    applies=applies,
)
