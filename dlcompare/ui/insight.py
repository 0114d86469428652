"""Parts of the Understand page: what the two go by, and where they part."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.comparison import cost_curve
from dlcompare.records import (
    CostCurve,
    Explanation,
    Mistake,
    Report,
    Study,
    Understanding,
)
from dlcompare.ui import gates, memory, parts, pictures, state
from dlcompare.words import count, escape_markdown, within

MOST_EXAMPLES = 5  # rows of each kind
MOST_CELLS = 5  # columns shown of them, those that matter most
NOT_LOOKED = "The closer look has not come to that yet."
NOT_REACHED = "The closer look ended before it came to that."
COSTS = {  # what a miss costs if a false alarm costs 1
    "Misses cost the same": 1.0,
    "2 times": 2.0,
    "5 times": 5.0,
    "10 times": 10.0,
    "50 times": 50.0,
    "a half": 0.5,
    "a fifth": 0.2,
    "a tenth": 0.1,
}


def lead(report: Report) -> str:
    """How often the two part (Markdown)."""
    return escape_markdown(plots.under_headline(report), parts.LONG)


def average(report: Report) -> None:
    """How often averaging both mends a mistake, and how often it makes one."""
    text = escape_markdown(plots.mended_sentence(report.understanding), parts.LONG)
    if text:
        st.markdown(text, width=parts.LEAD_WIDTH)


def go_by(study: Study, report: Report, key: Sequence[Any]) -> None:
    """Importances side by side; the dependence on one column, or parts of images."""
    known = plots.explanations(report)
    if not known:
        parts.heading("What do the two go by?")
        is_over = study.closer.state == "ended"
        parts.remark(NOT_REACHED if is_over else NOT_LOOKED)
        return
    if not any(one.importances or one.saliencies for one in known):
        parts.heading("What do the two go by?")
        parts.remarks(*_notes(known, report))
        return
    with parts.pair():
        with st.container():
            figure = memory.kept(
                (*key, "importances"), lambda: plots.importances(known, report.metric)
            )
            parts.figure(figure, key="importances", table=plots.importance_table(known))
            parts.remarks(*_notes(known, report))
        with st.container():
            if any(one.saliencies for one in known):
                pictures.looked_at(study.setup, known)
            else:
                _dependence(study, known, key)


def _notes(known: Sequence[Explanation], report: Report) -> tuple[str, ...]:
    """On what the importances rest, and what was left out."""
    tied = plots.tied_sentence(known, report.profile)
    notes = [f"{one.label}: {note}" for one in known for note in one.notes]
    rows = [one for one in known if one.n_shuffles]
    on = (
        f"One fold's {count(rows[0].n_rows, 'test row')},"
        f" each {plots.shuffled(known)} shuffled {count(rows[0].n_shuffles)} times."
        if rows
        else ""
    )
    return tuple(text for text in (on, tied, *notes) if text)


def _dependence(study: Study, known: Sequence[Explanation], key: Sequence[Any]) -> None:
    columns = plots.dependence_columns(known)
    if not columns:
        return
    chosen = st.selectbox(
        "Column",
        columns,
        key=state.key("dependence", study.id),
        help="Those that matter most to either of the two",
    )
    figure = memory.kept(
        (*key, "dependence", chosen), lambda: plots.dependence_figure(known, chosen)
    )
    table = plots.dependence_table(known, chosen)
    parts.figure(figure, key="dependence", table=table)


def trust(study: Study, report: Report, key: Sequence[Any]) -> None:
    """Calibration, and for two classes what alarms cost."""
    found = report.understanding
    if found is None:
        parts.remark("Calibration, slices and thresholds follow when training is over.")
        return
    with parts.pair():
        with st.container():
            _calibration(found, key)
            if found.outcomes:
                _calibration_numbers(found)
        with st.container():
            if found.outcomes:
                st.fragment(_alarms)(study, found)
            else:
                _calibration_numbers(found)


def _calibration(found: Understanding, key: Sequence[Any]) -> None:
    known = found.calibrations
    figure = memory.kept((*key, "reliability"), lambda: plots.reliability(known))
    parts.figure(figure, key="reliability", table=plots.reliability_table(known))


def _calibration_numbers(found: Understanding) -> None:
    known = found.calibrations
    table = plots.calibration_table(known)
    if len(table):
        st.table(table, border="horizontal", hide_index=True)
        parts.remarks(plots.calibration_sentence(known))


def _alarms(study: Study, found: Understanding) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        chosen = st.selectbox(
            "What does a miss cost against a false alarm?",
            list(COSTS),
            key=state.key("miss-cost", study.id),
        )
        curves = memory.kept(
            ("alarms", study.id, memory.text_of(found.outcomes), chosen),
            lambda: _curves(found, COSTS[chosen]),
        )
        figure = plots.alarm_costs(curves)
        parts.figure(figure, key="alarms", table=plots.alarm_table(curves))
        parts.remarks(plots.alarm_sentence(curves))


def _curves(found: Understanding, miss: float) -> tuple[CostCurve, ...]:
    return tuple(cost_curve(one, miss=miss) for one in found.outcomes)


def where_they_part(report: Report) -> None:
    """Slices on which their difference is unlike elsewhere."""
    found = report.understanding
    if found is None or found.slices is None:
        return
    names = {s.model: s.label for s in report.comparison.standings}
    one, other = report.comparison.best_classical, report.comparison.best_deep
    parts.section("Where they part")
    said = escape_markdown(plots.slices_sentence(found.slices), parts.LONG)
    st.markdown(said, width=parts.LEAD_WIDTH)
    table = plots.slice_table(found.slices, names[one], names[other])
    with parts.details("Show the slices that stand out most"):
        parts.remark(
            f"Mean {found.slices.measure} of each; plus means the network is better."
            f" Slices have at least {count(found.slices.least_rows, 'row')}; intervals"
            " allow for all that were looked at."
        )
        st.dataframe(table, hide_index=True, alt="Slices of rows and both losses")


def examples(study: Study, report: Report, key: Sequence[Any]) -> None:
    """A few rows that only one of the two gets right, with their cells."""
    found = report.diagnostics
    if found is None or report.profile.modality != "tabular":
        return
    kinds = (
        ("Only the network is right", found.only_classical_wrong),
        ("Only the classical model is right", found.only_deep_wrong),
    )
    if not any(rows for _, rows in kinds):
        return
    with parts.details("Rows only one of them gets right"):
        for title, rows in kinds:
            if rows:
                parts.heading(title)
                shown = rows[:MOST_EXAMPLES]
                table = _example_table(study, report, shown, (*key, title))
                st.dataframe(table, hide_index=True, alt=title)


def _example_table(
    study: Study, report: Report, rows: Sequence[Mistake], key: Sequence[Any]
) -> list[dict[str, str]]:
    columns = _telling(report)
    cells = memory.kept(
        (*key, "cells"),
        lambda: memory.cells(study.setup, [one.row for one in rows], columns),
    )
    names = {s.model: within(s.label) for s in report.comparison.standings}
    return [
        {
            "Row": count(one.row + 1),
            "True": one.true,
            **{f"Says {names[m]}": said for m, said in one.predicted.items()},
            **dict(zip(columns, values, strict=True)),
        }
        for one, values in zip(rows, cells, strict=True)
    ]


def _telling(report: Report) -> tuple[str, ...]:
    """The columns that matter most to either, else those that say most alone."""
    own = plots.important_columns(plots.explanations(report))
    alone = sorted(report.profile.columns, key=lambda c: -(c.association or 0.0))
    names = dict.fromkeys([*own, *(column.name for column in alone)])
    return tuple(names)[:MOST_CELLS]
