"""Learning rate, weight decay and dropout over the steps of a training."""

from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.recipe import Training

WARM_UP_SHARE = 0.05  # of all steps, where the schedule is "cosine"
Array = npt.NDArray[Any]


def learning_rates(training: Training, n_steps: int) -> Array:
    """Learning rate, weight decay and dropout of every step; (n_steps, 3).

    References
    ----------
    "cycles": coslog4 of Holzmueller et al. (2024), 0.5 (1 - cos(2 pi log2(1 + 15 t))).
    """
    t = np.arange(n_steps) / n_steps
    shapes = {
        "constant": np.ones(n_steps),
        "cosine": np.minimum((t + 1 / n_steps) / WARM_UP_SHARE, 1.0)
        * 0.5
        * (1 + np.cos(np.pi * t)),
        "cycles": 0.5 * (1 - np.cos(2 * np.pi * np.log2(1 + 15 * t))),
    }
    fade = np.ones(n_steps)
    if training.fades:
        fade = np.where(t < 0.5, 1.0, 0.5 * (1 + np.cos(np.pi * (2 * t - 1))))
    columns = (
        training.rate_factor * training.learning_rate * shapes[training.schedule],
        training.weight_decay * fade,
        training.dropout * fade,
    )
    return np.stack(columns, axis=1).astype(np.float32)
