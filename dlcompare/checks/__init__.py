"""What may be wrong with the data, asked before any training: one file per check."""

from dataclasses import replace
from typing import get_args

from dlcompare.checks.after_outcome import AFTER_OUTCOME
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.combination import COMBINATION
from dlcompare.checks.constant import CONSTANT
from dlcompare.checks.contrary_rows import CONTRARY_ROWS
from dlcompare.checks.duplicate_images import DUPLICATE_IMAGES
from dlcompare.checks.duplicate_rows import DUPLICATE_ROWS
from dlcompare.checks.identifier import IDENTIFIER
from dlcompare.checks.image_groups import IMAGE_GROUPS
from dlcompare.checks.image_shortcut import IMAGE_SHORTCUT
from dlcompare.checks.imbalance import IMBALANCE
from dlcompare.checks.leaking_column import LEAKING_COLUMN
from dlcompare.checks.many_levels import MANY_LEVELS
from dlcompare.checks.missing_by_target import MISSING_BY_TARGET
from dlcompare.checks.near_duplicates import NEAR_DUPLICATES
from dlcompare.checks.near_images import NEAR_IMAGES
from dlcompare.checks.rare_class import RARE_CLASS
from dlcompare.checks.repeated_entity import REPEATED_ENTITY
from dlcompare.checks.row_order import ROW_ORDER
from dlcompare.checks.sentinel import SENTINEL
from dlcompare.checks.test_shift import TEST_SHIFT
from dlcompare.checks.time_order import TIME_ORDER
from dlcompare.checks.too_small import TOO_SMALL
from dlcompare.checks.twin_columns import TWIN_COLUMNS
from dlcompare.records import CheckResult, Dataset, Profile, Severity

CHECKS = (
    LEAKING_COLUMN,
    COMBINATION,
    AFTER_OUTCOME,
    REPEATED_ENTITY,
    TIME_ORDER,
    ROW_ORDER,
    DUPLICATE_ROWS,
    NEAR_DUPLICATES,
    CONTRARY_ROWS,
    IMAGE_SHORTCUT,
    IMAGE_GROUPS,
    DUPLICATE_IMAGES,
    NEAR_IMAGES,
    TEST_SHIFT,
    MISSING_BY_TARGET,
    SENTINEL,
    TOO_SMALL,
    RARE_CLASS,
    IMBALANCE,
    IDENTIFIER,
    CONSTANT,
    TWIN_COLUMNS,
    MANY_LEVELS,
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
