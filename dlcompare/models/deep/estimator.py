"""The one wrapper: a network as a scikit-learn estimator. Loads TensorFlow."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone

from dlcompare.modalities.tabular.prepare import n_levels
from dlcompare.models.deep.training_loop import Loop, loop_for, use_threads
from dlcompare.models.estimators.epochs import Run
from dlcompare.models.estimators.softmax import softmax
from dlcompare.models.holdout import hold_out
from dlcompare.models.recipe import Facts, Recipe, Shape, Training
from dlcompare.models.spec import Context

Array = npt.NDArray[Any]


def network(
    context: Context, *, prepare: Any, recipe: Recipe, settings: Mapping[str, Any]
) -> Any:
    """An unfitted estimator of the network that `recipe` describes.

    Parameters
    ----------
    context : Context
    prepare : transformer or None
        From raw rows to a float32 matrix; None: X is an array of images.
    recipe : Recipe
    settings : mapping
        Fields of `Training` to override; None: as the recipe sets it.
    """
    kind = NetworkClassifier if context.is_classification else NetworkRegressor
    return kind(
        recipe=recipe,
        prepare=prepare,
        settings={k: v for k, v in settings.items() if v is not None},
        context=context,
    )


class _Network(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share: preparation, training, weights."""

    def __init__(
        self,
        *,
        recipe: Recipe,
        prepare: Any,
        settings: Mapping[str, Any],
        context: Context,
    ) -> None:
        self.recipe = recipe
        self.prepare = prepare
        self.settings = settings
        self.context = context

    def __getstate__(self) -> dict[str, Any]:
        """Weights are arrays; the listener of this process stays behind."""
        state = dict(self.__dict__)
        state["context"] = replace(self.context, notify=None)
        return state

    def __sklearn_clone__(self) -> Any:
        """An unfitted one that tells the same listener of its epochs."""
        return type(self)(
            recipe=self.recipe,
            prepare=None if self.prepare is None else clone(self.prepare),
            settings=dict(self.settings),
            context=self.context,
        )

    def _fit(self, X: Any, target: Array, *, n_outputs: int) -> None:
        """Train on `target`: class codes in [0, n_outputs), or values of scale 1."""
        started = time.perf_counter()
        use_threads(self.context.n_threads)
        training = self._training(X, target)
        fit_rows, held_rows = hold_out(
            target,
            share=training.validation_share,
            seed=self.context.seed,
            by_class=self.context.is_classification,
        )
        self.prepare_ = None if self.prepare is None else clone(self.prepare)
        made = self._made(_rows(X, fit_rows), target[fit_rows])
        held = self._made(_rows(X, held_rows)) if len(held_rows) else None
        self.shape_ = Shape(
            inputs=tuple(made.shape[1:]),
            n_levels=0 if self.prepare_ is None else n_levels(self.prepare_),
            n_outputs=n_outputs,
            is_classification=self.context.is_classification,
        )
        self.dtype_ = str(made.dtype)
        self.training_ = training
        waiting = time.perf_counter()
        loop = self._loop()
        started += time.perf_counter() - waiting  # compiling serves all folds
        run = Run(loop, training, self.context, made, target[fit_rows], started)
        run.train(held, target[held_rows])
        self.weights_ = run.weights
        self.epochs_ = tuple(run.epochs)
        self.best_epoch_ = run.best_epoch

    def _training(self, X: Any, target: Array) -> Training:
        facts = Facts(
            n_rows=len(target),
            task=self.context.task,
            metric=self.context.metric,
            inputs=tuple(X.shape[1:]),
            classes=self.context.classes,
        )
        return replace(self.recipe.training(facts), **self.settings)

    def _made(self, X: Any, target: Array | None = None) -> Array:
        """What the network takes; learns the preparation where target is given."""
        if self.prepare_ is None:
            return np.ascontiguousarray(X)
        if target is None:
            made = self.prepare_.transform(X)
        else:
            made = self.prepare_.fit_transform(X, target)
        return np.ascontiguousarray(made, dtype=np.float32)

    def _loop(self) -> Loop:
        return loop_for(
            self.recipe, self.shape_, self.dtype_, self.training_.distortion
        )

    def _outputs(self, X: Any) -> Array:
        use_threads(self.context.n_threads)
        loop = self._loop()
        loop.load(self.weights_)
        return loop.forward(self._made(X))


def _rows(X: Any, rows: Array) -> Any:
    return X.iloc[rows] if hasattr(X, "iloc") else X[rows]


class NetworkClassifier(ClassifierMixin, _Network):  # type: ignore[misc]
    """A network for classes."""

    def fit(self, X: Any, y: Array) -> "NetworkClassifier":
        """Train; every epoch goes to `context.notify`."""
        self.classes_, coded = np.unique(y, return_inverse=True)
        self._fit(X, coded.astype(np.int32), n_outputs=len(self.classes_))
        return self

    def predict(self, X: Any) -> Array:
        """The likeliest class of every row."""
        return np.asarray(self.classes_[self._outputs(X).argmax(axis=1)])

    def predict_proba(self, X: Any) -> Array:
        """Probabilities of shape (n_rows, n_classes)."""
        return softmax(self._outputs(X))


class NetworkRegressor(RegressorMixin, _Network):  # type: ignore[misc]
    """A network for values; the target is standardised inside."""

    def fit(self, X: Any, y: Array) -> "NetworkRegressor":
        """Train; every epoch goes to `context.notify`."""
        self.mean_, self.scale_ = float(np.mean(y)), float(np.std(y)) or 1.0
        self.seen_ = (float(np.min(y)), float(np.max(y)))
        standard = ((y - self.mean_) / self.scale_).astype(np.float32)
        self._fit(X, standard, n_outputs=1)
        return self

    def predict(self, X: Any) -> Array:
        """Values in the unit of y."""
        values = self._outputs(X)[:, 0].astype(np.float64) * self.scale_ + self.mean_
        return np.clip(values, *self.seen_) if self.training_.clips_to_seen else values
