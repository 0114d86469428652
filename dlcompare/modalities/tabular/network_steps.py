"""Steps of the inputs of networks that scikit-learn does not have."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.preprocessing import StandardScaler

MIN_LEVEL_ROWS = 2  # rows; a level of one row says nothing about another
Array = npt.NDArray[Any]


class Standard(StandardScaler):  # type: ignore[misc]
    """Mean and standard deviation; also of no columns at all."""

    def fit(self, X: Array, y: Any = None) -> "Standard":
        """Learn both of every column."""
        if X.shape[1]:
            super().fit(X)
        return self

    def transform(self, X: Array) -> Array:
        """Scaled values."""
        return np.asarray(super().transform(X)) if X.shape[1] else X


def places(column: pd.Series) -> dict[str, int]:
    """From level to code, from 1, the commonest first; single rows are unknown."""
    column = column.astype("category")
    counts = np.bincount(
        column.cat.codes.to_numpy() + 1, minlength=len(column.cat.categories) + 1
    )[1:]
    order = np.argsort(-counts, kind="stable")
    kept = order[counts[order] >= MIN_LEVEL_ROWS]
    return {str(column.cat.categories[i]): n for n, i in enumerate(kept, start=1)}
