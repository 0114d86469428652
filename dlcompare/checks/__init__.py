"""What may be wrong with the data, asked before any training: one file per check."""

from dataclasses import replace

from dlcompare.checks.check import Check
from dlcompare.checks.constant import CONSTANT
from dlcompare.checks.duplicate_images import DUPLICATE_IMAGES
from dlcompare.checks.duplicate_rows import DUPLICATE_ROWS
from dlcompare.checks.identifier import IDENTIFIER
from dlcompare.checks.leaking_column import LEAKING_COLUMN
from dlcompare.checks.rare_class import RARE_CLASS
from dlcompare.checks.too_small import TOO_SMALL
from dlcompare.records import CheckResult, Dataset, Profile

CHECKS = (
    LEAKING_COLUMN,
    IDENTIFIER,
    CONSTANT,
    DUPLICATE_ROWS,
    DUPLICATE_IMAGES,
    RARE_CLASS,
    TOO_SMALL,
)

__all__ = ["CHECKS", "Check", "examine"]

_ORDER = ("decide", "check", "note", "passed")


def examine(dataset: Dataset, profile: Profile) -> tuple[CheckResult, ...]:
    """What every check that suits the data found, the gravest first.

    A check that finds nothing gives one result with severity "passed".
    """
    results = []
    for check in CHECKS:
        if dataset.modality not in check.modalities:
            continue
        found = check.run(dataset, profile)
        passed = CheckResult(check.code, check.title, "passed", "")
        results += [replace(r, source=check.source) for r in found or (passed,)]
    return tuple(sorted(results, key=lambda result: _ORDER.index(result.severity)))
