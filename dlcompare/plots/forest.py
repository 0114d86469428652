"""The rows of a forest plot: name, marks for mean, intervals and folds, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.drawing import is_number
from dlcompare.records import Together

TICK_OFFSET = 0.27  # rows below the marker, where the single folds are
NOTE_PX = 13  # below the name
NOTE_INDENT_PX = 15  # as wide as the glyph before the name
SIZES_PX = {"blend": 14}  # a triangle looks smaller than it is
AVERAGE = "Average of both"
Ends = tuple[float, float]
Limits = tuple[float | None, float | None]


@dataclass(frozen=True)
class Row:
    """One line of the plot, at height `y`.

    `style` is a key of `theme.FAMILIES`. `reason` is shown where there is no score,
    `note` below the name. `is_doubtful`: the mark is hollow.
    """

    y: float
    style: str
    name: str
    score: float | None
    interval: Limits
    half: Limits
    folds: tuple[float, ...]
    reason: str = ""
    note: str = ""
    is_doubtful: bool = False
    is_bold: bool = False
    limit: float | None = None  # smallest difference that matters

    @property
    def values(self) -> tuple[float, ...]:
        """Every number that the row draws."""
        drawn = (self.score, *self.interval, *self.folds)
        return tuple(v for v in drawn if is_number(v))


def average_row(y: float, together: Together, *, limit: float) -> Row:
    """The row of the average of both champions."""
    half = together.half
    return Row(
        y=y,
        style="blend",
        name=AVERAGE,
        score=together.score.mean,
        interval=(together.score.low, together.score.high),
        half=(half.low, half.high) if half else (None, None),
        folds=together.fold_scores,
        limit=limit,
    )


def number(row: Row) -> tuple[str, str]:
    """The score, and its interval or why there is none."""
    if not is_number(row.score):
        return words.MISSING, ""
    low, high = row.interval
    if low is None or high is None:
        folds = words.count(len(row.folds), "fold")
        return words.score(row.score), f" ({folds}, no interval)"
    score, _, rest = words.interval(row.score, low, high, limit=row.limit).partition(
        " "
    )
    return score, f" {rest}"


def said(row: Row) -> str:
    """The row as it is read aloud."""
    word = theme.FAMILIES[row.style].word
    note = f", {row.note}" if row.note else ""
    return f"{row.name} ({word}{note}) {''.join(number(row))}"


def add_rows(fig: go.Figure, rows: Sequence[Row], ends: Ends) -> None:
    """Draw all rows; the axis reaches over `ends`."""
    by_style = sorted(rows, key=lambda row: row.style)
    for style, same in groupby(by_style, key=lambda row: row.style):
        _add_marks(fig, style, [row for row in same if is_number(row.score)])
    width = 24 + theme.CHARACTER_PX * max(len(number(row)[0]) for row in rows)
    texts = []
    for row in rows:
        texts += [*_texts(fig, row, width=width), *_off_scale(row, ends)]
    writing.add_texts(fig, texts)


def _add_marks(fig: go.Figure, name: str, rows: Sequence[Row]) -> None:
    """Intervals, folds and means of one style; one trace for each kind of mark."""
    style = theme.FAMILIES[name]
    ticks = [(v, r.y + TICK_OFFSET) for r in rows for v in r.folds if is_number(v)]
    fig.add_trace(
        go.Scatter(
            x=[v for v, _ in ticks],
            y=[y for _, y in ticks],
            name=f"{name} folds",
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": 6,
                "color": style.mark,
                "line": {"width": 1},
            },
            opacity=0.6,
            hoverinfo="skip",
        )
    )
    wide = [(r.y, *r.interval) for r in rows]
    half = [(r.y, *r.half) for r in rows]
    for level, spans, width in (
        ("95%", wide, theme.THIN_PX),
        ("50%", half, theme.THICK_PX),
    ):
        known = [(y, a, b) for y, a, b in spans if a is not None and b is not None]
        drawing.add_spans(fig, f"{name} {level}", known, color=style.mark, width=width)
    fig.add_trace(
        go.Scatter(
            x=[r.score for r in rows],
            y=[r.y for r in rows],
            name=f"{name} mean",
            mode="markers",
            marker={
                "symbol": [
                    f"{style.symbol}-open" if r.is_doubtful else style.symbol
                    for r in rows
                ],
                "size": SIZES_PX.get(name, theme.MARKER_PX),
                "color": style.mark,
                "opacity": 1,
                "line": {"width": [2 if r.is_doubtful else 0 for r in rows]},
            },
            hovertext=[
                f"{theme.plain(r.name)}<br>{''.join(number(r))}"
                f"<br>{r.note or words.count(len(r.folds), 'fold')}"
                for r in rows
            ],
            hoverinfo="text",
        )
    )


def _texts(fig: go.Figure, row: Row, *, width: float) -> list[writing.Text]:
    """Name at the left, numbers at the right, the reason where there are none."""
    label = theme.named(row.style, row.name, bold=row.is_bold)
    texts = [writing.row_name(fig, label, row.y)]
    if row.note:
        texts.append(
            writing.text(
                theme.muted(row.note),
                0,
                row.y,
                xref="paper",
                size=theme.SMALL_PX,
                dx=NOTE_INDENT_PX - fig.layout.margin.l,
                dy=-NOTE_PX,
            )
        )
    score, interval = (theme.ink(number(row)[0]), theme.muted(number(row)[1]))
    texts.append(writing.text(score, 1, row.y, xref="paper", anchor="right", dx=width))
    if is_number(row.score):
        beside = writing.text(interval, 1, row.y, xref="paper", dx=width + 6)
        return [*texts, beside]
    return [*texts, writing.text(theme.muted(row.reason), 0, row.y, xref="paper")]


def _off_scale(row: Row, ends: Ends) -> list[writing.Text]:
    """An arrow at the edge for whatever lies beyond it."""
    texts = []
    is_near = any(ends[0] <= v <= ends[1] for v in row.values)  # marks on the line
    for edge, arrow, anchor, outside in (
        (0, "←", "left", [v for v in row.values if v < ends[0]]),
        (1, "→", "right", [v for v in row.values if v > ends[1]]),
    ):
        if not outside:
            continue
        is_mean = row.score in outside
        what = f"{words.score(row.score)}, off this scale" if is_mean else ""
        parts = (arrow, what) if edge == 0 else (what, arrow)
        texts.append(
            writing.text(
                theme.muted(" ".join(p for p in parts if p)),
                edge,
                row.y,
                xref="paper",
                anchor=anchor,
                size=theme.SMALL_PX,
                dy=-10 if is_near else 0,
            )
        )
    return texts
