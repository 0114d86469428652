"""Columns that are empty more often for one outcome than for another."""

import math

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.leaking_column import MIN_SKILL
from dlcompare.modalities.association import Association, category_association
from dlcompare.records import CheckResult, Dataset

CODE = "DC016"
MIN_ROWS = 20  # missing, and filled in
SOME = 0.1  # association of being empty with the target: a note
STRONG = 0.5  # a thing to check: it tells nearly as much as a good column
CLEAR_Z = 4.0  # standard errors; hundreds of columns are looked at
MAX_SHOWN = 5  # columns, the strongest first
MAX_MEASURED = 2  # columns scored with and without


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result per column whose gaps depend on the target."""
    dataset = case.dataset
    gaps = [c for c in dataset.columns if c.n_missing >= MIN_ROWS]
    gaps = [c for c in gaps if len(dataset.y) - c.n_missing >= MIN_ROWS]
    if not gaps:
        raise NotApplicable(f"No column has {MIN_ROWS} empty and as many filled cells.")
    found: list[tuple[str, Association]] = []
    for column in gaps:
        if case.skills.get(column.name, 0.0) >= MIN_SKILL:
            continue  # asked about as a whole
        codes = dataset.X[column.name].isna().to_numpy().astype(np.int64)
        told = category_association(codes, dataset.y, dataset.task)
        if told and told.value >= SOME and told.value * _root(dataset) >= CLEAR_Z:
            found.append((column.name, told))
    found.sort(key=lambda pair: -pair[1].value)
    return tuple(
        _result(case, name, told, is_measured=i < MAX_MEASURED)
        for i, (name, told) in enumerate(found[:MAX_SHOWN])
    )


def _root(dataset: Dataset) -> float:
    return math.sqrt(len(dataset.y))


def _result(
    case: Case, name: str, told: Association, *, is_measured: bool
) -> CheckResult:
    is_strong = told.value >= STRONG
    return CheckResult(
        CODE,
        f"{name} is missing more often for one outcome",
        "check" if is_strong else "note",
        f"{_contrast(case.dataset, name)} Being empty alone has an association of "
        f"{words.score(told.value)} of 1 with {case.dataset.target}. If the gap arises "
        "after the outcome, or because of it, a model learns how the table was filled "
        "in.",
        question=f"Is {name} filled in before {case.dataset.target} is known?",
        columns=(name,),
        exclude=(name,) if is_strong else (),
        measured=case.with_and_without(name) if is_strong and is_measured else (),
        remedies=remedies.out_or_keep(name),
    )


def _contrast(dataset: Dataset, name: str) -> str:
    """What the target is where the column is empty, and elsewhere."""
    is_missing = dataset.X[name].isna().to_numpy()
    y = dataset.y
    if not dataset.classes:
        empty_mean, filled_mean = y[is_missing].mean(), y[~is_missing].mean()
        return (
            f"Where it is empty, the mean of {dataset.target} is "
            f"{words.score(empty_mean)}, elsewhere {words.score(filled_mean)}."
        )
    k = len(dataset.classes)
    empty = np.bincount(y[is_missing], minlength=k) / is_missing.sum()
    filled = np.bincount(y[~is_missing], minlength=k) / (~is_missing).sum()
    most = k - 1 if k == 2 else int(np.abs(empty - filled).argmax())
    return (
        f"Where it is empty, {words.share(empty[most])} of the rows are "
        f"'{dataset.classes[most]}', elsewhere {words.share(filled[most])}."
    )


MISSING_BY_TARGET = Check(
    code=CODE,
    name="missing_by_target",
    title="Gaps do not depend on the outcome",
    modalities=("tabular",),
    run=run,
    looks_at="The association of being empty with the target (Cramér's V or the "
    f"correlation ratio): a note from {SOME} on, a thing to check from {STRONG}, where "
    "a quick model is scored with and without the column.",
    remedy="The column is left out, or kept because it is known in time.",
    source="Little & Rubin (2019), Statistical analysis with missing data, 3rd ed., "
    "chapter 1.",
)
