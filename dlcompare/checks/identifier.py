"""Columns that name or number the rows rather than describe them."""

from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.identity import MIN_ROWS, UNIQUE_SHARE
from dlcompare.records import CheckResult

CODE = "DC003"


def run(case: Case) -> tuple[CheckResult, ...]:
    """One note per identifier; each is left out unless the user keeps it."""
    if len(case.dataset.y) < MIN_ROWS:
        raise NotApplicable(f"In fewer than {MIN_ROWS} rows most columns are distinct.")
    return tuple(
        CheckResult(
            CODE,
            f"{name} identifies the rows",
            "note",
            f"{reason} A model would learn rows by heart from it, so it is left out.",
            columns=(name,),
            exclude=(name,),
            remedies=remedies.out_or_keep(name),
        )
        for name, reason in case.identifiers.items()
    )


IDENTIFIER = Check(
    code=CODE,
    name="identifier",
    title="No column merely identifies the rows",
    modalities=("tabular",),
    run=run,
    looks_at=f"Words that differ in at least {UNIQUE_SHARE:.0%} of the rows; whole "
    "numbers that count the rows, or that are all different under a name such as id, "
    "key or number.",
    remedy="Left out unless kept.",
    source="Kaufman et al. (2012), Leakage in data mining, ACM TKDD 6.",
)
