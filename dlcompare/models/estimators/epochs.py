"""How many members and epochs, at what rate, and which epoch each member keeps."""

import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dlcompare.models.estimators.deck import Deck
from dlcompare.models.estimators.schedules import learning_rates
from dlcompare.models.recipe import Training
from dlcompare.models.spec import Context
from dlcompare.records import Epoch

LADDER = (256, 192, 128, 96, 64, 48, 40, 32, 28, 24, 20, 16, 14, 12, 10, 8)
PROBE_STEPS = 8  # steps timed to learn how many epochs the budget holds
SHORT_SECONDS = 5.0  # of a fit; compiling for all members would take most of them
RESERVE = 0.85  # share of the budget planned for: predicting needs time as well
MAX_START_ROWS = 4_096  # rows; the first weights are fitted to their scale
Array = npt.NDArray[Any]
Data = tuple[Any, Any, Any]


class Loop(Protocol):
    """A network of some members, trained an epoch at a time (training_loop.py)."""

    def restart(self, seeds: tuple[int, ...], some_rows: Array) -> None:
        """New weights, one seed per member."""

    def arrays(self) -> list[Array]:
        """Copies of all weights, as last kept."""

    def tensors(self, X: Array, y: Array, weight: Array) -> Data:
        """Rows, truth and weights where the network computes."""

    def epoch(
        self,
        data: Data,
        order: Array,
        rates: Array,
        *,
        first_step: int,
        training: Training,
        seed: int,
    ) -> float:
        """Train once over the rows in `order`; the mean loss."""

    def look(self, data: Data, held: Array) -> Array:
        """Loss and error of each member on its held rows."""

    def keep_best(self, improved: Array) -> None:
        """Remember the present weights of some members."""


OpenLoops = Callable[[int], Sequence[tuple[Loop, tuple[int, ...]]]]


