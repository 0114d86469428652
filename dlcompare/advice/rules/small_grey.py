"""DL017: on small grey pictures, aligned and centred, both families are level."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found
from dlcompare.advice.rules.unstructured import (
    FASHION_HOG,
    FASHION_NETWORK,
    SMALL_SIDE,
)
from dlcompare.records import Comparison, Finding, Priorities, Profile

STRENGTH = 0.1  # level in score, and the classical one trains faster


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning on small pictures without colour."""
    if profile.modality != "images":
        raise NotApplicable("The data is a table.")
    side, n_channels = profile.trait("image_side"), profile.trait("n_channels", 1.0)
    if n_channels != 1:
        raise NotApplicable("The pictures have colour.")
    if not 0 < side <= SMALL_SIDE:
        raise NotApplicable(
            f"{words.count(round(side), 'pixel')} a side, more than {SMALL_SIDE}."
        )
    return found(
        SMALL_GREY,
        comparison,
        text=f"Grey and {words.count(round(side), 'pixel')} a side: edges by hand"
        f" reached {FASHION_HOG} on such pictures, a small network {FASHION_NETWORK}.",
        strength=STRENGTH,
    )


SMALL_GREY = Rule(
    code="DL017",
    name="small_grey",
    title="Small grey pictures",
    says="classical",
    document="",
    evidence=(
        "The exception to the rule that pictures call for networks: where things are"
        " centred, aligned and without colour, a network has little to learn that"
        " edges do not say already."
    ),
    run=run,
    source="Xiao, Rasul & Vollgraf (2017), Fashion-MNIST, benchmark table",
)
