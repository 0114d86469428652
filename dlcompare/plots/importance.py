"""What each champion goes by: the loss when a column is shuffled, side by side."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.insight import shuffled
from dlcompare.records import Explanation, Importance, Profile

MOST_SHOWN = 10  # columns; the table has all
ROW_PX = 38
APART = 0.16  # of a row, between the two champions
TIED = 0.7  # how far one of two columns tells the other, from where on it is said
TITLE = "What do the two go by?"


def importances(explanations: Sequence[Explanation], metric: str) -> go.Figure:
    """The loss of each champion when one column is shuffled, with intervals."""
    known = [one for one in explanations if one.importances]
    if not known:
        notes = [note for one in explanations for note in one.notes]
        return drawing.empty(TITLE, notes[0] if notes else NOT_YET)
    names = important_columns(known)[:MOST_SHOWN]
    label = metrics.find(metric).label
    fig = drawing.figure(
        TITLE,
        f"Loss of {label} when the {shuffled(known)} is shuffled on rows not trained"
        " on, with 95% interval; further right matters more",
        _alt(known, label),
        height=ROW_PX * len(names) + 76,
        left=writing.name_margin([theme.shorten(name) for name in names]),
        top=26,
    )
    for place, one in enumerate(known):
        _add(fig, one, names, offset=APART * (place * 2 - len(known) + 1))
    fig.update_layout(
        xaxis=drawing.axis(f"loss of {label}", nticks=7),
        yaxis=drawing.bare(range=[len(names) - 0.4, -0.6]),
    )
    drawing.guide(fig, x=0)
    writing.add_texts(
        fig,
        [
            writing.row_name(fig, theme.ink(theme.shorten(name)), row)
            for row, name in enumerate(names)
        ],
    )
    legend = "   ".join(theme.named(one.family, one.label) for one in known)
    writing.write_above(fig, legend)
    return fig


NOT_YET = "No champion has been looked into yet."


def important_columns(explanations: Sequence[Explanation]) -> list[str]:
    """Columns by what they matter to either champion, the most first."""
    largest: dict[str, float] = {}
    for one in explanations:
        for found in one.importances:
            known = largest.get(found.column, found.loss)
            largest[found.column] = max(known, found.loss)
    return sorted(largest, key=lambda name: -largest[name])


def importance_table(explanations: Sequence[Explanation]) -> pd.DataFrame:
    """Every column, or kind of feature, and the loss of each champion."""
    known = [one for one in explanations if one.importances]
    by_model = [{i.column: i for i in one.importances} for one in known]
    return pd.DataFrame(
        [
            (name, *(_said(found.get(name)) for found in by_model))
            for name in important_columns(known)
        ],
        columns=[words.sentence_start(shuffled(known)), *(one.label for one in known)],
    )


def tied_sentence(explanations: Sequence[Explanation], profile: Profile) -> str:
    """Which of the columns shown tell each other; "" if none do."""
    shown = set(important_columns(explanations)[:MOST_SHOWN])
    tied = [
        pair
        for pair in profile.pairs
        if {pair.first, pair.second} <= shown and abs(pair.value) >= TIED
    ]
    if not tied:
        return ""
    named = words.listed([f"{one.first} with {one.second}" for one in tied], limit=3)
    return (
        f"Columns that tell each other ({named}) look less important than they are:"
        " what one loses by being shuffled, the other still says."
    )


def _said(found: Importance | None) -> str:
    if found is None:
        return "not shuffled"
    return words.difference(found.loss, found.low, found.high)


def _alt(known: Sequence[Explanation], label: str) -> str:
    first = "; ".join(
        f"{one.label}: {one.importances[0].column},"
        f" {_said(one.importances[0])} of {label}"
        for one in known
    )
    return f"The most important {shuffled(known)} of each champion. {first}."


def _add(
    fig: go.Figure, one: Explanation, names: Sequence[str], *, offset: float
) -> None:
    style = theme.FAMILIES[one.family]
    found = {i.column: i for i in one.importances}
    rows = [(row, found[name]) for row, name in enumerate(names) if name in found]
    drawing.add_spans(
        fig,
        f"{one.label} 95%",
        [(row + offset, i.low, i.high) for row, i in rows],
        color=style.mark,
        width=theme.THIN_PX,
    )
    fig.add_trace(
        go.Scatter(
            x=[i.loss for _, i in rows],
            y=[row + offset for row, _ in rows],
            name=one.label,
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hovertext=[
                f"{theme.plain(one.label)}<br>{theme.plain(i.column)}<br>{_said(i)}"
                for _, i in rows
            ],
            hoverinfo="text",
        )
    )
