"""Networks trained by one compiled function per epoch. Loads TensorFlow.

On small data the time goes into calling, not computing. So the rows lie in
memory, an epoch is one call, and a network built for one fold is used again for
the next with new weights.
"""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.deep.layers.dropout import FadingDropout
from dlcompare.models.deep.layers.library import tf
from dlcompare.models.recipe import Distortion, Recipe, Shape, Training

BETA_1 = 0.9  # of Adam; no recipe changes it
Array = npt.NDArray[Any]


@functools.cache
def use_threads(n_threads: int) -> None:
    """Let TensorFlow compute with `n_threads`; without effect once it has begun."""
    try:
        tf.config.threading.set_intra_op_parallelism_threads(n_threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    except RuntimeError:  # it has begun: an earlier fit of this process set them
        return


@functools.lru_cache(maxsize=8)
def loop_for(
    recipe: Recipe, shape: Shape, dtype: str, distortion: Distortion | None
) -> "Loop":
    """The compiled loop of this process for a network of this shape.

    Compiling takes a second, so later folds use it again. Explicit and bounded;
    `Loop.restart` removes all traces of an earlier fit.
    """
    loop = Loop(recipe, shape, dtype, distortion)
    loop.compile(dtype)
    return loop


class Loop:
    """A network, its optimiser state, and the compiled functions over them."""

    def __init__(
        self, recipe: Recipe, shape: Shape, dtype: str, distortion: Distortion | None
    ) -> None:
        self.recipe, self.shape, self.distortion = recipe, shape, distortion
        self.network = recipe.network(shape, 0)
        self.weights = [v.value for v in self.network.trainable_variables]
        self.state = [v.value for v in self.network.non_trainable_variables]
        self.moments = [
            (tf.Variable(tf.zeros_like(w)), tf.Variable(tf.zeros_like(w)))
            for w in self.weights
        ]
        self.factors, self.decays = _factors(self.network)
        self.keep = tf.Variable(1.0)
        self.seed = tf.Variable([0, 0], dtype=tf.int32)
        for layer in self.network.layers:
            if isinstance(layer, FadingDropout):
                layer.control = [self.keep, self.seed]
        rows = tf.TensorSpec((None, *shape.inputs), dtype)
        kind = tf.int32 if shape.is_classification else tf.float32
        vector = tf.TensorSpec((None,), tf.float32)
        whole = tf.TensorSpec((), tf.int32)
        self.run_epoch = tf.function(
            self._epoch,
            jit_compile=False,
            input_signature=[
                rows,
                tf.TensorSpec((None,), kind),
                tf.TensorSpec((None,), tf.int32),
                tf.TensorSpec((None, 3), tf.float32),
                whole,
                whole,
                whole,
                vector,
            ],
        )
        self.run_forward = tf.function(
            self._forward, jit_compile=False, input_signature=[rows]
        )

    def compile(self, dtype: str) -> None:
        """Trace both functions on two empty rows at rate 0; no fit waits for it."""
        X = tf.zeros((2, *self.shape.inputs), dtype)
        kind = tf.int32 if self.shape.is_classification else tf.float32
        self.run_epoch(
            X,
            tf.zeros(2, kind),
            tf.range(2),
            tf.zeros((1, 3)),
            tf.constant(2),
            tf.constant(0),
            tf.constant(0),
            tf.constant((BETA_1, 1.0, 0.0)),
        )
        self.run_forward(X)

    def restart(self, seed: int) -> None:
        """New weights from `seed`; no memory of earlier fits."""
        fresh = self.recipe.network(self.shape, seed)
        self.load([v.numpy() for v in _variables(fresh)])
        for first, second in self.moments:
            first.assign(tf.zeros_like(first))
            second.assign(tf.zeros_like(second))

    def load(self, arrays: list[Array]) -> None:
        """Put `arrays`, as `arrays()` gave them, into the network."""
        for variable, array in zip([*self.weights, *self.state], arrays, strict=True):
            variable.assign(array)

    def arrays(self) -> list[Array]:
        """Copies of all weights and of the state of normalisations."""
        return [variable.numpy() for variable in [*self.weights, *self.state]]

    def tensor(self, values: Array) -> Any:
        """Rows where the network computes."""
        return tf.constant(values)

    def epoch(
        self,
        X: Any,
        y: Any,
        order: Array,
        rates: Array,
        *,
        first_step: int,
        training: Training,
        seed: int,
    ) -> float:
        """Train on the rows in `order`; the mean loss over them.

        `rates` has shape (n_steps, 3): learning rate, weight decay, dropout.
        """
        constants = (training.beta_2, training.epsilon, training.label_smoothing)
        return float(
            self.run_epoch(
                X,
                y,
                tf.constant(order, tf.int32),
                tf.constant(rates, tf.float32),
                tf.constant(training.batch_size),
                tf.constant(first_step),
                tf.constant(seed),
                tf.constant(constants, tf.float32),
            )
        )

    def forward(self, X: Any) -> Array:
        """Outputs of shape (n_rows, n_outputs), in pieces that fit in memory."""
        size = self.recipe.rows_at_once
        pieces = [
            self.run_forward(X[at : at + size]).numpy()
            for at in range(0, int(X.shape[0]), size)
        ]
        return np.concatenate(pieces)

    def _forward(self, X: Any) -> Any:
        return self.network(tf.cast(X, tf.float32), training=False)

    def _epoch(
        self,
        X: Any,
        y: Any,
        order: Any,
        rates: Any,
        size: Any,
        first: Any,
        seed: Any,
        constants: Any,
    ) -> Any:
        n_rows = tf.shape(order)[0]
        total = tf.constant(0.0)
        for i in tf.range(tf.shape(rates)[0]):
            rows = order[i * size : tf.minimum((i + 1) * size, n_rows)]
            self.keep.assign(1.0 - rates[i, 2])
            self.seed.assign(tf.stack([seed, first + i]))
            batch = tf.cast(tf.gather(X, rows), tf.float32)
            if self.distortion is not None:
                batch = distort(batch, self.distortion, self.seed)
            with tf.GradientTape() as tape:
                given = self.network(batch, training=True)
                loss = self._loss(given, tf.gather(y, rows), constants[2])
            gradients = tape.gradient(loss, self.weights)
            self._update(
                gradients, rates[i], tf.cast(first + i + 1, tf.float32), constants
            )
            total += loss * tf.cast(tf.shape(rows)[0], tf.float32)
        return total / tf.cast(n_rows, tf.float32)

    def _loss(self, given: Any, truth: Any, smoothing: Any) -> Any:
        if not self.shape.is_classification:
            return tf.reduce_mean(tf.square(given[:, 0] - truth))
        k = self.shape.n_outputs
        hot = tf.one_hot(truth, k) * (1.0 - smoothing) + smoothing / k
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(hot, given))

    def _update(self, gradients: Any, rates: Any, step: Any, constants: Any) -> None:
        """Adam with decoupled weight decay; a factor per variable on the rate."""
        power_1 = tf.pow(BETA_1, step)
        power_2 = tf.pow(constants[0], step)
        for k, (weight, gradient) in enumerate(
            zip(self.weights, gradients, strict=True)
        ):
            if self.decays[k]:
                weight.assign(weight * (1.0 - self.decays[k] * rates[0] * rates[1]))
            first, second = self.moments[k]
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=first.handle,
                v=second.handle,
                beta1_power=power_1,
                beta2_power=power_2,
                lr=rates[0] * self.factors[k],
                beta1=BETA_1,
                beta2=constants[0],
                epsilon=constants[1],
                grad=gradient,
            )


