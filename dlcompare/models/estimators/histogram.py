"""HistGradientBoosting, stopped on inner held-out rows whatever the classes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dlcompare.modalities.tabular.prepare import n_categorical
from dlcompare.models.holdout import hold_out

HELD_SHARE = 0.1
FEW_ROWS = 1_000  # rows; below, leaves may be smaller
MIN_ROWS_TO_STOP = 100  # rows; below, held-out rows are too few to stop on
FEW_STEPS = 60  # trees when nothing can stop it


class _HistogramBoosting(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share: preparation, held-out rows, threads."""

    def __init__(
        self,
        *,
        prepare: Any,
        settings: Mapping[str, Any],
        seed: int = 0,
        n_threads: int = 1,
    ) -> None:
        self.prepare = prepare
        self.settings = settings
        self.seed = seed
        self.n_threads = n_threads

    def _fit(self, kind: Any, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        self.prepare_ = clone(self.prepare)
        made = np.asarray(self.prepare_.fit_transform(X, y))
        fit_rows, held_rows = hold_out(
            y, share=HELD_SHARE, seed=self.seed, by_class=by_class
        )
        stops = len(y) >= MIN_ROWS_TO_STOP and len(held_rows) > 0
        if by_class and stops:
            held_rows = held_rows[np.isin(y[held_rows], y[fit_rows])]
        settings = self.settings
        model = kind(
            learning_rate=settings["learning_rate"],
            max_iter=settings["max_iter"] if stops else FEW_STEPS,
            max_leaf_nodes=settings["max_leaf_nodes"],
            min_samples_leaf=20 if len(y) >= FEW_ROWS else 10,
            l2_regularization=settings["l2"],
            categorical_features=list(range(n_categorical(self.prepare_))),
            early_stopping=stops,
            n_iter_no_change=settings["patience"],
            random_state=self.seed,
        )
        with threadpool_limits(self.n_threads):
            if stops:
                held = {"X_val": made[held_rows], "y_val": y[held_rows]}
                self.model_ = model.fit(made[fit_rows], y[fit_rows], **held)
            else:
                self.model_ = model.fit(made, y)

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class, or the value, of every row."""
        with threadpool_limits(self.n_threads):
            return np.asarray(self.model_.predict(self._made(X)))

    def _made(self, X: Any) -> npt.NDArray[Any]:
        return np.asarray(self.prepare_.transform(X))


class HistogramBoostingClassifier(ClassifierMixin, _HistogramBoosting):  # type: ignore[misc]
    """Gradient boosting for classes."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "HistogramBoostingClassifier":
        """Add trees until the held-out rows gain nothing."""
        self.classes_ = np.unique(y)
        self._fit(HistGradientBoostingClassifier, X, y, by_class=True)
        return self

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        with threadpool_limits(self.n_threads):
            return np.asarray(self.model_.predict_proba(self._made(X)))


class HistogramBoostingRegressor(RegressorMixin, _HistogramBoosting):  # type: ignore[misc]
    """Gradient boosting for values."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "HistogramBoostingRegressor":
        """Add trees until the held-out rows gain nothing."""
        self._fit(HistGradientBoostingRegressor, X, y, by_class=False)
        return self
