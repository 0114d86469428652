"""What the data looks like: the target, and how much each column says alone."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import bins as shapes
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.rows import behind
from dlcompare.records import Bin, ColumnProfile, Profile

MOST_CLASSES = 40  # bars; more are counted in one remark
MOST_COLUMNS = 20
LITTLE = 0.1  # of 1; a title names no column below it
ROOMY = 10  # rows; above it they stand closer


def target_figure(profile: Profile) -> go.Figure:
    """Class balance as bars, or the distribution of a number; neutral in colour."""
    bins = profile.target_bins
    name = theme.shorten(profile.target, 40)
    if not bins:
        return drawing.empty(f"The target, {name}", "The target has not been counted.")
    if profile.task == "regression":
        return _distribution(profile, name)
    return _balance(profile, name)


def target_table(profile: Profile) -> pd.DataFrame:
    """The bars of `target_figure`: value or range, rows, share."""
    total = sum(b.count for b in profile.target_bins) or 1
    return pd.DataFrame(
        [(shapes.bin_name(b), b.count, b.count / total) for b in profile.target_bins],
        columns=[profile.target or "Target", "Rows", "Share"],
    )


def _balance(profile: Profile, name: str) -> go.Figure:
    bins = sorted(profile.target_bins, key=lambda b: -b.count)
    shown, rest = bins[:MOST_CLASSES], bins[MOST_CLASSES:]
    total = sum(b.count for b in bins) or 1
    row_px = 32 if len(shown) <= ROOMY else 20
    title = _balance_title(bins, total, name)
    fig = drawing.figure(
        title,
        "Images of each class"
        if profile.modality == "images"
        else f"Rows of each class of {name}",
        f"{title}. {shapes.said(shown)}.",
        height=row_px * len(shown) + 16 + (20 if rest else 0),
        left=writing.name_margin(theme.shorten(b.label, 22) for b in shown),
        right=120,
        bottom=28 if rest else 8,
    )
    fig.update_layout(
        xaxis=drawing.bare(range=[0, max(b.count for b in shown) or 1]),
        yaxis=drawing.bare(range=[len(shown) - 0.5, -0.5]),
        bargap=0.35,
    )
    fig.add_trace(
        go.Bar(
            x=[b.count for b in shown],
            y=list(range(len(shown))),
            name="rows",
            orientation="h",
            marker={"color": theme.NEUTRAL},
            hovertext=shapes.row_hovers(shown),
            hoverinfo="text",
        )
    )
    texts = []
    for row, one in enumerate(shown):
        name = theme.ink(theme.shorten(one.label, 22))
        share = theme.muted(words.share(one.count / total))
        number = f"{theme.ink(words.count(one.count))} {share}"
        texts.append(writing.row_name(fig, name, row))
        texts.append(writing.text(number, one.count, row, dx=8))
    writing.add_texts(fig, texts)
    if rest:
        n = sum(b.count for b in rest)
        classes = words.count(len(rest), "more class", "more classes")
        text = f"and {classes} with {words.count(n, 'row')}"
        writing.write(
            fig,
            theme.muted(text),
            0,
            0,
            xref="paper",
            yref="paper",
            vertical="top",
            size=theme.SMALL_PX,
            dy=-6,
        )
    return fig


def _balance_title(bins: Sequence[Bin], total: int, name: str) -> str:
    largest, smallest = bins[0], bins[-1]
    if len(bins) == 1:
        return f"{name} has a single class"
    if len(bins) == 2:
        rare = theme.shorten(smallest.label)
        return f"{name}: {words.share(smallest.count / total)} are {rare}"
    if largest.count <= 1.5 * smallest.count:
        return f"{len(bins)} classes of about equal size"
    return (
        f"{len(bins)} classes, {words.share(smallest.count / total)} to"
        f" {words.share(largest.count / total)} of the rows each"
    )


def _distribution(profile: Profile, name: str) -> go.Figure:
    title = f"How {name} is distributed"
    bins = profile.target_bins
    fig = drawing.figure(
        title,
        "Rows in each range" + shapes.off_scale(bins),
        f"{title}. {shapes.said(bins)}.",
        height=280,
        left=56,
        top=12,
    )
    fig.update_layout(
        xaxis=shapes.range_axis(name, bins),
        yaxis=drawing.axis(rangemode="tozero", nticks=5, separatethousands=True),
    )
    shapes.add_histogram(fig, bins)
    return fig


def associations(profile: Profile, *, excluded: Sequence[str] = ()) -> go.Figure:
    """How much each column says about the target alone, with its 95% interval.

    Parameters
    ----------
    profile : Profile
    excluded : sequence of str
        Columns that are left out of training; outlined instead of filled.
    """
    title = "How much each column says alone"
    of_images = profile.images is not None
    known = [c for c in profile.columns if drawing.is_number(c.association)]
    known.sort(key=lambda c: -(c.association or 0.0))
    if not known:
        return drawing.empty(
            title, "There is no column that could be held against the target."
        )
    title = _telling(known[0], "the class" if of_images else profile.target)
    shown = known[:MOST_COLUMNS]
    is_part = len(known) > len(shown)
    lead = (
        f"The {len(shown)} that say most, of {len(known):,} columns"
        if is_part
        else "Point: measured. Line: 95% interval. Dashed: says nothing"
    ) + behind(profile, "association_rows")
    outside = {c.name for c in shown if c.name in excluded}
    remarks = [f"{_says(c)}{', left out' if c.name in outside else ''}" for c in shown]
    listed = "; ".join(f"{c.name} {_says(c)}" for c in shown)
    row_px = 28 if len(shown) <= ROOMY else 24
    fig = drawing.figure(
        title,
        lead,
        f"{title}: {listed}.",
        height=row_px * len(shown) + 60,
        left=writing.name_margin(theme.shorten(c.name, 22) for c in shown),
        right=int(28 + theme.CHARACTER_PX * max(map(len, remarks))),
    )
    fig.update_layout(
        xaxis=drawing.axis("0 says nothing, 1 says everything", range=[0, 1], nticks=6),
        yaxis=drawing.bare(range=[len(shown) - 0.4, -0.6]),
    )
    drawing.guide(fig, x=0)
    spans = [
        (row, max(0.0, c.association_low), min(1.0, c.association_high))
        for row, c in enumerate(shown)
        if c.association_low is not None and c.association_high is not None
    ]
    drawing.add_spans(fig, "95%", spans, color=theme.NEUTRAL, width=theme.THIN_PX)
    _add_points(fig, shown, outside)
    texts = []
    for row, (column, remark) in enumerate(zip(shown, remarks, strict=True)):
        name = theme.ink(theme.shorten(column.name, 22))
        score, _, rest = remark.partition(" ")
        number = f"{theme.ink(score)} {theme.muted(rest)}"
        texts.append(writing.row_name(fig, name, row))
        texts.append(writing.text(number, 1, row, xref="paper", dx=12))
    writing.add_texts(fig, texts)
    return fig


def _telling(first: ColumnProfile, target: str) -> str:
    """The finding: which column says most alone, or that none says much."""
    of = theme.shorten(target, 30)
    if (first.association or 0.0) < LITTLE:
        return f"No column says much of {of} alone"
    return f"{theme.shorten(first.name, 30)} alone says most of {of}"


def _says(column: ColumnProfile) -> str:
    """Two decimals: more would claim too much for one column."""
    low, high = column.association_low, column.association_high
    value = f"{column.association or 0.0:.2f}"
    if low is None or high is None:
        return value
    return f"{value} ({max(0.0, low):.2f} to {min(1.0, high):.2f})"


def _add_points(
    fig: go.Figure, shown: Sequence[ColumnProfile], outside: set[str]
) -> None:
    fig.add_trace(
        go.Scatter(
            x=[c.association for c in shown],
            y=list(range(len(shown))),
            name="says alone",
            mode="markers",
            marker={
                "symbol": [
                    "circle-open" if c.name in outside else "circle" for c in shown
                ],
                "size": 10,
                "color": theme.NEUTRAL,
                "line": {"width": 2, "color": theme.NEUTRAL},
            },
            cliponaxis=False,
            hovertext=[
                f"{theme.plain(theme.shorten(c.name, 80))}<br>{_says(c)}"
                f"<br>{theme.plain(c.association_kind)}"
                for c in shown
            ],
            hoverinfo="text",
        )
    )
