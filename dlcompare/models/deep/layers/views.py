"""Layers of one network that looks at every row in k ways (TabM-mini)."""

from typing import Any

import numpy as np

from dlcompare.models.deep.layers.library import keras, tf


@keras.saving.register_keras_serializable("dlcompare")
class PiecewiseTable(keras.layers.Layer):  # type: ignore[misc]
    """Codes embedded, levels as they are, numbers by bins: linear within each.

    Input (batch, n_codes + n_levels + n_numbers); output (batch, n_size n_codes +
    n_levels + n_size n_numbers). The bins lie in `low` and `slope`, both of shape
    (n_numbers, n_bins), which are not trained; a bin of slope 0 is not there. What
    a bin gives lies between `least` and `most`.

    References
    ----------
    Gorishniy et al. (2022), On embeddings for numerical features; (2024), TabM.
    """

    def __init__(
        self,
        levels: tuple[int, ...],
        n_levels: int,
        *,
        n_bins: int,
        n_size: int,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.levels, self.n_levels = tuple(levels), n_levels
        self.n_bins, self.n_size = n_bins, n_size

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        names = ("levels", "n_levels", "n_bins", "n_size")
        return {**super().get_config(), **{n: getattr(self, n) for n in names}}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Variables; `start` fills them."""
        p = int(shape[-1] or 0) - len(self.levels) - self.n_levels
        if self.levels:
            of_levels = (sum(self.levels), self.n_size)
            self.table = self.add_weight(of_levels, "zeros", name="table")
        if p:
            of_bins = (p, self.n_bins, self.n_size)
            self.bent = self.add_weight(of_bins, "zeros", name="bent")
            self.line = self.add_weight((p, self.n_size), "zeros", name="line")
            self.shift = self.add_weight((p, self.n_size), "zeros", name="shift")
            for name in ("low", "slope", "least", "most"):
                size = (p, self.n_bins)
                made = self.add_weight(size, "zeros", trainable=False, name=name)
                setattr(self, name, made)
        self.n_numbers = p

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """The width grows by embeddings of codes and numbers."""
        p = int(shape[-1] or 0) - len(self.levels) - self.n_levels
        return shape[0], self.n_levels + self.n_size * (len(self.levels) + p)

    def call(self, x: Any) -> Any:
        """All parts side by side."""
        n, n_codes = tf.shape(x)[0], len(self.levels)
        first = n_codes + self.n_levels
        parts = [x[:, n_codes:first]] if self.n_levels else []
        if n_codes:
            starts = np.cumsum([0, *self.levels[:-1]])
            found = tf.gather(self.table, tf.cast(x[:, :n_codes], tf.int32) + starts)
            parts.append(tf.reshape(found, (n, n_codes * self.n_size)))
        if self.n_numbers:
            numbers = x[:, first:, None]
            filled = (numbers - self.low) * self.slope
            filled = tf.minimum(tf.maximum(filled, self.least), self.most)
            bent = tf.einsum("npb,pbd->npd", filled, self.bent)
            made = bent + numbers * self.line + self.shift
            parts.append(tf.reshape(made, (n, self.n_numbers * self.n_size)))
        return tf.concat(parts, axis=1)


@keras.saving.register_keras_serializable("dlcompare")
class Views(keras.layers.Layer):  # type: ignore[misc]
    """Every row k times, each time with factors of its own on the columns.

    Input (batch, n_columns), output (batch, k, n_columns).
    """

    def __init__(self, n_views: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.n_views = n_views

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "n_views": self.n_views}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Factors; `start` draws them."""
        size = (self.n_views, int(shape[-1] or 0))
        self.factor = self.add_weight(size, "ones", name="factor")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """One more axis."""
        return shape[0], self.n_views, shape[-1]

    def call(self, x: Any) -> Any:
        """The views of every row."""
        return x[:, None] * self.factor


@keras.saving.register_keras_serializable("dlcompare")
class SharedDense(keras.layers.Layer):  # type: ignore[misc]
    """One dense layer with ReLU for all views, as a single matrix product.

    Input (batch, k, n_in), output (batch, k, n_units).
    """

    def __init__(self, n_units: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.n_units = n_units

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "n_units": self.n_units}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Variables; `start` fills them."""
        n_in = int(shape[-1] or 0)
        self.kernel = self.add_weight((n_in, self.n_units), "zeros", name="kernel")
        self.bias = self.add_weight((self.n_units,), "zeros", name="bias")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """As wide as there are units."""
        return (*shape[:-1], self.n_units)

    def call(self, x: Any) -> Any:
        """The bent sums of every view."""
        k, n_in = x.shape[1], x.shape[2]
        flat = tf.matmul(tf.reshape(x, (-1, n_in)), self.kernel) + self.bias
        return tf.reshape(tf.nn.relu(flat), (-1, k, self.n_units))


@keras.saving.register_keras_serializable("dlcompare")
class Heads(keras.layers.Layer):  # type: ignore[misc]
    """A last layer of its own for each view.

    Input (batch, k, n_in), output (batch, k, n_outputs).
    """

    def __init__(self, n_outputs: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.n_outputs = n_outputs

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "n_outputs": self.n_outputs}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Variables; `start` fills them."""
        k, n_in = int(shape[1] or 0), int(shape[2] or 0)
        self.kernel = self.add_weight((k, n_in, self.n_outputs), "zeros", name="kernel")
        self.bias = self.add_weight((k, self.n_outputs), "zeros", name="bias")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """One answer per view."""
        return (*shape[:-1], self.n_outputs)

    def call(self, x: Any) -> Any:
        """The answers of all views."""
        return tf.einsum("bkd,kdc->bkc", x, self.kernel) + self.bias
