"""The same customer, patient or machine on several rows."""

import re

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.checks import remedies
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check
from dlcompare.checks.identity import snake
from dlcompare.checks.quick import GRAVE_DROP, falls, gravity
from dlcompare.records import CheckResult, Column

CODE = "DC012"
MIN_ENTITIES = 10  # two for each of five folds
MIN_ROWS_EACH = 1.5  # on average; else hardly any returns
MIN_SHARE = 0.02  # distinct over rows, of codes whose name says nothing
MAX_MEASURED = 2  # columns; each costs two scores
WHO = (
    "customer|client|user|patient|subject|person|member|account|household|family|"
    "participant|student|employee|driver|vehicle|device|session|player|animal|owner|"
    "visitor|machine|sensor|engine|donor|respondent|mother|worker"
)
NAMED = re.compile(rf"((\w+_)?({WHO}))(_(id|ids|no|nr|key|number|code|name))?")
KEYED = re.compile(r"\w+_(id|uid|uuid|guid|key)|id|uid|uuid|guid")
CODED = r"\d"  # a word with digits is rather a code than a kind


def run(case: Case) -> tuple[CheckResult, ...]:
    """One result per column that names who or what a row is about."""
    candidates = sorted(filter(None, (_rank(case, c) for c in case.dataset.columns)))
    results = []
    for rank, name in candidates[:MAX_MEASURED]:
        result = _result(case, name, is_named=rank == 0)
        if result:
            results.append(result)
    return tuple(results)


def _rank(case: Case, column: Column) -> tuple[int, str] | None:
    """How likely a column names entities, 0 the likeliest; None: it does not."""
    n_filled = len(case.dataset.y) - column.n_missing
    if column.kind not in ("number", "category") or column.n_unique < MIN_ENTITIES:
        return None
    if column.n_unique * MIN_ROWS_EACH > n_filled:
        return None
    name = snake(column.name)
    if column.kind == "number":
        sampled = case.sample.column(column.name)
        if not (np.floor(sampled) == sampled)[np.isfinite(sampled)].all():
            return None
    if NAMED.fullmatch(name):
        return 0, column.name
    if KEYED.fullmatch(name):
        return 1, column.name
    if column.kind != "category" or column.n_unique < MIN_SHARE * n_filled:
        return None
    levels = case.dataset.X[column.name].cat.categories.astype("str")
    return (2, column.name) if levels.str.contains(CODED).mean() > 0.9 else None


def _result(case: Case, name: str, *, is_named: bool) -> CheckResult | None:
    groups = _groups(case.dataset.X[name])
    at_random, apart = case.grouped(groups)
    is_worse = bool(at_random and apart and falls(at_random, apart))
    if not is_named and not is_worse:
        return None
    _, sizes = np.unique(groups, return_counts=True)
    labels = ("rows at random", f"each {name} on one side")
    pairs = zip(labels, (at_random, apart), strict=True)
    verdict = (
        "A quick model does clearly worse on those it has not met."
        if is_worse
        else "A quick model does not do worse on those it has not met."
    )
    return CheckResult(
        CODE,
        f"The same {name} is on several rows",
        gravity(at_random, apart, is_clear=is_worse),
        f"{len(case.dataset.y):,} rows are about {len(sizes):,} different values of "
        f"{name}, up to {words.count(int(sizes.max()), 'row')} each. If predictions "
        "are wanted for new ones, rows of one must not stand in training and test. "
        f"{verdict}",
        question=f"Will predictions be made for a {name} that is not in this file?",
        columns=(name,),
        measured=tuple(s.as_measured(label) for label, s in pairs if s),
        remedies=(remedies.group(name), remedies.leave_out(name)),
    )


def _groups(values: pd.Series) -> np.ndarray:
    """A number per value; a row without one is a group of its own."""
    codes = pd.factorize(values)[0].astype(np.int64)
    is_missing = codes < 0
    codes[is_missing] = codes.max(initial=0) + 1 + np.arange(int(is_missing.sum()))
    return np.asarray(codes)


REPEATED_ENTITY = Check(
    code=CODE,
    name="repeated_entity",
    title="Every row is about another one",
    modalities=("tabular",),
    run=run,
    looks_at="Columns called like someone or something (customer, patient, device, …), "
    "like a key (id, uuid, …), or holding codes with digits, with at least "
    f"{MIN_ENTITIES} values on {MIN_ROWS_EACH} rows or more each. A quick model is "
    "scored with rows parted at random and with each value on one side; a thing to "
    "check where the second is clearly less, a question where it is "
    f"{GRAVE_DROP} less.",
    remedy="Rows of one value are kept on one side of every split.",
    source="Roberts et al. (2017), Cross-validation strategies for data with temporal, "
    "spatial, hierarchical, or phylogenetic structure, Ecography 40.",
)
