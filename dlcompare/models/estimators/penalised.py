"""Logistic and ridge regression whose penalty is chosen on inner held-out rows."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression, RidgeCV

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.estimators.softmax import mean_log_loss
from dlcompare.models.holdout import hold_out

N_CHOICE_ROWS = 20_000  # rows; more change the choice of a penalty very little
MAX_ITERATIONS = 1_000
WIDE_TOLERANCE = 1e-3  # of the gradient; more digits change no prediction of texts


class PenalisedLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic regression; C is the one of `strengths` of least held-out log-loss.

    Inner held-out rows instead of inner folds of equal class shares: classes of
    one or two members are common here and do not stop it. `is_wide` takes Newton's
    method, on a hundred thousand sparse columns some ten times as fast.
    """

    def __init__(
        self,
        *,
        strengths: tuple[float, ...] = (0.01, 0.1, 1.0, 10.0),
        seed: int = 0,
        apart: Apart = NOTHING,
        is_wide: bool = False,
    ) -> None:
        self.strengths = strengths
        self.is_wide = is_wide
        self.seed = seed
        self.apart = apart

    def fit(self, X: Any, y: npt.NDArray[Any]) -> "PenalisedLogistic":
        """Choose the penalty, then fit on all rows."""
        self.classes_, coded = np.unique(y, return_inverse=True)
        self.strength_ = self._choose(X, coded)
        self.model_ = self._model(self.strength_).fit(X, y)
        return self

    def _choose(self, X: Any, coded: npt.NDArray[Any]) -> float:
        rng = np.random.default_rng(self.seed)
        chosen = rng.permutation(len(coded))[:N_CHOICE_ROWS]
        losses = np.zeros(len(self.strengths))
        for repeat in range(3 if len(chosen) <= 5_000 else 1):
            fit_rows, held_rows = hold_out(
                coded[chosen],
                share=0.25,
                seed=self.seed + repeat,
                by_class=True,
                apart=self.apart.of(chosen),
            )
            fit_rows, held_rows = chosen[fit_rows], chosen[held_rows]
            known, fit_codes = np.unique(coded[fit_rows], return_inverse=True)
            held_rows = held_rows[np.isin(coded[held_rows], known)]
            if len(known) < 2 or len(held_rows) == 0:
                return 1.0
            held_codes = np.searchsorted(known, coded[held_rows])
            for i, strength in enumerate(self.strengths):
                model = self._model(strength).fit(X[fit_rows], fit_codes)
                given = model.predict_proba(X[held_rows])
                losses[i] += mean_log_loss(given, held_codes)
        return float(self.strengths[int(np.argmin(losses))])

    def _model(self, strength: float) -> Any:
        fast = {"solver": "newton-cg", "tol": WIDE_TOLERANCE} if self.is_wide else {}
        return LogisticRegression(C=strength, max_iter=MAX_ITERATIONS, **fast)

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """The likeliest class of every row."""
        return np.asarray(self.model_.predict(X))

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Probabilities of shape (n_rows, n_classes)."""
        return np.asarray(self.model_.predict_proba(X))


def ridge() -> Any:
    """Ridge regression; the penalty of least leave-one-out error."""
    return RidgeCV(alphas=np.logspace(-3, 4, 15))
