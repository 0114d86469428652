"""Linear support vector machines on many sparse columns, with probabilities."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags_array
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import Ridge
from sklearn.svm import LinearSVC

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.kernel import KernelClassifier
from dlcompare.models.holdout import hold_out

SMOOTHING = 1.0  # added to the sum of every column; Wang & Manning (2012)
MAX_ITERATIONS = 2_000  # of the machine; it needs some ten on texts
RIDGE_STEPS = 300  # of conjugate gradients
Array = npt.NDArray[Any]


class MarginClassifier(KernelClassifier):
    """A linear SVM; C and the scale of its probabilities from held-out rows."""

    def _model(self, strength: float) -> Any:
        return _margin(strength, self.seed)


class RatioClassifier(KernelClassifier):
    """`RatioMachine`; C and the scale of its probabilities from held-out rows."""

    def _model(self, strength: float) -> Any:
        return RatioMachine(strength=strength, seed=self.seed)


class RatioMachine(BaseEstimator):  # type: ignore[misc]
    """One linear SVM per class on columns weighed by what they say of it (NB-SVM).

    A column weighs as the logarithm of how often it occurs in the class over how
    often in the others, as naive Bayes would have it. Columns with negative values
    are no counts and stay as they are.

    References
    ----------
    Wang & Manning (2012), Baselines and bigrams, ACL.
    """

    def __init__(self, *, strength: float = 1.0, seed: int = 0) -> None:
        self.strength = strength
        self.seed = seed

    def fit(self, X: Any, y: Array) -> "RatioMachine":
        """Learn weights and a machine for every class; one for two classes."""
        X = csr_matrix(X)
        self.classes_ = np.unique(y)
        wanted = self.classes_[1:] if len(self.classes_) == 2 else self.classes_
        self.coef_, self.intercept_ = np.zeros((len(wanted), X.shape[1])), []
        for place, label in enumerate(wanted):
            is_one = y == label
            ratio = _ratio(X, is_one)
            fitted = _margin(self.strength, self.seed).fit(
                X @ diags_array(ratio, format="csr"), is_one
            )
            self.coef_[place] = fitted.coef_[0] * ratio
            self.intercept_.append(float(fitted.intercept_[0]))
        return self

    def decision_function(self, X: Any) -> Array:
        """Scores of shape (n_rows, n_classes), or (n_rows,) of the second of two."""
        scores = np.asarray(X @ self.coef_.T + np.array(self.intercept_))
        return scores[:, 0] if len(self.classes_) == 2 else scores


def _ratio(X: Any, is_one: npt.NDArray[np.bool_]) -> Array:
    inside = SMOOTHING + np.asarray(X[is_one].sum(axis=0)).ravel()
    outside = SMOOTHING + np.asarray(X[~is_one].sum(axis=0)).ravel()
    is_count = X.min(axis=0).toarray().ravel() >= 0
    shares = inside[is_count] / inside[is_count].sum()
    others = outside[is_count] / outside[is_count].sum()
    ratio = np.ones(X.shape[1])
    ratio[is_count] = np.log(shares / others)
    return ratio


def _margin(strength: float, seed: int) -> Any:
    return LinearSVC(C=strength, max_iter=MAX_ITERATIONS, random_state=seed)


class SparseRidge(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Ridge regression on many sparse columns; the penalty from held-out rows."""

    def __init__(
        self,
        *,
        penalties: tuple[float, ...] = (0.1, 0.3, 1.0, 3.0, 10.0),
        seed: int = 0,
        apart: Apart = NOTHING,
    ) -> None:
        self.penalties = penalties
        self.seed = seed
        self.apart = apart

    def fit(self, X: Any, y: npt.NDArray[np.float64]) -> "SparseRidge":
        """Choose the penalty, then fit on all rows."""
        self.mean_, self.scale_ = float(np.mean(y)), float(np.std(y)) or 1.0
        z = (y - self.mean_) / self.scale_
        fit_rows, held_rows = hold_out(
            z, share=0.25, seed=self.seed, by_class=False, apart=self.apart
        )
        errors = [0.0] * len(self.penalties)
        for i, penalty in enumerate(self.penalties if len(held_rows) else ()):
            model = self._model(penalty).fit(X[fit_rows], z[fit_rows])
            errors[i] = float(
                np.mean((model.predict(X[held_rows]) - z[held_rows]) ** 2)
            )
        self.penalty_ = float(self.penalties[int(np.argmin(errors))])
        self.model_ = self._model(self.penalty_).fit(X, z)
        return self

    def _model(self, penalty: float) -> Any:
        return Ridge(alpha=penalty, solver="sparse_cg", max_iter=RIDGE_STEPS)

    def predict(self, X: Any) -> npt.NDArray[np.float64]:
        """Values in the unit of y."""
        return np.asarray(self.model_.predict(X) * self.scale_ + self.mean_)
