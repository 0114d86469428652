"""Who stands for a family."""

from collections.abc import Mapping, Sequence
from statistics import fmean, median

from dlcompare import metrics
from dlcompare.comparison.health import Diagnosis
from dlcompare.comparison.standings import Finished, shared_folds
from dlcompare.models import MODELS
from dlcompare.records import Plan


def champion(family: Sequence[Finished], plan: Plan) -> Finished | None:
    """The best of a family's rivals, by their mean over the folds that all share.

    If they share none, by their mean over their own folds; a tie goes to the one
    trained faster.

    Parameters
    ----------
    family : sequence of Finished
        Candidates of one family.
    plan : Plan

    Returns
    -------
    Finished or None
        None if no candidate has a score.
    """
    competing = rivals(family, plan)
    if not competing:
        return None
    shared = shared_folds(competing)
    sign = metrics.sign(metrics.find(plan.metric))

    def score(finished: Finished) -> float:
        scores = [finished.scores[k] for k in shared] or finished.scores.values()
        return sign * fmean(scores)

    return max(competing, key=score)


def rivals(family: Sequence[Finished], plan: Plan) -> tuple[Finished, ...]:
    """The candidates of a family that its champion is chosen from, the fastest first.

    A candidate competes if it has finished at least half of the planned folds.
    While no candidate of the family has, all those compete that lack at most one
    fold of the furthest, so that live results do not wait for the last of a round.

    Parameters
    ----------
    family : sequence of Finished
        Candidates of one family.
    plan : Plan

    Returns
    -------
    tuple of Finished
        () if no candidate has a score.
    """
    most = max((f.n_folds for f in family), default=0)
    enough = (plan.scheme.n_folds + 1) // 2
    needed = max(1, enough if most >= enough else most - 1)
    competing = (f for f in family if f.n_folds >= needed)
    return tuple(
        sorted(competing, key=lambda f: median(r.fit_seconds for r in f.folds.values()))
    )


def contenders(
    networks: Sequence[Finished], diagnoses: Mapping[str, Diagnosis]
) -> tuple[Finished, ...]:
    """The networks that may stand for deep learning.

    The naive reference steps back once another network has finished a fold; a
    network that did not train steps back for one that did. If none did, all stay:
    the verdict then says so.

    Parameters
    ----------
    networks : sequence of Finished
        The candidates of the family.
    diagnoses : mapping of model name to Diagnosis
        Of every network.

    Returns
    -------
    tuple of Finished
    """
    names = references()
    scored = [one for one in networks if one.scores]
    made = [one for one in scored if one.candidate.model not in names] or scored
    sound = [one for one in made if not diagnoses[one.candidate.model].is_void]
    return tuple(sound or made)


def reference(networks: Sequence[Finished]) -> Finished | None:
    """The naive network, if it is among these and has a score."""
    names = references()
    return next((n for n in networks if n.candidate.model in names and n.scores), None)


def references() -> frozenset[str]:
    """The names of all naive networks that the program knows."""
    return frozenset(spec.name for spec in MODELS if spec.is_reference)
