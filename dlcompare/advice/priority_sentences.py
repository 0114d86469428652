"""The recommendation under priorities in words: a title and a few short sentences."""

from collections.abc import Sequence

from dlcompare import metrics, words
from dlcompare.advice.naming import interval_of, is_plural, named, subject
from dlcompare.advice.wanted import (
    READABLE,
    Limit,
    is_readable,
    limits_of,
    n_settings,
)
from dlcompare.records import Comparison, Estimate, Priorities, Standing

Said = tuple[str, str]  # title, sentences
FAMILIES = {"classical": "classical model", "deep": "network"}
STAYS = {  # why the verdict's candidate stays, by preference
    "top_accuracy": "The other family's best does not score better.",
    "small_team": "Nothing that is not usefully worse is less to look after.",
    "limited_compute": "Nothing that is not usefully worse trains faster.",
}


def nothing_to_choose() -> Said:
    """The verdict recommends nothing, so priorities have nothing to choose from."""
    return (
        "No recommendation.",
        "The verdict recommends no candidate, so your priorities have none to choose"
        " from.",
    )


def none_meets(
    priorities: Priorities, close: Standing | None, rows: Sequence[Standing]
) -> Said:
    """No candidate is left; which one comes nearest."""
    title = "No candidate meets your limits."
    if priorities.interpretability and not any(is_readable(r.model) for r in rows):
        return title, "None of those that were trained can be read as a whole."
    if close is None:
        return title, (
            "What they ask for was not measured in this study. Train again to apply"
            " them."
        )
    missed = [limit for limit in limits_of(priorities) if limit.excess(close) > 1]
    costs = _joined([_misses(close, limit) for limit in missed])
    return title, f"{subject(close)} {_verb(close, 'comes')} nearest, but {costs}."


def none_is_worth_it(smaller: Comparison, left: Sequence[Standing]) -> Said:
    """What is left cannot be told from guessing."""
    names = words.listed([named(row.label) for row in left], limit=3)
    guess = next((s.score for s in smaller.standings if s.family == "dummy"), None)
    is_one = len(left) == 1 and not is_plural(left[0])
    return (
        "No candidate within your limits can be recommended.",
        f"Only {names} {'meets' if is_one else 'meet'} them. The best score left,"
        f" {words.score(left[0].score)}, cannot be told from guessing,"
        f" {words.score(guess)}.",
    )


def take(
    chosen: Standing,
    usual: Standing,
    *,
    priorities: Priorities,
    missed: Sequence[str],
    moved: tuple[str, Standing] | None,
    price: Estimate | None,
    comparison: Comparison,
    without: Sequence[str],
) -> Said:
    """A candidate is recommended; what decides and what it gives up.

    Parameters
    ----------
    chosen, usual : Standing
        What to take, and what the verdict alone recommends.
    priorities : Priorities
    missed : sequence of str
        Fields of `Priorities` that `usual` does not meet.
    moved : tuple of str and Standing, or None
        The preference that moved the choice, and from which candidate.
    price : Estimate or None
        What `chosen` scores below `usual`, signed so that more is more lost.
    comparison : Comparison
        Of all candidates.
    without : sequence of str
        Families of which nothing meets the limits.
    """
    gone = [f"No {FAMILIES[family]} meets your limits." for family in without]
    if chosen.problems:
        gone.append("Mind that it was not trained well enough.")
    if chosen.model == usual.model:
        title = f"Take {named(chosen.label)}, as without your priorities."
        return title, " ".join([*_stays(chosen, priorities), *gone])
    parts = [
        _by_limits(moved[1] if moved else chosen, usual, priorities, missed),
        *gone,
        _by_preference(chosen, moved, priorities, comparison),
        price_sentence(price, usual, comparison),
    ]
    return f"Take {named(chosen.label)}.", " ".join(part for part in parts if part)


def _stays(row: Standing, priorities: Priorities) -> list[str]:
    limits = limits_of(priorities)
    parts = ["It can be read as a whole."] if priorities.interpretability else []
    if limits:
        met = [
            f"{limit.value(row)}{limit.cost.thing} (limit {limit.most_shown})"
            for limit in limits
        ]
        limit = "limit" if len(limits) == 1 else "limits"
        parts.append(f"It meets your {limit}: {_joined(met)}.")
    return parts + [said for name, said in STAYS.items() if getattr(priorities, name)]


