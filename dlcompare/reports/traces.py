"""The tables of the report with, beside each number, where in the JSON it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dlcompare import metrics
from dlcompare.records import Report
from dlcompare.reports.paths import marked

if TYPE_CHECKING:
    import pandas as pd

Trace = tuple[int, str, str, tuple[str, ...]]  # row, column, form, paths
LIMIT = "comparison.rope"
MEASURED = {  # what a table calls it -> form, path within a standing
    "Train once": ("duration", "fit_seconds"),
    "Predict 1,000": ("seconds per 1,000", "predict_us_per_row"),
    "One row": ("duration", "latency.p95_seconds"),
    "One row, half": ("duration", "latency.p50_seconds"),
    "One row, 95 of 100": ("duration", "latency.p95_seconds"),
    "Model size": ("size", "size_bytes"),
    "Model file": ("size", "size_bytes"),
    "Memory while training": ("size", "memory_bytes"),
    "Energy, an estimate": ("energy", "energy_joules"),
    "Folds": ("count", "n_folds"),
}
LEDGER = {  # column -> form, fields of a line
    "Models": ("count", ("n_candidates",)),
    "Settings tried": ("settings", ("n_configurations", "n_trials")),
    "Fits done": ("part", ("n_folds", "n_folds_planned")),
    "Planned": ("duration", ("planned_seconds",)),
}
FACTS = {"Rows": "n_rows", "Columns": "n_features", "Categories": "categorical_share"}


def traced(
    report: Report, tables: "Mapping[str, pd.DataFrame]"
) -> "dict[str, pd.DataFrame]":
    """The tables, with every number that stands in the JSON marked by its path.

    Parameters
    ----------
    report : Report
    tables : mapping of DataFrame
        As `tables.tables` makes them.
    """
    finders: dict[str, Callable[[Report, pd.DataFrame], Iterator[Trace]]] = {
        "scores": _scores,
        "metrics": _scores,
        "all_costs": _scores,
        "costs": _costs,
        "folds": _folds,
        "ledger": _ledger,
        "columns": _columns,
        "associations": _associations,
        "nearest": _nearest,
        "pair": _pair,
        "changes": _changes,
        "more_rows": _more_rows,
    }
    return {
        name: _marked(table, list(finders[name](report, table)))
        if name in finders
        else table
        for name, table in tables.items()
    }


def _marked(table: "pd.DataFrame", traces: Sequence[Trace]) -> "pd.DataFrame":
    copy = table.astype(object)
    for row, column, form, paths in traces:
        place = copy.columns.get_loc(column)
        copy.iat[row, place] = marked(str(copy.iat[row, place]), form, *paths)
    return copy


def _scores(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """Every candidate's scores and costs, and those of the average of both."""
    decider = metrics.find(report.metric).label
    names = {m.label: m.name for m in metrics.METRICS}
    for row, label in enumerate(table["Model"] if len(table) else ()):
        known = [i for i, one in enumerate(report.standings) if one.label == label]
        if not known:
            yield from _average(report, table, row, decider)
            continue
        place = f"standings[{known[0]}]"
        for column in table.columns:
            name = names.get(column)
            if column == decider:
                yield row, column, "interval", (*_limits(place, "score"), LIMIT)
            elif column == f"{decider}, test rows":
                yield row, column, "score", (f"{place}.test_score",)
            elif name in report.standings[known[0]].metrics:
                at = f"{place}.metrics.{name}"
                yield row, column, "interval", _limits(at, "mean")
            elif column in MEASURED:
                form, field = MEASURED[column]
                yield row, column, form, (f"{place}.{field}",)


def _limits(place: str, centre: str) -> tuple[str, str, str]:
    return f"{place}.{centre}", f"{place}.low", f"{place}.high"


def _average(
    report: Report, table: "pd.DataFrame", row: int, decider: str
) -> Iterator[Trace]:
    joined = report.together
    if joined is None:
        return
    both = [_place(report, model) for model in (joined.classical, joined.deep)]
    if decider in table:
        yield row, decider, "interval", (*_limits("together.score", "mean"), LIMIT)
    for column, (form, field) in MEASURED.items():
        if column in table and column != "Folds" and all(both):
            yield row, column, form, tuple(f"{place}.{field}" for place in both)
    if "Folds" in table:
        yield row, "Folds", "number", ("together.fold_scores",)
    if f"{decider}, test rows" in table and report.comparison.holdout is not None:
        tested = ("comparison.holdout.together.mean",)
        yield row, f"{decider}, test rows", "score", tested


