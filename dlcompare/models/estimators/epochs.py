"""How many epochs, at what rate, and which of them to keep."""

import time
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dlcompare.models.estimators.softmax import mean_log_loss, softmax
from dlcompare.models.recipe import Training
from dlcompare.models.spec import Context
from dlcompare.records import Epoch

LADDER = (
    256,
    192,
    128,
    96,
    64,
    48,
    40,
    32,
    28,
    24,
    20,
    16,
    14,
    12,
    10,
    *range(8, 0, -1),
)
PROBE_STEPS = 8  # steps timed to learn how many epochs the budget holds
RESERVE = 0.85  # share of the budget planned for: predicting needs time as well
WARM_UP_SHARE = 0.05  # of all steps, where the schedule is "cosine"
Array = npt.NDArray[Any]


class Loop(Protocol):
    """A network that can be trained an epoch at a time (deep/training_loop.py)."""

    def restart(self, seed: int) -> None:
        """New weights."""

    def arrays(self) -> list[Array]:
        """Copies of all weights."""

    def tensor(self, values: Array) -> Any:
        """Rows where the network computes."""

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
        """Train once over the rows in `order`; the mean loss."""

    def forward(self, X: Any) -> Array:
        """Outputs of all rows."""


class Run:
    """One training: weights and epochs are read from it afterwards.

    Parameters
    ----------
    loop : Loop
    training : Training
    context : Context
        Its seed, budget and listener.
    X, y : arrays of shape (n_rows, ...) and (n_rows,)
    started : float
        `time.perf_counter()` when the budget began to run.
    """

    def __init__(
        self,
        loop: Loop,
        training: Training,
        context: Context,
        X: Array,
        y: Array,
        started: float,
    ) -> None:
        self.loop, self.training, self.context = loop, training, context
        self.rng = np.random.default_rng(context.seed)
        self.X, self.y = loop.tensor(X), loop.tensor(y)
        self.n_rows, self.started = len(y), started
        self.weights: list[Array] = []
        self.epochs: list[Epoch] = []
        self.best_epoch = 0

    def train(self, held: Array | None, held_y: Array) -> None:
        """All epochs of the schedule; `held` rows tell which to keep."""
        held_X = None if held is None else self.loop.tensor(held)
        self.loop.restart(self.context.seed)
        n_epochs = self._n_epochs(held_X)
        per_epoch = self._n_steps()
        rates = learning_rates(self.training, n_epochs * per_epoch)
        least = np.inf
        for number in range(n_epochs):
            first = number * per_epoch
            loss = self.loop.epoch(
                self.X,
                self.y,
                self._order(),
                rates[first : first + per_epoch],
                first_step=first,
                training=self.training,
                seed=self.context.seed,
            )
            held_loss, criterion = self._look(held_X, held_y)
            self._tell(Epoch(number + 1, loss, held_loss))
            is_last = number + 1 == n_epochs and not self.weights
            if criterion <= least or is_last:  # ties go to the later epoch
                least = min(least, criterion)
                self.best_epoch, self.weights = number + 1, self.loop.arrays()
        if not all(np.isfinite(array).all() for array in self.weights):
            raise ArithmeticError("The training diverged: weights became infinite.")

    def _n_steps(self) -> int:
        size = min(self.training.batch_size, self.n_rows)
        if self.training.drops_last_batch:
            return self.n_rows // size
        return -(-self.n_rows // size)

    def _order(self) -> Array:
        used = min(self._n_steps() * self.training.batch_size, self.n_rows)
        return self.rng.permutation(self.n_rows)[:used]

    def _n_epochs(self, held_X: Any) -> int:
        """As many of the planned epochs as the budget holds, in coarse steps.

        Coarse, so that folds and machines of about the same speed train equally
        long, and known before the first step, so that the schedule completes.
        """
        planned, budget = self.training.epochs, self.context.budget_seconds
        if budget is None:
            return planned
        per_epoch = self._epoch_seconds(held_X)
        left = RESERVE * budget - (time.perf_counter() - self.started)
        affordable = [n for n in (planned, *LADDER) if n <= planned]
        return next((n for n in affordable if n * per_epoch <= left), 1)

    def _epoch_seconds(self, held_X: Any) -> float:
        """Measured on a few steps at rate 0, after one that compiles."""
        rng, self.rng = self.rng, np.random.default_rng(0)
        order, n_steps = self._order(), min(PROBE_STEPS, self._n_steps())
        for steps in (1, n_steps):
            began = time.perf_counter()
            self.loop.epoch(
                self.X,
                self.y,
                order[: steps * self.training.batch_size],
                np.zeros((steps, 3), dtype=np.float32),
                first_step=0,
                training=self.training,
                seed=0,
            )
        training = (time.perf_counter() - began) / n_steps * self._n_steps()
        looking = 0.0
        if held_X is not None:
            self.loop.forward(held_X[:1])
            began = time.perf_counter()
            some = held_X[: max(1, held_X.shape[0] // 4)]
            self.loop.forward(some)
            share = int(some.shape[0]) / int(held_X.shape[0])
            looking = (time.perf_counter() - began) / share
        self.rng = rng
        self.loop.restart(self.context.seed)
        return training + looking

    def _look(self, held_X: Any, held_y: Array) -> tuple[float | None, float]:
        """Validation loss, and what the choice of the epoch goes by."""
        if held_X is None:
            return None, 0.0
        given = self.loop.forward(held_X)
        if self.context.is_classification:
            loss = mean_log_loss(softmax(given), held_y)
            error = float(np.mean(given.argmax(axis=1) != held_y))
        else:
            loss = error = float(np.mean((given[:, 0] - held_y) ** 2))
        criteria = {"last": 0.0, "loss": loss, "error": error}
        return loss, criteria[self.training.selection]

    def _tell(self, epoch: Epoch) -> None:
        self.epochs.append(epoch)
        if self.context.notify is not None:
            self.context.notify(epoch)


def learning_rates(training: Training, n_steps: int) -> Array:
    """Learning rate, weight decay and dropout of every step; (n_steps, 3).

    References
    ----------
    "cycles": coslog4 of Holzmueller et al. (2024), 0.5 (1 - cos(2 pi log2(1 + 15 t))).
    """
    t = np.arange(n_steps) / n_steps
    shapes = {
        "constant": np.ones(n_steps),
        "cosine": np.minimum((t + 1 / n_steps) / WARM_UP_SHARE, 1.0)
        * 0.5
        * (1 + np.cos(np.pi * t)),
        "cycles": 0.5 * (1 - np.cos(2 * np.pi * np.log2(1 + 15 * t))),
    }
    fade = np.ones(n_steps)
    if training.fades:
        fade = np.where(t < 0.5, 1.0, 0.5 * (1 + np.cos(np.pi * (2 * t - 1))))
    columns = (
        training.learning_rate * shapes[training.schedule],
        training.weight_decay * fade,
        training.dropout * fade,
    )
    return np.stack(columns, axis=1).astype(np.float32)
