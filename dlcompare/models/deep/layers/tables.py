"""Layers of networks for tables."""

from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from dlcompare.models.deep.layers.library import keras, tf

Array = npt.NDArray[Any]


class FrontScale(keras.layers.Layer):  # type: ignore[misc]
    """One learned factor per column: a soft selection of columns.

    Input (batch, n_columns), output the same. Holzmueller et al. (2024).
    """

    rate_factors: ClassVar = {"scale": 6.0}

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Factors start at 1."""
        self.scale = self.add_weight((shape[-1],), "ones", name="scale")

    def call(self, x: Any) -> Any:
        """`x` times the factors."""
        return x * self.scale


class Periodic(keras.layers.Layer):  # type: ignore[misc]
    """Every number as itself and three learned waves of it (PBLD).

    Input (batch, n_levels + n_numbers), output (batch, n_levels + 4 n_numbers).
    Holzmueller et al. (2024); Gorishniy et al. (2022), On embeddings.
    """

    rate_factors: ClassVar = dict.fromkeys(("wave", "phase", "mix", "shift"), 0.1)

    def __init__(self, n_levels: int, seed: int) -> None:
        super().__init__()
        self.n_levels, self.random_seed = n_levels, seed

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Waves of low frequency at random phases."""
        p = int(shape[-1] or 0) - self.n_levels
        rng = np.random.default_rng(self.random_seed)

        def weight(name: str, values: Array) -> Any:
            start = keras.initializers.Constant(values.astype(np.float32))
            return self.add_weight(values.shape, start, name=name)

        self.wave = weight("wave", rng.normal(0, 0.1, (p, 16)))
        self.phase = weight("phase", rng.uniform(-np.pi, np.pi, (p, 16)))
        self.mix = weight("mix", rng.uniform(-0.25, 0.25, (p, 16, 3)))
        self.shift = weight("shift", rng.uniform(-0.25, 0.25, (p, 3)))

    def call(self, x: Any) -> Any:
        """Levels as they are, numbers with their waves."""
        numbers = x[:, self.n_levels :]
        waves = tf.cos(2 * np.pi * numbers[..., None] * self.wave + self.phase)
        mixed = tf.einsum("bph,phd->bpd", waves, self.mix) + self.shift
        all_four = tf.concat([mixed, numbers[..., None]], axis=2)
        width = all_four.shape[1] * 4
        return tf.concat([x[:, : self.n_levels], tf.reshape(all_four, (-1, width))], 1)


class Tangent(keras.layers.Layer):  # type: ignore[misc]
    """A dense layer in neural tangent parametrisation: x W / sqrt(n_in) + b.

    Input (batch, n_in), output (batch, n_units).
    """

    rate_factors: ClassVar = {"bias": 0.1}

    def __init__(self, n_units: int, *, seed: int | None) -> None:
        super().__init__()
        self.n_units, self.random_seed = n_units, seed

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Standard normal weights from `seed`; zeros where it is None."""
        n_in = int(shape[-1] or 0)
        start: Any = "zeros"
        if self.random_seed is not None:
            start = keras.initializers.RandomNormal(stddev=1.0, seed=self.random_seed)
        self.kernel = self.add_weight((n_in, self.n_units), start, name="kernel")
        self.bias = self.add_weight((self.n_units,), start, name="bias")

    def call(self, x: Any) -> Any:
        """The weighted sums."""
        n_in = self.kernel.shape[0]
        return tf.matmul(x, self.kernel) * (n_in**-0.5) + self.bias
