"""The verdict in words: a title, and a sentence or two with every number."""

from dlcompare import metrics, words
from dlcompare.advice.decide import (
    CLEARLY,
    MIN_FOLDS,
    SIGNAL,
    Case,
    cheaper,
    is_without_result,
    standing,
)
from dlcompare.records import Comparison, Family, PairedDifference, Standing

WITH_ARTICLE = ("model", "network", "machine", "perceptron", "forest")
BOTH_COULD = 0.05  # from this probability on we say that a model could be better
FAMILY_WORDS: dict[Family, str] = {
    "dummy": "guess",
    "classical": "classical model",
    "deep": "network",
}


def named(label: str) -> str:
    """A model's label as the subject of a clause, with an article where due.

    Examples
    --------
    >>> named("Random forest"), named("Gradient boosting"), named("The document's net")
    ('the random forest', 'gradient boosting', "the document's net")
    """
    text = words.within(label)
    takes_article = text.endswith(WITH_ARTICLE) and "+" not in text
    is_bare = not text.startswith("the ")
    return f"the {text}" if takes_article and is_bare else text


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
        return _title_without_result(comparison)
    if case == "no_signal":
        is_level = (comparison.p_signal or 0.0) < 0.5
        return (
            "No signal. No model does better than guessing."
            if is_level
            else "No signal. No model is sure to do better than guessing."
        )
    assert pair is not None
    if case == "deep":
        return f"Use deep learning. It is {_how_sure(pair.p_a)} better here."
    if case == "classical":
        return f"Use classical learning. It is {_how_sure(pair.p_b)} better here."
    if case == "enough":
        return "Use classical learning. It is enough here."
    if case == "equivalent":
        name = named(_row(comparison, cheaper(comparison)).label)
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
        One to three short sentences.
    """
    if case == "too_few_folds":
        return _too_few_folds(comparison)
    if case == "no_result":
        return _without_result(comparison)
    if case == "no_signal":
        return _no_signal(comparison)
    pair = comparison.pair
    assert pair is not None
    classical, deep = _row(comparison, pair.b), _row(comparison, pair.a)
    limit = words.score(comparison.rope)
    if case == "deep":
        lead = _scores(comparison, deep, classical, second="the best classical model")
        return (
            f"{lead} {_start(deep)} is better by more than {limit}"
            f" with {words.percent(pair.p_a)} probability. {_cost(deep, classical)}"
        )
    if case == "classical":
        lead = _scores(comparison, classical, deep, second="the best network")
        return (
            f"{lead} {_start(classical)} {_is(classical)} better by more than {limit}"
            f" with {words.percent(pair.p_b)} probability. {_cost(classical, deep)}"
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
    return f"{lead} {_open_question(pair, classical, deep, limit)} " + _for_now(
        comparison
    )


def _title_without_result(comparison: Comparison) -> str:
    missing = _missing(comparison)
    if len(missing) == 2:
        return "Undecided. No model could be trained."
    return f"Undecided. There is no {FAMILY_WORDS[missing[0]]} to compare with."


def _missing(comparison: Comparison) -> list[Family]:
    families: tuple[Family, ...] = ("classical", "deep")
    return [f for f in families if is_without_result(comparison, f)]


def _without_result(comparison: Comparison) -> str:
    parts = [_why_missing(comparison, family) for family in _missing(comparison)]
    for model in (comparison.best_classical, comparison.best_deep):
        row = standing(comparison, model)
        if row is not None:
            parts.append(f"{_start(row)} scored {_interval(row)}{_metric(comparison)}.")
    return " ".join(parts)


def _why_missing(comparison: Comparison, family: Family) -> str:
    rows = [s for s in comparison.standings if s.family == family]
    noun = FAMILY_WORDS[family]
    if not rows:
        return f"No {noun} was in the plan."
    if len(rows) == 1:
        return f"{_start(rows[0])} could not be trained: {rows[0].failure}"
    return f"No {noun} could be trained; {named(rows[0].label)}: {rows[0].failure}"


def _too_few_folds(comparison: Comparison) -> str:
    n = len(comparison.pair.differences) if comparison.pair else 0
    if comparison.best_classical and comparison.best_deep:
        n = max(n, comparison.n_folds)
    if comparison.n_folds_planned < MIN_FOLDS:
        planned = words.count(comparison.n_folds_planned, "fold")
        text = f"The plan has {planned}, and a verdict needs {MIN_FOLDS}."
    else:
        text = (
            f"A verdict needs {MIN_FOLDS} folds of the best network and of the best"
            f" classical model; so far they share {words.spelled(n)}."
        )
    rows = [
        row
        for model in (comparison.best_deep, comparison.best_classical)
        if (row := standing(comparison, model)) is not None
    ]
    if not rows:
        return text
    so_far = words.listed([f"{named(r.label)} {_interval(r)}" for r in rows])
    return f"{text} So far{_metric(comparison)}: {so_far}."


def _no_signal(comparison: Comparison) -> str:
    learners = [
        s for s in comparison.standings if s.family != "dummy" and s.score is not None
    ]
    best = next(
        s
        for s in learners
        if s.model in (comparison.best_classical, comparison.best_deep)
    )
    dummy = next((s for s in comparison.standings if s.family == "dummy"), None)
    n = words.spelled(len(learners))
    guess = words.score(dummy.score if dummy else None)
    lead = (
        f"The best of {n} candidates scored {_interval(best)}{_metric(comparison)};"
        f" guessing scores {guess}."
    )
    p_signal = comparison.p_signal or 0.0
    if p_signal < 0.5:
        return (
            f"{lead} With what is in the data, the target cannot be predicted, by deep"
            " learning or otherwise."
        )
    return (
        f"{lead} With {words.percent(p_signal)} probability it beats guessing by enough"
        f" to matter; {words.percent(SIGNAL)} is asked before a model is recommended."
    )


def _scores(
    comparison: Comparison, first: Standing, other: Standing, *, second: str = ""
) -> str:
    name = named(other.label)
    other_name = f"{second}, {name}," if second else name
    return (
        f"{_start(first)} scored {_interval(first)}{_metric(comparison)},"
        f" {other_name} {_interval(other)}."
    )


def _open_question(
    pair: PairedDifference, classical: Standing, deep: Standing, limit: str
) -> str:
    p_deep, p_classical = words.percent(pair.p_a), words.percent(pair.p_b)
    if pair.p_b < BOTH_COULD:
        return (
            f"{_start(deep)} is better by more than {limit} with {p_deep} probability,"
            " which is not enough to decide."
        )
    return (
        f"Either could be better by more than {limit}: {named(deep.label)} with"
        f" {p_deep} probability, {named(classical.label)} with {p_classical}."
    )


def _for_now(comparison: Comparison) -> str:
    name = named(_row(comparison, cheaper(comparison)).label)
    return f"Until more is known, {name} is the cheaper choice."


def _cost(first: Standing, other: Standing) -> str:
    """What training the first costs against the other, as a sentence."""
    if not first.fit_seconds or not other.fit_seconds:
        return ""
    factor = first.fit_seconds / other.fit_seconds
    if words.ratio(factor) == "about equal":
        return "Both take about as long to train."
    if factor > 1:
        return f"It costs {words.ratio(factor)} the training time."
    verb = "train" if _is_plural(first) else "trains"
    return f"{_start(first)} {verb} {words.ratio(1 / factor)} faster."


def _row(comparison: Comparison, model: str) -> Standing:
    row = standing(comparison, model)
    assert row is not None
    return row


def _interval(row: Standing) -> str:
    return words.interval(row.score, row.low, row.high)


def _metric(comparison: Comparison) -> str:
    metric = metrics.find(comparison.metric)
    direction = "" if metric.higher_is_better else " (lower is better)"
    return f" in {words.within(metric.label)}{direction}"


def _start(row: Standing) -> str:
    return words.sentence_start(named(row.label))


def _is_plural(row: Standing) -> bool:
    return row.label.endswith("s")


def _is(row: Standing) -> str:
    return "are" if _is_plural(row) else "is"


def _how_sure(p: float) -> str:
    return "clearly" if p >= CLEARLY else "probably"
