"""What each rule of thumb expects of this data."""

import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import Verdict

ROW_PX = 46
MOST_ROWS = 9  # rules drawn; the table has all
TEXT_LENGTH = 52  # characters that fit under a rule's title


def rules_figure(verdict: Verdict) -> go.Figure:
    """One lollipop per rule: left expects classical, right deep, length the weight.

    A rule that is silent or does not apply stands as an empty circle in the middle.
    Rules that apply come first; where there are more than `MOST_ROWS` in all, some that
    do not are left out and the lead says how many.
    """
    title = "What each rule expects"
    lead = "Length: weight of the rule. Empty circle: it is silent or does not apply"
    signs = {"classical": -1.0, "deep": 1.0, "none": 0.0}
    rows = [
        (f.title, f.text, f.leaning, signs[f.leaning] * f.strength)
        for f in verdict.findings
    ]
    rows.sort(key=lambda row: -abs(row[3]))
    room = max(MOST_ROWS - len(rows), 0)
    shown, hidden = verdict.not_applicable[:room], verdict.not_applicable[room:]
    rows += [(n.title, n.reason, "none", 0.0) for n in shown]
    if hidden:
        do = "more does" if len(hidden) == 1 else "more do"
        lead += f". {words.sentence_start(words.spelled(len(hidden)))} {do} not apply"
    if not rows:
        return drawing.empty(title, "No rule of thumb has been held against this data.")
    said = "; ".join(f"{name}: {_word(leaning)}" for name, _, leaning, _ in rows)
    fig = drawing.figure(
        title,
        lead,
        f"Rules of thumb and what they lean to. {said}.",
        height=ROW_PX * len(rows) + 36,
        left=300,
        right=12,
        top=28,
        bottom=8,
    )
    fig.update_layout(
        xaxis=drawing.bare(range=[-1.08, 1.08]),
        yaxis=drawing.bare(range=[len(rows) - 0.5, -0.5]),
    )
    drawing.guide(fig, x=0, color=theme.GUIDE, dash="solid", width=1.5)
    for family in ("classical", "deep"):
        mine = [(i, r[3]) for i, r in enumerate(rows) if r[2] == family]
        _add_lollipops(fig, family, mine)
    silent = [i for i, row in enumerate(rows) if row[2] == "none"]
    fig.add_trace(
        go.Scatter(
            x=[0.0] * len(silent),
            y=silent,
            name="silent",
            mode="markers",
            marker={
                "symbol": "circle-open",
                "size": theme.MARKER_PX,
                "color": theme.NEUTRAL,
                "line": {"width": 2},
            },
            hoverinfo="skip",
        )
    )
    texts = []
    for i, (name, seen, _, _) in enumerate(rows):
        small = theme.muted(theme.shorten(_first_sentence(seen), TEXT_LENGTH))
        title_of_rule = theme.ink(theme.shorten(name, 40))
        texts.append(writing.row_name(fig, title_of_rule, i, dy=9))
        texts.append(writing.row_name(fig, small, i, dy=-9, size=theme.SMALL_PX))
    writing.add_texts(fig, texts)
    _add_ends(fig)
    return fig


def _first_sentence(text: str) -> str:
    """What fits under a title; the table has the whole text."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def _word(leaning: str) -> str:
    return "silent" if leaning == "none" else leaning


def _add_lollipops(fig: go.Figure, family: str, rows: list[tuple[int, float]]) -> None:
    style = theme.FAMILIES[family]
    spans = [(float(i), 0.0, value) for i, value in rows]
    drawing.add_spans(
        fig, f"{family} stems", spans, color=style.mark, width=theme.THIN_PX
    )
    fig.add_trace(
        go.Scatter(
            x=[value for _, value in rows],
            y=[i for i, _ in rows],
            name=family,
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
            },
            hoverinfo="skip",
        )
    )


def _add_ends(fig: go.Figure) -> None:
    """Which end is whose."""
    left = f"{theme.ink('←')}&nbsp;{theme.named('classical', 'classical')}"
    right = f"{theme.named('deep', 'deep')}&nbsp;{theme.ink('→')}"
    writing.write_above(fig, left, edge=0, dy=6)
    writing.write_above(fig, right, edge=1, dy=6)
