"""A recurrent layer of gated units that reads a text from both ends at once."""

from typing import Any

from dlcompare.models.deep.layers.library import keras, tf


@keras.saving.register_keras_serializable("dlcompare")
class BothWays(keras.layers.Layer):  # type: ignore[misc]
    """Minimal gated recurrent units, forwards and backwards: states at every place.

    Input (batch, length, size) and codes (batch, length), output (batch, length,
    2 n_units). A state is `keep * state before + (1 - keep) * new`, where both come
    from the word alone, so that all places are computed in a few doublings instead of
    one after the other. Beyond the end of a text the state stays. The usual GRU, whose
    gates see the state as well, took about three times as long for no better score.

    References
    ----------
    Feng et al. (2024), Were RNNs all we needed? (minGRU, arXiv 2410.01201).
    """

    def __init__(self, n_units: int, seed: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.n_units, self.seed = n_units, seed

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "n_units": self.n_units, "seed": self.seed}

    def build(self, x_shape: Any, codes_shape: Any) -> None:
        """Weights of the gates, then of the new states, both directions each."""
        size = (int(x_shape[-1]), 4 * self.n_units)
        start = keras.initializers.GlorotUniform(seed=self.seed)
        self.kernel = self.add_weight(size, start, name="kernel")
        self.shift = self.add_weight((4 * self.n_units,), "zeros", name="shift")

    def call(self, x: Any, codes: Any) -> Any:
        """States of both directions, side by side."""
        n = 2 * self.n_units
        made = tf.transpose(tf.matmul(x, self.kernel.value), (1, 0, 2))
        made += self.shift.value
        is_there = tf.cast(tf.transpose(codes) > 0, x.dtype)[:, :, None]
        takes = tf.sigmoid(made[:, :, :n]) * is_there
        news = _turned(takes * tf.tanh(made[:, :, n:]))
        keeps = _turned(1 - takes)
        reach, length = 1, x.shape[1]
        while reach < length:
            first, later = tf.split(news, [reach, length - reach])
            before, _ = tf.split(news, [length - reach, reach])
            first_keeps, later_keeps = tf.split(keeps, [reach, length - reach])
            keeps_before, _ = tf.split(keeps, [length - reach, reach])
            news = tf.concat([first, later + later_keeps * before], axis=0)
            keeps = tf.concat([first_keeps, later_keeps * keeps_before], axis=0)
            reach *= 2
        return tf.transpose(_turned(news), (1, 0, 2))

    def compute_output_shape(self, x_shape: Any, codes_shape: Any) -> Any:
        """(batch, length, 2 n_units)."""
        return (*x_shape[:2], 2 * self.n_units)


def _turned(values: Any) -> Any:
    """(length, batch, columns): the second half of the columns turned round."""
    forwards, backwards = tf.split(values, 2, axis=2)
    return tf.concat([forwards, backwards[::-1]], axis=2)
