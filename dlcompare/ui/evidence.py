"""Parts of the Compare page: the champions' mistakes, seen from every side."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dlcompare import metrics, plots
from dlcompare.advice.decide import SURE
from dlcompare.records import (
    Choice,
    Comparison,
    Diagnostics,
    Report,
    Study,
)
from dlcompare.ui import memory, parts, pictures
from dlcompare.words import (
    count,
    difference,
    escape_markdown,
    sentence_start,
    within,
)

MOST_MISTAKES = 12  # images of one kind

TITLES: Mapping[Choice, str] = {
    "deep": "The best network is ahead of the best classical model.",
    "classical": "The best classical model is ahead of the best network.",
    "equivalent": "The best network and the best classical model are level.",
    "undecided": "The best network and the best classical model cannot be told apart.",
    "no_signal": "No model does better than guessing.",
}
ENOUGH = "The best network is not ahead of the best classical model."
UNDECIDED = "Undecided. "  # how the title of such a verdict begins
UNTRAINED = "was not trained well enough."
TRAINED = "trained, with a remark."
TUTORIAL = "What a tutorial network would have made you believe"


def who_is_better(report: Report) -> tuple[str, str]:
    """Title and lead about the compared pair, as Markdown."""
    verdict, compared = report.verdict, report.comparison.pair
    if compared is not None and plots.is_untrained(verdict, report.comparison):
        title = escape_markdown(verdict.title.removeprefix(UNDECIDED))
        return title, f"{_difference(report)} That says little about deep learning."
    if compared is None or verdict.p_deep is None:
        return (
            "Not enough folds to compare yet.",
            "These are the scores so far; who is better is said once both families"
            " have enough folds.",
        )
    is_enough = verdict.choice == "classical" and (verdict.p_classical or 0.0) < SURE
    return ENOUGH if is_enough else TITLES[verdict.choice], _difference(report)


def _difference(report: Report) -> str:
    """The difference of the pair with its interval, as Markdown."""
    compared = report.comparison.pair
    assert compared is not None
    labels = {one.model: within(one.label) for one in report.comparison.standings}
    metric = metrics.find(report.comparison.metric)
    side = "" if metric.higher_is_better else ", turned so that more is better"
    a, b = (escape_markdown(labels[model]) for model in (compared.a, compared.b))
    by = difference(compared.mean, compared.low, compared.high, limit=compared.rope)
    return f"{sentence_start(a)} minus {b}: **{by}** {within(metric.label)}{side}."


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
            costs = memory.kept((*key, "cost"), lambda: plots.cost(comparison))
            parts.figure(costs, key="cost")


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
