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
    Epoch,
    FoldResult,
    Report,
    Study,
)
from dlcompare.ui import live, memory, parts, pictures
from dlcompare.words import count, difference, escape_markdown, sentence_start, within

MOST_CURVES = 6  # panels of networks
MOST_MISTAKES = 12  # images of one kind


TITLES: Mapping[Choice, str] = {
    "deep": "The best network is ahead of the best classical model.",
    "classical": "The best classical model is ahead of the best network.",
    "equivalent": "The best network and the best classical model are level.",
    "undecided": "The best network and the best classical model cannot be told apart.",
    "no_signal": "No model does better than guessing.",
}
ENOUGH = "The best network is not ahead of the best classical model."


def who_is_better(report: Report) -> tuple[str, str]:
    """Title and lead about the compared pair, as Markdown."""
    compared = report.comparison.pair
    if compared is None or report.verdict.p_deep is None:
        return (
            "Not enough folds to compare yet.",
            "These are the scores so far; who is better is said once both families"
            " have enough folds.",
        )
    labels = {one.model: within(one.label) for one in report.comparison.standings}
    metric = metrics.find(report.comparison.metric)
    side = "" if metric.higher_is_better else ", turned so that more is better"
    a, b = (escape_markdown(labels[model]) for model in (compared.a, compared.b))
    lead = (
        f"{sentence_start(a)} minus {b}:"
        f" **{difference(compared.mean, compared.low, compared.high)}**"
        f" {within(metric.label)}{side}."
    )
    verdict = report.verdict
    is_enough = verdict.choice == "classical" and (verdict.p_classical or 0.0) < SURE
    return ENOUGH if is_enough else TITLES[verdict.choice], lead


def scores(comparison: Comparison, key: Sequence[Any]) -> None:
    """Every candidate with its spread, and the table side by side."""
    figure = memory.kept((*key, "intervals"), lambda: plots.score_intervals(comparison))
    parts.figure(figure, key="scores")
    with parts.details("Show the numbers, family by family"):
        st.dataframe(
            plots.score_table(comparison),
            hide_index=True,
            alt="Every candidate with its scores, times and size",
        )


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


def learning(study: Study, folds: Sequence[FoldResult], key: Sequence[Any]) -> None:
    """How the networks of the first folds learned."""
    assert study.plan is not None
    taught = [fold for fold in folds if fold.epochs][:MOST_CURVES]
    if not taught:
        return
    named = {live.curve_title(study.plan, fold): fold for fold in taught}
    curves: Mapping[str, tuple[Epoch, ...]] = {n: f.epochs for n, f in named.items()}
    best = {name: fold.best_epoch for name, fold in named.items()}
    figure = memory.kept((*key, "curves"), lambda: plots.training_curves(curves, best))
    parts.figure(figure, key="curves", table=plots.training_table(curves))


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
