"""A single column that alone tells the target almost perfectly."""

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.records import CheckResult, Measured

CODE = "DC002"
MIN_ROWS = 30  # below, a column may separate the classes by chance
MIN_SKILL = 0.98  # of 1: the best honest single column of our samples has 0.92
STRONG_SKILL = 0.8  # of the quick model on the column alone, above guessing
CLOSE = 0.95  # of the skill of the quick model on all columns
LOSS = 0.2  # of skill, when the column is left out
MAX_STRONG = 2  # columns that are scored alone by the quick model
MAX_MEASURED = 3  # suspects scored with and without


def run(case: Case) -> tuple[CheckResult, ...]:
    """One question per column that gives the answer, or nearly all of it."""
    if len(case.dataset.y) < MIN_ROWS:
        raise NotApplicable(f"In fewer than {MIN_ROWS} rows chance does as well.")
    certain = [name for name, skill in case.skills.items() if skill >= MIN_SKILL]
    found = [
        _certain(case, name, _measured(case, name, certain) if i < MAX_MEASURED else ())
        for i, name in enumerate(certain)
    ]
    return tuple(found) if found else _strong(case)


def _certain(case: Case, name: str, measured: tuple[Measured, ...]) -> CheckResult:
    skill = case.skills[name]
    says = (
        f"explains {words.percent(skill)} of the variance"
        if case.dataset.task == "regression"
        else f"tells the classes with a balanced accuracy of {words.score(skill)}"
    )
    return CheckResult(
        CODE,
        f"{name} almost gives the answer",
        "decide",
        f"Alone, it {says} on rows it was not fitted to. Columns that do so are "
        "often written down after the outcome, or are the outcome in other words.",
        question=f"Is {name} known before {case.dataset.target} is?",
        columns=(name,),
        exclude=(name,),
        measured=measured,
        remedies=remedies.out_or_keep(name),
    )


def _measured(case: Case, name: str, suspects: list[str]) -> tuple[Measured, ...]:
    """The quick model with the column and without any of the suspects."""
    others = [suspect for suspect in suspects if suspect != name]
    return case.with_and_without(name, besides=others)


def _strong(case: Case) -> tuple[CheckResult, ...]:
    """Columns that alone do nearly what all do together, while the rest do not."""
    above = {name: case.above_chance(skill) for name, skill in case.skills.items()}
    ranked = sorted(above, key=lambda name: -above[name])
    return tuple(
        _nearly(case, name)
        for name in ranked[:MAX_STRONG]
        if above[name] >= CLOSE * STRONG_SKILL and _carries_all(case, name)
    )


def _carries_all(case: Case, name: str) -> bool:
    scores = case.score_of(name), case.score(), case.score(without=[name])
    skills = [case.skill(score) for score in scores if score]
    if len(skills) < len(scores):
        return False
    alone, full, without = skills
    return alone >= max(STRONG_SKILL, CLOSE * full) and full - without >= LOSS


def _nearly(case: Case, name: str) -> CheckResult:
    alone = case.score_of(name)
    return CheckResult(
        CODE,
        f"{name} does nearly all of the work",
        "check",
        f"Alone, it scores {words.score(alone.mean if alone else None)}, nearly what "
        "all columns do together, and without it much is lost. That may be so, or it "
        "is written down after the outcome.",
        question=f"Is {name} known before {case.dataset.target} is?",
        columns=(name,),
        exclude=(name,),
        measured=case.with_and_without(name),
        remedies=remedies.out_or_keep(name),
    )


LEAKING_COLUMN = Check(
    code=CODE,
    name="leaking_column",
    title="No single column gives the answer away",
    modalities=("tabular",),
    run=run,
    looks_at="Each column alone on held-out rows. A question from a balanced accuracy "
    f"or R2 of {MIN_SKILL} on; a thing to check where a quick model on the column "
    f"alone has {STRONG_SKILL} of the skill there can be and {CLOSE:.0%} of what all "
    f"columns have, and {LOSS} are lost without it. The quick model is scored with and "
    "without the column.",
    remedy="The column is left out, or kept because it is known in time.",
    source="Kapoor & Narayanan (2023), Leakage and the reproducibility crisis in "
    "machine-learning-based science, Patterns 4.",
)
