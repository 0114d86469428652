"""From probabilities to a choice: the decision rule, in its fixed order.

Asymmetric on purpose: a network costs more to train, to run and to explain, so
it must earn that. docs/statistics.md says how often the thresholds err.
"""

from typing import Literal

from dlcompare.records import Choice, Comparison, Family, Standing

MIN_FOLDS = 5  # folds shared by the champions; below, the spread itself is a guess
SIGNAL = 0.95  # P(better champion beats the dummy by more than the limit)
SURE = 0.80  # P(one is better by more than the limit)
CLEARLY = 0.95  # from here the title says "clearly"
EQUIVALENT = 0.70  # P(no useful difference)
UNLIKELY = 0.20  # P(deep is better by more than the limit) that we call unlikely

Case = Literal[
    "no_result",  # one family has none, and none is to come
    "too_few_folds",
    "no_signal",
    "untrained",  # the best network did not train properly, so it may not lose
    "deep",
    "classical",
    "equivalent",
    "enough",  # classical is enough: a gain from deep learning is unlikely
    "undecided",
]

CHOICES: dict[Case, Choice] = {
    "no_result": "undecided",
    "too_few_folds": "undecided",
    "no_signal": "no_signal",
    "untrained": "undecided",
    "deep": "deep",
    "classical": "classical",
    "equivalent": "equivalent",
    "enough": "classical",
    "undecided": "undecided",
}


def decide(comparison: Comparison) -> Case:
    """Which case the folds make, tried in this order.

    1. A family without a result, and no fold of it to come: `no_result`.
    2. Under `MIN_FOLDS` folds shared by both champions: `too_few_folds`.
    3. P(better champion beats guessing by more than the limit) under `SIGNAL`:
       `no_signal`.
    4. Then the pair: see `decide_pair`. If the best network did not train properly
       and is not ahead all the same: `untrained`.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    Case
        `CHOICES` maps it to the verdict's choice.
    """
    if any(is_without_result(comparison, family) for family in ("classical", "deep")):
        return "no_result"
    pair = comparison.pair
    if pair is None or len(pair.differences) < MIN_FOLDS:
        return "too_few_folds"
    if comparison.p_signal is not None and comparison.p_signal < SIGNAL:
        return "no_signal"
    case = decide_pair(pair.p_a, pair.p_equivalent, pair.p_b)
    deep = standing(comparison, pair.a)
    return "untrained" if deep and deep.problems and case != "deep" else case


def decide_pair(p_deep: float, p_equivalent: float, p_classical: float) -> Case:
    """Which case three probabilities make, tried in this order.

    `p_deep` at least `SURE`: deep. `p_classical` at least `SURE`: classical.
    `p_equivalent` at least `EQUIVALENT`: equivalent, take the cheaper. `p_deep` at
    most `UNLIKELY`: classical is enough. Else undecided.

    Parameters
    ----------
    p_deep, p_equivalent, p_classical : float in [0, 1]
        They sum to 1.

    Returns
    -------
    Case

    Examples
    --------
    >>> decide_pair(0.06, 0.93, 0.01), decide_pair(0.15, 0.35, 0.50)
    ('equivalent', 'enough')
    """
    if p_deep >= SURE:
        return "deep"
    if p_classical >= SURE:
        return "classical"
    if p_equivalent >= EQUIVALENT:
        return "equivalent"
    if p_deep <= UNLIKELY:
        return "enough"
    return "undecided"


def is_without_result(comparison: Comparison, family: Family) -> bool:
    """Whether a family has no champion and nothing says that one is to come.

    Parameters
    ----------
    comparison : Comparison
    family : Family

    Returns
    -------
    bool
        True if the family has no candidate, or all its candidates failed.
    """
    members = [s for s in comparison.standings if s.family == family]
    has_champion = any(s.score is not None for s in members)
    return not has_champion and all(s.n_failed > 0 for s in members)


def standing(comparison: Comparison, model: str) -> Standing | None:
    """The row of the model; None for ""."""
    return next((s for s in comparison.standings if s.model == model), None)


def cheaper(comparison: Comparison) -> str:
    """The champion that trains faster; "" while there is no champion.

    A network that did not train properly is none to fall back on.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        Name of a model. If only one family has a champion, that one; if the
        times are equal, the classical one.
    """
    rows = [
        standing(comparison, comparison.best_classical),
        standing(comparison, comparison.best_deep),
    ]
    known = [row for row in rows if row is not None]
    if not known:
        return ""
    sound = [row for row in known if not row.problems] or known
    return min(sound, key=lambda row: row.fit_seconds or 0.0).model


def recommended(comparison: Comparison, case: Case) -> str:
    """The model to use in this case; "" if none can be recommended.

    Parameters
    ----------
    comparison : Comparison
    case : Case

    Returns
    -------
    str
        Name of a model.
    """
    if case in ("no_signal", "too_few_folds"):
        return ""
    if case == "deep":
        return comparison.best_deep
    if case in ("classical", "enough"):
        return comparison.best_classical
    if case == "no_result" and (comparison.p_signal or 0.0) < SIGNAL:
        return ""
    return cheaper(comparison)
