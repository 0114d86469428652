"""Boosting of symmetric trees (CatBoost's kind), stopped on inner held-out rows."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone

from dlcompare.modalities.tabular.prepare import n_categorical
from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.stopping import MOST_ROWS_TO_REFIT, rows_to_stop_on

FEW_TREES = 200  # when nothing can stop it
STOP_ON = {"mae": "MAE"}  # as in histogram.py
UNKNOWN = -1  # the code CatBoost gets for a level it has not seen


class _SymmetricTrees(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share; `model` is an unfitted CatBoost one."""

    def __init__(
        self,
        *,
        prepare: Any,
        model: Any,
        patience: int = 50,
        metric: str = "",
        seed: int = 0,
        apart: Apart = NOTHING,
    ) -> None:
        self.prepare = prepare
        self.model = model
        self.patience = patience
        self.metric = metric
        self.seed = seed
        self.apart = apart

    def _fit(self, X: Any, y: npt.NDArray[Any], *, by_class: bool) -> None:
        self.prepare_ = clone(self.prepare)
        made = np.asarray(self.prepare_.fit_transform(X, y))
        rows = rows_to_stop_on(y, seed=self.seed, by_class=by_class, apart=self.apart)
        model = clone(self.model)
        codes = list(range(n_categorical(self.prepare_)))
        if rows is None:
            model.set_params(
                iterations=min(FEW_TREES, model.get_params()["iterations"])
            )
            self.model_ = model.fit(self._table(made), y, cat_features=codes)
            return
        fit_rows, held_rows = rows
        if self.metric in STOP_ON:
            model.set_params(eval_metric=STOP_ON[self.metric])
        self.model_ = model.fit(
            self._table(made[fit_rows]),
            y[fit_rows],
            cat_features=codes,
            eval_set=(self._table(made[held_rows]), y[held_rows]),
            early_stopping_rounds=self.patience,
            use_best_model=True,
        )
        if len(y) <= MOST_ROWS_TO_REFIT:
            again = clone(self.model).set_params(iterations=max(model.tree_count_, 1))
            self.model_ = again.fit(self._table(made), y, cat_features=codes)

    def _table(self, made: npt.NDArray[Any]) -> Any:
        """The matrix as CatBoost wants it: codes as categories, not as numbers."""
        n_codes = n_categorical(self.prepare_)
        columns: dict[int, Any] = dict(enumerate(made.T))
        for place in range(n_codes):
            whole = np.nan_to_num(made[:, place], nan=UNKNOWN).astype(np.int32)
            known = np.arange(UNKNOWN, whole.max(initial=0) + 1)
            columns[place] = pd.Categorical.from_codes(whole - UNKNOWN, known)
        return pd.DataFrame(columns, copy=False)

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
