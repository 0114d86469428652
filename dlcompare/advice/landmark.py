"""Rules that read the scores of two quick models against each other."""

from dlcompare import words
from dlcompare.advice.decide import standing
from dlcompare.advice.facts import FOREST, lead
from dlcompare.advice.naming import score_of
from dlcompare.advice.rule import NotApplicable, Rule, found, in_public
from dlcompare.records import Comparison, Finding, Profile


def of_landmark(
    rule: Rule,
    profile: Profile,
    comparison: Comparison | None,
    *,
    model: str,
    at_least: float,
) -> Finding:
    """What a rule finds if `model` scores above the random forest.

    Parameters
    ----------
    rule : Rule
        With a public record.
    profile : Profile
    comparison : Comparison or None
        None: before training.
    model : str
        The candidate whose lead the rule reads.
    at_least : float
        Practical limits by which it has to lead.

    Returns
    -------
    Finding

    Raises
    ------
    NotApplicable
        If the data are images, if one of the two has no score yet, or if `model` does
        not lead.
    """
    if profile.modality != "tabular":
        raise NotApplicable("The data are images, not a table.")
    if comparison is None:
        raise NotApplicable("Not known before training: it reads two quick models.")
    ahead = lead(comparison, model)
    mine, forest = standing(comparison, model), standing(comparison, FOREST)
    if ahead is None or mine is None or forest is None:
        raise NotApplicable("One of the two models has no score.")
    scores = (
        f"{mine.label} {score_of(comparison, mine)}, {words.within(forest.label)}"
        f" {score_of(comparison, forest)}"
    )
    if ahead <= at_least:
        raise NotApplicable(f"{scores}: not ahead by half of what matters.")
    return found(rule, comparison, text=f"{scores}. {in_public(rule)}")
