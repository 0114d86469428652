"""The answer: from rules of thumb before training, from the folds after it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from dlcompare import words
from dlcompare.advice.changes import (
    is_short_of_folds,
    what_changes,
    what_would_change,
)
from dlcompare.advice.decide import CHOICES, cheaper, decide, recommended
from dlcompare.advice.facts import facts_of
from dlcompare.advice.hindsight import before, hindsight
from dlcompare.advice.holdout import on_test_file
from dlcompare.advice.luck import luck
from dlcompare.advice.nearest import nearest
from dlcompare.advice.prior import Prior, model, prior_of
from dlcompare.advice.rule import NotApplicable, noun, record_of
from dlcompare.advice.rules import RULES
from dlcompare.advice.sentences import sentence, title
from dlcompare.advice.together import averaged
from dlcompare.advice.track import FULL_ODDS
from dlcompare.advice.tutorial import tutorial
from dlcompare.records import (
    Choice,
    Comparison,
    Finding,
    Leaning,
    LearningCurves,
    NearestSets,
    NotApplied,
    Priorities,
    Profile,
    Together,
    Verdict,
)

NOTHING_ASKED = Priorities()

LOG_ODDS = math.log(FULL_ODDS)
LEVEL = 0.50  # probability of no useful difference from which a prior says so
LEANS = 0.55  # probability from which the rules are said to lean at all
SUPPORT = ((0.75, "weak"), (0.90, "moderate"), (1.01, "strong"))  # probability below


def advise(
    profile: Profile,
    comparison: Comparison | None = None,
    priorities: Priorities = NOTHING_ASKED,
    *,
    disagreement: float | None = None,
    together: Together | None = None,
    learning: LearningCurves | None = None,
) -> Verdict:
    """The verdict with every rule held against the data.

    Before training the rules are all there is: on tables they give a probability that
    is calibrated on public data sets, on images their strengths add up as log-odds.
    After training the folds alone decide, and each rule is shown to be borne out
    or not.

    Parameters
    ----------
    profile : Profile
    comparison : Comparison, optional
        None: before training; the verdict is then a prior.
    priorities : Priorities
    disagreement : float in [0, 1], optional
        Share of rows that exactly one champion gets right; gives the number of
        rows that would decide.
    together : Together, optional
        What averaging both champions gives.
    learning : LearningCurves, optional
        How both families learn from more rows.

    Returns
    -------
    Verdict
    """
    if comparison is not None and together is not None:
        comparison = replace(comparison, together=together)
    findings, not_applicable = _run_rules(profile, comparison, priorities)
    if comparison is None:
        return _prior(profile, findings, not_applicable)
    case = decide(comparison)
    is_short = case == "undecided" and is_short_of_folds(comparison)
    is_told = case not in ("too_few_folds", "untrained")
    pair = comparison.pair if is_told else None
    return Verdict(
        choice=CHOICES[case],
        title=title(comparison, case, noun=noun(profile), is_short_of_folds=is_short),
        sentence=sentence(comparison, case),
        is_prior=False,
        p_deep=pair.p_a if pair else None,
        p_equivalent=pair.p_equivalent if pair else None,
        p_classical=pair.p_b if pair else None,
        recommended=recommended(comparison, case),
        cheaper=cheaper(comparison),
        findings=findings,
        not_applicable=not_applicable,
        what_would_change=what_would_change(
            comparison,
            case,
            profile,
            disagreement=disagreement,
            learning=learning,
        ),
        together=averaged(comparison, together) if case != "no_signal" else "",
        reference=tutorial(comparison, case),
        luck=luck(comparison) if case != "no_signal" else "",
        nearest=_nearest(profile, comparison),
        hindsight=_looking_back(profile, findings),
        holdout=on_test_file(comparison),
        changes=what_changes(
            comparison, case, profile, disagreement=disagreement, learning=learning
        ),
    )


def _looking_back(profile: Profile, findings: Sequence[Finding]) -> str:
    held = hindsight(findings)
    if profile.modality != "tabular":
        return held
    return f"{before(prior_of(facts_of(profile)))} {held}".strip()


def _nearest(profile: Profile, comparison: Comparison | None) -> NearestSets | None:
    if profile.modality != "tabular":
        return None
    return nearest(facts_of(profile, comparison))


def _run_rules(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> tuple[tuple[Finding, ...], tuple[NotApplied, ...]]:
    findings, not_applied = [], []
    for rule in RULES:
        try:
            finding = rule.run(profile, comparison, priorities)
        except NotApplicable as answer:
            record = record_of(rule) if profile.modality == "tabular" else None
            not_applied.append(
                NotApplied(
                    rule.code,
                    rule.title,
                    rule.says,
                    answer.reason,
                    rule.source,
                    record,
                )
            )
            continue
        if finding is not None:
            findings.append(finding)
    return tuple(findings), tuple(not_applied)


def p_deep_by_rules(findings: Sequence[Finding]) -> float:
    """Probability of the rules that deep learning is the better choice.

    Parameters
    ----------
    findings : sequence of Finding

    Returns
    -------
    float in [0, 1]
        0.5 if no rule leans.
    """
    signs: dict[Leaning, int] = {"deep": 1, "classical": -1, "none": 0}
    total = sum(signs[f.leaning] * f.strength for f in findings)
    return 1 / (1 + math.exp(-LOG_ODDS * total))


def _prior(
    profile: Profile,
    findings: tuple[Finding, ...],
    not_applicable: tuple[NotApplied, ...],
) -> Verdict:
    by_record = prior_of(facts_of(profile)) if profile.modality == "tabular" else None
    if by_record is None:
        p_deep = p_deep_by_rules(findings)
        choice, p = _leaning(p_deep, 1 - p_deep)
    elif by_record.level >= LEVEL:
        choice, p = "equivalent", by_record.level
    else:
        choice, p = _leaning(by_record.deep, by_record.classical)
    return Verdict(
        choice=choice,
        title=_prior_title(choice, p),
        sentence=_counts(findings) if by_record is None else _by_record(by_record),
        is_prior=True,
        p_deep=by_record.deep if by_record else None,
        p_equivalent=by_record.level if by_record else None,
        p_classical=by_record.classical if by_record else None,
        recommended="",
        cheaper="",
        findings=findings,
        not_applicable=not_applicable,
        nearest=_nearest(profile, None),
    )


def _leaning(p_deep: float, p_classical: float) -> tuple[Choice, float]:
    """What is likelier to win by `LEANS`, and its probability."""
    decided = p_deep + p_classical
    if p_deep >= LEANS * decided:
        return "deep", p_deep
    if p_classical >= LEANS * decided:
        return "classical", p_classical
    return "undecided", max(p_deep, p_classical)


def _prior_title(choice: Choice, p: float) -> str:
    if choice == "undecided":
        return "By rules of thumb alone: undecided."
    if choice == "equivalent":
        return "By rules of thumb alone: probably no useful difference."
    support = next(word for limit, word in SUPPORT if p < limit)
    return f"By rules of thumb alone: {choice}, with {support} support."


def _by_record(prior: Prior) -> str:
    tables = words.count(model()["n_sets"], "public table")
    return (
        f"By these rules and {tables}: classical learning is usefully better with"
        f" {words.percent(prior.classical)} probability, deep learning with"
        f" {words.percent(prior.deep)}, and with {words.percent(prior.level)} the"
        " difference does not matter. Only training on your data decides."
    )


def _counts(findings: Sequence[Finding]) -> str:
    n_deep = sum(f.leaning == "deep" for f in findings)
    n_classical = sum(f.leaning == "classical" for f in findings)
    number = words.spelled(n_classical) if n_classical else "no"
    lean = "rules lean" if n_classical > 1 else "rule leans"
    counts = (
        f"{number} {lean} to classical learning, {words.spelled(n_deep)} to deep"
        " learning."
    )
    return (
        f"{words.sentence_start(counts)} No public record stands behind rules for"
        " pictures: only training on your data decides."
    )
