"""What else there is to look at on the Compare page: one kind at a time.

Only what is chosen is drawn, so the page stays short and is there at once.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.records import Diagnostics, Report, Study
from dlcompare.ui import gates, memory, parts, pictures, spent, state
from dlcompare.words import count, escape_markdown

QUESTION = "What else to look at"
MOST_MISTAKES = 12  # images of one kind

Draw = Callable[[], None]


def show(study: Study, report: Report, key: Sequence[Any]) -> None:
    """The choice, and below it what was chosen; nothing is chosen at first."""
    st.fragment(_draw)(study, report, key)


def _draw(study: Study, report: Report, key: Sequence[Any]) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        there = _there(study, report, key)
        if not there:
            return
        st.space("small")
        chosen = st.segmented_control(
            QUESTION, list(there), key=state.key("deeper", study.id)
        )
        if chosen in there:
            there[chosen]()


def _there(study: Study, report: Report, key: Sequence[Any]) -> dict[str, Draw]:
    """What this study has to show, the most telling first."""
    found = report.diagnostics or Diagnostics()
    panels = memory.kept(
        (*key, "panels"), lambda: plots.learned(report.plan, report.folds)
    )
    settings = memory.kept(
        (*key, "settings"), lambda: plots.settings_table(report.plan, report.folds)
    )
    steady = report.stability
    has_errors = (
        found.roc or found.precision_recall or found.confusion or found.residuals
    )
    is_there: dict[str, tuple[Any, Draw]] = {
        "Errors": (has_errors, partial(_errors, found, key)),
        "Disagreement": (any(_sides(found).values()), partial(_parting, study, report)),
        "Training curves": (panels, partial(_learning, panels, key)),
        "Seeds and folds": (
            steady is not None and (steady.wins or steady.text),
            partial(_stability, report, key),
        ),
        "Settings": (len(settings), partial(_settings, settings)),
        "Budget": (
            report.ledger is not None and report.ledger.lines,
            partial(spent.show, report.ledger),
        ),
    }
    return {name: draw for name, (is_known, draw) in is_there.items() if is_known}


def _errors(found: Diagnostics, key: Sequence[Any]) -> None:
    """ROC, precision-recall and confusion, or residuals, of the champions."""
    drawn: list[tuple[str, Callable[[Diagnostics], Any], Any]] = []
    if found.roc:
        drawn.append(("roc", plots.roc, plots.curve_table(found.roc)))
    if found.precision_recall:
        table = plots.curve_table(found.precision_recall)
        drawn.append(("precision", plots.precision_recall, table))
    if found.confusion:
        table = plots.confusion_table(found)
        drawn.append(("confusion", plots.confusion, table))
    if found.residuals:
        table = plots.residual_table(found)
        drawn.append(("residuals", plots.residuals, table))
    with parts.pair():
        for name, draw, table in drawn:
            with st.container():
                figure = memory.kept((*key, name), partial(draw, found))
                parts.figure(figure, key=name, table=table)


def _sides(found: Diagnostics) -> dict[str, int]:
    """How often which of the two is right."""
    return {
        "Only the classical model is right": found.n_only_classical_right,
        "Only the network is right": found.n_only_deep_right,
        "Both are right": found.n_both_right,
        "Both are wrong": found.n_both_wrong,
    }


def _parting(study: Study, report: Report) -> None:
    """How often each champion alone is right, and the images they get wrong."""
    found = report.diagnostics or Diagnostics()
    is_images = report.profile.modality == "images"
    noun = "Images" if is_images else "Rows"
    parts.heading("Where they disagree", "Held-out predictions, first repeat")
    rows = [{"Which": which, noun: count(n)} for which, n in _sides(found).items()]
    st.table(rows, border="horizontal", hide_index=True)
    if is_images:
        _mistakes(study, found)


def _mistakes(study: Study, found: Diagnostics) -> None:
    for title, wrong in (
        ("Only the classical model is wrong", found.only_classical_wrong),
        ("Only the network is wrong", found.only_deep_wrong),
        ("Both are wrong", found.both_wrong),
    ):
        if wrong:
            parts.heading(
                title, "Below each image: its class, and what it was taken for"
            )
            pictures.mistakes(study.setup, wrong[:MOST_MISTAKES])


def _learning(panels: Any, key: Sequence[Any]) -> None:
    """How each network learned, fold by fold."""
    figure = memory.kept((*key, "curves"), lambda: plots.training_curves(panels))
    table = memory.kept((*key, "epochs"), lambda: plots.training_table(panels))
    parts.figure(figure, key="curves", table=table)


def _stability(report: Report, key: Sequence[Any]) -> None:
    """Who won how many folds, and what seeds alone move."""
    found = report.stability
    if found is None:
        return
    parts.heading("How often each candidate won a fold, and what seeds move")
    st.dataframe(
        memory.kept((*key, "stability"), lambda: plots.stability_table(found)),
        hide_index=True,
        alt="Folds won by each candidate, and what other seeds move",
    )
    if found.text:
        said = escape_markdown(found.text, parts.LONG)
        st.markdown(said, width=parts.LEAD_WIDTH)


def _settings(chosen: Any) -> None:
    parts.heading(
        "Which settings were tried, and how often each was chosen",
        "Tried on training rows held back; the test rows have no say",
    )
    st.dataframe(chosen, hide_index=True, alt="Settings tried and chosen")
