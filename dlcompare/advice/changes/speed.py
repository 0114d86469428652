"""Limits on time: which model remains when one training, or one row, must be fast."""

from dlcompare import words
from dlcompare.advice.decide import Case, recommended, standing
from dlcompare.advice.naming import named
from dlcompare.records import Change, Comparison, Standing

TRAINING = "Training times measured here, median fold"
ONE_ROW = "Measured here, 95th percentile of one row at a time"


def time_texts(comparison: Comparison) -> list[str]:
    """What a limit on training time leaves, as a sentence; [] if it changes nothing."""
    pair = _slower_to_train(comparison)
    if pair is None:
        return []
    deep, classical = pair
    return [
        f"A limit on time. Where one training must take less than"
        f" {words.duration(deep.fit_seconds)}, {named(classical.label)} is what"
        f" remains ({words.duration(classical.fit_seconds)})."
    ]


def time_changes(comparison: Comparison) -> list[Change]:
    """The same as a record."""
    pair = _slower_to_train(comparison)
    if pair is None:
        return []
    deep, classical = pair
    return [
        Change(
            "time",
            "A limit on time",
            f"{classical.label} remains ({words.duration(classical.fit_seconds)})",
            f"Under {words.duration(deep.fit_seconds)} for one training",
            TRAINING,
        )
    ]


def _slower_to_train(comparison: Comparison) -> tuple[Standing, Standing] | None:
    """Best network and best classical model, if the first clearly takes longer."""
    deep = standing(comparison, comparison.best_deep)
    classical = standing(comparison, comparison.best_classical)
    if deep is None or classical is None:
        return None
    if not deep.fit_seconds or not classical.fit_seconds:
        return None
    if deep.fit_seconds < words.ABOUT_EQUAL * classical.fit_seconds:
        return None
    return deep, classical


def latency_changes(comparison: Comparison, case: Case) -> list[Change]:
    """What a limit on the time for one row would leave, in both directions.

    Below the time of the recommended model, the best of the faster ones remains;
    where the other champion is the slower one, no limit leads to it.

    Parameters
    ----------
    comparison : Comparison
    case : Case

    Returns
    -------
    list of Change
        [] where latencies were not measured or nothing is recommended.
    """
    chosen = standing(comparison, recommended(comparison, case))
    if chosen is None or chosen.latency is None:
        return []
    changes = []
    most = chosen.latency.p95_seconds
    remaining = _best_faster(comparison, most)
    if remaining is not None and remaining.latency is not None:
        changes.append(
            Change(
                "latency",
                "A limit on latency",
                f"{remaining.label} remains"
                f" ({words.duration(remaining.latency.p95_seconds)})",
                f"Under {words.duration(most)} for one row",
                ONE_ROW,
            )
        )
    champions = (comparison.best_classical, comparison.best_deep)
    other = next(
        (standing(comparison, m) for m in champions if m != chosen.model), None
    )
    if other is not None and other.latency and other.latency.p95_seconds > most:
        changes.append(
            Change(
                "latency",
                "A looser limit on latency",
                f"Not {named(other.label)}: it is the slower one",
                f"{words.duration(other.latency.p95_seconds)} for one row against"
                f" {words.duration(most)}",
                ONE_ROW,
            )
        )
    return changes


def _best_faster(comparison: Comparison, most: float) -> Standing | None:
    """The best candidate that is surely faster; standings are best first."""
    return next(
        (
            one
            for one in comparison.standings
            if one.family != "dummy"
            and one.score is not None
            and not one.problems
            and one.latency is not None
            and one.latency.p95_seconds * words.ABOUT_EQUAL <= most
        ),
        None,
    )
