"""Rows dealt out to the steps of a training."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Deck:
    """Rows dealt out in random order, shuffled anew when too few are left."""

    def __init__(self, rows: Array, rng: np.random.Generator) -> None:
        self.rows, self.rng = rows, rng
        self.dealt: Array = rng.permutation(rows)

    @property
    def n_rows(self) -> int:
        """Rows in the whole deck."""
        return len(self.rows)

    def draw(self, n: int) -> Array:
        """The next `n` rows, all different."""
        if len(self.dealt) < n:
            self.dealt = self.rng.permutation(self.rows)
        drawn, self.dealt = self.dealt[:n], self.dealt[n:]
        return drawn
