"""Dropout under the control of the training loop."""

from typing import Any

from dlcompare.models.deep.layers.library import keras, tf


@keras.saving.register_keras_serializable("dlcompare")
class FadingDropout(keras.layers.Layer):  # type: ignore[misc]
    """Dropout whose rate and seed the loop sets at every step."""

    def __init__(self, number: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.number = number
        self.control: list[Any] = []

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs."""
        return {**super().get_config(), "number": self.number}

    def call(self, x: Any, training: bool = False) -> Any:
        """`x` with a share of its values set to 0, the others enlarged."""
        if not training or not self.control:
            return x
        keep, seed = self.control
        seed = seed + tf.constant([0, 1_000_003 * self.number])
        drawn = tf.random.stateless_uniform(tf.shape(x), seed)
        return x * tf.cast(drawn < keep, x.dtype) / keep
