"""The budget, and what was made of it."""

from dataclasses import dataclass

from dlcompare.records.terms import Family


@dataclass(frozen=True)
class LedgerLine:
    """What one family was given and what it used.

    Seconds are wall clock of its fits: final fits, predictions and trials.
    `n_folds` counts finished fits of `n_folds_planned`, `n_trials` settings tried
    on inner splits. `closer_seconds` are those of the closer look, which are beside
    the budget. `cut` says what was left out or shortened, and why.
    """

    family: Family
    n_candidates: int
    n_configurations: int
    n_folds: int
    n_folds_planned: int
    n_trials: int
    planned_seconds: float
    used_seconds: float
    cut: tuple[str, ...] = ()
    closer_seconds: float = 0.0


@dataclass(frozen=True)
class Ledger:
    """The budget, and what each family made of it."""

    budget_seconds: float
    lines: tuple[LedgerLine, ...]
    notes: tuple[str, ...] = ()
