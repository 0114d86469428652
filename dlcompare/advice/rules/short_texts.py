"""DL018: few texts of many words favour counting words over reading them."""

from dlcompare import words
from dlcompare.advice.rule import NotApplicable, Rule, found
from dlcompare.records import Comparison, Finding, Priorities, Profile

RATIO = 1_500  # texts per word of the typical text; Google's guide
EXPERIMENTS, DATA_SETS = 450_000, 12  # behind the limit
STRENGTH = 0.3  # the guide's own experiments; no public table of results


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning if texts are few for their length."""
    ratio = profile.trait("texts_per_word")
    if not ratio:
        raise NotApplicable("No column holds free text.")
    seen = (
        f"{words.count(profile.n_rows, 'text')} of typically"
        f" {profile.trait('typical_words'):,.0f} words: {ratio:,.0f} texts per word"
    )
    if ratio >= RATIO:
        raise NotApplicable(f"{seen}, not fewer than {RATIO:,}.")
    return found(
        SHORT_TEXTS,
        comparison,
        text=f"{seen}, fewer than {RATIO:,}: counting words needs fewer texts than"
        " learning to read them in order.",
        strength=STRENGTH,
    )


SHORT_TEXTS = Rule(
    code="DL018",
    name="short_texts",
    title="Few texts for their length",
    says="classical",
    document="",
    evidence=(
        f"Under {RATIO:,} texts per word of the typical text, counting words and a"
        " simple model did better than networks that read in order; above, those did."
        f" From {EXPERIMENTS:,} experiments on {DATA_SETS} collections of texts."
    ),
    run=run,
    source="Google, Machine Learning Guide: Text Classification (2018)",
)
