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
from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.stopping import MOST_ROWS_TO_REFIT, rows_to_stop_on

FEW_ROWS = 1_000  # rows; below, leaves may be half as small
FEW_TREES = 60  # when nothing can stop it
# What held-out rows are scored by, where it is not the loss that trees lessen. For
# classes the log-loss decides whatever the metric: on a few hundred rows it changes
# smoothly where an AUC or an accuracy jumps.
STOP_ON = {"mae": "neg_mean_absolute_error"}


class _HistogramBoosting(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share: preparation, held-out rows, threads."""

    def __init__(
        self,
        *,
        prepare: Any,
        settings: Mapping[str, Any],
        metric: str = "",
        seed: int = 0,
        n_threads: int = 1,
        apart: Apart = NOTHING,
    ) -> None:
        self.prepare = prepare
        self.settings = settings
        self.metric = metric
        self.seed = seed
        self.n_threads = n_threads
        self.apart = apart

    def _fit(self, kind: Any, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        self.prepare_ = clone(self.prepare)
        made = np.asarray(self.prepare_.fit_transform(X, y))
        rows = rows_to_stop_on(y, seed=self.seed, by_class=by_class, apart=self.apart)
        with threadpool_limits(self.n_threads):
            if rows is None:
                model = self._model(kind, len(y), n_trees=FEW_TREES)
                self.model_ = model.fit(made, y)
                return
            fit_rows, held_rows = rows
            held = {"X_val": made[held_rows], "y_val": y[held_rows]}
            model = self._model(kind, len(y), scoring=STOP_ON.get(self.metric, "loss"))
            self.model_ = model.fit(made[fit_rows], y[fit_rows], **held)
            if len(y) <= MOST_ROWS_TO_REFIT:
                best = max(int(np.argmax(model.validation_score_)), 1)
                self.model_ = self._model(kind, len(y), n_trees=best).fit(made, y)

    def _model(
        self, kind: Any, n_rows: int, *, n_trees: int = 0, scoring: str = "loss"
    ) -> Any:
        """Unfitted, with so many trees; with 0 it stops on held-out rows."""
        settings = self.settings
        least = settings["min_samples_leaf"]
        return kind(
            learning_rate=settings["learning_rate"],
            max_iter=n_trees or settings["max_iter"],
            max_leaf_nodes=settings["max_leaf_nodes"],
            max_features=settings["max_features"],
            min_samples_leaf=least if n_rows >= FEW_ROWS else max(least // 2, 1),
            l2_regularization=settings["l2"],
            categorical_features=list(range(n_categorical(self.prepare_))),
            early_stopping=not n_trees,
            scoring=scoring,
            n_iter_no_change=settings["patience"],
            random_state=self.seed,
        )

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
