"""Networks trained by one compiled function per epoch. Loads TensorFlow.

On small data the time goes into calling, not computing. So the rows lie in
memory, an epoch is one call, and a network built for one fold is used again for
the next with new weights. Packed networks train several members in one call.
"""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.deep.layers.adam import Adam
from dlcompare.models.deep.layers.distortion import distort
from dlcompare.models.deep.layers.dropout import FadingDropout
from dlcompare.models.deep.layers.library import tf
from dlcompare.models.recipe import Distortion, Recipe, Shape, Training

MAX_LOOPS = 24  # kept compiled: some members of all networks of a plan
Array = npt.NDArray[Any]


@functools.cache
def use_threads(n_threads: int) -> None:
    """Let TensorFlow compute with `n_threads`; without effect once it has begun."""
    try:
        tf.config.threading.set_intra_op_parallelism_threads(n_threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    except RuntimeError:  # it has begun: an earlier fit of this process set them
        return


@functools.lru_cache(maxsize=MAX_LOOPS)
def loop_for(
    recipe: Recipe,
    shape: Shape,
    dtype: str,
    distortion: Distortion | None,
    number: int = 0,
) -> "Loop":
    """The compiled loop of this process for a network of this shape.

    Compiling takes a second, so later folds use it again. Explicit and bounded;
    `Loop.restart` removes all traces of an earlier fit. Loops of another `number`
    have weights of their own, so that they can train at the same time.
    """
    loop = Loop(recipe, shape, dtype, distortion)
    loop.compile(dtype)
    return loop


class Loop:
    """A network of m members, its optimiser state, and compiled functions over them.

    m is 1 unless the recipe is packed. Row numbers of -1 stand for no row.
    """

    def __init__(
        self, recipe: Recipe, shape: Shape, dtype: str, distortion: Distortion | None
    ) -> None:
        self.recipe, self.shape, self.distortion = recipe, shape, distortion
        self.holds: Any = None  # whose weights these are; None: nobody's, yet
        self.network = recipe.network(shape, 0)
        self.weights = [v.value for v in self.network.trainable_variables]
        self.state = [v.value for v in self.network.non_trainable_variables]
        self.best = [tf.Variable(v) for v in [*self.weights, *self.state]]
        self.adam = Adam(self.network, recipe.clip_norm)
        self.keep = tf.Variable(1.0)
        self.seed = tf.Variable([0, 0], dtype=tf.int32)
        for layer in self.network.layers:
            if isinstance(layer, FadingDropout):
                layer.control = [self.keep, self.seed]
        rows = tf.TensorSpec((None, *shape.inputs), dtype)
        truth = tf.TensorSpec((None,), tf.int32 if self._has_classes else tf.float32)
        vector, whole = tf.TensorSpec((None,), tf.float32), tf.TensorSpec((), tf.int32)
        order = tf.TensorSpec((None, shape.n_members, None), tf.int32)
        held = tf.TensorSpec((shape.n_members, None), tf.int32)
        rates = tf.TensorSpec((None, 3), tf.float32)
        self.run_epoch = _compiled(
            self._epoch, rows, truth, vector, order, rates, whole, whole, vector
        )
        self.run_look = _compiled(self._look, rows, truth, vector, held)
        self.run_forward = _compiled(self._predict, rows)
        self.run_keep = _compiled(
            self._keep, tf.TensorSpec((shape.n_members,), tf.bool)
        )

    @property
    def _has_classes(self) -> bool:
        return self.shape.is_classification

    def compile(self, dtype: str) -> None:
        """Trace every function on two empty rows at rate 0; no fit waits for it."""
        X, y, weight = self.tensors(
            np.zeros((2, *self.shape.inputs), dtype), np.zeros(2), np.ones(2)
        )
        m = self.shape.n_members
        order = np.zeros((1, m, 2), dtype=np.int32)
        still = Training(epochs=1, batch_size=2, learning_rate=0.0)
        rates = np.zeros((1, 3), dtype=np.float32)
        self.epoch((X, y, weight), order, rates, first_step=0, training=still, seed=0)
        self.look((X, y, weight), order[0])
        self.forward(X)
        self.keep_best(np.ones(m, dtype=bool))

    def restart(self, seeds: tuple[int, ...], some_rows: Array) -> None:
        """New weights, one seed per member; no memory of earlier fits."""
        if self.recipe.start is not None:
            self.load(self.recipe.start(self.shape, seeds, some_rows))
        else:
            fresh = self.recipe.network(self.shape, seeds[0])
            self.load([v.numpy() for v in _variables(fresh)])
        self.adam.restart()
        self.keep_best(np.ones(self.shape.n_members, dtype=bool))

    def load(self, arrays: list[Array]) -> None:
        """Put `arrays`, as `arrays()` gave them, into the network."""
        self.holds = None
        for variable, array in zip([*self.weights, *self.state], arrays, strict=True):
            variable.assign(array)

    def arrays(self) -> list[Array]:
        """Copies of all weights and of the state of normalisations, as last kept."""
        return [variable.numpy() for variable in self.best]

    def tensors(self, X: Array, y: Array, weight: Array) -> tuple[Any, Any, Any]:
        """Rows, truth and weights where the network computes."""
        kind = tf.int32 if self._has_classes else tf.float32
        return tf.constant(X), tf.constant(y, kind), tf.constant(weight, tf.float32)

    def epoch(
        self,
        data: tuple[Any, Any, Any],
        order: Array,
        rates: Array,
        *,
        first_step: int,
        training: Training,
        seed: int,
    ) -> float:
        """Train on the rows in `order`; the mean loss over them and all members.

        `order` has shape (n_steps, m, batch), `rates` (n_steps, 3): learning rate,
        weight decay, dropout.
        """
        self.holds = None
        constants = (training.beta_2, training.epsilon, training.label_smoothing)
        total = self.run_epoch(
            *data,
            tf.constant(order, tf.int32),
            tf.constant(rates, tf.float32),
            tf.constant(first_step),
            tf.constant(seed),
            tf.constant(constants, tf.float32),
        )
        return float(total) / self.shape.n_members

    def look(self, data: tuple[Any, Any, Any], held: Array) -> Array:
        """Loss and error of each member on its `held` rows (m, n_held): (m, 2).

        The error is the share of wrong classes; of values it is the loss.
        """
        return np.asarray(self.run_look(*data, tf.constant(held, tf.int32)))

    def keep_best(self, improved: Array) -> None:
        """Remember the present weights of the members for which `improved`."""
        self.run_keep(tf.constant(improved))

    def forward(self, X: Any) -> Array:
        """Outputs of shape (m, n_rows, n_heads, n_outputs)."""
        size = max(1, self.recipe.rows_at_once // self.shape.n_members)
        pieces = [
            self.run_forward(X[at : at + size]).numpy()
            for at in range(0, int(X.shape[0]), size)
        ]
        return np.concatenate(pieces, axis=1)

    def _outputs(self, X: Any, *, training: bool) -> Any:
        """(m, batch, *inputs) to (m, batch, n_heads, n_outputs)."""
        if self.recipe.is_packed:
            return self.network(X, training=training)[:, :, None]
        given = self.network(X[0], training=training)
        return (given if len(given.shape) == 3 else given[:, None])[None]

    def _predict(self, X: Any) -> Any:
        X = tf.cast(X, tf.float32)[None]
        if self.recipe.is_packed:
            X = tf.repeat(X, self.shape.n_members, axis=0)
        return self._outputs(X, training=False)

    def _batch(self, X: Any, y: Any, weight: Any, rows: Any) -> tuple[Any, Any, Any]:
        places = tf.maximum(rows, 0)
        counts = tf.cast(rows >= 0, tf.float32)
        return (
            tf.cast(tf.gather(X, places), tf.float32),
            tf.gather(y, places),
            tf.gather(weight, places) * counts,
        )

    def _epoch(
        self,
        X: Any,
        y: Any,
        weight: Any,
        order: Any,
        rates: Any,
        first: Any,
        seed: Any,
        constants: Any,
    ) -> Any:
        def one_step(i: Any, total: Any, n_rows: Any) -> tuple[Any, Any, Any]:
            self.keep.assign(1.0 - rates[i, 2])
            self.seed.assign(tf.stack([seed, first + i]))
            batch, truth, weights = self._batch(X, y, weight, order[i])
            if self.distortion is not None:
                batch = distort(batch[0], self.distortion, self.seed)[None]
            n = tf.reduce_sum(tf.cast(order[i] >= 0, tf.float32), axis=1)
            with tf.GradientTape() as tape:
                given = self._outputs(batch, training=True)
                losses = self._losses(given, truth, constants[2]) * weights
                loss = tf.reduce_sum(tf.reduce_sum(losses, axis=1) / n)
            gradients = tape.gradient(loss, self.weights)
            step = tf.cast(first + i + 1, tf.float32)
            self.adam.apply(gradients, rates[i], step, constants)
            return i + 1, total + loss * n[0], n_rows + n[0]

        n_steps = tf.shape(rates)[0]
        _, total, n_rows = tf.while_loop(
            lambda i, *_: i < n_steps,
            one_step,
            (tf.constant(0), tf.constant(0.0), tf.constant(0.0)),
            parallel_iterations=1,
        )
        return total / n_rows

    def _losses(self, given: Any, truth: Any, smoothing: Any) -> Any:
        """Loss of each row, the mean over the heads; shape (m, batch)."""
        if not self._has_classes:
            gaps = given[..., 0] - truth[:, :, None]
            return tf.reduce_mean(tf.square(gaps), axis=2)
        k = self.shape.n_outputs
        hot = tf.one_hot(truth, k) * (1.0 - smoothing) + smoothing / k
        logs = tf.nn.log_softmax(given)
        return -tf.reduce_mean(tf.reduce_sum(hot[:, :, None] * logs, axis=3), axis=2)

    def _look(self, X: Any, y: Any, weight: Any, held: Any) -> Any:
        size = max(1, self.recipe.rows_at_once // self.shape.n_members)

        def one_piece(at: Any, sums: Any) -> tuple[Any, Any]:
            rows = held[:, at : at + size]
            batch, truth, weights = self._batch(X, y, weight, rows)
            given = self._outputs(batch, training=False)
            both = tf.stack(self._mean_losses(given, truth), axis=2)
            return at + size, sums + tf.reduce_sum(both * weights[:, :, None], axis=1)

        n_held = tf.shape(held)[1]
        _, sums = tf.while_loop(
            lambda at, _: at < n_held,
            one_piece,
            (tf.constant(0), tf.zeros((self.shape.n_members, 2))),
            parallel_iterations=1,
        )
        places = tf.maximum(held, 0)
        weights = tf.gather(weight, places) * tf.cast(held >= 0, tf.float32)
        return sums / tf.reduce_sum(weights, axis=1)[:, None]

    def _mean_losses(self, given: Any, truth: Any) -> tuple[Any, Any]:
        """Loss and error of the heads' average, by row."""
        if not self._has_classes:
            loss = tf.square(tf.reduce_mean(given[..., 0], axis=2) - truth)
            return loss, loss
        shares = tf.reduce_mean(tf.nn.softmax(given), axis=2)
        right = tf.gather(shares, truth, batch_dims=2)
        loss = -tf.math.log(tf.maximum(right, 1e-12))
        is_wrong = tf.argmax(shares, axis=2, output_type=tf.int32) != truth
        return loss, tf.cast(is_wrong, tf.float32)

    def _keep(self, improved: Any) -> None:
        for best, now in zip(self.best, [*self.weights, *self.state], strict=True):
            mask = improved[0]
            if self.recipe.is_packed:
                mask = tf.reshape(improved, (-1, *[1] * (len(now.shape) - 1)))
            best.assign(tf.where(mask, now, best))


def _compiled(function: Any, *signature: Any) -> Any:
    """Without AutoGraph, which reads and rewrites sources for two seconds."""
    return tf.function(
        function, jit_compile=False, autograph=False, input_signature=signature
    )


def _variables(network: Any) -> list[Any]:
    return [*network.trainable_variables, *network.non_trainable_variables]
