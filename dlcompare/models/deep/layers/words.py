"""Layers that read texts given as codes of words; code 0 is beyond the end."""

from typing import Any, ClassVar

from dlcompare.models.deep.layers.library import keras, tf

BEYOND = 1e6  # taken off what stands beyond the end; no value is as large
PAIR_FACTOR = 48_271  # odd and prime, so that pairs of codes spread over all places


@keras.saving.register_keras_serializable("dlcompare")
class Codes(keras.layers.Layer):  # type: ignore[misc]
    """Some columns as whole numbers: (batch, n_columns) to (batch, last - first)."""

    def __init__(self, first: int, last: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.first, self.last = first, last

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "first": self.first, "last": self.last}

    def call(self, x: Any) -> Any:
        """Codes."""
        return tf.cast(x[:, self.first : self.last], tf.int32)

    def compute_output_shape(self, shape: Any) -> Any:
        """(batch, last - first)."""
        return (shape[0], self.last - self.first)


@keras.saving.register_keras_serializable("dlcompare")
class WordVectors(keras.layers.Layer):  # type: ignore[misc]
    """A vector per code, zeros for code 0: (batch, length) to (batch, length, size)."""

    row_wise: ClassVar = ("table",)  # only the rows of a batch take a step

    def __init__(
        self, n_words: int, size: int, spread: float, seed: int, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.n_words, self.size = n_words, size
        self.spread, self.seed = spread, seed

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        own = {n: getattr(self, n) for n in ("n_words", "size", "spread", "seed")}
        return {**super().get_config(), **own}

    def build(self, shape: Any) -> None:
        """The table, uniform in [-spread, spread]."""
        start = keras.initializers.RandomUniform(-self.spread, self.spread, self.seed)
        self.table = self.add_weight((self.n_words, self.size), start, name="table")

    def call(self, codes: Any) -> Any:
        """Vectors."""
        given = tf.gather(self.table.value, self.rows(codes))
        return given * tf.cast(self.counts(codes), given.dtype)[:, :, None]

    def rows(self, codes: Any) -> Any:
        """Of the table, for each place of a text."""
        return codes

    def counts(self, codes: Any) -> Any:
        """Which places of a text have a vector."""
        return codes > 0

    def compute_output_shape(self, shape: Any) -> Any:
        """(batch, length, size)."""
        return (*shape, self.size)


@keras.saving.register_keras_serializable("dlcompare")
class PairVectors(WordVectors):
    """A vector per two neighbouring words; pairs that meet in the table share it."""

    def rows(self, codes: Any) -> Any:
        """A place for every pair, the same for the same pair."""
        both = codes[:, :-1] * PAIR_FACTOR + codes[:, 1:]
        return tf.math.floormod(both, self.n_words)

    def counts(self, codes: Any) -> Any:
        """Pairs within the text of which one word at least is known."""
        return (codes[:, 1:] > 0) & (codes[:, :-1] + codes[:, 1:] > 2)

    def compute_output_shape(self, shape: Any) -> Any:
        """(batch, length - 1, size)."""
        return (shape[0], shape[1] - 1, self.size)


@keras.saving.register_keras_serializable("dlcompare")
class MeanVector(keras.layers.Layer):  # type: ignore[misc]
    """The mean of what is not zero: (batch, length, size) to (batch, size)."""

    def call(self, vectors: Any) -> Any:
        """Means; zeros of an empty text."""
        is_there = tf.reduce_any(tf.not_equal(vectors, 0), axis=2)
        n = tf.reduce_sum(tf.cast(is_there, vectors.dtype), axis=1, keepdims=True)
        return tf.reduce_sum(vectors, axis=1) / tf.maximum(n, 1)

    def compute_output_shape(self, shape: Any) -> Any:
        """(batch, size)."""
        return (shape[0], shape[2])


@keras.saving.register_keras_serializable("dlcompare")
class LargestOf(keras.layers.Layer):  # type: ignore[misc]
    """The largest value over the places of a text; zeros of an empty one.

    Input (batch, length, size) and codes (batch, length), output (batch, size).
    """

    def call(self, values: Any, codes: Any) -> Any:
        """Largest values."""
        is_there = tf.cast(codes > 0, values.dtype)[:, :, None]
        largest = tf.reduce_max(values + (is_there - 1) * BEYOND, axis=1)
        return largest * is_there[:, 0]

    def compute_output_shape(self, values_shape: Any, codes_shape: Any) -> Any:
        """(batch, size)."""
        return (values_shape[0], values_shape[2])
