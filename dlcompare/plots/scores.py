"""Every candidate with its spread."""

import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, scale, theme, writing
from dlcompare.plots.drawing import is_number
from dlcompare.records import Comparison, Standing

MOST_ROWS = 15  # above this, the best of each family only
BEST_OF_FAMILY = 5
ROW_PX = 40
LABEL_ROW_PX = 20
LABEL_SHARE = 0.36  # of the width; labels nearer than this stand above each other
TICK_OFFSET = 0.27  # rows below the marker, where the single folds are
Ends = tuple[float, float]


def forest_rows(
    comparison: Comparison, *, show_all: bool = False
) -> tuple[Standing, ...]:
    """The candidates that get a row: all, or the best five of each family."""
    rows = scale.candidates(comparison)
    if show_all or len(rows) <= MOST_ROWS:
        return rows
    champions = {comparison.best_classical, comparison.best_deep}
    kept: list[Standing] = []
    for one in rows:
        before = sum(k.family == one.family for k in kept)
        if before < BEST_OF_FAMILY or one.model in champions:
            kept.append(one)
    return tuple(kept)


def score_intervals(comparison: Comparison, *, show_all: bool = False) -> go.Figure:
    """Forest plot: a row per candidate, best first, guessing as a dashed line.

    Parameters
    ----------
    comparison : Comparison
    show_all : bool
        Show every candidate even where there are more than fifteen.
    """
    rows = forest_rows(comparison, show_all=show_all)
    title, lead = _headline(comparison, rows)
    if not rows:
        return drawing.empty(title, "No candidate has been trained yet.")
    metric = metrics.find(comparison.metric)
    ends = scale.score_range(comparison, rows)
    longest = max(len("".join(_number(one))) for one in rows)
    fig = drawing.figure(
        title,
        lead,
        _alt(comparison, rows),
        height=ROW_PX * len(rows) + LABEL_ROW_PX + 52,
        left=196,
        right=int(40 + theme.CHARACTER_PX * longest),
        top=LABEL_ROW_PX + 4,
    )
    fig.update_layout(
        xaxis=drawing.axis(
            f"{metric.label} ({scale.direction(metric)})",
            range=list(ends),
            **drawing.even_ticks(*ends, about=10),
        ),
        yaxis=drawing.bare(range=[len(rows) - 0.4, -0.6]),
    )
    _add_zone(fig, comparison, ends)
    _add_guessing(fig, comparison, ends)
    for family in dict.fromkeys(one.family for one in rows):
        _add_family(fig, family, rows, comparison)
    width = 24 + theme.CHARACTER_PX * max(len(_number(one)[0]) for one in rows)
    texts: list[writing.Text] = []
    for row, one in enumerate(rows):
        is_champion = one.model in (comparison.best_classical, comparison.best_deep)
        texts += _row_texts(fig, row, one, is_champion=is_champion, width=width)
        texts += _off_scale(row, one, ends)
    writing.add_texts(fig, texts)
    return fig


def _headline(comparison: Comparison, rows: tuple[Standing, ...]) -> tuple[str, str]:
    better = words.sentence_start(scale.direction(metrics.find(comparison.metric)))
    lead = (
        f"Thick: half of the probability. Thin: 95%. Ticks: the single folds. {better}."
    )
    guess = scale.dummy_score(comparison)
    done = scale.scored(rows)
    around = [
        guess is not None
        and s.low is not None
        and s.high is not None
        and s.low <= guess <= s.high
        for s in done
    ]
    if done and all(around):
        return "All candidates sit on the guessing line", lead
    if len(rows) < len(scale.candidates(comparison)):
        return "The best candidates of each family with their spread", lead
    return "Every candidate with its spread", lead


def _alt(comparison: Comparison, rows: tuple[Standing, ...]) -> str:
    metric = metrics.find(comparison.metric)
    parts = [f"{s.label} ({s.family}) {''.join(_number(s))}" for s in rows]
    guess = scale.dummy_score(comparison)
    end = "" if guess is None else f" Guessing scores {words.score(guess)}."
    return f"{metric.label} by candidate, best first: {'; '.join(parts)}.{end}"


def _number(one: Standing) -> tuple[str, str]:
    """The score, and its interval or why there is none."""
    if not is_number(one.score):
        return words.MISSING, ""
    if one.low is None or one.high is None:
        return (
            words.score(one.score),
            f" ({words.count(one.n_folds, 'fold')}, no interval)",
        )
    score, _, rest = words.interval(one.score, one.low, one.high).partition(" ")
    return score, f" {rest}"


def _add_zone(fig: go.Figure, comparison: Comparison, ends: Ends) -> None:
    """What lies within the zone that does not matter around the best classical."""
    champion = scale.reference(comparison)
    if champion is None or champion.score is None or comparison.rope <= 0:
        return
    low = max(champion.score - comparison.rope, ends[0])
    high = min(champion.score + comparison.rope, ends[1])
    if low >= high:
        return
    drawing.add_zone(fig, low, high)
    label = words.within(theme.shorten(champion.label))
    _write_above(
        fig, f"within {words.score(comparison.rope)} of {label}", low, high, ends
    )


