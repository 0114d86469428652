"""Which columns could say how rows are divided, the likeliest first."""

import re

from dlcompare.modalities.division import MIN_TIMES, MOST_FOLDS
from dlcompare.modalities.images.names import NAME_PREFIX
from dlcompare.records import Column, Reading

GROUP, TIME, OWN = "group_by", "order_by", "fold_by"  # fields of a setup
NAMES = {
    GROUP: re.compile(
        r"(^|_)(id|ids|customer|client|user|patient|subject|person|account|household|"
        r"group|session|store|site)(_|$)"
    ),
    TIME: re.compile(r"(^|_)(date|time|timestamp|year|month|day|week|created)(_|$)"),
    OWN: re.compile(r"(^|_)(fold|folds|split|cv|kfold|block)(_|$)"),
}


def candidates(reading: Reading, target: str) -> dict[str, tuple[str, ...]]:
    """Columns that could group, order or give the folds of the rows.

    Returns
    -------
    dict
        From `GROUP`, `TIME` and `OWN` to names, those that are called so first;
        among groups, those with the most different values first.
    """
    if reading.modality == "images":
        return {GROUP: (NAME_PREFIX,), TIME: (), OWN: ()}
    columns = [c for c in reading.columns if c.name != target]
    times = [
        c for c in columns if c.kind in ("date", "number") and c.n_unique >= MIN_TIMES
    ]
    folds = [c for c in columns if 2 <= c.n_unique <= MOST_FOLDS and not c.n_missing]
    groups = [
        c
        for c in columns
        if 2 <= c.n_unique < reading.n_rows - c.n_missing and c.kind != "boolean"
    ]
    groups.sort(key=lambda c: (c.kind not in ("category", "text"), -c.n_unique))
    times.sort(key=lambda c: c.kind != "date")
    return {
        by: tuple(c.name for c in _called_so_first(found, by))
        for by, found in ((GROUP, groups), (TIME, times), (OWN, folds))
    }


def _called_so_first(columns: list[Column], by: str) -> list[Column]:
    def is_called_otherwise(column: Column) -> bool:
        split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column.name)
        return not NAMES[by].search(re.sub(r"[^a-z0-9]+", "_", split.lower()))

    return sorted(columns, key=is_called_otherwise)
