"""Every candidate with its spread."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, forest, scale, theme, writing
from dlcompare.records import Comparison, Standing, Together

MOST_ROWS = 15  # above this, the best of each family only
BEST_OF_FAMILY = 5
ROW_PX = 40
APART = 0.3  # rows between the candidates and the average of two of them
LABEL_ROW_PX = 20
LABEL_SHARE = 0.75  # of the width; nearer labels may touch on a narrow page
UNTRAINED = "not trained well enough"
NAIVE = "the naive reference"
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


def score_intervals(
    comparison: Comparison,
    *,
    together: Together | None = None,
    show_all: bool = False,
) -> go.Figure:
    """Forest plot: a row per candidate, best first, guessing as a dashed line.

    Parameters
    ----------
    comparison : Comparison
    together : Together, optional
        A row of its own below all candidates.
    show_all : bool
        Show every candidate even where there are more than fifteen.
    """
    shown = forest_rows(comparison, show_all=show_all)
    title, lead = _headline(comparison, shown)
    if not shown:
        return drawing.empty(title, "No candidate has been trained yet.")
    metric = metrics.find(comparison.metric)
    rows = [_row(i, one, comparison) for i, one in enumerate(shown)]
    ends = scale.score_range(comparison, shown)
    if together is not None:
        rows.append(
            forest.average_row(len(shown) + APART, together, limit=comparison.rope)
        )
        ends = scale.widened(ends, rows[-1].values)
    longest = max(len("".join(forest.number(row))) for row in rows)
    fig = drawing.figure(
        title,
        lead,
        _alt(comparison, rows),
        height=round(ROW_PX * (rows[-1].y + 1)) + LABEL_ROW_PX + 52,
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
        yaxis=drawing.bare(range=[rows[-1].y + 0.6, -0.6]),
    )
    _add_zone(fig, comparison, ends)
    _add_guessing(fig, comparison, ends)
    forest.add_rows(fig, rows, ends)
    return fig


def _row(place: int, one: Standing, comparison: Comparison) -> forest.Row:
    naive = comparison.reference_pair
    is_naive = naive is not None and naive.a == one.model
    reason = theme.shorten(one.failure, 70)
    return forest.Row(
        y=place,
        style=one.family,
        name=one.label,
        score=one.score,
        interval=(one.low, one.high),
        half=(one.low50, one.high50),
        folds=one.fold_scores,
        reason=f"not finished: {reason}" if reason else "no fold finished yet",
        note=UNTRAINED if one.problems else NAIVE if is_naive else "",
        is_doubtful=bool(one.problems),
        is_bold=one.model in (comparison.best_classical, comparison.best_deep),
        limit=comparison.rope,
    )


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


def _alt(comparison: Comparison, rows: Sequence[forest.Row]) -> str:
    metric = metrics.find(comparison.metric)
    parts = [forest.said(row) for row in rows]
    guess = scale.dummy_score(comparison)
    end = "" if guess is None else f" Guessing scores {words.score(guess)}."
    return f"{metric.label} by candidate, best first: {'; '.join(parts)}.{end}"


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
