"""DL019: on tables, the best known results average both families."""

from dlcompare import words
from dlcompare.advice.decide import MIN_FOLDS
from dlcompare.advice.naming import named, row_of
from dlcompare.advice.rule import Agreement, NotApplicable, Rule, found
from dlcompare.advice.together import over_better
from dlcompare.records import Comparison, Finding, Priorities, Profile

# Error of the tuned ensemble of RealMLP and boosted trees against tuned RealMLP and
# tuned CatBoost alone, over the benchmark of Holzmüller et al. (2024).
BLENDED, NETWORK, TREES = 0.106, 0.110, 0.120


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Says that both together do best; measured by the average of both champions."""
    if profile.modality != "tabular":
        raise NotApplicable("The studies behind it are of tables; these are images.")
    measured, agreement = _gain(comparison)
    return found(
        BOTH_FAMILIES,
        comparison,
        text="A table: the best results on public collections of tables come from"
        " averaging networks and trees. No public record: the tables counted here hold"
        " no averages.",
        strength=0.0,
        measured=measured,
        agreement=agreement,
    )


def _gain(comparison: Comparison | None) -> tuple[str, Agreement]:
    """What the average gains over the better champion, and whether that bears it out.

    It does if the interval of the gain is above 0; an average that is surely worse
    refutes it.
    """
    together = comparison.together if comparison is not None else None
    if comparison is None or together is None:
        return "", "open"
    if len(together.fold_scores) < MIN_FOLDS:
        return "", "open"
    gain, better = over_better(together)
    change = words.difference(gain.mean, gain.low, gain.high)
    text = f"The average of both gains {change} over {_name(comparison, better)}"
    if gain.low is None or gain.high is None:
        return text, "open"
    if gain.low > 0:
        small = gain.mean < comparison.rope
        return f"{text}{', too little to matter' * small}", "confirmed"
    return text, "refuted" if gain.high < 0 else "not confirmed"


def _name(comparison: Comparison, model: str) -> str:
    return f"{named(row_of(comparison, model).label)} alone"


BOTH_FAMILIES = Rule(
    code="DL019",
    name="both_families",
    title="Both families together do best on tables",
    says="none",
    document="",
    evidence=(
        "Averages of networks and trees lead the public comparisons of tables: in one,"
        f" the mean error of RealMLP and boosting together is {BLENDED:.3f}, of RealMLP"
        f" alone {NETWORK:.3f}, of CatBoost alone {TREES:.3f}, all tuned. It takes both"
        " to train and both to predict, so a gain must be worth that. Measured by the"
        " plain average of both champions."
    ),
    run=run,
    source=(
        "Shwartz-Ziv & Armon (2022); Holzmüller, Grinsztajn & Steinwart (2024),"
        " RealMLP, NeurIPS; Erickson et al. (2025), TabArena"
    ),
)
