"""DL008: where computing is limited, stay with classical learning."""

from dlcompare import words
from dlcompare.advice.decide import standing
from dlcompare.advice.rule import DOCUMENT, Agreement, NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

SLOWER = (5, 60)  # times; CPU seconds per 1,000 rows, networks over boosting
STRENGTH = 0.6  # supported; how much it matters is the user's affair


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """How much longer the network trains."""
    if not priorities.limited_compute:
        raise NotApplicable("You did not say that computing is limited.")
    measured, agreement = _times(comparison)
    return found(
        LIMITED_COMPUTE,
        comparison,
        text="You want to spend little computing time.",
        strength=STRENGTH,
        measured=measured,
        agreement=agreement,
    )


def _times(comparison: Comparison | None) -> tuple[str, Agreement]:
    if comparison is None:
        return "", "open"
    classical = standing(comparison, comparison.best_classical)
    deep = standing(comparison, comparison.best_deep)
    if classical is None or deep is None:
        return "", "open"
    if not classical.fit_seconds or not deep.fit_seconds:
        return "", "open"
    factor = deep.fit_seconds / classical.fit_seconds
    text = (
        f"{words.duration(classical.fit_seconds)} against"
        f" {words.duration(deep.fit_seconds)} to train"
    )
    if factor >= words.ABOUT_EQUAL:
        return text, "confirmed"
    return text, "refuted" if factor <= 1 / words.ABOUT_EQUAL else "not confirmed"


LIMITED_COMPUTE = Rule(
    code="DL008",
    name="limited_compute",
    title="Computing time is limited",
    says="classical",
    document="Stay with classical learning when compute resources are limited.",
    evidence=(
        f"Supported: on a CPU networks take {SLOWER[0]} to {SLOWER[1]} times as long to"
        " train as boosting. Measured by the training times of the two champions."
    ),
    run=run,
    source=f"{DOCUMENT}; Holzmüller, Grinsztajn & Steinwart (2024), RealMLP, NeurIPS",
)
