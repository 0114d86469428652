"""What the test rows say of the champions, in sentences."""

from datetime import datetime

from dlcompare import metrics, words
from dlcompare.advice.naming import in_metric, named, row_of, subject
from dlcompare.records import Comparison, Estimate, Holdout


def on_test_file(comparison: Comparison) -> str:
    """Scores, difference and optimism gap on the test file or the sealed rows.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        "" without champions that were scored on test rows.
    """
    found = comparison.holdout
    if found is None or comparison.pair is None:
        return ""
    classical = row_of(comparison, found.classical_model)
    deep = row_of(comparison, found.deep_model)
    reached, of_classical, of_both = (
        words.interval(*_limits(score), limit=comparison.rope)
        for score in (found.deep, found.classical, found.together)
    )
    by = words.difference(*_limits(found.difference), limit=comparison.rope)
    where = "sealed rows" if found.is_sealed else "test file"
    return (
        f"On the {where}, scored once, {named(deep.label)} reached"
        f" {reached}{in_metric(comparison)}, {named(classical.label)} {of_classical},"
        f" their average {of_both}. {subject(deep)} minus {named(classical.label)}:"
        f" {by}{_turned(comparison)}. {_against_the_folds(comparison, found)}"
        f"{_opened_before(found)}"
    )


def opened_before(n_earlier: int, first: float) -> str:
    """That test rows were looked at by earlier studies, and what that means.

    Parameters
    ----------
    n_earlier : int
        Studies; one or more.
    first : float
        When the first of them did, in seconds since 1970.
    """
    at = datetime.fromtimestamp(first)
    when = f"{at.day} {at:%b}, {at:%H:%M}"
    if n_earlier == 1:
        who = f"a study of {when}"
    else:
        who = f"{words.spelled(n_earlier)} studies, the first of {when},"
    return (
        f"These test rows were opened by {who} already; what they say of a model chosen"
        " since is too good by an unknown amount."
    )


def _opened_before(found: Holdout) -> str:
    if not found.n_earlier or found.first_opened is None:
        return ""
    return f" {opened_before(found.n_earlier, found.first_opened)}"


def _limits(score: Estimate) -> tuple[float, float | None, float | None]:
    return score.mean, score.low, score.high


def _turned(comparison: Comparison) -> str:
    is_turned = not metrics.find(comparison.metric).higher_is_better
    return ", turned so that more is better" if is_turned else ""


def _against_the_folds(comparison: Comparison, found: Holdout) -> str:
    """Whether the folds promised more, and whether chance explains it."""
    assert comparison.pair is not None
    pair, reached = comparison.pair, found.difference
    on_folds = words.difference(pair.mean, pair.low, pair.high, limit=pair.rope)
    text = f"The folds gave {on_folds}"
    if reached.low is None or reached.high is None:
        return f"{text}."
    units = "groups of rows" if found.is_grouped else "rows"
    if reached.low <= pair.mean <= reached.high:
        return f"{text}, which other test {units} could have given as well."
    more = "less" if found.gap > 0 else "more"
    by = words.score(abs(found.gap), reached.low, reached.high, limit=pair.rope)
    shows = "sealed rows show" if found.is_sealed else "test file shows"
    off = (
        f"{text}: the {shows} {by} {more}, and that is"
        f" not explained by which test {units} were drawn."
    )
    if found.is_sealed:
        return f"{off} Nothing was chosen on them, so they are the safer of the two."
    return (
        f"{off} Trust it more than the folds if it is closer to what the model will be"
        " used on."
    )
