"""How steady the ranking is: who wins how many folds, and what seeds alone move."""

from collections.abc import Iterable, Mapping, Sequence
from math import hypot, isfinite
from statistics import stdev

from dlcompare import metrics, words
from dlcompare.comparison.standings import Finished, FoldKey, gather
from dlcompare.records import (
    Comparison,
    FoldResult,
    FoldWins,
    Inspected,
    Plan,
    SeedSpread,
    Stability,
)

FEWEST_SEEDS = 3  # scores; a standard deviation of two is off by half as a rule
CLEARLY = 2.0  # standard deviations of a difference between two single fits


def stability(
    folds: Sequence[FoldResult],
    plan: Plan,
    compared: Comparison,
    inspected: Iterable[Inspected] = (),
) -> Stability:
    """How often each candidate wins a fold, and how far seeds alone move a champion.

    A fit on all training rows of the same fold that differs in its seed alone counts,
    whatever it was made for.

    Parameters
    ----------
    folds : sequence of FoldResult
    plan : Plan
    compared : Comparison
        Of these folds.
    inspected : iterable of Inspected
        As far as the closer look got, of any kind.

    Returns
    -------
    Stability
        Without wins until there is a pair; without seeds until there are
        `FEWEST_SEEDS` scores of a champion on one fold.
    """
    finished = gather(folds, plan)
    found = tuple(inspected)
    by_model = {one.candidate.model: one for one in finished}
    champions = [
        by_model[model]
        for model in (compared.best_classical, compared.best_deep)
        if model in by_model
    ]
    spreads = tuple(spread for one in champions for spread in _spread(one, plan, found))
    difference = None if compared.pair is None else compared.pair.mean
    return Stability(
        wins=_wins(finished, plan, compared),
        seeds=spreads,
        difference=difference,
        rope=compared.rope,
        text=_text(spreads, difference, plan.metric, compared.rope),
    )


def _wins(
    finished: Sequence[Finished], plan: Plan, compared: Comparison
) -> tuple[FoldWins, ...]:
    if compared.pair is None:
        return ()
    places = compared.pair.folds
    taking_part = [
        one
        for one in finished
        if one.candidate.family != "dummy" and all(p in one.scores for p in places)
    ]
    sign = metrics.sign(metrics.find(plan.metric))
    wins = dict.fromkeys((one.candidate.model for one in taking_part), 0.0)
    for place in places:
        scores = {one.candidate.model: sign * one.scores[place] for one in taking_part}
        top = max(scores.values())
        best = [model for model, score in scores.items() if score == top]
        for model in best:
            wins[model] += 1 / len(best)
    rows = [
        FoldWins(
            one.candidate.model,
            one.candidate.label,
            one.candidate.family,
            wins[one.candidate.model],
            len(places),
        )
        for one in taking_part
    ]
    return tuple(sorted(rows, key=lambda row: -row.wins))


def _spread(
    one: Finished, plan: Plan, inspected: Sequence[Inspected]
) -> Iterable[SeedSpread]:
    """Of the fold with most seeds, if they are enough."""
    others: dict[FoldKey, list[float]] = {}
    for result in inspected:
        task = result.task
        is_seed = task.kind == "seed" or (task.kind == "rows" and task.n_rows is None)
        place = (task.repeat, task.fold)
        score = _finite(result.scores, plan.metric)
        is_own = task.model == one.candidate.model and place in one.scores
        if is_seed and is_own and not result.failure and score is not None:
            others.setdefault(place, []).append(score)
    if not others:
        return
    most = max(others, key=lambda place: len(others[place]))
    scores = (one.scores[most], *others[most])
    if len(scores) < FEWEST_SEEDS:
        return
    candidate = one.candidate
    yield SeedSpread(
        candidate.model,
        candidate.label,
        candidate.family,
        *most,
        scores=scores,
        deviation=stdev(scores),
    )


def _finite(scores: Mapping[str, float], metric: str) -> float | None:
    value = scores.get(metric)
    return value if value is not None and isfinite(value) else None


def _text(
    spreads: Sequence[SeedSpread], difference: float | None, metric: str, rope: float
) -> str:
    """What seeds alone move, beside the difference of the champions."""
    if not spreads:
        return ""

    def shown(value: float) -> str:
        return words.score(abs(value), limit=rope)

    moved = [
        f"{words.within(one.label)} by {shown(one.deviation)}"
        if one.deviation
        else f"{words.within(one.label)} not at all"
        for one in spreads
    ]
    label = words.within(metrics.find(metric).label)
    n_seeds = sorted({len(one.scores) for one in spreads})
    counted = " and ".join(words.count(n) for n in n_seeds)
    said = (
        f"Another seed alone moves {words.listed(moved)} in {label} (standard deviation"
        f" of {counted} fits on one fold"
    )
    if difference is None:
        return f"{said})."
    said += f"); the champions differ by {shown(difference)}"
    said += f", the limit is {shown(rope)}."
    if len(spreads) < 2:
        return said
    chance = hypot(*(one.deviation for one in spreads))
    if abs(difference) < chance:
        return f"{said} One fit of each with one seed could show either one ahead."
    if abs(difference) > CLEARLY * chance:
        return f"{said} That is more than other seeds alone would explain."
    return said
