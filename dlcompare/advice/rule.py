"""What a rule of thumb is, and how it is held against a comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dlcompare import words
from dlcompare.advice.decide import decide, standing
from dlcompare.advice.naming import score_of
from dlcompare.advice.track import (
    Applies,
    everybody,
    n_sets,
    odds_alone,
    strength_of,
    track_record,
)
from dlcompare.records import (
    Comparison,
    Finding,
    Leaning,
    Priorities,
    Profile,
    TrackRecord,
)

Agreement = Literal["confirmed", "not confirmed", "refuted", "open"]

DOCUMENT = "Chen (2025), Introduction to Deep Learning"


class NotApplicable(Exception):
    """The rule does not concern this data; the reason is shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    """One rule of thumb.

    `says` is the family it speaks for, `document` what the document holds ("" if it
    does not have the rule), `evidence` what studies found (built from the rule's
    constants). `run` gives a Finding, None if it has nothing to say, or raises
    NotApplicable. `applies` tells it of a public data set; None: it has no public
    record.
    """

    code: str
    name: str
    title: str
    says: Leaning
    document: str
    evidence: str
    run: Callable[[Profile, Comparison | None, Priorities], Finding | None]
    source: str
    applies: Applies | None = None


def found(
    rule: Rule,
    comparison: Comparison | None,
    *,
    text: str,
    strength: float | None = None,
    leaning: Leaning | None = None,
    measured: str | None = None,
    agreement: Agreement | None = None,
) -> Finding:
    """What the rule finds; by default measured by the champions' scores.

    Parameters
    ----------
    rule : Rule
    comparison : Comparison or None
        None before training.
    text : str
        What the rule saw in this data.
    strength : float in [0, 1], optional
        Weight of the rule here; see `track.FULL_ODDS`. None: what its public record
        allows, and the record is shown.
    leaning : Leaning, optional
        None: what the rule says.
    measured, agreement : str, optional
        None: the scores of the two champions, and what the verdict makes of them.

    Returns
    -------
    Finding
    """
    leans = rule.says if leaning is None else leaning
    record = record_of(rule) if strength is None else None
    if strength is None:
        strength = weight(rule)
    return Finding(
        code=rule.code,
        title=rule.title,
        leaning=leans,
        strength=strength if leans != "none" else 0.0,
        text=text,
        measured=champions(comparison) if measured is None else measured,
        agreement=agrees(leans, comparison) if agreement is None else agreement,
        source=rule.source,
        record=record,
    )


def record_of(rule: Rule) -> TrackRecord | None:
    """How the rule did on public tables; None if these cannot tell."""
    return None if rule.applies is None else track_record(rule.applies, rule.says)


def weight(rule: Rule) -> float:
    """The strength that the public record of a rule allows; 0 without a record.

    A rule that holds for every table has the odds of all of them, any other what it
    adds to those.

    Parameters
    ----------
    rule : Rule

    Returns
    -------
    float in [0, 1]
    """
    record, base = record_of(rule), everybody(rule.says)
    if record is None:
        return 0.0
    return odds_alone(record) if record == base else strength_of(record, base)


def in_public(rule: Rule) -> str:
    """One sentence on who won on the public tables that the rule applies to.

    Parameters
    ----------
    rule : Rule
        With a public record.

    Returns
    -------
    str
    """
    record = record_of(rule)
    assert record is not None
    won = {rule.says: record.n_right, other(rule.says): record.n_wrong}
    tables = words.count(n_sets(record), "such public table")
    return (
        f"Of {tables} a network was usefully better on {words.count(won['deep'])}, a"
        f" classical model on {words.count(won['classical'])}."
    )


def other(family: Leaning) -> Leaning:
    """The family a rule does not speak for."""
    return "classical" if family == "deep" else "deep"


def champions(comparison: Comparison | None) -> str:
    """Both champions and their scores; "" unless both have one.

    Parameters
    ----------
    comparison : Comparison or None

    Returns
    -------
    str
        Such as "CatBoost 0.927, convolutional network 0.915".
    """
    if comparison is None:
        return ""
    classical = standing(comparison, comparison.best_classical)
    deep = standing(comparison, comparison.best_deep)
    if classical is None or deep is None:
        return ""
    return (
        f"{classical.label} {score_of(comparison, classical)},"
        f" {words.within(deep.label)} {score_of(comparison, deep)}"
    )


def agrees(leaning: Leaning, comparison: Comparison | None) -> Agreement:
    """Whether the folds bear out what a rule leans to.

    Parameters
    ----------
    leaning : Leaning
    comparison : Comparison or None

    Returns
    -------
    str
        "confirmed": the verdict is what the rule leans to. "refuted": the other
        family is better. "not confirmed": no useful difference, or a gain from
        deep learning is unlikely. "open": undecided, or not measured.
    """
    if comparison is None or leaning == "none":
        return "open"
    case = decide(comparison)
    if case in ("deep", "classical"):
        return "confirmed" if case == leaning else "refuted"
    if case == "enough":
        return "confirmed" if leaning == "classical" else "not confirmed"
    return "not confirmed" if case == "equivalent" else "open"


def noun(profile: Profile) -> str:
    """What a row of this data is called."""
    return "image" if profile.modality == "images" else "row"
