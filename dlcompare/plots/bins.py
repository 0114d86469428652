"""The bars of a distribution: names, middles, shares by class."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme
from dlcompare.records import Bin

EPOCH = date(1970, 1, 1)
DATE_TICKS = 5
DATE_LENGTHS = ((20 * 365, 4), (365, 7), (-1, 10))  # at least so many days: characters
BAR_SHARE = 0.92  # of a range; the rest is the gap


def bin_name(one: Bin) -> str:
    """The value of a bar, or its range."""
    if one.label or one.low is None or one.high is None:
        return one.label
    if one.low == one.high:
        return words.score(one.low)
    return f"{words.score(one.low)} to {words.score(one.high)}"


def has_ranges(bins: Sequence[Bin]) -> bool:
    """Whether every bar is a range of a number."""
    return all(drawing.is_number(b.low) and drawing.is_number(b.high) for b in bins)


def drawn(bins: Sequence[Bin], values: Sequence[Any]) -> list[Any]:
    """Of values that belong to bars, those of bars on the scale."""
    return [v for b, v in zip(bins, values, strict=True) if not b.is_beyond]


def off_scale(bins: Sequence[Bin]) -> str:
    """What a lead adds on rows far outside, which would squeeze all the others."""
    beyond = [b for b in bins if b.is_beyond]
    if not beyond:
        return ""
    n = words.count(sum(b.count for b in beyond), "row")
    where = words.listed([bin_name(b) for b in beyond])
    return f"; {n} off the scale, {where}"


def said(bins: Sequence[Bin]) -> str:
    """All bars in one sentence part, for `alt`."""
    return "; ".join(f"{bin_name(b)}: {words.count(b.count)}" for b in bins)


def middles(bins: Sequence[Bin]) -> list[float]:
    """The middle of each range."""
    return [((b.low or 0.0) + (b.high or 0.0)) / 2 for b in bins]


def widths(bins: Sequence[Bin]) -> list[float]:
    """How wide each bar is drawn; a range of one number is drawn as wide as 0.8."""
    return [BAR_SHARE * ((b.high or 0.0) - (b.low or 0.0)) or 0.8 for b in bins]


def classes_of(bins: Sequence[Bin]) -> list[str]:
    """Class labels, the largest class first."""
    totals: dict[str, int] = {}
    for one in bins:
        for label, count in one.counts_by_class.items():
            totals[label] = totals.get(label, 0) + count
    return sorted(totals, key=lambda label: -totals[label])


def class_total(bins: Sequence[Bin], label: str) -> int:
    """Rows of one class in all bars."""
    return sum(b.counts_by_class.get(label, 0) for b in bins)


def shares(bins: Sequence[Bin], label: str) -> list[float]:
    """Which share of the class falls into each bar."""
    total = class_total(bins, label) or 1
    return [b.counts_by_class.get(label, 0) / total for b in bins]


def key(bins: Sequence[Bin], classes: Sequence[str], marks: Sequence[str]) -> str:
    """Which mark is which class, as one line of markup."""
    parts = [
        f"{theme.muted(mark)} {theme.ink(theme.shorten(label, 16), bold=True)}"
        f" {theme.muted(f'({words.count(class_total(bins, label))})')}"
        for mark, label in zip(marks, classes, strict=False)
    ]
    return "&nbsp;&nbsp;&nbsp;".join(parts)


def hovers(bins: Sequence[Bin], label: str) -> list[str]:
    """Class, bar, and its rows with their share of the class."""
    name = theme.plain(theme.shorten(label, 60))
    return [
        f"{name}<br>{_name(b)}<br>"
        f"{words.count(b.counts_by_class.get(label, 0), 'row')},"
        f" {words.share(share)} of the class"
        for b, share in zip(bins, shares(bins, label), strict=True)
    ]


def row_hovers(bins: Sequence[Bin]) -> list[str]:
    """Bar and its rows."""
    return [f"{_name(b)}<br>{words.count(b.count, 'row')}" for b in bins]


def mean_hovers(bins: Sequence[Bin]) -> list[str]:
    """Bar, mean of the target, and rows."""
    return [
        f"{_name(b)}<br>mean {words.score(b.target_mean)}<br>"
        f"{words.count(b.count, 'row')}"
        for b in bins
    ]


def add_histogram(fig: go.Figure, bins: Sequence[Bin], *, yaxis: str = "y") -> None:
    """Bars of the width of their ranges; a bar without a range is left out."""
    ranged = [b for b in bins if has_ranges([b]) and not b.is_beyond]
    fig.add_trace(
        go.Bar(
            x=middles(ranged),
            y=[b.count for b in ranged],
            width=widths(ranged),
            name="rows",
            yaxis=yaxis,
            marker={"color": theme.NEUTRAL},
            hovertext=row_hovers(ranged),
            hoverinfo="text",
        )
    )


def range_axis(
    title: str, bins: Sequence[Bin], *, is_date: bool = False
) -> dict[str, Any]:
    """The axis under a histogram; dates are days since 1970."""
    on_scale = [b for b in bins if not b.is_beyond]
    lows = [b.low for b in on_scale if drawing.is_number(b.low)]
    highs = [b.high for b in on_scale if drawing.is_number(b.high)]
    if not lows or not highs:
        return drawing.axis(title, grid=False)
    low, high = min(lows), max(highs)
    if is_date:
        at = [low + (high - low) * i / (DATE_TICKS - 1) for i in range(DATE_TICKS)]
        length = next(n for days, n in DATE_LENGTHS if high - low >= days)
        names = [as_date(days)[:length] for days in at]
        return drawing.axis(title, grid=False, tickvals=at, ticktext=names)
    return drawing.axis(title, grid=False, **drawing.even_ticks(low, high))


def as_date(days: float) -> str:
    """Days since 1970 as a date; a dash beyond the years that calendars have."""
    try:
        return (EPOCH + timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return words.MISSING


def _name(one: Bin) -> str:
    return theme.plain(theme.shorten(bin_name(one), 60))
