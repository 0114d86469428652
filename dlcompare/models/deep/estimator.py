"""The one wrapper: a network as a scikit-learn estimator. Loads TensorFlow."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from dlcompare.models.deep.training_loop import Loop, loop_for, use_threads
from dlcompare.models.estimators.epochs import Run
from dlcompare.models.estimators.health import against_linear, examine, flat
from dlcompare.models.estimators.members import (
    average,
    groups,
    joined,
    of_members,
    unseen,
    weights,
)
from dlcompare.models.estimators.softmax import fit_sharpness
from dlcompare.models.holdout import hold_out
from dlcompare.models.recipe import Facts, Recipe, Shape, Training
from dlcompare.models.spec import Context

MAX_EXAMINED = 2_000  # rows that the linear model of the health gate learns from
MAX_HELD = 20_000  # validation rows; more tell the best epoch no better
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
    """What classifier and regressor share: preparation, training, weights.

    Attributes
    ----------
    weights_ : list of arrays
        Of all variables, trainable first; packed ones with an axis of members, else
        one member after another.
    epochs_ : tuple of Epoch
        Means over the members.
    best_epoch_ : int
        The median of the members' best epochs.
    sharpness_ : float
        Factor on the logits, from rows held out; 1.0 for values.
    health_ : Health
    """

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

    def _fit(
        self, X: Any, target: Array, *, n_outputs: int, sample_weight: Array | None
    ) -> None:
        """Train on `target`: class codes in [0, n_outputs), or values of scale 1."""
        started = time.perf_counter()
        use_threads(self.context.n_threads)
        training = self._training(X, target)
        weight = weights(sample_weight, len(target))
        self.prepare_ = None if self.prepare is None else clone(self.prepare)
        made = self._made(X, target)
        self.shape_ = self._shape(made, n_outputs)
        self.dtype_, self.n_rows_ = str(made.dtype), len(made)
        self.distortion_ = training.distortion
        parts = [self._part(target, training, m) for m in range(training.members)]
        data = (made, target, weight)
        run = Run(self._loops, training, self.context, data, parts, started)
        run.train()
        self.n_members_ = run.n_members
        self.weights_ = joined(run.weights, is_packed=self.recipe.is_packed)
        self.epochs_ = tuple(run.epochs)
        self.best_epoch_ = int(np.median(run.best_epochs))
        self.clips_ = training.clips_to_seen
        self.sharpness_ = 1.0
        held = [rows for _, rows in parts]
        if self.context.is_classification and all(map(len, held)):
            loops = zip(self._loaded(), (m for _, m in run.loops), strict=True)
            found = fit_sharpness(*unseen(list(loops), made, target, held))
            # An average of members is less sure than each: it needs no blunting.
            self.sharpness_ = max(found, 1.0) if self.n_members_ > 1 else found
        self.health_ = examine(run.epochs, self.best_epoch_)
        rng = np.random.default_rng(self.context.seed)
        fit_rows, held_rows = (rng.permutation(r)[:MAX_EXAMINED] for r in parts[0])
        if len(held_rows):
            self.health_ = against_linear(
                self.health_,
                given=average(self._loaded()[:1], made[held_rows], only_first=True),
                known=(flat(made[fit_rows], self.shape_), target[fit_rows]),
                held=(flat(made[held_rows], self.shape_), target[held_rows]),
            )

    def _training(self, X: Any, target: Array) -> Training:
        facts = Facts(
            n_rows=len(target),
            task=self.context.task,
            metric=self.context.metric,
            inputs=tuple(X.shape[1:]),
            classes=self.context.classes,
        )
        return replace(self.recipe.training(facts), **self.settings)

    def _part(
        self, target: Array, training: Training, member: int
    ) -> tuple[Array, Array]:
        """The rows that a member learns from, and those that tell its best epoch."""
        return hold_out(
            target,
            share=min(training.validation_share, MAX_HELD / len(target)),
            seed=self.context.seed + member,
            by_class=self.context.is_classification,
            apart=self.context.apart,
        )

    def _made(self, X: Any, target: Array | None = None) -> Array:
        """What the network takes; learns the preparation where target is given."""
        if self.prepare_ is None:
            return np.ascontiguousarray(X)
        if target is None:
            made = self.prepare_.transform(X)
        else:
            made = self.prepare_.fit_transform(X, target)
        return np.ascontiguousarray(made, dtype=np.float32)

    def _shape(self, made: Array, n_outputs: int) -> Shape:
        return Shape(
            inputs=tuple(made.shape[1:]),
            n_levels=getattr(self.prepare_, "n_levels_", 0),
            n_outputs=n_outputs,
            is_classification=self.context.is_classification,
            levels=getattr(self.prepare_, "levels_", ()),
            texts=getattr(self.prepare_, "texts_", ()),
            n_words=getattr(self.prepare_, "n_words_", 0),
        )

    def _loops(self, n_members: int) -> list[tuple[Loop, tuple[int, ...]]]:
        """Compiled loops that hold so many members between them."""
        return [
            (
                loop_for(
                    self.recipe,
                    replace(self.shape_, n_members=len(members)),
                    self.dtype_,
                    self.distortion_,
                    number,
                ),
                members,
            )
            for number, members in enumerate(
                groups(n_members, self.n_rows_, is_packed=self.recipe.is_packed)
            )
        ]

    def _loaded(self) -> list[Loop]:
        """The loops with the weights of this estimator in them."""
        use_threads(self.context.n_threads)
        loops = self._loops(self.n_members_)
        for loop, members in loops:
            if loop.holds is self.weights_:
                continue
            n, is_packed = self.n_members_, self.recipe.is_packed
            loop.load(of_members(self.weights_, members, n, is_packed=is_packed))
            loop.holds = self.weights_
        return [loop for loop, _ in loops]

    def _outputs(self, X: Any) -> Array:
        check_is_fitted(self, "weights_")
        if self.prepare is None:
            X = validate_data(self, X, reset=False, allow_nd=True)
        loops, made = self._loaded(), self._made(X)
        return average(loops, made, sharpness=self.sharpness_)

    def _checked(self, X: Any, y: Array) -> tuple[Any, Array]:
        """Rows and target as the network can take them.

        Raises
        ------
        ValueError
            For arrays: if they are not finite numbers of one shape.
        """
        is_classification = self.context.is_classification
        if self.prepare is None:
            X, y = validate_data(
                self,
                X,
                y,
                allow_nd=True,
                ensure_min_samples=2,
                y_numeric=not is_classification,
            )
        if is_classification:
            check_classification_targets(y)
        return X, y


class NetworkClassifier(ClassifierMixin, _Network):  # type: ignore[misc]
    """A network for classes."""

    def fit(
        self, X: Any, y: Array, sample_weight: Array | None = None
    ) -> "NetworkClassifier":
        """Train; every epoch goes to `context.notify`."""
        X, y = self._checked(X, y)
        self.classes_, coded = np.unique(y, return_inverse=True)
        target = coded.astype(np.int32)
        n_outputs = len(self.classes_)
        self._fit(X, target, n_outputs=n_outputs, sample_weight=sample_weight)
        return self

    def predict(self, X: Any) -> Array:
        """The likeliest class of every row."""
        likeliest = self._outputs(X).argmax(axis=1)
        return np.asarray(self.classes_[likeliest])

    def predict_proba(self, X: Any) -> Array:
        """Probabilities of shape (n_rows, n_classes).

        None is closer to 0 or 1 than so many training rows can show: all are
        mixed with equal shares, which weigh as one row does.
        """
        given = self._outputs(X)
        even = 1 / (self.n_rows_ + 1)
        return np.asarray((1 - even) * given + even / len(self.classes_))


class NetworkRegressor(RegressorMixin, _Network):  # type: ignore[misc]
    """A network for values; the target is standardised inside."""

    def fit(
        self, X: Any, y: Array, sample_weight: Array | None = None
    ) -> "NetworkRegressor":
        """Train; every epoch goes to `context.notify`."""
        X, y = self._checked(X, y)
        self.mean_, self.scale_ = float(np.mean(y)), float(np.std(y)) or 1.0
        self.seen_ = (float(np.min(y)), float(np.max(y)))
        standard = ((y - self.mean_) / self.scale_).astype(np.float32)
        self._fit(X, standard, n_outputs=1, sample_weight=sample_weight)
        return self

    def predict(self, X: Any) -> Array:
        """Values in the unit of y."""
        values = self._outputs(X)[:, 0].astype(np.float64) * self.scale_ + self.mean_
        return np.clip(values, *self.seen_) if self.clips_ else values
