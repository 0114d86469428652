"""When boosting stops: inner held-out rows tell, and what becomes of them then."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.cost import HURRIED, REFITTED
from dlcompare.models.holdout import Rows, hold_out

HELD_SHARE = 0.1  # of the training rows
MIN_ROWS_TO_STOP = 100  # rows; below, held-out rows are too few to stop on
# Rows up to which boosting starts again on all of them once its number of trees is
# known, for twice the time. On public tables of up to 26,000 training rows it mostly
# took 1 to 3% off the error (8% with 26 classes), but added to it on penguins, on
# pulsars with CatBoost and on wine; from 33,000 rows on no gain was seen.
MOST_ROWS_TO_REFIT = REFITTED
# Beyond so many classes each step grows so many trees that steps must be fewer.
MANY_CLASSES, HASTE = HURRIED


def hurried(settings: Mapping[str, Any], steps: str, n_classes: int) -> dict[str, Any]:
    """Settings with larger steps, and fewer of them, where classes are many.

    `steps` is the name under which their number stands.
    """
    if n_classes <= MANY_CLASSES:
        return dict(settings)
    return {
        **settings,
        "learning_rate": HASTE * settings["learning_rate"],
        steps: max(settings[steps] // HASTE, 1),
        "patience": max(settings["patience"] // HASTE, 1),
    }


def rows_to_stop_on(
    y: npt.NDArray[Any], *, seed: int, by_class: bool, apart: Apart = NOTHING
) -> tuple[Rows, Rows] | None:
    """Rows to add trees on and rows to watch; None where these would be too few.

    No class is watched that is not learned.
    """
    if len(y) < MIN_ROWS_TO_STOP:
        return None
    fit_rows, held_rows = hold_out(
        y, share=HELD_SHARE, seed=seed, by_class=by_class, apart=apart
    )
    if by_class:
        held_rows = held_rows[np.isin(y[held_rows], y[fit_rows])]
    return (fit_rows, held_rows) if len(held_rows) else None
