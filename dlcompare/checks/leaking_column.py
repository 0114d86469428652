"""A single column that alone tells the target almost perfectly."""

import numpy as np

from dlcompare import words
from dlcompare.checks.check import Check
from dlcompare.modalities.single_column import held_out_skill
from dlcompare.records import CheckResult, Column, Dataset, Profile

CODE = "DC002"
MIN_SKILL = 0.98  # of 1: the best honest single column of our samples has 0.92
MIN_ROWS = 30  # below, a column may separate the classes by chance
MAX_ROWS = 20_000  # looked at
MIN_ASSOCIATION = 0.5  # weaker columns without missing cells cannot come near


def run(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """One question per column that predicts held-out rows almost perfectly."""
    if profile.n_rows < MIN_ROWS:
        return ()
    rows = np.arange(profile.n_rows)
    if len(rows) > MAX_ROWS:
        rows = np.random.default_rng(0).choice(len(rows), MAX_ROWS, replace=False)
    strength = {c.name: c.association for c in profile.columns}
    found = []
    for column in dataset.columns:
        alone = strength.get(column.name) or 0.0
        is_weak = dataset.task == "binary" and alone < MIN_ASSOCIATION
        if column.kind == "text" or (is_weak and not column.n_missing):
            continue
        skill = held_out_skill(
            _values(dataset, column, rows),
            dataset.y[rows],
            len(dataset.classes),
            is_category=column.kind in ("category", "boolean"),
        )
        if skill >= MIN_SKILL:
            found.append(_result(column.name, dataset, skill))
    return tuple(found)


def _values(dataset: Dataset, column: Column, rows: np.ndarray) -> np.ndarray:
    values = dataset.X[column.name].iloc[rows]
    if column.kind in ("category", "boolean"):
        return np.asarray(values.cat.codes, dtype=np.float64)
    return np.asarray(values, dtype=np.float64)


def _result(name: str, dataset: Dataset, skill: float) -> CheckResult:
    measured = (
        f"explains {words.percent(skill)} of the variance"
        if dataset.task == "regression"
        else f"tells the classes with a balanced accuracy of {words.score(skill)}"
    )
    return CheckResult(
        CODE,
        f"{name} almost gives the answer",
        "decide",
        f"Alone, it {measured} on rows it was not fitted to. Columns that do so are "
        "often written down after the outcome, or are the outcome in other words.",
        question=f"Is {name} known before {dataset.target} is?",
        columns=(name,),
        exclude=(name,),
    )


LEAKING_COLUMN = Check(
    code=CODE,
    name="leaking_column",
    title="No single column gives the answer away",
    modalities=("tabular",),
    run=run,
    source="Kapoor & Narayanan (2023), Leakage and the reproducibility crisis in "
    "machine-learning-based science, Patterns 4.",
)
