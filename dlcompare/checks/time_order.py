"""A column of dates: tomorrow is predicted from yesterday, not the other way round."""

import re

import numpy as np

from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.checks.identity import snake
from dlcompare.checks.quick import GRAVE_DROP, falls_forward, gravity
from dlcompare.records import CheckResult, Column

CODE = "DC013"
MIN_MOMENTS = 6  # different ones, for five steps forward
MIN_FILLED = 0.5  # of the cells
MAX_MEASURED = 2  # columns; each costs two scores
WHEN = re.compile(r"(\w+_)?(year|yr|date|timestamp|datetime|epoch)|time|week|quarter")
ABOUT = re.compile(
    r"(^|_)(birth|birthday|born|dob|built|build|construction|renovated|founded|age|"
    r"hired|since|expiry|expiration|due|per|in|by)(_|$)"
)


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result per column that says when a row was seen."""
    found = moments(case)[:MAX_MEASURED]
    return tuple(_result(case, name) for name in found)


def moments(case: Case) -> list[str]:
    """Columns that say when a row was seen, dates before years."""
    n_rows = len(case.dataset.y)
    usable = [
        column
        for column in case.dataset.columns
        if column.n_unique >= MIN_MOMENTS
        and n_rows - column.n_missing >= MIN_FILLED * n_rows
        and column.name in case.sample.names
        and not ABOUT.search(snake(column.name))
    ]
    dates = [column.name for column in usable if column.kind == "date"]
    return dates + [c.name for c in usable if c.kind == "number" and _is_when(c)]


def _is_when(column: Column) -> bool:
    return bool(WHEN.fullmatch(snake(column.name)))


def _result(case: Case, name: str) -> CheckResult:
    order = case.dataset.X[name].to_numpy(np.float64)
    at_random, later = case.ordered(order)
    is_worse = bool(at_random and later and falls_forward(at_random, later))
    labels = ("rows at random", f"later {name} than learned")
    pairs = zip(labels, (at_random, later), strict=True)
    verdict = (
        "A quick model does clearly worse on later rows than on rows at random."
        if is_worse
        else "A quick model is not clearly worse on later rows than on rows at random."
    )
    return CheckResult(
        CODE,
        f"{name} says when a row was seen",
        gravity(at_random, later, is_clear=is_worse),
        "If later rows are to be predicted from earlier ones, testing on rows drawn at "
        f"random lets a model look into the future. {verdict}",
        question="Will the model be used on later rows than these?",
        columns=(name,),
        measured=tuple(s.as_measured(label) for label, s in pairs if s),
        remedies=(remedies.order(name),),
    )


TIME_ORDER = Check(
    code=CODE,
    name="time_order",
    title="No column says when a row was seen",
    modalities=("tabular",),
    run=run,
    looks_at="Columns of dates, and numbers called year, time or the like, unless the "
    "name speaks of birth or building. A quick model is scored on later rows than it "
    "learned from and, with as many rows, at random; a thing to check where the first "
    f"is clearly less, a question where it is {GRAVE_DROP} less, else a note.",
    remedy="Folds run forward in time: each is tested on later rows than it learned "
    "from.",
    source="Roberts et al. (2017), Cross-validation strategies for data with temporal, "
    "spatial, hierarchical, or phylogenetic structure, Ecography 40.",
)
