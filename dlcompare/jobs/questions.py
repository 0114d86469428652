"""What the checks ask of a file, whatever has been answered so far."""

from pathlib import Path
from typing import get_args

from dlcompare.answers import by_chance, joined, undecided
from dlcompare.jobs import intake
from dlcompare.records import CheckResult, Setup, Severity


def ask(home: Path, setup: Setup) -> tuple[CheckResult, ...]:
    """What the checks say, the gravest first.

    Columns are judged although they are left out or divide the rows, so that one
    can change one's mind; rows are compared without the columns left out.

    Parameters
    ----------
    home : Path
        Where the data are; they are measured in guarded children.
    setup : Setup
        With a target.

    Raises
    ------
    DlcompareError
        If the target is unsuitable, or no column is left.
    """
    of_columns = intake.describe_guarded(home, undecided(setup)).checks
    of_rows = intake.describe_guarded(home, by_chance(setup)).checks
    order = get_args(Severity)
    found = joined(of_columns, of_rows)
    return tuple(sorted(found, key=lambda check: order.index(check.severity)))
