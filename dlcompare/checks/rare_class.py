"""Classes with too few rows to be learned and tested."""

import numpy as np

from dlcompare import words
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.records import CheckResult

CODE = "DC005"
FEW = 10  # rows: two in the test part of each of five folds


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result for all classes with fewer than FEW rows."""
    dataset = case.dataset
    if not dataset.classes:
        raise NotApplicable("A number is predicted, not classes.")
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    rare = np.flatnonzero(counts < FEW)
    if not len(rare):
        return ()
    shown = [f"'{dataset.classes[i]}' ({counts[i]})" for i in rare]
    verb = "has" if len(rare) == 1 else "have"
    n_rare = words.count(len(rare), "class", "classes")
    return (
        CheckResult(
            CODE,
            f"{n_rare} {verb} fewer than {FEW} rows",
            "check",
            f"{words.listed(shown)}. Some folds then test such a class on one row or "
            "none, so what is measured for it is chance.",
            question="Can classes be joined, or rows added?",
            columns=(dataset.target,),
        ),
    )


RARE_CLASS = Check(
    code=CODE,
    name="rare_class",
    title="Every class has enough rows",
    modalities=("tabular", "images"),
    run=run,
    looks_at=f"Classes with fewer than {FEW} rows.",
    remedy="By hand: join classes, or add rows.",
    source="Two test rows per class and fold, so that a fold's score can vary.",
)
