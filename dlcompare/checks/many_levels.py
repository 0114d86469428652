"""Categories with so many levels that few rows speak for each."""

import numpy as np

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.records import CheckResult, Column

CODE = "DC020"
MANY = 50  # levels
FEW_ROWS = 10  # rows of a level: two in the test part of each of five folds
CODED = 255  # levels; of more, models get means of the target alone
RARE_SHARE = 0.1  # of the rows, in levels of fewer than FEW_ROWS
MAX_SHOWN = 5  # columns, those with the most levels


def run(case: Case) -> tuple[CheckResult, ...]:
    """One note per column of words with many rare levels."""
    columns = [c for c in case.dataset.columns if c.kind == "category"]
    if not columns:
        raise NotApplicable("There is no column of categories.")
    many = [c for c in columns if c.n_unique >= MANY]
    many = [c for c in many if c.name not in case.identifiers]
    many.sort(key=lambda column: -column.n_unique)
    results = [_result(case, column) for column in many[:MAX_SHOWN]]
    return tuple(result for result in results if result)


def _result(case: Case, column: Column) -> CheckResult | None:
    codes = case.dataset.X[column.name].cat.codes.to_numpy()
    counts = np.bincount(codes[codes >= 0])
    counts = counts[counts > 0]
    is_rare = counts < FEW_ROWS
    share = float(counts[is_rare].sum() / max(counts.sum(), 1))
    if share < RARE_SHARE and len(counts) <= CODED:
        return None
    return CheckResult(
        CODE,
        f"{column.name} has {words.count(len(counts), 'level')}",
        "note",
        f"{words.count(int(is_rare.sum()), 'level')} have fewer than {FEW_ROWS} rows, "
        f"{words.share(share)} of all rows. What is learned of such a level is mostly "
        "chance, and new data will bring levels never seen. Models get means of the "
        "target, or rare levels joined.",
        columns=(column.name,),
        remedies=(remedies.leave_out(column.name),),
    )


MANY_LEVELS = Check(
    code=CODE,
    name="many_levels",
    title="Every category has enough rows",
    modalities=("tabular",),
    run=run,
    looks_at=f"Categories of {MANY} levels or more, with {RARE_SHARE:.0%} of the rows "
    f"in levels of fewer than {FEW_ROWS} rows, and all of more than {CODED} levels.",
    remedy="The column is left out. By hand: join levels.",
    source="Pargent et al. (2022), Regularized target encoding outperforms traditional "
    "methods in supervised machine learning with high cardinality features, "
    "Computational Statistics 37.",
)
