"""The two champions, fold by fold."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dlcompare import metrics, words
from dlcompare.plots import drawing, scale, strips, theme, writing
from dlcompare.records import Comparison, PairedDifference, Standing

MOST_LINES = 50  # folds; above it the lines merge, so differences are drawn instead
LEVEL_SHARE = 1 / 3  # of the folds won by the one behind: neither leads


def fold_slopes(comparison: Comparison) -> go.Figure:
    """One line per fold from the classical to the deep champion.

    Over fifty folds, or where single scores are not known, a strip of the paired
    differences instead.
    """
    pair = comparison.pair
    title, lead = _headline(comparison)
    if pair is None:
        return drawing.empty(title, "Both families need two finished folds in common.")
    scores = _scores(comparison, pair)
    if scores is None or len(pair.differences) > MOST_LINES:
        labels = scale.pair_labels(comparison, pair)
        return strips.difference_strip(pair, title, _alt(comparison, pair), labels)
    return _slopes(comparison, scores, (title, lead))


def fold_table(comparison: Comparison) -> pd.DataFrame:
    """The scores of both champions on each shared fold, and who is better."""
    pair = comparison.pair
    if pair is None:
        return pd.DataFrame(columns=["Fold", "Better by", "Better"])
    classical, deep = scale.pair_labels(comparison, pair)
    table: dict[str, Sequence[object]] = {"Fold": range(1, len(pair.differences) + 1)}
    scores = _scores(comparison, pair)
    if scores is not None:
        table[f"● {classical}"] = [words.score(v) for v in scores[0]]
        table[f"◆ {deep}"] = [words.score(v) for v in scores[1]]
    table["Better by"] = [words.score(abs(d)) for d in pair.differences]
    table["Better"] = [
        deep if d > 0 else classical if d < 0 else "equal" for d in pair.differences
    ]
    return pd.DataFrame(table)


def _headline(comparison: Comparison) -> tuple[str, str]:
    metric = metrics.find(comparison.metric)
    side = "" if metric.higher_is_better else f"; {scale.direction(metric)}"
    lead = f"Each line is one held-out fold, coloured by its winner{side}"
    pair = comparison.pair
    if pair is None:
        return "Fold by fold", lead
    classical, deep = _wins(pair)
    n = len(pair.differences)
    if min(deep, classical) >= LEVEL_SHARE * n or deep == classical:
        return "Fold by fold, neither leads", lead
    winner = scale.pair_labels(comparison, pair)[deep > classical]
    name = words.within(theme.shorten(winner))
    return f"Fold by fold, {name} leads in {max(deep, classical)} of {n}", lead


def _wins(pair: PairedDifference) -> tuple[int, int]:
    """On how many folds the classical and the deep champion are better."""
    return sum(d < 0 for d in pair.differences), sum(d > 0 for d in pair.differences)


def _scores(
    comparison: Comparison, pair: PairedDifference
) -> tuple[Sequence[float], Sequence[float]] | None:
    """Scores (classical, deep) on the shared folds, None if they do not line up."""
    classical = scale.standing(comparison, pair.b)
    deep = scale.standing(comparison, pair.a)
    if classical is None or deep is None:
        return None
    a, b = np.array(deep.fold_scores), np.array(classical.fold_scores)
    if not len(a) == len(b) == len(pair.differences):
        return None
    sign = metrics.sign(metrics.find(comparison.metric))
    if not np.allclose(sign * (a - b), pair.differences, rtol=1e-6, atol=1e-9):
        return None
    return classical.fold_scores, deep.fold_scores


def _winner(difference: float) -> str:
    if difference == 0:
        return theme.NEUTRAL
    return theme.FAMILIES["deep" if difference > 0 else "classical"].mark


def _slopes(
    comparison: Comparison,
    scores: tuple[Sequence[float], Sequence[float]],
    headline: tuple[str, str],
) -> go.Figure:
    pair = comparison.pair
    assert pair is not None  # the caller has looked
    fig = drawing.figure(
        *headline,
        _alt(comparison, pair),
        height=330,
        left=72,
        right=72,
        top=32,
        bottom=16,
    )
    values = [*scores[0], *scores[1]]
    pad = 0.06 * (max(values) - min(values)) or 0.05
    fig.update_layout(
        xaxis=drawing.bare(range=[-0.03, 1.03]),
        yaxis=drawing.bare(range=[min(values) - pad, max(values) + pad]),
    )
    for color in dict.fromkeys(_winner(d) for d in pair.differences):
        x: list[float | None] = []
        y: list[float | None] = []
        for b, a, d in zip(*scores, pair.differences, strict=True):
            if _winner(d) == color:
                x += [0, 1, None]
                y += [b, a, None]
        fig.add_trace(
            go.Scatter(
                x=x,
                y=y,
                name="folds",
                mode="lines",
                line={"color": color, "width": 1.4},
                opacity=0.5,
                hoverinfo="skip",
            )
        )
    means = [float(np.mean(side)) for side in scores]
    fig.add_trace(
        go.Scatter(
            x=[0, 1],
            y=means,
            name="mean",
            mode="lines",
            line={"color": theme.NEUTRAL, "width": theme.THICK_PX},
            hoverinfo="skip",
        )
    )
    for side, model in enumerate((pair.b, pair.a)):
        one = scale.standing(comparison, model)
        assert one is not None  # _scores has found both
        _add_side(fig, side, one, scores[side], means[side])
    return fig


def _add_side(
    fig: go.Figure, side: int, one: Standing, scores: Sequence[float], mean: float
) -> None:
    """The folds of one champion as marks, its name above, its mean beside."""
    style = theme.FAMILIES[one.family]
    fig.add_trace(
        go.Scatter(
            x=[side] * len(scores),
            y=list(scores),
            name=one.family,
            mode="markers",
            marker={"symbol": style.symbol, "size": 7, "color": style.mark},
            hovertext=[
                f"{theme.plain(one.label)}<br>fold {i}: {words.score(v)}"
                for i, v in enumerate(scores, 1)
            ],
            hoverinfo="text",
        )
    )
    name = theme.named(one.family, one.label)
    writing.write_above(fig, name, edge=side, dx=-40 if side == 0 else 40)
    writing.write(
        fig,
        f"{theme.ink('mean')}<br>{theme.ink(words.score(mean))}",
        side,
        mean,
        anchor="right" if side == 0 else "left",
        dx=-12 if side == 0 else 12,
    )


def _alt(comparison: Comparison, pair: PairedDifference) -> str:
    labels, wins = scale.pair_labels(comparison, pair), _wins(pair)
    mean = words.difference(pair.mean, pair.low, pair.high, limit=pair.rope)
    return (
        f"Of {words.count(len(pair.differences), 'fold')}, {labels[1]} (deep) is better"
        f" on {wins[1]}, {labels[0]} (classical) on {wins[0]}. Mean difference"
        f" {mean}, positive: deep better."
    )
