"""After training: which rules of thumb the folds bore out, and which misled."""

from collections.abc import Sequence

from dlcompare import words
from dlcompare.advice.prior import Prior
from dlcompare.records import Finding

MOST_NAMED = 4  # rules named in the sentence; the table has all


def before(prior: Prior) -> str:
    """What the rules gave each outcome before training, as a sentence.

    Examples
    --------
    >>> before(Prior(0.11, 0.56, 0.33)).split(": ")[1]
    'classical learning 33%, deep learning 11%, no useful difference 56%.'
    """
    return (
        "Probabilities before training, from public tables: classical learning"
        f" {words.percent(prior.classical)}, deep learning {words.percent(prior.deep)},"
        f" no useful difference {words.percent(prior.level)}."
    )


def hindsight(findings: Sequence[Finding]) -> str:
    """How the rules that lean did on this data, as one or two sentences.

    Parameters
    ----------
    findings : sequence of Finding
        Held against the folds.

    Returns
    -------
    str
        "" if no rule leans or nothing was decided.
    """
    leaning = [f for f in findings if f.leaning != "none" and f.agreement != "open"]
    if not leaning:
        return ""
    misled = [f.title for f in leaning if f.agreement == "refuted"]
    n_right = sum(f.agreement == "confirmed" for f in leaning)
    n_rules = words.spelled(len(leaning))
    rules = "rule that can" if len(leaning) == 1 else f"{n_rules} rules that can"
    borne = "none" if n_right == 0 else words.spelled(n_right)
    if len(leaning) == 1:
        was = "was borne out" if n_right else "was not borne out"
        first = f"The one {rules} be judged {was}."
    else:
        verb = "was" if n_right <= 1 else "were"
        first = f"Of {rules} be judged, {borne} {verb} borne out."
    if not misled:
        return f"{first} None pointed to the wrong family."
    names = words.listed([f"“{title}”" for title in misled], limit=MOST_NAMED)
    return f"{first} Misleading here: {names}."
