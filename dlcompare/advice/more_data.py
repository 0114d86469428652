"""What more rows would change, as the learning curves have it."""

from dlcompare import words
from dlcompare.records import Comparison, LearningCurves


def more_data(curves: LearningCurves | None, comparison: Comparison) -> tuple[str, ...]:
    """What the learning curves come to, and why that is not certain, as sentences.

    Parameters
    ----------
    curves : LearningCurves or None
        None: not measured, and nothing is said.
    comparison : Comparison

    Returns
    -------
    tuple of str
        At most one.
    """
    if curves is None:
        return ()
    parts = [f"More rows. {curves.sentence}", *_stand_in(curves, comparison)]
    n = len(curves.reasons)
    if n:
        speak = "reason speaks" if n == 1 else "reasons speak"
        parts.append(
            f"{words.sentence_start(words.spelled(n))} {speak} against leaning on this,"
            " told below the learning curves."
        )
    return (" ".join(parts),)


def _stand_in(curves: LearningCurves, comparison: Comparison) -> list[str]:
    """That a model is not the champion of its family, where this is so."""
    champions = {
        "classical": comparison.best_classical,
        "deep": comparison.best_deep,
    }
    others = [
        words.within(curve.label)
        for family, curve in curves.by_family.items()
        if champions[family] != curve.model
    ]
    if not others:
        return []
    family = "its family" if len(others) == 1 else "their families"
    return [
        f"Not the best of {family}, but about as good and faster to train on many"
        f" samples: {words.listed(others)}."
    ]
