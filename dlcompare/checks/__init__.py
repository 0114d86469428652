"""What may be wrong with the data, asked before any training: one file per check."""

from dataclasses import replace
from typing import get_args

from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.constant import CONSTANT
from dlcompare.checks.duplicate_images import DUPLICATE_IMAGES
from dlcompare.checks.duplicate_rows import DUPLICATE_ROWS
from dlcompare.checks.identifier import IDENTIFIER
from dlcompare.checks.leaking_column import LEAKING_COLUMN
from dlcompare.checks.rare_class import RARE_CLASS
from dlcompare.checks.too_small import TOO_SMALL
from dlcompare.records import CheckResult, Dataset, Profile, Severity

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


def examine(
    dataset: Dataset, profile: Profile, test: Dataset | None = None
) -> tuple[CheckResult, ...]:
    """What every check that suits the data found, the gravest first.

    A check that finds nothing gives one result with severity "passed"; one that
    cannot be asked gives "not_applicable" with the reason as text.

    Parameters
    ----------
    dataset : Dataset
    profile : Profile
        Of the same dataset.
    test : Dataset or None
        The user's test file in the columns and class codes of `dataset`.
    """
    case = Case(dataset, profile, test)
    results = []
    for check in CHECKS:
        if dataset.modality in check.modalities:
            found = _asked(check, case)
            results += [replace(r, source=check.source) for r in found]
    order = get_args(Severity)
    return tuple(sorted(results, key=lambda result: order.index(result.severity)))


def _asked(check: Check, case: Case) -> tuple[CheckResult, ...]:
    try:
        found = check.run(case)
    except NotApplicable as answer:
        code, title = check.code, check.title
        return (CheckResult(code, title, "not_applicable", answer.reason),)
    return found or (CheckResult(check.code, check.title, "passed", ""),)
