"""How candidates are named and quoted inside a sentence."""

from dlcompare import metrics, words
from dlcompare.advice.decide import standing
from dlcompare.records import Comparison, Standing

WITH_ARTICLE = ("model", "network", "machine", "perceptron", "forest", "tree")


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


def row_of(comparison: Comparison, model: str) -> Standing:
    """The row of a model that is in the comparison."""
    row = standing(comparison, model)
    assert row is not None
    return row


def interval_of(comparison: Comparison, row: Standing) -> str:
    """A candidate's score with its limits, in digits that tell a useful difference."""
    return words.interval(row.score, row.low, row.high, limit=comparison.rope)


def score_of(comparison: Comparison, row: Standing) -> str:
    """A candidate's score alone, in the digits that its limits allow."""
    return words.score(row.score, row.low, row.high, limit=comparison.rope)


def ended(text: str) -> str:
    """The text as a sentence: with a full stop if it has no end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def in_metric(comparison: Comparison) -> str:
    """The words after a score: " in RMSE (lower is better)"."""
    metric = metrics.find(comparison.metric)
    direction = "" if metric.higher_is_better else " (lower is better)"
    return f" in {words.within(metric.label)}{direction}"


def subject(row: Standing) -> str:
    """The candidate's name at the start of a sentence."""
    return words.sentence_start(named(row.label))


def is_plural(row: Standing) -> bool:
    """Whether the candidate's name takes a plural verb: "Extra trees"."""
    return row.label.endswith("s")
