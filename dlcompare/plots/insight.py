"""What the two champions go by, in one sentence, and what their average mends."""

from collections.abc import Sequence

from dlcompare import words
from dlcompare.records import Explanation, Report, Understanding

CALLED = {
    "classical": "the classical model",
    "deep": "the network",
    "blend": "their average",
}
COLUMN_LENGTH = 40  # characters of a column in a title


def explanations(report: Report) -> tuple[Explanation, ...]:
    """Of the champions, the classical one first; () while none was looked into."""
    found = {
        one.explanation.model: one.explanation
        for one in report.inspected
        if one.explanation is not None
    }
    champions = (report.comparison.best_classical, report.comparison.best_deep)
    return tuple(found[model] for model in champions if model in found)


def shuffled(known: Sequence[Explanation]) -> str:
    """What was shuffled, one at a time: columns, or all features of a kind."""
    return "kind of feature" if any(one.saliencies for one in known) else "column"


def go_by_sentence(known: Sequence[Explanation]) -> str:
    """Which column each champion needs most; "" while none was looked into.

    A column counts if its loss is above 0 by more than its 95% interval.
    """
    said = [
        (one, next((i.column for i in one.importances if i.low > 0), None))
        for one in known
        if one.importances
    ]
    if not said:
        return ""
    columns = {column for _, column in said if column}
    if not columns:
        who = (
            "Neither goes" if len(said) > 1 else f"{_starting(said[0][0])} does not go"
        )
        return f"{who} by any single {shuffled(known)} that can be told from chance."
    if len(said) == 1:
        return f"{_starting(said[0][0])} goes by {_cut(*columns)} most."
    if len(columns) == 1 and all(column for _, column in said):
        return f"Both go by {_cut(*columns)} most."
    (one, first), (other, second) = said
    if first and second:
        return (
            f"{_starting(one)} goes by {_cut(first)} most, {_name(other)} by"
            f" {_cut(second)}."
        )
    certain, column = (one, first) if first else (other, second)
    rest = other if first else one
    return (
        f"{_starting(certain)} goes by {_cut(column or '')} most, {_name(rest)} by no"
        f" single {shuffled(known)}."
    )


def agreement_sentence(report: Report) -> str:
    """On how many rows they disagree; "" for numbers and without a pair."""
    found = report.diagnostics
    if found is None:
        return ""
    one = found.n_only_classical_right + found.n_only_deep_right
    rows = one + found.n_both_right + found.n_both_wrong
    if not rows:
        return ""
    noun = "image" if report.profile.modality == "images" else "row"
    return (
        f"Exactly one of them is right on {words.share(one / rows)} of"
        f" {words.count(rows, noun)} held out:"
        f" the network alone on {words.count(found.n_only_deep_right)},"
        f" the classical model alone on {words.count(found.n_only_classical_right)}."
    )


def mended_sentence(found: Understanding | None) -> str:
    """How often averaging repairs a mistake of one, and how often it makes one."""
    if found is None or found.repaired is None:
        return ""
    return (
        "Averaging both puts right what exactly one of them gets wrong on"
        f" {words.share(found.repaired)} of the rows, and takes over the mistake of"
        f" one on {words.share(found.spoiled)}."
    )


def headline(report: Report) -> str:
    """What they go by, else how often they part, as one sentence."""
    known, parts = go_by_sentence(explanations(report)), agreement_sentence(report)
    short = f"{parts.partition(':')[0]}." if parts else ""
    return known or short or "What the two go by is not known yet."


def under_headline(report: Report) -> str:
    """How often they part, without what the headline said already."""
    parts = agreement_sentence(report)
    if go_by_sentence(explanations(report)):
        return parts
    return words.sentence_start(parts.partition(": ")[2])


def called(family: str, label: str) -> str:
    """A champion as it stands inside a sentence: "the network"."""
    return CALLED.get(family, words.within(label))


def _name(one: Explanation) -> str:
    return called(one.family, one.label)


def _starting(one: Explanation) -> str:
    return words.sentence_start(_name(one))


def _cut(column: str) -> str:
    return column if len(column) <= COLUMN_LENGTH else f"{column[:COLUMN_LENGTH]}…"
