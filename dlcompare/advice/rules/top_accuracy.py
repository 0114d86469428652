"""DL004: the last bit of accuracy calls for deep learning."""

from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

STRENGTH_IMAGES = 0.4
STRENGTH_TABLE = 0.1  # on tables the best known is an average of both families


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to deep learning if the user needs top accuracy."""
    if not priorities.top_accuracy:
        raise NotApplicable("You did not ask for top accuracy.")
    is_images = profile.modality == "images"
    return found(
        TOP_ACCURACY,
        comparison,
        text=(
            "You need top accuracy; on pictures the best known models are networks."
            if is_images
            else "You need top accuracy; on tables the best known models average both"
            " families."
        ),
        strength=STRENGTH_IMAGES if is_images else STRENGTH_TABLE,
    )


TOP_ACCURACY = Rule(
    code="DL004",
    name="top_accuracy",
    title="Top accuracy is needed",
    says="deep",
    document="Use deep learning when state-of-the-art performance is needed.",
    evidence=(
        "True for pictures. On tables the best known results come from averaging both"
        " families, not from networks alone."
    ),
    run=run,
    source=f"{DOCUMENT}; Shwartz-Ziv & Armon (2022); Erickson et al. (2025), TabArena",
)