def _write_above(
    fig: go.Figure, text: str, low: float, high: float, ends: Ends, *, dy: float = 2
) -> None:
    """A small remark above the plot, turned inwards near an edge."""
    place = ((low + high) / 2 - ends[0]) / (ends[1] - ends[0])
    anchor = "right" if place > 0.8 else "left" if place < 0.2 else "center"
    x = {"right": high, "left": low, "center": (low + high) / 2}[anchor]
    writing.write(
        fig,
        theme.muted(text),
        x,
        1,
        yref="paper",
        anchor=anchor,
        vertical="bottom",
        size=theme.SMALL_PX,
        dy=dy,
    )


def _add_guessing(fig: go.Figure, comparison: Comparison, ends: Ends) -> None:
    """Guessing as a dashed line, or a remark at the edge beyond which it is."""
    guess = scale.dummy_score(comparison)
    if guess is None:
        return
    number = words.score(guess)
    champion = scale.reference(comparison)
    x = min(max(guess, ends[0]), ends[1])
    zone = ends[0] if champion is None or champion.score is None else champion.score
    is_near = abs(zone - x) < LABEL_SHARE * (ends[1] - ends[0])
    dy = LABEL_ROW_PX if is_near else 2
    if is_near:
        fig.update_layout(height=fig.layout.height + LABEL_ROW_PX)
        fig.update_layout(margin={"t": fig.layout.margin.t + LABEL_ROW_PX})
    if guess == x:
        drawing.guide(fig, x=guess)
        _write_above(fig, f"guessing {number}", guess, guess, ends, dy=dy)
    elif guess > x:
        text = f"guessing scores {number}, off this scale →"
        _write_above(fig, text, x, x, ends, dy=dy)
    else:
        text = f"← guessing scores {number}, off this scale"
        _write_above(fig, text, x, x, ends, dy=dy)


def _add_family(
    fig: go.Figure, family: str, rows: tuple[Standing, ...], comparison: Comparison
) -> None:
    """Intervals, folds and means of one family; one trace for each kind of mark."""
    style = theme.FAMILIES[family]
    mine = [
        (i, s) for i, s in enumerate(rows) if s.family == family and is_number(s.score)
    ]
    wide = [
        (i, s.low, s.high) for i, s in mine if s.low is not None and s.high is not None
    ]
    half = [
        (i, s.low50, s.high50)
        for i, s in mine
        if s.low50 is not None and s.high50 is not None
    ]
    folds = [
        (v, i + TICK_OFFSET) for i, s in mine for v in s.fold_scores if is_number(v)
    ]
    fig.add_trace(
        go.Scatter(
            x=[v for v, _ in folds],
            y=[y for _, y in folds],
            name=f"{family} folds",
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
    drawing.add_spans(fig, f"{family} 95%", wide, color=style.mark, width=theme.THIN_PX)
    drawing.add_spans(
        fig, f"{family} 50%", half, color=style.mark, width=theme.THICK_PX
    )
    fig.add_trace(
        go.Scatter(
            x=[s.score for _, s in mine],
            y=[i for i, _ in mine],
            name=f"{family} mean",
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": theme.MARKER_PX,
                "color": style.mark,
                "opacity": 1,
            },
            hovertext=[
                f"{theme.plain(s.label)}<br>{''.join(_number(s))}"
                f"<br>{words.count(s.n_folds, 'fold')}"
                for _, s in mine
            ],
            hoverinfo="text",
        )
    )


def _row_texts(
    fig: go.Figure, row: int, one: Standing, *, is_champion: bool, width: float
) -> list[writing.Text]:
    """Name at the left, numbers at the right, the reason where there are none."""
    label = theme.named(one.family, one.label, bold=is_champion)
    name = writing.row_name(fig, label, row)
    score, interval = (theme.ink(_number(one)[0]), theme.muted(_number(one)[1]))
    number = writing.text(score, 1, row, xref="paper", anchor="right", dx=width)
    if is_number(one.score):
        return [
            name,
            number,
            writing.text(interval, 1, row, xref="paper", dx=width + 6),
        ]
    reason = theme.shorten(one.failure or "no fold finished yet", 70)
    said = f"not finished: {reason}" if one.failure else reason
    return [name, number, writing.text(theme.muted(said), 0, row, xref="paper")]


def _off_scale(row: int, one: Standing, ends: Ends) -> list[writing.Text]:
    """An arrow at the edge for whatever lies beyond it."""
    values = [
        v for v in (one.low, one.high, one.score, *one.fold_scores) if v is not None
    ]
    texts = []
    for edge, arrow, anchor, outside in (
        (0, "←", "left", [v for v in values if v < ends[0]]),
        (1, "→", "right", [v for v in values if v > ends[1]]),
    ):
        if not outside:
            continue
        is_mean = one.score in outside
        said = f"{words.score(one.score)}, off this scale" if is_mean else ""
        parts = (arrow, said) if edge == 0 else (said, arrow)
        texts.append(
            writing.text(
                theme.muted(" ".join(p for p in parts if p)),
                edge,
                row,
                xref="paper",
                anchor=anchor,
                size=theme.SMALL_PX,
                dy=0 if is_mean else -10,
            )
        )
    return texts
