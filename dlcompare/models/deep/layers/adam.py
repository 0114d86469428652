"""Adam with a factor of its own on rate and decay of every variable."""

from typing import Any

from dlcompare.models.deep.layers.library import tf

BETA_1 = 0.9  # no recipe changes it


class Adam:
    """The moments of a network's trainable variables, and the step over them.

    A layer may name, by its variables, factors on the learning rate
    (`rate_factors`, else 1) and on the weight decay (`decay_factors`, else 1 for
    kernels and 0 for others), and tables of which only the rows used take a step
    (`row_wise`). `clip_norm` bounds all gradients together.
    """

    def __init__(self, network: Any, clip_norm: float | None) -> None:
        self.weights = [v.value for v in network.trainable_variables]
        self.clip_norm = clip_norm
        self.moments = [
            (tf.Variable(tf.zeros_like(w)), tf.Variable(tf.zeros_like(w)))
            for w in self.weights
        ]
        self.factors, self.decays = _factors(network)
        self.row_wise = _row_wise(network)

    def restart(self) -> None:
        """Forget all earlier steps."""
        for first, second in self.moments:
            first.assign(tf.zeros_like(first))
            second.assign(tf.zeros_like(second))

    def apply(self, gradients: Any, rates: Any, step: Any, constants: Any) -> None:
        """Adam with decoupled weight decay; factors per variable on rate and decay."""
        power_1 = tf.pow(BETA_1, step)
        power_2 = tf.pow(constants[0], step)
        gradients = [
            gradient if is_row_wise else tf.convert_to_tensor(gradient)
            for gradient, is_row_wise in zip(gradients, self.row_wise, strict=True)
        ]
        if self.clip_norm is not None:
            gradients, _ = tf.clip_by_global_norm(gradients, self.clip_norm)
        for k, (weight, gradient) in enumerate(
            zip(self.weights, gradients, strict=True)
        ):
            if self.decays[k]:
                weight.assign(weight * (1.0 - self.decays[k] * rates[0] * rates[1]))
            first, second = self.moments[k]
            if self.row_wise[k]:
                rate = rates[0] * self.factors[k] * tf.sqrt(1 - power_2) / (1 - power_1)
                self._step_rows(k, gradient, rate, constants)
                continue
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

    def _step_rows(self, k: int, gradient: Any, rate: Any, constants: Any) -> None:
        """Adam on the rows of a table that a batch has used; the others rest."""
        rows, place = tf.unique(gradient.indices)
        summed = tf.math.unsorted_segment_sum(gradient.values, place, tf.size(rows))
        first, second = self.moments[k]
        mean = BETA_1 * tf.gather(first, rows) + (1 - BETA_1) * summed
        square = constants[0] * tf.gather(second, rows)
        square += (1 - constants[0]) * tf.square(summed)
        step = rate * mean / (tf.sqrt(square) + constants[1])
        first.scatter_update(tf.IndexedSlices(mean, rows))
        second.scatter_update(tf.IndexedSlices(square, rows))
        self.weights[k].scatter_sub(tf.IndexedSlices(step, rows))


def _row_wise(network: Any) -> list[bool]:
    """Of which trainable variables only the rows that a batch uses take a step."""
    paths = {
        variable.path
        for layer in network.layers
        for variable in layer.trainable_variables
        if variable.name in getattr(layer, "row_wise", ())
    }
    return [variable.path in paths for variable in network.trainable_variables]


def _factors(network: Any) -> tuple[list[float], list[float]]:
    """Per trainable variable: a factor on the rate, and one on the decay."""
    factors, decays = {}, {}
    for layer in network.layers:
        for variable in layer.trainable_variables:
            rates = getattr(layer, "rate_factors", {})
            shrinking = getattr(layer, "decay_factors", {"kernel": 1.0})
            factors[variable.path] = rates.get(variable.name, 1.0)
            decays[variable.path] = shrinking.get(variable.name, 0.0)
    paths = [variable.path for variable in network.trainable_variables]
    return [factors[p] for p in paths], [decays[p] for p in paths]
