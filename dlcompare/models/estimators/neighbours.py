"""Nearest neighbours whose number is chosen on inner held-out rows."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.holdout import hold_out

N_CHOICE_ROWS = 2_000  # rows tried for the choice of k


class _Neighbours(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share; k never exceeds the training rows."""

    def __init__(
        self,
        *,
        neighbours: tuple[int, ...] = (5, 15, 31),
        seed: int = 0,
        n_threads: int = 1,
        apart: Apart = NOTHING,
    ) -> None:
        self.neighbours = neighbours
        self.seed = seed
        self.n_threads = n_threads
        self.apart = apart

    def _kind(self) -> Any:
        raise NotImplementedError

    def _model(self, n_neighbours: int) -> Any:
        return self._kind()(
            n_neighbours, weights="distance", n_jobs=self.n_threads, algorithm="auto"
        )

    def _fit(self, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        fit_rows, held_rows = hold_out(
            y, share=0.2, seed=self.seed, by_class=by_class, apart=self.apart
        )
        held_rows = held_rows[:N_CHOICE_ROWS] if not by_class else held_rows
        if len(held_rows) > N_CHOICE_ROWS:
            rng = np.random.default_rng(self.seed)
            held_rows = rng.permutation(held_rows)[:N_CHOICE_ROWS]
        possible = [k for k in self.neighbours if k <= len(fit_rows)]
        self.n_neighbours_ = min([*self.neighbours, len(y)])
        if len(possible) > 1 and len(held_rows):
            scores = [
                self._model(k)
                .fit(X[fit_rows], y[fit_rows])
                .score(X[held_rows], y[held_rows])
                for k in possible
            ]
            self.n_neighbours_ = possible[int(np.argmax(scores))]
        self.model_ = self._model(self.n_neighbours_).fit(X, y)

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The vote, or the weighted mean, of the nearest rows."""
        return np.asarray(self.model_.predict(X))


class NeighboursClassifier(ClassifierMixin, _Neighbours):  # type: ignore[misc]
    """Nearest neighbours for classes."""

    def _kind(self) -> Any:
        return KNeighborsClassifier

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "NeighboursClassifier":
        """Choose k, then remember all rows."""
        self.classes_ = np.unique(y)
        self._fit(X, y, by_class=True)
        return self

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        return np.asarray(self.model_.predict_proba(X))


class NeighboursRegressor(RegressorMixin, _Neighbours):  # type: ignore[misc]
    """Nearest neighbours for values."""

    def _kind(self) -> Any:
        return KNeighborsRegressor

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "NeighboursRegressor":
        """Choose k, then remember all rows."""
        self._fit(X, y, by_class=False)
        return self
