"""What the rules may know of our data, in the words of the public data sets."""

from dlcompare import metrics
from dlcompare.advice.decide import standing
from dlcompare.records import Comparison, Facts, Profile

LINEAR, NEAREST, FOREST = "linear", "nearest", "forest"  # the landmarks' candidates


def facts_of(profile: Profile, comparison: Comparison | None = None) -> Facts:
    """What is known before training, and after it the leads of the landmarks.

    Parameters
    ----------
    profile : Profile
        Of a table.
    comparison : Comparison or None
        None: before training; the leads are then unknown.

    Returns
    -------
    Facts
    """
    is_known = any(t.name == "categorical_share" for t in profile.traits)
    return Facts(
        n_rows=profile.n_rows,
        n_features=profile.n_features,
        n_classes=0 if profile.task == "regression" else profile.n_classes,
        categorical_share=profile.trait("categorical_share") if is_known else None,
        linear_lead=lead(comparison, LINEAR),
        nearest_lead=lead(comparison, NEAREST),
    )


def lead(comparison: Comparison | None, model: str) -> float | None:
    """How far a candidate scores above the random forest, in practical limits.

    Parameters
    ----------
    comparison : Comparison or None
    model : str

    Returns
    -------
    float or None
        None unless both have a score and the limit is above 0.
    """
    if comparison is None or not comparison.rope:
        return None
    mine, forest = standing(comparison, model), standing(comparison, FOREST)
    if mine is None or forest is None or mine.score is None or forest.score is None:
        return None
    sign = metrics.sign(metrics.find(comparison.metric))
    return sign * (mine.score - forest.score) / comparison.rope
