"""Which candidate to take under the user's priorities, from stored results alone.

The verdict says what the statistics say; this is a second answer beside it. Limits
rule candidates out. What the verdict recommends stays if it is left; otherwise the
verdict's own decision rule is asked of those that are left. Then, of candidates that
differ by nothing useful, a preference takes the best, the fastest to train, or the one
that is least to look after.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dlcompare.advice import priority_sentences as say
from dlcompare.advice.decide import (
    MIN_FOLDS,
    UNLIKELY,
    decide,
    recommended,
    standing,
)
from dlcompare.advice.wanted import (
    candidates,
    nearest,
    ruled_out,
    upkeep,
)
from dlcompare.records import (
    Comparison,
    Estimate,
    PairedDifference,
    Priorities,
    Recommendation,
    RuledOut,
    Standing,
)


@dataclass(frozen=True)
class SameFolds:
    """What the comparison says of other candidates on the same folds.

    `among` compares some of them as if there were no others, `between` any two.
    """

    among: Callable[[Sequence[str]], Comparison]
    between: Callable[[str, str], PairedDifference | None]


def recommend(
    comparison: Comparison, priorities: Priorities, again: SameFolds
) -> Recommendation | None:
    """Which candidate the priorities call for, why, and what it gives up.

    Parameters
    ----------
    comparison : Comparison
        Of all candidates.
    priorities : Priorities
    again : SameFolds
        Of the same folds and the same limit too small to matter.

    Returns
    -------
    Recommendation or None
        None without priorities.
    """
    if not priorities.has_any:
        return None
    verdict_takes = recommended(comparison, decide(comparison))
    usual = standing(comparison, verdict_takes)
    if usual is None:
        return Recommendation("", "", *say.nothing_to_choose())
    out = ruled_out(comparison, priorities)
    left = _left(comparison, out)
    if not left:
        close = nearest(comparison, priorities)
        title, text = say.none_meets(priorities, close, candidates(comparison))
        name = close.model if close else ""
        return Recommendation(
            "", usual.model, title, text, _missed(usual, out), None, name, out
        )
    smaller = again.among([row.model for row in left])
    model = usual.model
    if usual not in left:
        model = recommended(smaller, decide(smaller))
    allowed = standing(comparison, model)
    if allowed is None:
        title, text = say.none_is_worth_it(smaller, left)
        return Recommendation(
            "", usual.model, title, text, _missed(usual, out), ruled_out=out
        )
    chosen, wish = _preferred(allowed, left, smaller, priorities, again)
    decides = _missed(usual, out) + ((wish,) if wish else ())
    price = _price(chosen, usual, again)
    title, text = say.take(
        chosen,
        usual,
        priorities=priorities,
        missed=_missed(usual, out),
        moved=(wish, allowed) if wish else None,
        price=price,
        comparison=comparison,
        without=_without(comparison, left),
    )
    return Recommendation(
        chosen.model, usual.model, title, text, decides, price, ruled_out=out
    )


def _left(comparison: Comparison, out: Sequence[RuledOut]) -> list[Standing]:
    gone = {one.model for one in out}
    return [row for row in candidates(comparison) if row.model not in gone]


def _without(comparison: Comparison, left: Sequence[Standing]) -> list[str]:
    """Families with candidates of which none is left."""
    had = dict.fromkeys(row.family for row in candidates(comparison))
    return [family for family in had if family not in {row.family for row in left}]


def _missed(row: Standing, out: Sequence[RuledOut]) -> tuple[str, ...]:
    """The limits that the candidate does not meet."""
    return next((one.limits for one in out if one.model == row.model), ())


def _preferred(
    allowed: Standing,
    left: Sequence[Standing],
    smaller: Comparison,
    priorities: Priorities,
    again: SameFolds,
) -> tuple[Standing, str]:
    """What the preferences make of it, and which of them moved the choice.

    Top accuracy goes first, then the small team, then short training.
    """
    best = _best(allowed, left, smaller)
    if priorities.top_accuracy:
        return best, "top_accuracy" if best != allowed else ""
    if not priorities.small_team and not priorities.limited_compute:
        return allowed, ""
    wish = "small_team" if priorities.small_team else "limited_compute"

    def burden(row: Standing) -> tuple[float, ...]:
        return upkeep(row) if priorities.small_team else (row.fit_seconds or 0.0,)

    for row in sorted(left, key=burden):
        if row == allowed:
            break
        if not row.problems and _is_good_enough(row, best, again):
            return row, wish
    return allowed, ""


def _best(allowed: Standing, left: Sequence[Standing], smaller: Comparison) -> Standing:
    """The better of the champions of those left, by the folds both have."""
    pair = smaller.pair
    if pair is None:
        return allowed
    name = pair.a if pair.mean > 0 else pair.b
    return next((row for row in left if row.model == name), allowed)


def _is_good_enough(row: Standing, best: Standing, again: SameFolds) -> bool:
    """Whether a useful loss against the best is unlikely."""
    if row.model == best.model:
        return True
    pair = again.between(row.model, best.model)
    is_known = pair is not None and len(pair.differences) >= MIN_FOLDS
    return pair is not None and is_known and pair.p_b <= UNLIKELY


def _price(chosen: Standing, usual: Standing, again: SameFolds) -> Estimate | None:
    """What is given up, signed so that more is more lost."""
    if chosen.model == usual.model:
        return None
    pair = again.between(chosen.model, usual.model)
    return None if pair is None else Estimate(-pair.mean, -pair.high, -pair.low)
