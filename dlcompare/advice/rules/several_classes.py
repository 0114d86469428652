"""DL009: with three classes or more, networks lose less often."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

SEVERAL = 3  # classes; LCDB 1.1: RealMLP ahead in 54% of such sets, 33% with two
GAIN = (0.54, 0.33)


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to deep learning from three classes on."""
    if profile.modality != "tabular":
        raise NotApplicable("The public record is of tables.")
    if profile.task == "regression":
        raise NotApplicable("The target is a number.")
    seen = words.count(profile.n_classes, "class", "classes")
    if profile.n_classes < SEVERAL:
        raise NotApplicable(f"{seen}, fewer than {words.spelled(SEVERAL)}.")
    return found(
        SEVERAL_CLASSES, comparison, text=f"{seen}. {in_public(SEVERAL_CLASSES)}"
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set has several classes."""
    return None if facts.n_classes is None else facts.n_classes >= SEVERAL


SEVERAL_CLASSES = Rule(
    code="DL009",
    name="several_classes",
    title="Three classes or more",
    says="deep",
    document="",
    evidence=(
        f"A network was ahead in {GAIN[0]:.0%} of the data sets with several classes"
        f" and in {GAIN[1]:.0%} of those with two. It does not say that networks win,"
        " only that the odds are better than elsewhere."
    ),
    run=run,
    source="LCDB 1.1 (2025)",
    applies=applies,
)
