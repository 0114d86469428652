"""More rows, by the learning curves: who would lead with how many, and by how much."""

from dlcompare import words
from dlcompare.records import Change, Forecast, LearningCurves

SOURCE = "The learning curves measured here, carried on as public ones went"
AHEAD = {
    "deep": "Deep learning ahead",
    "classical": "Classical learning ahead",
    None: "Either family may be ahead",
}


def curve_changes(curves: LearningCurves | None, noun: str) -> list[Change]:
    """The farthest forecast of the gap; [] where none can be made.

    Parameters
    ----------
    curves : LearningCurves or None
        None: not measured.
    noun : str
        What a row of the data is: "row" or "image".
    """
    if curves is None or not curves.forecasts:
        return []
    farthest: Forecast = max(curves.forecasts, key=lambda one: one.n_rows)
    gap = words.difference(farthest.gap, farthest.low, farthest.high, limit=curves.rope)
    return [
        Change(
            "rows",
            f"{farthest.times} times as many {noun}s",
            AHEAD[farthest.ahead],
            f"Deep minus classical {gap} with {words.count(farthest.n_rows, noun)}",
            SOURCE,
        )
    ]
