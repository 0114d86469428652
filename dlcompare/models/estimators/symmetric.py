"""Boosting of symmetric trees (CatBoost's kind), stopped on inner held-out rows."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone

from dlcompare.modalities.tabular.prepare import n_categorical
from dlcompare.models.holdout import hold_out

HELD_SHARE = 0.1
MIN_ROWS_TO_STOP = 100  # rows; below, held-out rows are too few to stop on
FEW_STEPS = 200  # trees when nothing can stop it
UNKNOWN = -1  # the code CatBoost gets for a level it has not seen


class _SymmetricTrees(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share; `model` is an unfitted CatBoost one."""

    def __init__(
        self, *, prepare: Any, model: Any, patience: int = 50, seed: int = 0
    ) -> None:
        self.prepare = prepare
        self.model = model
        self.patience = patience
        self.seed = seed

    def _fit(self, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        self.prepare_ = clone(self.prepare)
        made = np.asarray(self.prepare_.fit_transform(X, y))
        fit_rows, held_rows = hold_out(
            y, share=HELD_SHARE, seed=self.seed, by_class=by_class
        )
        if by_class:
            held_rows = held_rows[np.isin(y[held_rows], y[fit_rows])]
        stops = len(y) >= MIN_ROWS_TO_STOP and len(held_rows) > 0
        self.model_ = clone(self.model)
        codes = list(range(n_categorical(self.prepare_)))
        if not stops:
            few = min(FEW_STEPS, self.model_.get_params()["iterations"])
            self.model_.set_params(iterations=few)
            self.model_.fit(self._table(made), y, cat_features=codes)
            return
        self.model_.fit(
            self._table(made[fit_rows]),
            y[fit_rows],
            cat_features=codes,
            eval_set=(self._table(made[held_rows]), y[held_rows]),
            early_stopping_rounds=self.patience,
            use_best_model=True,
        )

    def _table(self, made: npt.NDArray[Any]) -> Any:
        """The matrix as CatBoost wants it: codes of categories as whole numbers."""
        n_codes = n_categorical(self.prepare_)
        whole = np.nan_to_num(made[:, :n_codes], nan=UNKNOWN).astype(np.int64)
        parts = [pd.DataFrame(whole), pd.DataFrame(made[:, n_codes:])]
        return pd.concat(parts, axis=1, ignore_index=True)

    def _made(self, X: Any) -> Any:
        return self._table(np.asarray(self.prepare_.transform(X)))


class SymmetricTreesClassifier(ClassifierMixin, _SymmetricTrees):  # type: ignore[misc]
    """CatBoost for classes."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "SymmetricTreesClassifier":
        """Add trees until the held-out rows gain nothing."""
        self.classes_ = np.unique(y)
        self._fit(X, y, by_class=True)
        return self

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class of every row."""
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        return np.asarray(self.model_.predict_proba(self._made(X)))


class SymmetricTreesRegressor(RegressorMixin, _SymmetricTrees):  # type: ignore[misc]
    """CatBoost for values."""

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "SymmetricTreesRegressor":
        """Add trees until the held-out rows gain nothing."""
        self._fit(X, y, by_class=False)
        return self

    def predict(self, X: Any) -> npt.NDArray[np.float64]:
        """Values in the unit of y."""
        return np.asarray(self.model_.predict(self._made(X)))
