"""What the report shows of what the champions go by, and where they part."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlcompare.records import Report

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

DEPENDENCE = "dependence_"  # and a number: the figures of single columns


@dataclass(frozen=True)
class Said:
    """The sentences of the section; "" where there is nothing to say."""

    go_by: str
    agreement: str
    mended: str
    tied: str
    calibration: str
    alarms: str
    slices: str
    notes: tuple[str, ...]


def figures(report: Report) -> "dict[str, go.Figure]":
    """Importances, dependence by column, reliability and costs, where known."""
    from dlcompare import plots

    known, found = plots.explanations(report), report.understanding
    drawn: dict[str, go.Figure] = {}
    if known:
        drawn["importances"] = plots.importances(known, report.metric)
    for number, column in enumerate(plots.dependence_columns(known)):
        drawn[f"{DEPENDENCE}{number}"] = plots.dependence_figure(known, column)
    if found and found.calibrations:
        drawn["reliability"] = plots.reliability(found.calibrations)
    if found and found.costs:
        drawn["alarms"] = plots.alarm_costs(found.costs)
    return drawn


def tables(report: Report) -> "dict[str, pd.DataFrame]":
    """The numbers behind them."""
    from dlcompare import plots

    known, found = plots.explanations(report), report.understanding
    made: dict[str, pd.DataFrame] = {"importances": plots.importance_table(known)}
    made["calibration"] = plots.calibration_table(found.calibrations if found else ())
    made["alarms"] = plots.alarm_table(found.costs if found else ())
    names = {s.model: s.label for s in report.standings}
    if found and found.slices:
        one, other = report.comparison.best_classical, report.comparison.best_deep
        made["slices"] = plots.slice_table(found.slices, names[one], names[other])
    return made


def said(report: Report) -> Said:
    """What they go by and where they part, in words."""
    from dlcompare import plots

    known, found = plots.explanations(report), report.understanding
    return Said(
        go_by=plots.go_by_sentence(known),
        agreement=plots.agreement_sentence(report),
        mended=plots.mended_sentence(found),
        tied=plots.tied_sentence(known, report.profile),
        calibration=plots.calibration_sentence(found.calibrations if found else ()),
        alarms=plots.alarm_sentence(found.costs if found else ()),
        slices=plots.slices_sentence(found.slices) if found and found.slices else "",
        notes=tuple(f"{one.label}: {note}" for one in known for note in one.notes),
    )
