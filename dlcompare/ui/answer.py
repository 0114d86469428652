"""The Verdict page: one fragment, so the limit moves title, bar and figure at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dlcompare import plots
from dlcompare.records import Comparison, FoldResult, Report, Study, Verdict
from dlcompare.reports import EXPORTERS
from dlcompare.ui import gates, limits, memory, parts, rules_parts, state, wishes
from dlcompare.words import escape_markdown, within


def show(study: Study, folds: Sequence[FoldResult], report: Report) -> None:
    """The answer, its evidence and what would change it."""
    st.fragment(_draw)(study, folds, report)


def _draw(study: Study, folds: Sequence[FoldResult], report: Report) -> None:
    with gates.told():  # a fragment runs without the frame of the page
        _draw_answer(study, folds, report)


def _draw_answer(study: Study, folds: Sequence[FoldResult], report: Report) -> None:
    rope = limits.chosen(study)
    profile = report.profile
    usual = report.comparison
    comparison = memory.comparison(study, folds, profile, rope, usual)
    asked = wishes.priorities(study)
    said = memory.verdict(study, folds, profile, rope, asked, report)
    taken = memory.recommendation(study, folds, comparison, asked)
    key = ("verdict", *memory.folds_key(study, folds), rope)
    strip = parts.strip(study.setup, profile, parts.folds_in(comparison))
    parts.opening(
        strip, escape_markdown(said.title, 200), escape_markdown(said.sentence, 900)
    )
    if said.choice == "no_signal":
        if st.button("Back to the columns", type="primary", key="to-columns"):
            state.go(state.EXPLORE)
        figure = memory.kept((*key, "s"), lambda: plots.score_intervals(comparison))
        parts.figure(figure, key="no-signal")
    else:
        ask_limit = partial(limits.ask, study, comparison, usual)
        if plots.is_untrained(said, comparison):
            _doubtful(report, comparison, key)
        else:
            _how_sure(comparison, said, key, ask_limit)
        if said.together:
            st.markdown(
                escape_markdown(said.together, parts.LONG), width=parts.LEAD_WIDTH
            )
    if said.holdout:
        where = "the sealed rows" if study.setup.sealed_share else "your test file"
        st.markdown(
            f"**On {where}**  \n{escape_markdown(said.holdout, parts.LONG)}",
            width=parts.LEAD_WIDTH,
        )
    wishes.show(study, comparison, taken)
    told = replace(
        report,
        comparison=comparison,
        verdict=said,
        recommendation=taken,
        learning=memory.learning(study, folds, comparison.rope, report),
    )
    _downloads(told, said)
    _what_would_change(said)
    _rules(said)


def _doubtful(report: Report, comparison: Comparison, key: Sequence[Any]) -> None:
    """The scores alone: how large the difference is says little yet."""
    figure = memory.kept(
        (*key, "doubtful"),
        lambda: plots.score_intervals(comparison, together=report.together),
    )
    parts.figure(figure, key="doubtful")


def _how_sure(
    comparison: Comparison,
    said: Verdict,
    key: Sequence[Any],
    ask_limit: Callable[[], None],
) -> None:
    bar = plots.verdict_bar_html(said, comparison)
    if bar:
        st.html(bar)
    with parts.pair():
        with st.container():
            density = memory.kept(
                (*key, "density"), lambda: plots.difference_density(comparison)
            )
            table = plots.difference_table(comparison)
            parts.figure(density, key="density", table=table)
        with st.container():
            costs = plots.cost_table(comparison)
            if len(costs):
                parts.heading("What it costs", "Measured on this machine, median fold")
                st.table(costs, border="horizontal", hide_index=True)
            ask_limit()


def _downloads(report: Report, said: Verdict) -> None:
    """The report in every form, and the way to the evidence."""
    st.space("small")
    with st.container(horizontal=True, gap="medium"):
        for number, exporter in enumerate(EXPORTERS):
            st.download_button(
                f"Export {within(exporter.label)}",
                data=partial(exporter.write, report),
                file_name=f"dlcompare-{report.study}{exporter.suffix}",
                mime=exporter.mime,
                key=f"export-{exporter.name}",
                type="primary"
                if not number and said.choice != "no_signal"
                else "secondary",
                on_click="ignore",
            )
        if st.button("Look at the evidence", key="to-evidence"):
            state.go(state.COMPARE)
        if st.button("See what the two go by", key="to-understand"):
            state.go(state.UNDERSTAND)


def _what_would_change(said: Verdict) -> None:
    """A table; what no line of it stands for comes below."""
    table, others = plots.changes_table(said), plots.beside_the_table(said)
    if not len(table) and not others:
        return
    parts.section("What would change this")
    if len(table):
        cells = table.map(lambda text: escape_markdown(text, parts.LONG))
        st.table(cells, border="horizontal", hide_index=True)
    if others:
        st.markdown("\n".join(f"- {_emphasised(text)}" for text in others))


def _rules(said: Verdict) -> None:
    parts.section(rules_parts.RULES_OF_THUMB)
    rules_parts.against(said)


def _emphasised(text: str) -> str:
    """The first sentence in bold, as Markdown."""
    first, dot, rest = text.partition(". ")
    if not rest:
        return escape_markdown(text, parts.LONG)
    return f"**{escape_markdown(first + dot)}** {escape_markdown(rest, parts.LONG)}"
