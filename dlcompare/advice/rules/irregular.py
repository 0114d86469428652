"""DL015: skewed and heavy-tailed columns favour trees."""

import numpy as np

from dlcompare.advice.rule import NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

SKEWED = 2.0  # absolute skew; an exponential distribution has 2
STRENGTH = 0.1  # no public record; much of the effect is how a network is prepared


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning if half the numbers, or the target, are skewed."""
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    numbers = [abs(c.skew) for c in profile.columns if c.skew is not None]
    typical = float(np.median(numbers)) if numbers else 0.0
    target = abs(profile.trait("target_skew"))
    seen = [
        f"{name} has skew {value:.1f}"
        for name, value in (("the typical number", typical), ("the target", target))
        if value >= SKEWED
    ]
    if not seen:
        raise NotApplicable("Neither most numbers nor the target are skewed.")
    text = " and ".join(seen)
    return found(
        IRREGULAR,
        comparison,
        text=f"{text[:1].upper()}{text[1:]}; an exponential distribution has"
        f" {SKEWED:.0f}.",
        strength=STRENGTH,
    )


IRREGULAR = Rule(
    code="DL015",
    name="irregular",
    title="Skewed numbers or target",
    says="classical",
    document="",
    evidence=(
        "Boosting does better on skewed, heavy-tailed and irregular columns. Much of it"
        " goes away when a network scales by quantiles and embeds its numbers, as the"
        " ones here do."
    ),
    run=run,
    source="McElfresh et al. (2023), TabZilla; Gorishniy et al. (2025), TabM, ICLR",
)
