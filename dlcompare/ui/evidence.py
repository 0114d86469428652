"""Parts of the Compare page: the champions' mistakes, seen from every side."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.advice.ahead import ahead
from dlcompare.records import (
    Comparison,
    Diagnostics,
    Report,
    Study,
)
from dlcompare.ui import costs, memory, parts, pictures
from dlcompare.words import (
    count,
    escape_markdown,
)

MOST_MISTAKES = 12  # images of one kind

UNTRAINED = "was not trained well enough."
TRAINED = "trained, with a remark."
TUTORIAL = "What a tutorial network would have made you believe"


def who_is_better(report: Report) -> tuple[str, str]:
    """Title and lead about the compared pair, as Markdown."""
    title, before, number, after = (
        escape_markdown(t, parts.LONG) for t in ahead(report.comparison)
    )
    return title, f"{before} **{number}** {after}" if number else before


def scores(report: Report, key: Sequence[Any]) -> None:
    """Every candidate with its spread, the average of both apart, and the table."""
    comparison, together = report.comparison, report.together
    figure = memory.kept(
        (*key, "intervals"),
        lambda: plots.score_intervals(comparison, together=together),
    )
    parts.figure(figure, key="scores")
    if report.verdict.together:
        said = escape_markdown(report.verdict.together, parts.LONG)
        st.markdown(said, width=parts.LEAD_WIDTH)
    for one in comparison.standings:
        what = UNTRAINED if one.problems else TRAINED
        said = escape_markdown(" ".join((*one.problems, *one.remarks)), parts.LONG)
        if said:
            name = escape_markdown(one.label)
            st.markdown(f"**{name}** {what} {said}", width=parts.LEAD_WIDTH)
    with parts.details("Show the numbers, family by family"):
        st.dataframe(
            memory.kept(
                (*key, "score-table"),
                lambda: plots.score_table(comparison, together=together),
            ),
            hide_index=True,
            alt="Every candidate with its scores, times and size",
        )
        if any(one.test_score is not None for one in comparison.standings):
            parts.remark(plots.ONLY_CHAMPIONS)


def luck(report: Report) -> None:
    """What the difference owes to choosing the best of several."""
    if report.verdict.luck:
        parts.remark(escape_markdown(report.verdict.luck, parts.LONG))


def tutorial(report: Report) -> None:
    """What the naive network alone would have made one believe."""
    if report.verdict.reference:
        said = escape_markdown(report.verdict.reference, parts.LONG)
        st.markdown(f"**{TUTORIAL}**  \n{said}", width=parts.LEAD_WIDTH)


def pair(comparison: Comparison, key: Sequence[Any]) -> None:
    """The champions fold by fold, and what a score costs."""
    with parts.pair():
        with st.container():
            slopes = memory.kept(
                (*key, "slopes"), lambda: plots.fold_slopes(comparison)
            )
            parts.figure(slopes, key="slopes", table=plots.fold_table(comparison))
        with st.container():
            costs.show(comparison, key)


def stability(report: Report, key: Sequence[Any]) -> None:
    """Who won how many folds, and what seeds alone move."""
    found = report.stability
    if found is None or not (found.wins or found.text):
        return
    if found.text:
        said = escape_markdown(found.text, parts.LONG)
        st.markdown(said, width=parts.LEAD_WIDTH)
    with parts.details("How often each candidate won a fold, and what seeds move"):
        st.dataframe(
            memory.kept((*key, "stability"), lambda: plots.stability_table(found)),
            hide_index=True,
            alt="Folds won by each candidate, and what other seeds move",
        )


def errors(diagnostics: Diagnostics, noun: str, key: Sequence[Any]) -> None:
    """ROC, precision-recall and confusion, or residuals, of the champions."""
    drawn: list[tuple[str, Callable[[Diagnostics], Any], Any]] = []
    if diagnostics.roc:
        drawn.append(("roc", plots.roc, plots.curve_table(diagnostics.roc)))
    if diagnostics.precision_recall:
        table = plots.curve_table(diagnostics.precision_recall)
        drawn.append(("precision", plots.precision_recall, table))
    if diagnostics.confusion:
        table = plots.confusion_table(diagnostics)
        drawn.append(("confusion", plots.confusion, table))
    if diagnostics.residuals:
        table = plots.residual_table(diagnostics)
        drawn.append(("residuals", plots.residuals, table))
    with parts.pair():
        for name, draw, table in drawn:
            with st.container():
                figure = memory.kept((*key, name), partial(draw, diagnostics))
                parts.figure(figure, key=name, table=table)
        _disagreement(diagnostics, noun)


def _disagreement(diagnostics: Diagnostics, noun: str) -> None:
    """How often each champion alone is right."""
    sides = (
        ("Only the classical model is right", diagnostics.n_only_classical_right),
        ("Only the network is right", diagnostics.n_only_deep_right),
        ("Both are right", diagnostics.n_both_right),
        ("Both are wrong", diagnostics.n_both_wrong),
    )
    if any(n for _, n in sides):
        with st.container():
            parts.heading("Where they disagree", "Held-out predictions, first repeat")
            rows = [{"Which": which, noun: count(n)} for which, n in sides]
            st.table(rows, border="horizontal", hide_index=True)


def learning(report: Report, key: Sequence[Any]) -> None:
    """How each network learned, fold by fold, and which settings were chosen."""
    panels = memory.kept(
        (*key, "panels"), lambda: plots.learned(report.plan, report.folds)
    )
    if panels:
        figure = memory.kept((*key, "curves"), lambda: plots.training_curves(panels))
        table = memory.kept((*key, "epochs"), lambda: plots.training_table(panels))
        parts.figure(figure, key="curves", table=table)
    chosen = memory.kept(
        (*key, "settings"), lambda: plots.settings_table(report.plan, report.folds)
    )
    if len(chosen):
        with parts.details("Which settings were tried, and how often each was chosen"):
            parts.remark(
                "Every setting is tried on a part of the training rows held back; the"
                " best one is then trained on all of them. The test rows have no say."
            )
            st.dataframe(chosen, hide_index=True, alt="Settings tried and chosen")


def mistakes(study: Study, diagnostics: Diagnostics) -> None:
    """The images that each champion gets wrong."""
    for title, found in (
        ("Only the classical model is wrong", diagnostics.only_classical_wrong),
        ("Only the network is wrong", diagnostics.only_deep_wrong),
        ("Both are wrong", diagnostics.both_wrong),
    ):
        if found:
            parts.heading(
                title, "Below each image: its class, and what it was taken for"
            )
            pictures.mistakes(study.setup, found[:MOST_MISTAKES])
