"""DL003: where features are hard to make by hand, a network learns them."""

from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

STRENGTH = 0.3  # holds for pictures and sound; DL001 counts the same pictures already


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """For images: hand-crafted features against learned ones."""
    if profile.modality != "images":
        raise NotApplicable(
            "The columns of a table are features already, and trees need less work"
            " on them than networks do."
        )
    return found(
        HARD_FEATURES,
        comparison,
        text="Pixels are no features. The classical candidates get edges and colours"
        " made by hand, the networks learn their own.",
        strength=STRENGTH,
    )


HARD_FEATURES = Rule(
    code="DL003",
    name="hard_features",
    title="Features are hard to make by hand",
    says="deep",
    document="Use deep learning when feature engineering is hard.",
    evidence=(
        "Holds for what eyes and ears perceive. On tables it is the other way round:"
        " trees cope with raw columns better than networks."
    ),
    run=run,
    source=f"{DOCUMENT}; Grinsztajn, Oyallon & Varoquaux (2022), NeurIPS",
)
