"""Which cells are missing: by blocks of rows, and which columns together."""

import itertools

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.records import MissingMap, MissingPattern, Profile

DARKEST = 0.85  # opacity of a block without a value; no text stands on it
ROW_PX = 24
NAMES_IN_TITLE = 3


def missing_figure(profile: Profile) -> go.Figure:
    """A row of blocks per column with missing cells; the darker, the more missing."""
    known = profile.missing
    if known is None:
        return drawing.empty("Missing cells", "No cell is missing.")
    title = _title(profile, known)
    shares = _shares(known)
    totals = [sum(counts) / max(profile.n_rows, 1) for counts in known.counts]
    listed = "; ".join(
        f"{name} {words.share(total)}"
        for name, total in zip(known.columns, totals, strict=True)
    )
    fig = drawing.figure(
        title,
        _lead(known),
        f"{title}. Missing by column: {listed}.",
        height=ROW_PX * len(known.columns) + 16 + 44,
        left=writing.name_margin(theme.shorten(name, 22) for name in known.columns),
        right=64,
        bottom=44,
    )
    n = len(known.columns)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(known.starts)]
    fig.update_layout(
        xaxis=drawing.axis(
            "row, in the order of the file",
            grid=False,
            range=[0, profile.n_rows],
            nticks=6,
            tickformat=",d",
        ),
        yaxis=drawing.bare(range=[n - 0.5, -0.5]),
    )
    fig.add_trace(
        go.Heatmap(
            x=middles,
            y=list(range(n)),
            z=shares,
            name="missing",
            zmin=0,
            zmax=1,
            colorscale=theme.shades(DARKEST),
            showscale=False,
            ygap=3,
            hovertext=_hovers(known, shares),
            hoverinfo="text",
        )
    )
    texts = []
    for row, (name, total) in enumerate(zip(known.columns, totals, strict=True)):
        shown = theme.ink(theme.shorten(name, 22))
        texts.append(writing.row_name(fig, shown, row))
        share = theme.muted(words.share(total))
        texts.append(writing.text(share, 1, row, xref="paper", dx=8))
    writing.add_texts(fig, texts)
    return fig


def missing_table(profile: Profile) -> pd.DataFrame:
    """Which columns are missing together: the columns, rows, share of the rows."""
    patterns = profile.missing.patterns if profile.missing else ()
    return pd.DataFrame(
        {
            "Missing together": [_named(p) for p in patterns],
            "Rows": [p.n_rows for p in patterns],
            "Share": [words.share(p.n_rows / profile.n_rows) for p in patterns],
        }
    )


def _title(profile: Profile, known: MissingMap) -> str:
    joint = [p for p in known.patterns if p.n_columns > 1]
    if joint:
        rows = words.count(joint[0].n_rows, "row")
        names = [theme.shorten(name) for name in joint[0].columns]
        if joint[0].n_columns > NAMES_IN_TITLE:
            n = words.count(joint[0].n_columns, "column")
            return f"{n} are missing together in {rows}"
        return f"{words.listed(names)} are missing together in {rows}"
    name = theme.shorten(known.columns[0], 40)
    share = words.share(sum(known.counts[0]) / max(profile.n_rows, 1))
    if known.n_columns == 1:
        return f"Only {name} has missing cells, in {share} of the rows"
    return f"Columns miss cells one at a time, {name} most: {share} of the rows"


def _lead(known: MissingMap) -> str:
    lead = "Left to right: the rows in their order. Dark: missing"
    shown = len(known.columns)
    if shown < known.n_columns:
        lead += f"; the {shown} with most missing, of {known.n_columns:,}"
    return lead


def _shares(known: MissingMap) -> list[list[float]]:
    sizes = [b - a for a, b in itertools.pairwise(known.starts)]
    return [
        [count / max(size, 1) for count, size in zip(counts, sizes, strict=True)]
        for counts in known.counts
    ]


def _hovers(known: MissingMap, shares: list[list[float]]) -> list[list[str]]:
    spans = [
        f"rows {words.count(a + 1)} to {words.count(b)}"
        for a, b in itertools.pairwise(known.starts)
    ]
    return [
        [
            f"{theme.plain(theme.shorten(name, 60))}<br>{span}<br>"
            f"{words.share(share)} missing"
            for span, share in zip(spans, row, strict=True)
        ]
        for name, row in zip(known.columns, shares, strict=True)
    ]


def _named(pattern: MissingPattern) -> str:
    if not pattern.n_columns:
        return "none: complete rows"
    names = list(pattern.columns)
    more = pattern.n_columns - len(names)
    rest = f" and {more:,} more" if more else ""
    return ", ".join(theme.shorten(name, 40) for name in names) + rest
