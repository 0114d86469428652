"""Too few rows for a difference between models to be told from chance."""

import math

from dlcompare import words
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult

CODE = "DC006"
FEW = 200  # rows; Varoquaux (2018) finds errors of 7 points at 200, 10 at 100
LEVEL_Z = 1.959964  # standard normal, 95% two-sided
POWER_Z = 0.841621  # standard normal, power of 80%
DISAGREE = 0.10  # of the rows on which two good models give different answers
POINTS = 0.02  # of accuracy; a difference worth choosing a model for
ERROR_SHARE = 0.05  # of the root mean squared error, the same for numbers
ERRORS_ALIKE = 0.8  # correlation of the squared errors of two good models


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result under FEW rows, with what they can tell and what it would take."""
    n, dataset = len(case.dataset.y), case.dataset
    if n >= FEW:
        return ()
    noun = "image" if dataset.modality == "images" else "row"
    if dataset.classes:
        known = 100 * LEVEL_Z * math.sqrt(0.25 / n)
        told = 100 * math.sqrt(_factor() * DISAGREE / n)
        text = (
            "Even with all of them tested once, a share of right answers near one "
            f"half is only known to {known:.0f} points either way, and two models must "
            f"differ by about {told:.0f} points to be told apart. To tell "
            f"{100 * POINTS:.0f} points apart takes about "
            f"{words.count(needed(is_number=False), noun)}."
        )
    else:
        text = (
            "An average error over so few rows depends on which rows they are. To "
            f"tell errors apart that differ by {ERROR_SHARE:.0%} takes about "
            f"{words.count(needed(is_number=True), noun)}."
        )
    return (
        CheckResult(
            CODE,
            f"Only {words.count(n, noun)}",
            "check",
            f"{text} Expect an undecided verdict unless one family is far ahead.",
        ),
    )


def needed(*, is_number: bool) -> int:
    """Rows that tell a useful difference of two models, in two digits.

    With a test of level 5% and power 80%, every row tested once. For classes the
    difference has the variance of the rows on which models disagree; for numbers
    that of the difference of two squared, normal errors.

    Returns
    -------
    int
    """
    if is_number:
        variance = 4 * (1 - ERRORS_ALIKE) / (2 * ERROR_SHARE) ** 2
    else:
        variance = DISAGREE / POINTS**2
    return int(float(f"{_factor() * variance:.2g}"))


def _factor() -> float:
    return (LEVEL_Z + POWER_Z) ** 2


TOO_SMALL = Check(
    code=CODE,
    name="too_small",
    title="There are enough rows to tell models apart",
    modalities=("tabular", "images"),
    run=run,
    looks_at=f"Fewer than {FEW} rows. About {needed(is_number=False):,} tell "
    f"{100 * POINTS:.0f} points of accuracy apart, {needed(is_number=True):,} an error "
    f"that is {ERROR_SHARE:.0%} smaller.",
    remedy="By hand: add rows.",
    source="Varoquaux (2018), Cross-validation failure: small sample sizes lead to "
    "large error bars, NeuroImage 180.",
)
