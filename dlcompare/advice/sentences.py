"""The verdict in words: a title, and a sentence or two with every number."""

from dlcompare import words
from dlcompare.advice.decide import CLEARLY, Case, cheaper
from dlcompare.advice.naming import (
    in_metric,
    interval_of,
    is_plural,
    named,
    row_of,
    subject,
)
from dlcompare.advice.untrained import of_training, title_untrained, untrained
from dlcompare.advice.without_pair import (
    no_signal,
    title_no_signal,
    title_without_result,
    too_few_folds,
    without_result,
)
from dlcompare.records import Comparison, PairedDifference, Standing

BOTH_COULD = 0.05  # from this probability on we say that a model could be better


def title(
    comparison: Comparison, case: Case, *, noun: str, is_short_of_folds: bool
) -> str:
    """The headline.

    Parameters
    ----------
    comparison : Comparison
    case : Case
    noun : str
        What a row of the data is: "row" or "image".
    is_short_of_folds : bool
        Undecided, and more folds rather than more rows would help.

    Returns
    -------
    str
        Two short sentences at most.
    """
    pair = comparison.pair
    if case == "too_few_folds":
        return "Not yet a verdict."
    if case == "no_result":
        return title_without_result(comparison)
    if case == "no_signal":
        return title_no_signal(comparison)
    if case == "untrained":
        return title_untrained(comparison)
    assert pair is not None
    if case == "deep":
        return f"Use deep learning. It is {_how_sure(pair.p_a)} better here."
    if case == "classical":
        return f"Use classical learning. It is {_how_sure(pair.p_b)} better here."
    if case == "enough":
        return "Use classical learning. It is enough here."
    if case == "equivalent":
        name = named(row_of(comparison, cheaper(comparison)).label)
        return f"No useful difference. Take {name}."
    if is_short_of_folds:
        n_folds = words.count(comparison.n_folds, "fold")
        return f"Undecided so far. {n_folds} cannot tell the two apart."
    n_rows = words.count(comparison.n_rows, noun)
    return f"Undecided. {n_rows} cannot tell the two apart."


def sentence(comparison: Comparison, case: Case) -> str:
    """What was measured, how sure it is, and what it costs.

    Parameters
    ----------
    comparison : Comparison
    case : Case

    Returns
    -------
    str
        A few short sentences.
    """
    if case == "too_few_folds":
        text = too_few_folds(comparison)
    elif case == "no_result":
        text = without_result(comparison)
    elif case == "no_signal":
        text = no_signal(comparison)
    elif case == "untrained":
        text = untrained(comparison)
    else:
        assert comparison.pair is not None
        text = _of_pair(comparison, case, comparison.pair).strip()
        text = f"{text} {of_training(comparison)}"
    return text.strip()


def _of_pair(comparison: Comparison, case: Case, pair: PairedDifference) -> str:
    classical, deep = row_of(comparison, pair.b), row_of(comparison, pair.a)
    limit = words.score(comparison.rope)
    if case == "deep":
        lead = _scores(comparison, deep, classical, second="the best classical model")
        return (
            f"{lead} {subject(deep)} {_is(deep)} better by more than {limit}"
            f" with {words.percent(pair.p_a)} probability."
            f" {_cost(deep, classical, is_named=False)}"
        )
    if case == "classical":
        lead = _scores(comparison, classical, deep, second="the best network")
        return (
            f"{lead} {subject(classical)} {_is(classical)} better by more than {limit}"
            f" with {words.percent(pair.p_b)} probability."
            f" {_cost(classical, deep, is_named=False)}"
        )
    if case == "enough":
        lead = _scores(comparison, classical, deep, second="the best network")
        return (
            f"{lead} A gain from deep learning above {limit} is unlikely: its"
            f" probability is {words.percent(pair.p_a)}. {_cost(classical, deep)}"
        )
    lead = _scores(comparison, deep, classical)
    if case == "equivalent":
        cheap, other = (
            (deep, classical) if cheaper(comparison) == pair.a else (classical, deep)
        )
        return (
            f"{lead} A difference below {limit} does not matter to you, and with"
            f" {words.percent(pair.p_equivalent)} probability it is smaller than that."
            f" {_cost(cheap, other)}"
        )
    question = _open_question(pair, classical, deep, limit)
    return f"{lead} {question} {_for_now(comparison)}"


def _scores(
    comparison: Comparison, first: Standing, other: Standing, *, second: str = ""
) -> str:
    name = named(other.label)
    other_name = f"{second}, {name}," if second else name
    return (
        f"{subject(first)} scored {interval_of(comparison, first)}"
        f"{in_metric(comparison)}, {other_name} {interval_of(comparison, other)}."
    )


def _open_question(
    pair: PairedDifference, classical: Standing, deep: Standing, limit: str
) -> str:
    p_deep, p_classical = words.percent(pair.p_a), words.percent(pair.p_b)
    if pair.p_b < BOTH_COULD:
        return (
            f"{subject(deep)} {_is(deep)} better by more than {limit} with {p_deep}"
            " probability, which is not enough to decide."
        )
    return (
        f"Either could be better by more than {limit}: {named(deep.label)} with"
        f" {p_deep} probability, {named(classical.label)} with {p_classical}."
    )


def _for_now(comparison: Comparison) -> str:
    name = named(row_of(comparison, cheaper(comparison)).label)
    return f"Until more is known, the cheaper choice is {name}."


def _cost(first: Standing, other: Standing, *, is_named: bool = True) -> str:
    """What training the first costs against the other, as a sentence."""
    if not first.fit_seconds or not other.fit_seconds:
        return ""
    is_slower = first.fit_seconds > other.fit_seconds
    fast, slow = sorted((first.fit_seconds, other.fit_seconds))
    factor = words.ratio(slow / fast)
    if factor == "about equal":
        return "Both take about as long to train."
    pronoun, ending = ("They", "") if is_plural(first) else ("It", "s")
    name = subject(first) if is_named else pronoun
    if is_slower:
        return f"{name} cost{ending} {factor} the training time."
    return f"{name} train{ending} {factor} faster."


def _is(row: Standing) -> str:
    return "are" if is_plural(row) else "is"


def _how_sure(p: float) -> str:
    return "clearly" if p >= CLEARLY else "probably"
