"""A decision tree whose small leaves are not sure of themselves."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.tree import DecisionTreeClassifier

PRIOR_ROWS = 2.0  # rows of the whole training set that every leaf counts as well


class SmoothedTreeClassifier(DecisionTreeClassifier):  # type: ignore[misc]
    """A tree whose leaves mix their shares of classes with those of all rows.

    A leaf of few rows, all of one class, would call the others impossible.
    """

    def predict_proba(self, X: Any, check_input: bool = True) -> npt.NDArray[Any]:
        """Probabilities of shape (n_rows, n_classes)."""
        shares = super().predict_proba(X, check_input=check_input)
        n_rows = self.tree_.n_node_samples[self.apply(X)][:, None]
        prior = self.tree_.value[0].reshape(1, -1)
        mixed = n_rows * shares + PRIOR_ROWS * prior / prior.sum()
        return np.asarray(mixed / (n_rows + PRIOR_ROWS))
