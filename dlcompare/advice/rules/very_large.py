"""DL002: very large data sets call for deep learning."""

from dlcompare import words
from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found, noun
from dlcompare.records import Comparison, Facts, Finding, Priorities, Profile

VERY_LARGE = 1_000_000  # rows; "millions of samples" in the document
LARGE = 100_000  # rows; where CPU time begins to favour boosting
STRENGTH = 0.1  # of pictures; on tables the public record decides


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to deep learning from a million rows on, weakly."""
    seen = words.count(profile.n_rows, noun(profile))
    if profile.n_rows < LARGE:
        raise NotApplicable(f"{seen}, not millions.")
    if profile.n_rows < VERY_LARGE:
        return found(
            VERY_LARGE_DATA,
            comparison,
            leaning="none",
            text=f"{seen} are many, but not millions; a network becomes feasible, not"
            " better.",
            strength=0.0,
        )
    return found(
        VERY_LARGE_DATA,
        comparison,
        text=f"{seen}. Studies found no number of rows from which networks win on"
        " tables.",
        strength=None if profile.modality == "tabular" else STRENGTH,
    )


def applies(facts: Facts) -> bool | None:
    """Whether a data set is very large."""
    return None if facts.n_rows is None else facts.n_rows >= VERY_LARGE


VERY_LARGE_DATA = Rule(
    code="DL002",
    name="very_large",
    title="Millions of rows",
    says="deep",
    document="Use deep learning for very large data sets, millions of samples.",
    evidence=(
        f"Very weak. No threshold was found on tables; above {LARGE:,} rows the"
        " training time on a CPU favours boosting. Many rows make a network feasible,"
        " not better."
    ),
    run=run,
    applies=applies,
    source=f"{DOCUMENT}; Ye et al. (2024), TALENT; Erickson et al. (2025), TabArena",
)
