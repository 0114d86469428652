"""An explainable boosting machine: a curve per column and a few pairs, added up."""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from interpret.glassbox import (
    ExplainableBoostingClassifier,
    ExplainableBoostingRegressor,
)
from joblib import parallel_config
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone

from dlcompare.modalities.tabular.prepare import n_categorical
from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.stopping import HELD_SHARE, rows_to_stop_on

FEW_ROUNDS = 50  # of every curve when nothing can stop it


class _AdditiveCurves(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share: preparation, held-out rows, threads."""

    def __init__(
        self,
        *,
        prepare: Any,
        settings: Mapping[str, Any],
        seed: int = 0,
        n_threads: int = 1,
        apart: Apart = NOTHING,
    ) -> None:
        self.prepare = prepare
        self.settings = settings
        self.seed = seed
        self.n_threads = n_threads
        self.apart = apart

    def _fit(self, kind: Any, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        self.prepare_ = clone(self.prepare)
        made = np.asarray(self.prepare_.fit_transform(X, y))
        bags = self._bags(y, by_class=by_class)
        model = kind(**self._arguments(made.shape[1], has_bags=bags is not None))
        with warnings.catch_warnings(), parallel_config("threading"):
            # It draws no picture of missing cells; it learns from them all the same.
            warnings.filterwarnings("ignore", message="Missing values detected")
            self.model_ = model.fit(made, y, bags=bags)

    def _bags(
        self, y: npt.NDArray[Any], *, by_class: bool
    ) -> npt.NDArray[np.int8] | None:
        """Shape (n_rows, n_bags): 1 to learn from, -1 to stop on; None: too few."""
        n_bags = self.settings["bags"]
        bags = np.zeros((len(y), n_bags), dtype=np.int8)
        for number in range(n_bags):
            rows = rows_to_stop_on(
                y, seed=self.seed + number, by_class=by_class, apart=self.apart
            )
            if rows is None:
                return None
            fit_rows, held_rows = rows
            bags[fit_rows, number], bags[held_rows, number] = 1, -1
        return bags

    def _arguments(self, n_columns: int, *, has_bags: bool) -> dict[str, Any]:
        settings, n_codes = self.settings, n_categorical(self.prepare_)
        can_pair = n_columns <= settings["most_paired"]
        n_pairs = n_columns * (n_columns - 1) // 2
        kinds = ["nominal"] * n_codes + ["continuous"] * (n_columns - n_codes)
        return {
            "feature_types": kinds,
            "max_bins": settings["max_bins"],
            "max_interaction_bins": settings["pair_bins"],
            "interactions": min(settings["n_pairs"], n_pairs) if can_pair else 0,
            "outer_bags": settings["bags"] if has_bags else 1,
            "validation_size": HELD_SHARE if has_bags else 0,  # `bags` says which
            "learning_rate": settings["learning_rate"],
            "max_rounds": settings["max_rounds"] if has_bags else FEW_ROUNDS,
            "early_stopping_rounds": settings["patience"],
            "early_stopping_tolerance": settings["tolerance"],
            "smoothing_rounds": settings["smoothing"],
            "interaction_smoothing_rounds": settings["smoothing"],
            "min_samples_leaf": settings["min_samples_leaf"],
            "max_leaves": settings["max_leaves"],
            "n_jobs": min(self.n_threads, settings["bags"]) if has_bags else 1,
            "random_state": self.seed,
        }

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class, or the value, of every row."""
        return np.asarray(self.model_.predict(self._made(X)))

    def _made(self, X: Any) -> npt.NDArray[Any]:
        return np.asarray(self.prepare_.transform(X))


class AdditiveCurvesClassifier(ClassifierMixin, _AdditiveCurves):  # type: ignore[misc]
    """Curves for classes: what they add up to is a log-odds."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "AdditiveCurvesClassifier":
        """Bend the curves in turn until the held-out rows gain nothing."""
        self.classes_ = np.unique(y)
        self._fit(ExplainableBoostingClassifier, X, y, by_class=True)
        return self

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        return np.asarray(self.model_.predict_proba(self._made(X)))


class AdditiveCurvesRegressor(RegressorMixin, _AdditiveCurves):  # type: ignore[misc]
    """Curves for values: they add up to the value."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "AdditiveCurvesRegressor":
        """Bend the curves in turn until the held-out rows gain nothing."""
        self._fit(ExplainableBoostingRegressor, X, y, by_class=False)
        return self
