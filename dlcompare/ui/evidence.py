"""Parts of the Compare page: who is better, by how much, and at what cost."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.advice.ahead import ahead
from dlcompare.records import Comparison, Report
from dlcompare.ui import costs, memory, parts
from dlcompare.words import count, escape_markdown

UNTRAINED = "was not trained well enough."
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
    _remarks(comparison)
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
        if report.verdict.together:
            said = escape_markdown(report.verdict.together, parts.LONG)
            st.markdown(said, width=parts.LEAD_WIDTH)


def _remarks(comparison: Comparison) -> None:
    """What went wrong in training, said at once; what is worth knowing, one click."""
    remarked = []
    for one in comparison.standings:
        name = escape_markdown(one.label)
        if one.problems:
            said = escape_markdown(" ".join((*one.problems, *one.remarks)), parts.LONG)
            st.markdown(f"**{name}** {UNTRAINED} {said}", width=parts.LEAD_WIDTH)
        elif one.remarks:
            said = escape_markdown(" ".join(one.remarks), parts.LONG)
            remarked.append(f"**{name}** {said}")
    if remarked:
        with parts.details(f"Remarks on {count(len(remarked), 'model')}"):
            for said in remarked:
                st.markdown(said, width=parts.LEAD_WIDTH)


def luck(report: Report) -> None:
    """What the difference owes to choosing the best of several."""
    if report.verdict.luck:
        parts.remark(escape_markdown(report.verdict.luck, parts.LONG))


def tutorial(report: Report) -> None:
    """What the naive network alone would have made one believe."""
    if report.verdict.reference:
        said = escape_markdown(report.verdict.reference, parts.LONG)
        with parts.details(TUTORIAL):
            st.markdown(said, width=parts.LEAD_WIDTH)


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
