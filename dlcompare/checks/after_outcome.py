"""Columns whose names and strength suggest that they are written down afterwards."""

import re

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.checks.identity import snake
from dlcompare.checks.leaking_column import MIN_SKILL
from dlcompare.checks.quick import falls_on_same_folds
from dlcompare.records import CheckResult

CODE = "DC009"
STRONG = 0.3  # association with the target; the name alone is no reason
MAX_MEASURED = 3  # the strongest; each costs two scores
WORDS = re.compile(
    r"result|results|outcome|outcomes|final|duration|reason|reasons|resolution|"
    r"resolved|verdict|decision|after|actual|post|refund\w*|cancel\w*|closed|closing|"
    r"closure|discharg\w*|terminat\w*|settle\w*|complet\w*|recover\w*|returned|"
    r"deceas\w*|died|death|approv\w*|reject\w*|deliver\w*|exit|ended"
)
PLAIN = {  # words of many names, which tell nothing of how columns hang together
    *("class", "label", "value", "type", "target", "status", "name", "rate", "index"),
    *("median", "mean", "average", "total", "number", "count", "amount", "level"),
    *("score", "house", "housing", "size", "width", "length", "group", "year"),
}
SHORT = 4  # letters; shorter words of the target's name are found everywhere


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result per suspect that is also strongly associated with the target."""
    strength = {c.name: c.association or 0.0 for c in case.profile.columns}
    suspects = {
        name: word
        for name in case.sample.names
        if strength.get(name, 0.0) >= STRONG
        and case.skills.get(name, 0.0) < MIN_SKILL
        and (word := _suspicious(name, case.dataset.target))
    }
    ranked = sorted(suspects, key=lambda name: -strength[name])
    return tuple(
        _result(case, name, suspects[name], strength[name])
        for name in ranked[:MAX_MEASURED]
    )


def _suspicious(name: str, target: str) -> str:
    """The word of a column's name that speaks of what came after, or ""."""
    own = {w for w in snake(target).split("_") if len(w) >= SHORT} - PLAIN
    found = (w for w in snake(name).split("_") if WORDS.fullmatch(w) or w in own)
    return next(found, "")


def _result(case: Case, name: str, word: str, strength: float) -> CheckResult:
    full, without = case.score(), case.score(without=[name])
    matters = bool(full and without and falls_on_same_folds(full, without))
    target = case.dataset.target
    return CheckResult(
        CODE,
        f"{name} may be known only afterwards",
        "check" if matters else "note",
        f"Its name has the word '{word}', and its association with {target} is "
        f"{words.score(strength)} of 1. If it is written down once {target} is known, "
        "it is not there when a prediction is needed.",
        question=f"Is {name} known before {target} is?",
        columns=(name,),
        exclude=(name,) if matters else (),
        measured=case.with_and_without(name),
        remedies=remedies.out_or_keep(name),
    )


AFTER_OUTCOME = Check(
    code=CODE,
    name="after_outcome",
    title="No name speaks of what is known only afterwards",
    modalities=("tabular",),
    run=run,
    looks_at="Names with words such as result, outcome, final, cancel, closed, "
    "duration, reason, after, resolution or discharge, or with a word of the target's "
    f"own name, next to an association of {STRONG} or more. A thing to check where a "
    "quick model scores clearly less without the column, else a note.",
    remedy="The column is left out, or kept because it is known in time.",
    source="Kapoor & Narayanan (2023), Leakage and the reproducibility crisis in "
    "machine-learning-based science, Patterns 4.",
)
