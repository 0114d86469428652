"""What to say when two champions cannot be, or need not be, compared."""

from dlcompare import words
from dlcompare.advice.decide import MIN_FOLDS, SIGNAL, is_without_result, standing
from dlcompare.advice.naming import ended, in_metric, interval_of, named, subject
from dlcompare.records import Comparison, Family

LEVEL = 0.5  # below, beating guessing is less probable than not
FAMILY_WORDS: dict[Family, str] = {
    "dummy": "guess",
    "classical": "classical model",
    "deep": "network",
}


def title_without_result(comparison: Comparison) -> str:
    """The headline when a family has no result."""
    missing = _missing(comparison)
    if len(missing) == 2:
        return "Undecided. No model could be trained."
    return f"Undecided. There is no {FAMILY_WORDS[missing[0]]} to compare with."


def _missing(comparison: Comparison) -> list[Family]:
    families: tuple[Family, ...] = ("classical", "deep")
    return [f for f in families if is_without_result(comparison, f)]


def without_result(comparison: Comparison) -> str:
    """Why a family has no result, and what the other scored."""
    parts = [_why_missing(comparison, family) for family in _missing(comparison)]
    for model in (comparison.best_classical, comparison.best_deep):
        row = standing(comparison, model)
        if row is not None:
            score = f"{interval_of(comparison, row)}{in_metric(comparison)}"
            parts.append(f"{subject(row)} scored {score}.")
    return " ".join(parts)


def _why_missing(comparison: Comparison, family: Family) -> str:
    rows = [s for s in comparison.standings if s.family == family]
    noun = FAMILY_WORDS[family]
    if not rows:
        return f"No {noun} was in the plan."
    if len(rows) == 1:
        return f"{subject(rows[0])} could not be trained: {ended(rows[0].failure)}"
    return (
        f"No {noun} could be trained; {named(rows[0].label)}: {ended(rows[0].failure)}"
    )


def too_few_folds(comparison: Comparison) -> str:
    """How many folds are missing to a verdict, and the scores so far."""
    n = len(comparison.pair.differences) if comparison.pair else 0
    if comparison.best_classical and comparison.best_deep:
        n = max(n, comparison.n_folds)
    if comparison.n_folds_planned < MIN_FOLDS:
        planned = words.count(comparison.n_folds_planned, "fold")
        text = f"The plan has {planned}, and a verdict needs {MIN_FOLDS}."
    else:
        text = (
            f"A verdict needs {MIN_FOLDS} folds of the best network and of the best"
            f" classical model; so far they share {words.spelled(n)}."
        )
    rows = [
        row
        for model in (comparison.best_deep, comparison.best_classical)
        if (row := standing(comparison, model)) is not None
    ]
    if not rows:
        return text
    so_far = words.listed(
        [f"{named(r.label)} {interval_of(comparison, r)}" for r in rows]
    )
    return f"{text} So far{in_metric(comparison)}: {so_far}."


def title_no_signal(comparison: Comparison) -> str:
    """The headline when no champion is sure to beat guessing."""
    if (comparison.p_signal or 0.0) < LEVEL:
        return "No signal. No model does better than guessing."
    return "No signal. No model is sure to do better than guessing."


def no_signal(comparison: Comparison) -> str:
    """The best score against guessing."""
    learners = [
        s for s in comparison.standings if s.family != "dummy" and s.score is not None
    ]
    best = next(
        s
        for s in learners
        if s.model in (comparison.best_classical, comparison.best_deep)
    )
    dummy = next((s for s in comparison.standings if s.family == "dummy"), None)
    n = len(learners)
    who = "only" if n == 1 else f"best of {words.spelled(n)}"
    guess = words.score(dummy.score if dummy else None)
    lead = (
        f"The {who} candidate{'s' * (n > 1)} scored {interval_of(comparison, best)}"
        f"{in_metric(comparison)}; guessing scores {guess}."
    )
    p_signal = comparison.p_signal or 0.0
    if p_signal < LEVEL:
        return (
            f"{lead} None of the models tried, deep or classical, predicts the target"
            " from what is in the data."
        )
    return (
        f"{lead} With {words.percent(p_signal)} probability it beats guessing by enough"
        f" to matter; {words.percent(SIGNAL)} is asked before a model is recommended."
    )
