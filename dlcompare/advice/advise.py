"""The answer: from rules of thumb before training, from the folds after it."""

import math
from collections.abc import Sequence

from dlcompare import words
from dlcompare.advice.changes import is_short_of_folds, what_would_change
from dlcompare.advice.decide import CHOICES, cheaper, decide, recommended
from dlcompare.advice.luck import luck
from dlcompare.advice.rule import NotApplicable, noun
from dlcompare.advice.rules import RULES
from dlcompare.advice.sentences import sentence, title
from dlcompare.advice.together import averaged
from dlcompare.advice.tutorial import tutorial
from dlcompare.records import (
    Choice,
    Comparison,
    Finding,
    Leaning,
    NotApplied,
    Priorities,
    Profile,
    Together,
    Verdict,
)

NOTHING_ASKED = Priorities()

# A rule of strength 1 turns even odds into three to one, no more: across collections
# of tables, no rule from their looks predicts the winner (AUC 0.34 to 0.64).
LOG_ODDS = math.log(3.0)
LEANS = 0.55  # probability from which the rules are said to lean at all
SUPPORT = ((0.75, "weak"), (0.90, "moderate"), (1.01, "strong"))  # probability below


def advise(
    profile: Profile,
    comparison: Comparison | None = None,
    priorities: Priorities = NOTHING_ASKED,
    *,
    disagreement: float | None = None,
    together: Together | None = None,
) -> Verdict:
    """The verdict with every rule held against the data.

    Before training the rules are all there is: their strengths add up as log-odds.
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

    Returns
    -------
    Verdict
    """
    findings, not_applicable = _run_rules(profile, comparison, priorities)
    if comparison is None:
        return _prior(findings, not_applicable)
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
            comparison, case, profile, disagreement=disagreement
        ),
        together=averaged(comparison, together) if case != "no_signal" else "",
        reference=tutorial(comparison, case),
        luck=luck(comparison) if case != "no_signal" else "",
    )


def _run_rules(
    profile: Profile, comparison: Comparison | None, priorities: Priorities
) -> tuple[tuple[Finding, ...], tuple[NotApplied, ...]]:
    findings, not_applied = [], []
    for rule in RULES:
        try:
            finding = rule.run(profile, comparison, priorities)
        except NotApplicable as answer:
            not_applied.append(
                NotApplied(rule.code, rule.title, rule.says, answer.reason, rule.source)
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
    findings: tuple[Finding, ...], not_applicable: tuple[NotApplied, ...]
) -> Verdict:
    p_deep = p_deep_by_rules(findings)
    choice, p = _leaning(p_deep)
    return Verdict(
        choice=choice,
        title=_prior_title(choice, p),
        sentence=_prior_sentence(findings),
        is_prior=True,
        p_deep=None,
        p_equivalent=None,
        p_classical=None,
        recommended="",
        cheaper="",
        findings=findings,
        not_applicable=not_applicable,
    )


def _leaning(p_deep: float) -> tuple[Choice, float]:
    if p_deep >= LEANS:
        return "deep", p_deep
    if 1 - p_deep >= LEANS:
        return "classical", 1 - p_deep
    return "undecided", max(p_deep, 1 - p_deep)


def _prior_title(choice: Choice, p: float) -> str:
    if choice == "undecided":
        return "By rules of thumb alone: undecided."
    support = next(word for limit, word in SUPPORT if p < limit)
    return f"By rules of thumb alone: {choice}, with {support} support."


def _prior_sentence(findings: Sequence[Finding]) -> str:
    n_deep = sum(f.leaning == "deep" for f in findings)
    n_classical = sum(f.leaning == "classical" for f in findings)
    lean = "rule leans" if n_classical == 1 else "rules lean"
    counts = (
        f"{words.spelled(n_classical)} {lean} to classical learning,"
        f" {words.spelled(n_deep)} to deep learning."
    )
    return (
        f"{words.sentence_start(counts)} Such rules are a weak guide: only training on"
        " your data decides."
    )
