"""DL007: where a model must be understood, stay with classical learning."""

from dlcompare import metrics, words
from dlcompare.advice.naming import score_of
from dlcompare.advice.rule import DOCUMENT, Agreement, NotApplicable, Rule, found
from dlcompare.advice.wanted import candidates, is_readable
from dlcompare.records import Comparison, Finding, Priorities, Profile

STRENGTH = 0.5  # true of models made to be read, not of forests and usual boosting
STRENGTH_IMAGES = 0.1  # no candidate for pictures can be read


def run(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> Finding:
    """What a readable model costs in score."""
    if not priorities.interpretability:
        raise NotApplicable("You did not ask for a model that can be read.")
    if profile.modality != "tabular":
        return found(
            INTERPRETABILITY,
            comparison,
            text="You want to read the model; none of those for pictures can be read.",
            strength=STRENGTH_IMAGES,
            measured="",
            agreement="open",
        )
    measured, agreement = _price(comparison)
    return found(
        INTERPRETABILITY,
        comparison,
        text="You want to read the model: small trees and sums of weights or curves can"
        " be read; forests, usual boosting and networks cannot.",
        strength=STRENGTH,
        measured=measured,
        agreement=agreement,
    )


def _price(comparison: Comparison | None) -> tuple[str, Agreement]:
    """What the best readable model loses against the best champion."""
    if comparison is None:
        return "", "open"
    rows = (s for s in candidates(comparison) if is_readable(s.model))
    readable = next(rows, None)
    names = (comparison.best_classical, comparison.best_deep)
    best = next((s for s in comparison.standings if s.model in names), None)
    if readable is None or best is None or readable.score is None:
        return "", "open"
    mine = f"{readable.label} {score_of(comparison, readable)}"
    if best.score is None or best.model == readable.model:
        return f"{mine}, the best of all", "confirmed"
    sign = metrics.sign(metrics.find(comparison.metric))
    price = sign * (best.score - readable.score)
    text = f"{mine}, {words.within(best.label)} {score_of(comparison, best)}"
    return text, "confirmed" if price <= comparison.rope else "not confirmed"


INTERPRETABILITY = Rule(
    code="DL007",
    name="interpretability",
    title="The model must be understood",
    says="classical",
    document="Stay with classical learning when interpretability matters.",
    evidence=(
        "True of linear models, small trees and boosting that bends one curve per"
        " column. Forests, other boosting and networks all need tools that explain"
        " them afterwards. Measured by what the best readable model loses against the"
        " best."
    ),
    run=run,
    source=f"{DOCUMENT}; Rudin (2019), Nature Machine Intelligence 1",
)
