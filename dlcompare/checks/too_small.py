"""Too few rows for a difference between models to be told from chance."""

import math

from dlcompare import words
from dlcompare.checks.check import Check
from dlcompare.records import CheckResult, Dataset, Profile

CODE = "DC006"
FEW = 200  # rows; Varoquaux (2018) finds errors of 7 points at 200, 10 at 100
LEVEL_Z = 1.959964  # standard normal, 95% two-sided


def run(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """One result under FEW rows, with what they can tell at best."""
    n = profile.n_rows
    if n >= FEW:
        return ()
    noun = "image" if dataset.modality == "images" else "row"
    text = (
        f"Even with all of them tested once, a share of right answers near one half "
        f"is only known to {100 * LEVEL_Z * math.sqrt(0.25 / n):.0f} points either "
        "way."
        if dataset.classes
        else "An average error over so few rows depends on which rows they are."
    )
    return (
        CheckResult(
            CODE,
            f"Only {words.count(n, noun)}",
            "check",
            f"{text} Expect an undecided verdict unless one family is far ahead.",
        ),
    )


TOO_SMALL = Check(
    code=CODE,
    name="too_small",
    title="There are enough rows to tell models apart",
    modalities=("tabular", "images"),
    run=run,
    source="Varoquaux (2018), Cross-validation failure: small sample sizes lead to "
    "large error bars, NeuroImage 180.",
)
