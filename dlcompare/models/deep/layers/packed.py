"""Layers of m networks side by side: everything has a leading axis of members.

A packed network takes (members, batch, columns): each member sees rows of its own
and shares no weight with the others, so that one call trains all of them.
"""

from typing import Any, ClassVar

import numpy as np

from dlcompare.models.deep.layers.library import keras, tf
from dlcompare.models.deep.realmlp import N_EMBEDDED, N_MIXED, N_WAVES

MAX_EXPONENT = 20.0  # beyond, tanh(log(1 + exp(x))) is 1 in 32 bits


@keras.saving.register_keras_serializable("dlcompare")
class PackedTable(keras.layers.Layer):  # type: ignore[misc]
    """Codes embedded, levels as they are, every number with learned waves (PBLD).

    Input (members, batch, n_codes + n_levels + n_numbers); output (members, batch,
    8 n_codes + n_levels + 4 n_numbers), without waves n_numbers instead of 4.

    References
    ----------
    Holzmueller et al. (2024), Better by default (arXiv 2407.04491).
    """

    rate_factors: ClassVar = dict.fromkeys(("wave", "phase", "mix", "shift"), 0.1)
    decay_factors: ClassVar = {
        "table": 1.0,
        **dict.fromkeys(("wave", "phase", "mix", "shift"), 0.01),
    }

    def __init__(
        self, levels: tuple[int, ...], n_levels: int, *, waves: bool, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.levels, self.n_levels, self.waves = tuple(levels), n_levels, waves

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        own = {"levels": self.levels, "n_levels": self.n_levels, "waves": self.waves}
        return {**super().get_config(), **own}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Variables of all members; `start` fills them."""
        m, width = int(shape[0] or 1), int(shape[-1] or 0)
        p = width - len(self.levels) - self.n_levels
        if self.levels:
            of_levels = (m, sum(self.levels), N_EMBEDDED)
            self.table = self.add_weight(of_levels, "zeros", name="table")
        if self.waves:
            self.wave = self.add_weight((m, 1, p, N_WAVES), "zeros", name="wave")
            self.phase = self.add_weight((m, 1, p, N_WAVES), "zeros", name="phase")
            size = (m, p, N_WAVES, N_MIXED)
            self.mix = self.add_weight(size, "zeros", name="mix")
            self.shift = self.add_weight((m, 1, p, N_MIXED), "zeros", name="shift")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """The width grows by embeddings and waves."""
        n_codes = len(self.levels)
        p = int(shape[-1] or 0) - n_codes - self.n_levels
        numbers = p * (1 + N_MIXED) if self.waves else p
        return (*shape[:-1], N_EMBEDDED * n_codes + self.n_levels + numbers)

    def call(self, x: Any) -> Any:
        """All parts side by side."""
        m, n = x.shape[0], tf.shape(x)[1]
        n_codes = len(self.levels)
        first = n_codes + self.n_levels
        parts = [x[:, :, n_codes:first]] if self.n_levels else []
        if n_codes:
            starts = np.cumsum([0, *self.levels[:-1]])
            places = tf.cast(x[:, :, :n_codes], tf.int32) + starts
            rows = places + np.arange(m)[:, None, None] * sum(self.levels)
            flat = tf.reshape(self.table, (m * sum(self.levels), N_EMBEDDED))
            found = tf.gather(flat, rows)
            parts.append(tf.reshape(found, (m, n, n_codes * N_EMBEDDED)))
        numbers = x[:, :, first:]
        if self.waves:
            angles = 2 * np.pi * numbers[..., None] * self.wave + self.phase
            mixed = tf.einsum("mbph,mphd->mbpd", tf.cos(angles), self.mix) + self.shift
            waved = tf.concat([mixed, numbers[..., None]], axis=3)
            width = numbers.shape[2] * (1 + N_MIXED)
            numbers = tf.reshape(waved, (m, n, width))
        return tf.concat([*parts, numbers], axis=2)


@keras.saving.register_keras_serializable("dlcompare")
class PackedScale(keras.layers.Layer):  # type: ignore[misc]
    """One learned factor per member and column: a soft selection of columns.

    Input (members, batch, n_columns), output the same. Holzmueller et al. (2024).
    """

    rate_factors: ClassVar = {"scale": 6.0}
    decay_factors: ClassVar = {"scale": 36.0}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Factors start at 1."""
        size = (int(shape[0] or 1), 1, int(shape[-1] or 0))
        self.scale = self.add_weight(size, "ones", name="scale")

    def call(self, x: Any) -> Any:
        """`x` times the factors."""
        return x * self.scale


@keras.saving.register_keras_serializable("dlcompare")
class PackedTangent(keras.layers.Layer):  # type: ignore[misc]
    """Dense layers in neural tangent parametrisation: x W / sqrt(n_in) + b.

    Input (members, batch, n_in), output (members, batch, n_units).
    """

    rate_factors: ClassVar = {"bias": 0.1}
    decay_factors: ClassVar = {"kernel": 1.0}

    def __init__(self, n_units: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.n_units = n_units

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "n_units": self.n_units}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Variables of all members; `start` fills them."""
        m, n_in = int(shape[0] or 1), int(shape[-1] or 0)
        self.kernel = self.add_weight((m, n_in, self.n_units), "zeros", name="kernel")
        self.bias = self.add_weight((m, 1, self.n_units), "zeros", name="bias")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> Any:
        """As wide as there are units."""
        return (*shape[:-1], self.n_units)

    def call(self, x: Any) -> Any:
        """The weighted sums of every member."""
        n_in = self.kernel.shape[1]
        return tf.matmul(x, self.kernel) * (n_in**-0.5) + self.bias


@keras.saving.register_keras_serializable("dlcompare")
class PackedActivation(keras.layers.Layer):  # type: ignore[misc]
    """SELU or Mish, mixed with the identity by a learned share per unit.

    Input (members, batch, n_units), output the same.
    """

    rate_factors: ClassVar = {"share": 0.1}
    decay_factors: ClassVar = {"share": 0.01}

    def __init__(self, activation: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.activation = activation

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "activation": self.activation}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """The activation counts in full at first."""
        size = (int(shape[0] or 1), 1, int(shape[-1] or 0))
        self.share = self.add_weight(size, "ones", name="share")

    def call(self, x: Any) -> Any:
        """`x` bent by the activation."""
        bent = tf.nn.selu(x) if self.activation == "selu" else mish(x)
        return x + self.share * (bent - x)


@tf.custom_gradient  # type: ignore[untyped-decorator]
def mish(x: Any) -> Any:
    """Mish, x tanh(log(1 + exp(x))), by one exponential, forward and back."""
    power = tf.exp(tf.minimum(x, MAX_EXPONENT))
    top = power * (power + 2.0)
    tangent = top / (top + 2.0)

    def gradient(upstream: Any) -> Any:
        sigmoid = power / (1.0 + power)
        return upstream * (tangent + x * sigmoid * (1.0 - tangent * tangent))

    return x * tangent, gradient
