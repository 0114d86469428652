"""The tables of the report, as formatted text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dlcompare import metrics, words
from dlcompare.records import Ledger, Report, Stability
from dlcompare.reports import understanding

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 200  # rows of the table of columns


def tables(report: Report) -> "Mapping[str, pd.DataFrame]":
    """The tables that need no mark-up of their own."""
    from dlcompare import plots

    columns = plots.columns_table(report.profile)
    columns = columns.drop(columns=["Distribution", "Says alone"]).head(MOST_COLUMNS)
    columns["Missing"] = [words.share(v) for v in columns["Missing"]]
    columns["Values"] = [words.count(v) for v in columns["Values"]]
    costs = plots.cost_table(report.comparison)
    scores = plots.score_table(report.comparison)
    with_average = plots.score_table(report.comparison, together=report.together)
    decider = metrics.find(report.metric).label
    others = [m.label for m in metrics.METRICS if m.label in scores]
    others = [label for label in others if label != decider]
    return {
        "scores": with_average.drop(columns=others),
        "metrics": scores[["Family", "Model", *others]] if len(scores) else scores,
        "pair": plots.difference_table(report.comparison),
        "changes": plots.changes_table(report.verdict),
        "folds": plots.fold_table(report.comparison),
        "columns": columns,
        "associations": plots.association_table(report.profile),
        "costs": costs,
        "all_costs": plots.costs_by_candidate(report.comparison),
        "settings": plots.settings_table(report.plan, report.folds),
        "stability": plots.stability_table(report.stability or Stability()),
        **_nearest(report),
        **understanding.tables(report),
        **_more_rows(report),
        "ledger": plots.ledger_table(report.ledger or Ledger(0.0, ())),
    }


def _nearest(report: Report) -> "Mapping[str, pd.DataFrame]":
    from dlcompare import plots

    found = report.verdict.nearest
    return {} if found is None else {"nearest": plots.nearest_table(found)}


def _more_rows(report: Report) -> "Mapping[str, pd.DataFrame]":
    from dlcompare import plots

    curves = report.learning
    return {} if curves is None else {"more_rows": plots.learning_table(curves)}