def _variables(network: Any) -> list[Any]:
    return [*network.trainable_variables, *network.non_trainable_variables]


def _factors(network: Any) -> tuple[list[float], list[float]]:
    """Per trainable variable: a factor on the rate, and one on the decay."""
    factors, decays = {}, {}
    for layer in network.layers:
        for variable in layer.trainable_variables:
            own = getattr(layer, "rate_factors", {})
            factors[variable.path] = own.get(variable.name, 1.0)
            decays[variable.path] = 1.0 if variable.name == "kernel" else 0.0
    paths = [variable.path for variable in network.trainable_variables]
    return [factors[p] for p in paths], [decays[p] for p in paths]


def distort(images: Any, how: Distortion, seed: Any) -> Any:
    """Images of shape (batch, height, width, channels), each shifted and turned."""
    n, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]
    draw = tf.random.stateless_uniform((5, n), seed, -1.0, 1.0)
    angle = draw[0] * (how.rotation_degrees * np.pi / 180)
    zoom = 1.0 + draw[1] * how.zoom
    cos, sin = tf.cos(angle) * zoom, tf.sin(angle) * zoom
    mid_x, mid_y = (width - 1) / 2, (height - 1) / 2
    flip = tf.where(draw[4] > 0, 1.0, -1.0) if how.mirrors else tf.ones_like(cos)
    a, b, c, d = cos * flip, -sin, sin * flip, cos
    shift_x = mid_x - a * mid_x - b * mid_y + draw[2] * how.shift * width
    shift_y = mid_y - c * mid_x - d * mid_y + draw[3] * how.shift * height
    none = tf.zeros_like(cos)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=tf.stack([a, b, shift_x, c, d, shift_y, none, none], axis=1),
        output_shape=tf.constant([height, width]),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="NEAREST",
    )