def _place(report: Report, model: str) -> str:
    """The path of a candidate's row, "" if it has none."""
    known = [i for i, one in enumerate(report.standings) if one.model == model]
    return f"standings[{known[0]}]" if known else ""


def _costs(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """What both champions cost, and the ratio."""
    compared = report.comparison
    both = [_place(report, m) for m in (compared.best_classical, compared.best_deep)]
    for row, what in enumerate(table["Cost"] if len(table) else ()):
        if what not in MEASURED:
            continue
        form, field = MEASURED[what]
        paths = tuple(f"{place}.{field}" for place in both)
        for column, path in zip(table.columns[1:3], paths, strict=True):
            yield row, column, form, (path,)
        yield row, "Ratio", "ratio", paths


def _folds(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """The scores of both champions on each fold they share."""
    pair = report.comparison.pair
    if pair is None:
        return
    places = {"Better by": ("size of difference", "comparison.pair.differences")}
    if table.columns[1] != "Better by":  # the scores themselves are known
        for head, model in zip(table.columns[1:3], (pair.b, pair.a), strict=True):
            places[head] = ("score", f"{_place(report, model)}.fold_scores")
    for row in range(len(table)):
        for column, (form, place) in places.items():
            yield row, column, form, (f"{place}[{row}]",)


def _ledger(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    for row in range(len(table)):
        place = f"ledger.lines[{row}]"
        for column, (form, fields) in LEDGER.items():
            yield row, column, form, tuple(f"{place}.{field}" for field in fields)
        yield row, "Used", "used", (f"{place}.used_seconds", "ledger.budget_seconds")


def _columns(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    places = {c.name: i for i, c in enumerate(report.profile.columns)}
    for row, name in enumerate(table["Column"]):
        place = f"profile.columns[{places[name]}]"
        yield row, "Missing", "share", (f"{place}.missing_share",)
        yield row, "Values", "count", (f"{place}.n_unique",)


def _associations(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    places = {c.name: i for i, c in enumerate(report.profile.columns)}
    for row, name in enumerate(table["Column"]):
        place = f"profile.columns[{places[name]}].association"
        paths = (place, f"{place}_low", f"{place}_high")
        yield row, "Says alone", "interval", paths


def _nearest(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    for row in range(len(table)):
        for column, field in FACTS.items():
            form = "share" if column == "Categories" else "count"
            path = f"verdict.nearest.sets[{row}].facts.{field}"
            yield row, column, form, (path,)


def _pair(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """The difference of the champions, its limit and the three probabilities."""
    pair = "comparison.pair"
    traces = (
        ("difference", (*_limits(pair, "mean"), f"{pair}.rope")),
        ("score", (f"{pair}.rope",)),
        ("probability", (f"{pair}.p_b",)),
        ("probability", (f"{pair}.p_equivalent",)),
        ("probability", (f"{pair}.p_a",)),
    )
    for row, (form, paths) in zip(range(len(table)), traces, strict=False):
        yield row, "Value", form, paths


def _changes(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """What would change the verdict: every cell is a field as it is."""
    fields = ("what", "direction", "size", "source")
    for row in range(len(table)):
        for column, field in zip(table.columns, fields, strict=True):
            yield row, column, "text", (f"verdict.changes[{row}].{field}",)


def _more_rows(report: Report, table: "pd.DataFrame") -> Iterator[Trace]:
    """Both models at every size, and the gap expected of more rows."""
    curves = report.learning
    if curves is None:
        return
    n, classical, deep, gap = (table.columns[i] for i in (0, 2, 3, 4))
    for i in range(len(curves.deep.points)):
        places = {c: f"learning.{c}.points[{i}]" for c in ("classical", "deep")}
        yield i, n, "count", (f"{places['deep']}.n_rows",)
        yield i, "Samples", "count", (f"{places['deep']}.n_samples",)
        for column, place in zip((classical, deep), places.values(), strict=True):
            yield i, column, "interval", (*_limits(place, "mean"), "learning.rope")
    for i in range(len(curves.forecasts)):
        row, place = len(curves.deep.points) + i, f"learning.forecasts[{i}]"
        yield row, gap, "difference", (*_limits(place, "gap"), "learning.rope")
