"""How far the columns tell each other: a triangle of greys, and its table."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dlcompare import words
from dlcompare.plots import drawing, theme, writing
from dlcompare.plots.rows import behind
from dlcompare.records import ColumnPair, Profile

MOST_NUMBERS = 14  # columns; above it a cell is too small for its number
NEARLY_SAME, CLEAR = 0.95, 0.5  # strengths from which a title says so
ROW_PX = 26
MOST_TABLE = 300  # pairs

Key = frozenset[str]


def pairs_figure(profile: Profile) -> go.Figure:
    """Every pair of the most telling columns; columns that are alike stand together.

    Shade: strength, without its sign. Numbers up to 14 columns; all in the table.
    """
    known = {frozenset((p.first, p.second)): p for p in profile.pairs}
    names = [n for n in profile.paired if any(n in key for key in known)]
    if len(names) < 2:
        return drawing.empty(
            "How far the columns tell each other",
            "There are no two columns that could be held against each other.",
        )
    names = chain(names, known)
    title = _title(profile.pairs)
    has_numbers = len(names) <= MOST_NUMBERS
    fig = drawing.figure(
        title,
        _lead(profile, len(names)),
        f"{title}. Strongest pairs: {_said(profile.pairs[:5])}.",
        height=ROW_PX * len(names) + 16 + 28,
        left=writing.name_margin(theme.shorten(n, 22) for n in names),
        right=24,
        bottom=28,
    )
    n = len(names)
    fig.update_layout(
        xaxis=drawing.axis(
            grid=False,
            range=[-0.5, n - 1.5],
            tickvals=list(range(n - 1)),
            ticktext=[str(i + 1) for i in range(n - 1)],
        ),
        yaxis=drawing.bare(range=[n - 0.5, -0.5]),
    )
    _add_cells(fig, names, known, has_numbers=has_numbers)
    texts = [
        writing.row_name(
            fig, f"{theme.muted(f'{i + 1}')} {theme.ink(theme.shorten(name, 22))}", i
        )
        for i, name in enumerate(names)
    ]
    writing.add_texts(fig, texts)
    return fig


def pairs_table(profile: Profile) -> pd.DataFrame:
    """The strongest pairs: both columns, strength, statistic, shared information."""
    shown = profile.pairs[:MOST_TABLE]
    return pd.DataFrame(
        {
            "Column": [p.first for p in shown],
            "Other column": [p.second for p in shown],
            "Strength": [_number(p.value) for p in shown],
            "Statistic": [p.kind for p in shown],
            "Pearson": [_number(p.pearson) for p in shown],
            "Shared information": [words.share(p.information_share) for p in shown],
        }
    )


def chain(names: Sequence[str], known: Mapping[Key, ColumnPair]) -> list[str]:
    """The names in an order that puts strong pairs side by side.

    Begins with the strongest pair; whoever is nearest to either end comes next.
    """
    strength = {key: abs(pair.value) for key, pair in known.items()}

    def near(a: str, b: str) -> float:
        return strength.get(frozenset((a, b)), 0.0)

    rest = list(names)
    first, second = max(
        ((a, b) for i, a in enumerate(rest) for b in rest[i + 1 :]),
        key=lambda pair: near(*pair),
    )
    order = [first, second]
    rest = [name for name in rest if name not in order]
    while rest:
        left = max(rest, key=lambda name: near(name, order[0]))
        right = max(rest, key=lambda name: near(name, order[-1]))
        if near(left, order[0]) > near(right, order[-1]):
            order.insert(0, left)
            rest.remove(left)
        else:
            order.append(right)
            rest.remove(right)
    return order


def _add_cells(
    fig: go.Figure,
    names: Sequence[str],
    known: Mapping[Key, ColumnPair],
    *,
    has_numbers: bool,
) -> None:
    """The lower triangle: the row's column against that of the number below."""
    n = len(names)
    shade: list[list[float | None]] = [[None] * n for _ in names]
    text = [[""] * n for _ in names]
    hovers = [[""] * n for _ in names]
    for i, row in enumerate(names):
        for j, column in enumerate(names[:i]):
            pair = known.get(frozenset((row, column)))
            if pair is None:
                continue
            shade[i][j] = abs(pair.value)
            text[i][j] = theme.ink(_number(pair.value))
            hovers[i][j] = (
                f"{theme.plain(theme.shorten(row, 40))}<br>"
                f"{theme.plain(theme.shorten(column, 40))}<br>"
                f"{_number(pair.value)}, {theme.plain(pair.kind)}"
            )
    fig.add_trace(
        go.Heatmap(
            z=shade,
            name="strength",
            zmin=0,
            zmax=1,
            colorscale=theme.shades(theme.CELL),
            showscale=False,
            xgap=1,
            ygap=1,
            text=text if has_numbers else None,
            texttemplate="%{text}" if has_numbers else None,
            textfont={"size": theme.SMALL_PX},
            hovertext=hovers,
            hoverinfo="text",
            hoverongaps=False,
        )
    )


def _title(pairs: Sequence[ColumnPair]) -> str:
    first = pairs[0]
    strongest = abs(first.value)
    a, b = (theme.shorten(name, 30) for name in (first.first, first.second))
    n_same = sum(abs(pair.value) >= NEARLY_SAME for pair in pairs)
    if n_same > 1:
        return f"{words.count(n_same, 'pair')} of columns say nearly the same"
    if strongest >= NEARLY_SAME:
        return f"{a} and {b} say nearly the same"
    if strongest >= CLEAR:
        return f"{a} and {b} tell each other most"
    return f"No two columns tell each other much, at most {strongest:.2f}"


def _lead(profile: Profile, n_shown: int) -> str:
    lead = "0 says nothing of each other, 1 everything"
    n_kinds = sum(c.association is not None for c in profile.columns)
    if n_shown < n_kinds:
        lead += f"; the {n_shown} columns that say most of the target, of {n_kinds:,}"
    return lead + behind(profile, "information_rows")


def _said(pairs: Sequence[ColumnPair]) -> str:
    return "; ".join(f"{p.first} and {p.second} {_number(p.value)}" for p in pairs)


def _number(value: float | None) -> str:
    """Two decimals: more would claim too much."""
    if value is None:
        return words.MISSING
    text = f"{abs(value):.2f}"
    return f"{words.MINUS}{text}" if value < 0 and text != "0.00" else text
