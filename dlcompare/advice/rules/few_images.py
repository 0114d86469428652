"""DL016: few pictures per class favour features made by hand."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found
from dlcompare.advice.rules.unstructured import FEW_PER_CLASS
from dlcompare.records import Comparison, Finding, Priorities, Profile

STRENGTH = 0.3  # no public record; single studies only
FEW_BY_HAND, FEW_NETWORK = 0.78, 0.77  # accuracy with 18 images a class, one report
MANY_BY_HAND, MANY_NETWORK = 0.80, 0.94  # the same with 5,000


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning under fifty pictures in the smallest class."""
    if profile.modality != "images":
        raise NotApplicable("The data is a table.")
    per_class = int(profile.trait("n_images_per_class_min", 0.0))
    seen = f"{words.count(per_class, 'image')} in the smallest class"
    if per_class >= FEW_PER_CLASS:
        raise NotApplicable(f"{seen}, not fewer than {FEW_PER_CLASS}.")
    return found(
        FEW_IMAGES,
        comparison,
        text=f"{seen}, fewer than {FEW_PER_CLASS}: features made by hand need no"
        " pictures to be learned from.",
        strength=STRENGTH,
    )


FEW_IMAGES = Rule(
    code="DL016",
    name="few_images",
    title=f"Fewer than {FEW_PER_CLASS} images per class",
    says="classical",
    document="",
    evidence=(
        f"With 18 images a report has {FEW_BY_HAND} for edges by hand and"
        f" {FEW_NETWORK} for a network, with 5,000 {MANY_BY_HAND} and {MANY_NETWORK}."
        " No collection of image sets has been measured with both families."
    ),
    run=run,
    source="Single reports, no public record",
)
