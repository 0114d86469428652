"""DL006: with few rows, stay with classical learning."""

import math

from dlcompare import words
from dlcompare.advice.rule import DOCUMENT, NotApplicable, Rule, found, noun
from dlcompare.records import Comparison, Finding, Priorities, Profile

FEW_ROWS = 10_000  # rows; the document's limit

# Rows from, to; share of tables where one network (RealMLP) was better than boosting
# (CatBoost) by more than one percentage point; where worse by more (LCDB 1.1, 2025).
RATES = (
    (0, 1_000, 0.10, 0.45),
    (1_000, 5_000, 0.08, 0.28),
    (5_000, 20_000, 0.15, 0.22),
)
FULL_ODDS = 3.0  # the odds that strength 1 stands for; `advise.LOG_ODDS`
DOUBT = 0.5  # halved: averaged networks are level or better below 1,500 rows (TabArena)
STRENGTH_IMAGES = 0.15  # the rates are of tables; DL001 looks at images per class


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """Leans to classical learning below ten thousand rows, by how far below."""
    seen = words.count(profile.n_rows, noun(profile))
    if profile.n_rows >= FEW_ROWS:
        raise NotApplicable(f"{seen} are not fewer than {FEW_ROWS:,}.")
    if profile.modality != "tabular":
        return found(
            FEW,
            comparison,
            text=f"{seen}, fewer than {FEW_ROWS:,}. With pictures the number per class"
            " says more.",
            strength=STRENGTH_IMAGES,
        )
    better, worse = next((b, w) for _, to, b, w in RATES if profile.n_rows < to)
    return found(
        FEW,
        comparison,
        text=f"{seen}, fewer than {FEW_ROWS:,}. On tables of this size a single network"
        f" was clearly better in {better:.0%}, clearly worse in {worse:.0%}.",
        strength=_strength(better, worse),
    )


def _strength(better: float, worse: float) -> float:
    return round(DOUBT * math.log(worse / better) / math.log(FULL_ODDS), 2)


FEW = Rule(
    code="DL006",
    name="few_rows",
    title=f"Fewer than {FEW_ROWS:,} rows",
    says="classical",
    document="Stay with classical learning on small data sets (<10K samples).",
    evidence="Half true. A single network against boosting, by more than one point: "
    + "; ".join(
        f"with {low:,} to {to:,} rows better in {better:.0%} of tables, worse in"
        f" {worse:.0%}"
        for low, to, better, worse in RATES
    )
    + ". Averages of several networks do not follow the rule: below 1,500 rows they"
    " beat boosting on 8 of 10 tables.",
    run=run,
    source=f"{DOCUMENT}; LCDB 1.1 (2025); Erickson et al. (2025), TabArena",
)