def _by_limits(
    allowed: Standing, usual: Standing, priorities: Priorities, missed: Sequence[str]
) -> str:
    """Which limits leave out what the verdict recommends."""
    limits = [one for one in limits_of(priorities) if one.cost.name in missed]
    if READABLE in missed and not limits:
        return (
            f"Interpretability decides: {named(usual.label)} cannot be read as a whole,"
            f" {named(allowed.label)} can."
        )
    if len(missed) == 1:
        (limit,) = limits
        value = _cost(usual, limit, with_thing=False)
        return (
            f"Your limit of {limit.most_shown} {limit.cost.bounds} decides:"
            f" {named(usual.label)} {value}, {named(allowed.label)}"
            f" {limit.value(allowed)}."
        )
    if not missed:
        return ""
    costs = [_misses(usual, limit) for limit in limits]
    if READABLE in missed:
        costs.insert(0, "cannot be read as a whole")
    return (
        f"Your limits decide: {named(usual.label)} {_joined(costs)};"
        f" {named(allowed.label)} {_verb(allowed, 'meets')} all of them."
    )


def _by_preference(
    chosen: Standing,
    moved: tuple[str, Standing] | None,
    priorities: Priorities,
    comparison: Comparison,
) -> str:
    if moved is None:
        return ""
    name, other = moved
    if name == "top_accuracy":
        wants = [priorities.small_team, priorities.limited_compute]
        first = " The score goes before what is cheaper." if any(wants) else ""
        return (
            f"Top accuracy decides: {named(chosen.label)} scored best,"
            f" {interval_of(comparison, chosen)}.{first}"
        )
    if name == "limited_compute":
        return (
            "Short training decides: of what is not usefully worse,"
            f" {named(chosen.label)} {_verb(chosen, 'trains')} fastest,"
            f" {words.duration(chosen.fit_seconds)} against"
            f" {words.duration(other.fit_seconds)}."
        )
    return f"A small team decides: {named(chosen.label)} {_lighter(chosen, other)}."


def _lighter(chosen: Standing, other: Standing) -> str:
    """Why a candidate is less to look after, the first difference of `upkeep`."""
    if other.family == "deep" and chosen.family != "deep":
        return f"{_verb(chosen, 'needs')} no library for networks"
    if is_readable(chosen.model) and not is_readable(other.model):
        return "can be read as a whole, so that its mistakes can be found"
    few, many = n_settings(chosen.model), n_settings(other.model)
    if few < many:
        return (
            f"{_verb(chosen, 'has')} {words.spelled(few)}"
            f" {'setting' if few == 1 else 'settings'} worth tuning,"
            f" {named(other.label)} {words.spelled(many)}"
        )
    return f"{_verb(chosen, 'trains')} faster and {_verb(chosen, 'asks')} no more"


def price_sentence(
    price: Estimate | None, usual: Standing, comparison: Comparison
) -> str:
    """What is given up, with its interval, and whether that may be nothing.

    Parameters
    ----------
    price : Estimate or None
        Score lost, signed so that more is more lost. None: not known.
    usual : Standing
        Against which candidate.
    comparison : Comparison

    Returns
    -------
    str
    """
    if price is None:
        return "What that gives up is not known: the two share too few folds."
    unit, name = words.within(metrics.find(comparison.metric).label), named(usual.label)
    is_open = price.low is None or price.high is None or price.low <= 0 <= price.high
    limits, rope = (price.low, price.high), comparison.rope
    if words.score(price.mean, *limits, limit=rope) == words.score(
        0.0, *limits, limit=rope
    ):
        spread = words.interval(0.0, *limits, limit=rope)
        return f"Against {name} {unit} stays the same, {spread}."
    if price.mean > 0:
        lost = words.interval(price.mean, *limits, limit=rope)
        maybe = "; the interval includes no loss" if is_open else ""
        return f"Against {name} that gives up {lost} in {unit}{maybe}."
    gain = words.interval(
        -price.mean,
        None if price.high is None else -price.high,
        None if price.low is None else -price.low,
        limit=rope,
    )
    maybe = "; the interval includes no gain" if is_open else ""
    return f"Against {name} that even gains {gain} in {unit}{maybe}."


def _misses(row: Standing, limit: Limit) -> str:
    value = _cost(row, limit)
    measured = limit.cost.measured(row) is not None
    return f"{value} (limit {limit.most_shown})" if measured else value


def _cost(row: Standing, limit: Limit, *, with_thing: bool = True) -> str:
    """Such as "takes 40 ms for one row"."""
    if limit.cost.measured(row) is None:
        return f"{'were' if is_plural(row) else 'was'} not measured"
    thing = limit.cost.thing if with_thing else ""
    return f"{_verb(row, limit.cost.verb)} {limit.value(row)}{thing}"


def _verb(row: Standing, singular: str) -> str:
    """The verb in the number of the candidate's name."""
    if not is_plural(row):
        return singular
    return "have" if singular == "has" else singular.removesuffix("s")


def _joined(parts: Sequence[str]) -> str:
    return words.listed(list(parts))
