"""RBF support vector machines, with probabilities from inner held-out rows."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.svm import SVC, SVR

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.softmax import (
    fit_temperature,
    mean_log_loss,
    softmax,
)
from dlcompare.models.holdout import hold_out

CACHE_MB = 300


class KernelClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """RBF-SVM; C and the scale of its probabilities are chosen on held-out rows."""

    def __init__(
        self,
        *,
        strengths: tuple[float, ...] = (1.0, 10.0),
        seed: int = 0,
        apart: Apart = NOTHING,
    ) -> None:
        self.strengths = strengths
        self.seed = seed
        self.apart = apart

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "KernelClassifier":
        """Choose C, then fit on all rows."""
        self.classes_, coded = np.unique(y, return_inverse=True)
        fit_rows, held_rows = hold_out(
            coded, share=0.25, seed=self.seed, by_class=True, apart=self.apart
        )
        self.strength_ = float(self.strengths[0])
        self.calibration_ = np.r_[1.0, np.zeros(len(self.classes_))]
        least = np.inf
        for strength in self.strengths if len(held_rows) else ():
            model = self._model(strength).fit(X[fit_rows], coded[fit_rows])
            scores = self._scores(model, X[held_rows])
            calibration = fit_temperature(scores, coded[held_rows])
            given = softmax(calibration[0] * scores + calibration[1:])
            loss = mean_log_loss(given, coded[held_rows])
            if loss < least:
                least, self.strength_, self.calibration_ = loss, strength, calibration
        self.model_ = self._model(self.strength_).fit(X, coded)
        return self

    def _model(self, strength: float) -> Any:
        return SVC(C=strength, cache_size=CACHE_MB)

    def _scores(self, model: Any, X: Any) -> npt.NDArray[np.float64]:
        """Scores of shape (n_rows, n_classes); a class not fitted scores lowest."""
        found = model.decision_function(X)
        if found.ndim == 1:
            found = np.column_stack([np.zeros(len(found)), found])
        scores = np.full((len(found), len(self.classes_)), found.min() - 1.0)
        scores[:, model.classes_] = found
        return scores

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class of every row."""
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        scores = self._scores(self.model_, X)
        return softmax(self.calibration_[0] * scores + self.calibration_[1:])


class KernelRegressor(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """RBF-SVM for values; the target is standardised inside."""

    def __init__(
        self,
        *,
        strengths: tuple[float, ...] = (1.0, 10.0),
        seed: int = 0,
        apart: Apart = NOTHING,
    ) -> None:
        self.strengths = strengths
        self.seed = seed
        self.apart = apart

    def fit(self, X: Any, y: npt.NDArray[np.float64]) -> "KernelRegressor":
        """Choose C on held-out rows, then fit on all rows."""
        self.mean_, self.scale_ = float(np.mean(y)), float(np.std(y)) or 1.0
        z = (y - self.mean_) / self.scale_
        fit_rows, held_rows = hold_out(
            z, share=0.25, seed=self.seed, by_class=False, apart=self.apart
        )
        errors = [0.0] * len(self.strengths)
        if len(held_rows):
            for i, strength in enumerate(self.strengths):
                model = self._model(strength).fit(X[fit_rows], z[fit_rows])
                gaps = model.predict(X[held_rows]) - z[held_rows]
                errors[i] = float(np.mean(gaps**2))
        self.strength_ = float(self.strengths[int(np.argmin(errors))])
        self.model_ = self._model(self.strength_).fit(X, z)
        return self

    def _model(self, strength: float) -> Any:
        return SVR(C=strength, cache_size=CACHE_MB)

    def predict(self, X: Any) -> npt.NDArray[np.float64]:
        """Values in the unit of y."""
        return np.asarray(self.model_.predict(X) * self.scale_ + self.mean_)
