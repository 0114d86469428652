"""Which scores share a scale, and which are so far off that they are only named."""

import statistics
from collections.abc import Iterable, Sequence

from dlcompare.metrics import Metric
from dlcompare.plots.drawing import is_number
from dlcompare.records import Comparison, PairedDifference, Standing, Verdict

# A candidate further from the best than this many median distances would squeeze
# all others into a corner; it is marked as off the scale instead.
MEDIAN_DISTANCES = 6.0
INTERVAL_WIDTHS = 4.0
MAY_STRETCH = 1.35  # guessing and the average are on it if they widen it no further
PADDING = 0.04  # of the span, on both sides


def direction(metric: Metric) -> str:
    """Which way is better, in words."""
    return "higher is better" if metric.higher_is_better else "lower is better"


def candidates(comparison: Comparison) -> tuple[Standing, ...]:
    """All but the dummy, in the order of the standings."""
    return tuple(s for s in comparison.standings if s.family != "dummy")


def scored(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that have a score."""
    return tuple(s for s in standings if is_number(s.score))


def dummy_score(comparison: Comparison) -> float | None:
    """What guessing scores, if it was measured."""
    found = (s.score for s in comparison.standings if s.family == "dummy")
    return next((s for s in found if is_number(s)), None)


def standing(comparison: Comparison, model: str) -> Standing | None:
    """The standing of `model`, None if there is none."""
    return next((s for s in comparison.standings if s.model == model), None)


def is_untrained(verdict: Verdict, comparison: Comparison) -> bool:
    """Whether nothing is decided because the best network was not trained enough."""
    best = standing(comparison, comparison.best_deep)
    return verdict.choice == "undecided" and best is not None and bool(best.problems)


def pair_labels(comparison: Comparison, pair: PairedDifference) -> tuple[str, str]:
    """Labels of the classical and the deep champion, names where these are unknown."""
    labels = {s.model: s.label for s in comparison.standings}
    return labels.get(pair.b, pair.b), labels.get(pair.a, pair.a)


def reference(comparison: Comparison) -> Standing | None:
    """The best classical candidate, around which the zone lies, if it has a score."""
    found = standing(comparison, comparison.best_classical)
    return found if found is not None and is_number(found.score) else None


def score_range(
    comparison: Comparison, standings: Sequence[Standing]
) -> tuple[float, float]:
    """The ends of the score axis.

    Covers intervals, single folds, the zone, and guessing where these are near
    enough to the best score; see the constants.
    """
    shown = scored(standings)
    guess = dummy_score(comparison)
    if not shown:
        centre = 0.0 if guess is None else guess
        return centre - 1.0, centre + 1.0
    best = float(shown[0].score or 0.0)
    reach = _reach(best, shown)
    ends = [v for s in shown for v in _values(s) if abs(v - best) <= reach]
    champion = reference(comparison)
    if champion is not None and comparison.rope <= reach:
        centre = float(champion.score or 0.0)
        if abs(centre - best) <= reach:
            ends += [centre - comparison.rope, centre + comparison.rope]
    low, high = min(ends), max(ends)
    if guess is not None and high > low:
        wide = (min(low, guess), max(high, guess))
        if wide[1] - wide[0] <= MAY_STRETCH * (high - low):
            low, high = wide
    pad = PADDING * (high - low) or 0.05 * abs(best) or 0.05
    return low - pad, high + pad


def widened(ends: tuple[float, float], values: Iterable[float]) -> tuple[float, float]:
    """The ends moved out to hold `values` too, if that costs little room."""
    low, high = min((ends[0], *values)), max((ends[1], *values))
    if high - low > MAY_STRETCH * (ends[1] - ends[0]):
        return ends
    pad = PADDING * (high - low)
    return (
        low - pad if low < ends[0] else ends[0],
        high + pad if high > ends[1] else ends[1],
    )


def _values(one: Standing) -> list[float]:
    values = (one.score, one.low, one.high, *one.fold_scores)
    return [float(v) for v in values if v is not None and is_number(v)]


def _reach(best: float, shown: Sequence[Standing]) -> float:
    distances = [abs(float(s.score or 0.0) - best) for s in shown]
    others = sorted(distances)[1:] or [0.0]
    widths = [
        s.high - s.low for s in shown[:2] if s.high is not None and s.low is not None
    ]
    spreads = [
        max(s.fold_scores) - min(s.fold_scores) for s in shown[:2] if s.fold_scores
    ]
    return max(
        MEDIAN_DISTANCES * statistics.median(others),
        INTERVAL_WIDTHS * max([0.0, *filter(is_number, widths)]),
        2 * max([0.0, *filter(is_number, spreads)]),
    ) or max(abs(best), 1.0)