class Run:
    """One training: weights and epochs are read from it afterwards.

    Parameters
    ----------
    open_loops : callable
        From a number of members to the loops that train them, each with the
        numbers of its members; loops run side by side where threads allow.
    training : Training
    context : Context
        Its seed, threads, budget and listener.
    X, y, weight : arrays of shape (n_rows, ...), (n_rows,) and (n_rows,)
    parts : sequence of (fit_rows, held_rows)
        One pair per member: what it learns from, and what tells the best epoch.
    started : float
        `time.perf_counter()` when the budget began to run; moved on by what is
        spent on compiling, which serves all folds.
    """

    def __init__(
        self,
        open_loops: OpenLoops,
        training: Training,
        context: Context,
        data: tuple[Array, Array, Array],
        parts: Sequence[tuple[Array, Array]],
        started: float,
    ) -> None:
        self.open_loops, self.training, self.context = open_loops, training, context
        self.X, self.y, self.weight = data
        self.parts, self.started = parts, started
        self.n_steps = self._full_steps()
        budget = context.budget_seconds
        is_short = budget is not None and budget < SHORT_SECONDS
        self.n_members = training.min_members if is_short else training.members
        self.weights: list[list[Array]] = []  # one list per loop
        self.epochs: list[Epoch] = []
        self.best_epochs: list[int] = []

    def train(self) -> None:
        """All epochs of the schedule, chosen beforehand so that it completes.

        Where the machine has become slower since, the rest of it is shortened.
        """
        self._open()
        n_epochs = self._fit_into_budget()
        began = time.perf_counter()
        training = replace(self.training, epochs=n_epochs)
        decks = [Deck(rows, self._rng(m)) for m, (rows, _) in self._members()]
        rates = learning_rates(training, n_epochs * self.n_steps)
        least = np.full(self.n_members, np.inf)
        best = np.zeros(self.n_members, dtype=int)
        number = 0
        while number < n_epochs:
            order = self._order(decks, self.n_steps)
            first = number * self.n_steps
            losses = self._each(self._epoch, order, rates, first)
            held = self._each(self._look)
            told = self._tell(number + 1, losses, held)
            improved = told <= least  # ties go to the later epoch
            least = np.where(improved, told, least)
            best[improved] = number + 1
            for loop, members in self.loops:
                loop.keep_best(improved[list(members)])
            number += 1
            if number - int(best.max()) >= (training.patience or n_epochs):
                break  # no member has become better for too long
            pace = (time.perf_counter() - began) / number
            n_epochs, rates = self._shortened(number, n_epochs, rates, pace)
        self.weights = [loop.arrays() for loop, _ in self.loops]
        self.best_epochs = best.tolist()
        if not all(np.isfinite(a).all() for arrays in self.weights for a in arrays):
            raise ArithmeticError("The training diverged: weights became infinite.")

    def _members(self) -> list[tuple[int, tuple[Array, Array]]]:
        return list(enumerate(self.parts[: self.n_members]))

    def _rng(self, member: int) -> np.random.Generator:
        return np.random.default_rng([self.context.seed, member])

    def _open(self) -> None:
        """The loops of the present members, with new weights and their held rows."""
        waiting = time.perf_counter()
        self.loops = self.open_loops(self.n_members)
        self.started += time.perf_counter() - waiting
        self.data = self.loops[0][0].tensors(self.X, self.y, self.weight)
        n_held = max(len(held) for _, held in self.parts)
        self.held = np.full((len(self.parts), n_held), -1, dtype=np.int32)
        for member, (_, held) in enumerate(self.parts):
            self.held[member, : len(held)] = held
        self._restart()

    def _restart(self) -> None:
        rng = np.random.default_rng(self.context.seed)
        rows = rng.permutation(len(self.y))[:MAX_START_ROWS]
        for loop, members in self.loops:
            seeds = tuple(self.context.seed + 1_000_003 * m for m in members)
            loop.restart(seeds, self.X[np.sort(rows)])

    def _full_steps(self) -> int:
        n_rows = min(len(rows) for rows, _ in self.parts)
        size = min(self.training.batch_size, n_rows)
        if self.training.drops_last_batch:
            return n_rows // size
        return -(-n_rows // size)

    def _order(self, decks: Sequence[Deck], n_steps: int) -> Array:
        """Row numbers of shape (n_steps, n_members, batch); -1 fills a last batch."""
        shortest = min(deck.n_rows for deck in decks)
        size = min(self.training.batch_size, shortest)
        used = min(n_steps * size, shortest)
        order = np.full((len(decks), n_steps * size), -1, dtype=np.int32)
        for member, deck in enumerate(decks):
            order[member, :used] = deck.draw(used)
        return order.reshape(len(decks), n_steps, size).transpose(1, 0, 2)

    def _each(self, work: Callable[..., Any], *given: Any) -> list[Any]:
        """`work` of every loop, side by side where there are threads."""
        if self.context.n_threads < 2 or len(self.loops) < 2:
            return [work(loop, members, *given) for loop, members in self.loops]
        with ThreadPoolExecutor(self.context.n_threads) as pool:
            waiting = [pool.submit(work, *both, *given) for both in self.loops]
            return [one.result() for one in waiting]

    def _epoch(
        self,
        loop: Loop,
        members: tuple[int, ...],
        order: Array,
        rates: Array,
        first: int,
    ) -> float:
        return loop.epoch(
            self.data,
            order[:, list(members)],
            rates[first : first + len(order)],
            first_step=first,
            training=self.training,
            seed=self.context.seed + members[0],
        )

    def _look(self, loop: Loop, members: tuple[int, ...]) -> Array | None:
        held = self.held[list(members)]
        return loop.look(self.data, held) if held.size else None

    def _fit_into_budget(self) -> int:
        """Epochs that the budget holds; members or rows are fewer where it must be.

        In coarse steps, so that folds and machines of about the same speed train
        equally long, and known before the first step, so that the schedule
        completes. Members go before epochs fall below `enough_epochs`; rows per
        epoch go last.
        """
        training, budget = self.training, self.context.budget_seconds
        if budget is None:
            return training.epochs
        affordable = [n for n in (training.epochs, *LADDER) if n <= training.epochs]
        while True:
            step, looking = self._measure()
            left = RESERVE * budget - (time.perf_counter() - self.started)
            per_epoch = step * self.n_steps + looking
            fits = [n for n in affordable if n * per_epoch <= left]
            enough = min(training.enough_epochs, training.epochs)
            fewer = self.n_members
            while fewer > training.min_members and (
                enough * per_epoch * fewer / self.n_members > left
            ):
                fewer = max(training.min_members, fewer // 2)
            if fewer == self.n_members:
                break
            self.n_members = fewer
            self._open()
        if fits:
            return fits[0]
        fewest = affordable[-1]
        steps = int((left / fewest - looking) / step) if left > 0 else 1
        self._shorten(max(steps, 1), fewest)
        return fewest

    def _shortened(
        self, done: int, n_epochs: int, rates: Array, pace: float
    ) -> tuple[int, Array]:
        """Epochs and rates once `done` are through at `pace` seconds each.

        As planned while they fit into the budget; else fewer, and of the rates that
        are left every so many, so that the schedule still comes to its end.
        """
        budget = self.context.budget_seconds
        if budget is None or done == n_epochs:
            return n_epochs, rates
        left = budget - (time.perf_counter() - self.started)
        fewer = max(1, int(left / pace))
        if fewer >= n_epochs - done:
            return n_epochs, rates
        first = done * self.n_steps
        some = np.linspace(first, len(rates) - 1, fewer * self.n_steps).round()
        return done + fewer, np.concatenate([rates[:first], rates[some.astype(int)]])

    def _shorten(self, n_steps: int, n_epochs: int) -> None:
        """Fewer steps per epoch, said as the share of rows that is seen at all."""
        full, self.n_steps = self.n_steps, min(n_steps, self.n_steps)
        seen = n_epochs * self.n_steps / full
        if seen < 1:
            warnings.warn(
                f"The time allowed for {100 * seen:.2g}% of one pass over the training "
                "rows; the network has not seen the others.",
                stacklevel=2,
            )

    def _measure(self) -> tuple[float, float]:
        """Seconds of one warm step at rate 0, and of one look at the held rows."""
        decks = [Deck(rows, self._rng(m)) for m, (rows, _) in self._members()]
        for n_steps in (1, min(PROBE_STEPS, self.n_steps)):
            order, still = self._order(decks, n_steps), np.zeros((n_steps, 3))
            began = time.perf_counter()
            self._each(self._epoch, order, still, 0)
        step = (time.perf_counter() - began) / n_steps
        self._each(self._look)
        began = time.perf_counter()
        self._each(self._look)
        looking = time.perf_counter() - began
        self._restart()
        return step, looking

    def _tell(
        self, number: int, losses: list[float], held: list[Array | None]
    ) -> Array:
        """Tell the listener of an epoch; what each member's choice goes by."""
        sizes = [len(members) for _, members in self.loops]
        seen = [found for found in held if found is not None]
        told = np.concatenate(seen) if seen else np.zeros((self.n_members, 2))
        loss = float(np.average(losses, weights=sizes))
        epoch = Epoch(number, loss, float(told[:, 0].mean()) if seen else None)
        self.epochs.append(epoch)
        if self.context.notify is not None:
            self.context.notify(epoch)
        column = {"last": 0, "loss": 0, "error": 1}[self.training.selection]
        return told[:, column] * (self.training.selection != "last")
