import time

import numpy as np
import pytest

from dlcompare.models.estimators.epochs import Run
from dlcompare.models.estimators.schedules import learning_rates
from dlcompare.models.recipe import Training
from dlcompare.models.spec import Context


class Still:
    """Members that never change; their losses after each epoch are given."""

    def __init__(self, losses, members=(0,), step_seconds=0.0):
        self.losses = np.asarray(losses, dtype=float)  # (n_epochs, n_members)
        self.members, self.step_seconds = list(members), step_seconds
        self.n_epochs, self.orders, self.n_restarts = 0, [], 0
        self.kept = np.zeros(len(self.members))

    def restart(self, seeds, some_rows):
        self.n_epochs, self.orders = 0, []
        self.seeds = seeds

    def arrays(self):
        return [self.kept.copy()]

    def tensors(self, X, y, weight):
        return X, y, weight

    def epoch(self, data, order, rates, *, first_step, training, seed):
        self.n_epochs += 1
        self.orders.append(order)
        time.sleep(self.step_seconds * len(order))
        return 1.0

    def look(self, data, held):
        rows = min(self.n_epochs, len(self.losses)) - 1
        found = self.losses[rows, self.members]
        return np.stack([found, found], axis=1)

    def keep_best(self, improved):
        self.kept[improved] = self.n_epochs


def training(**changes):
    return Training(**{"epochs": 3, "batch_size": 4, "learning_rate": 0.1, **changes})


def run(
    losses, *, groups=((0,),), context=None, step_seconds=0.0, n_rows=10, **changes
):
    """A finished run; the last two rows are held out."""
    losses = np.asarray(losses, dtype=float).reshape(len(losses), -1)
    opened = []

    def open_loops(n_members):
        chosen = [g for g in groups if max(g) < n_members]
        loops = [(Still(losses, g, step_seconds), g) for g in chosen]
        opened.append(loops)
        return loops

    settings = training(**changes)
    rows = np.arange(n_rows)
    data = (rows[:, None].astype(float), np.zeros(n_rows), np.ones(n_rows))
    parts = [(rows[:-2], rows[-2:])] * settings.members
    told = context or Context(task="regression")
    done = Run(open_loops, settings, told, data, parts, time.perf_counter())
    done.train()
    return done


@pytest.mark.parametrize(
    ("selection", "losses", "best"),
    [
        ("last", (0.0, 1.0, 2.0), 3),
        ("loss", (2.0, 1.0, 3.0), 2),
        ("error", (1.0, 1.0, 3.0), 2),
    ],
    ids=["last", "least loss", "ties go to the later"],
)
def test_epoch_kept_is_the_one_selected(selection, losses, best):
    done = run(losses, selection=selection)

    assert [best] == done.best_epochs
    assert [best] == done.weights[0][0].tolist()
    assert list(losses) == [e.validation_loss for e in done.epochs]


def test_every_member_keeps_its_own_best_epoch():
    losses = [(3.0, 1.0, 5.0), (2.0, 2.0, 4.0), (1.0, 3.0, 6.0)]

    done = run(losses, groups=((0, 1), (2,)), selection="loss", members=3)

    assert [3, 1, 2] == done.best_epochs
    assert [[3, 1], [2]] == [arrays[0].tolist() for arrays in done.weights]
    assert [3.0, 8 / 3, 10 / 3] == [e.validation_loss for e in done.epochs]


def test_members_see_their_own_rows_in_orders_of_their_own():
    done = run([(1.0, 1.0)] * 3, groups=((0, 1),), members=2)

    order = done.loops[0][0].orders[0]

    assert (2, 2, 4) == order.shape
    assert [list(range(8))] * 2 == [sorted(order[:, m].ravel()) for m in (0, 1)]
    assert order[:, 0].tolist() != order[:, 1].tolist()


def test_loops_on_threads_give_what_they_give_one_after_another():
    losses = [(3.0, 1.0), (2.0, 2.0), (1.0, 3.0)]
    settings = {"groups": ((0,), (1,)), "selection": "loss", "members": 2}

    alone = run(losses, **settings)
    beside = run(losses, context=Context(task="regression", n_threads=2), **settings)

    assert alone.best_epochs == beside.best_epochs == [3, 1]
    for one, other in zip(alone.loops, beside.loops, strict=True):
        np.testing.assert_array_equal(one[0].orders, other[0].orders)


def test_partial_batches_count_unless_dropped():
    full = run((1.0, 1.0, 1.0), batch_size=3)
    dropped = run((1.0, 1.0, 1.0), batch_size=3, drops_last_batch=True)

    assert (3, 1, 3) == full.loops[0][0].orders[0].shape
    assert 1 == np.sum(full.loops[0][0].orders[0] == -1)
    assert (2, 1, 3) == dropped.loops[0][0].orders[0].shape


def test_short_budget_takes_members_first_then_epochs():
    context = Context(task="regression", budget_seconds=0.5)

    done = run(
        [(1.0,) * 4] * 300,
        groups=((0,), (1,), (2,), (3,)),
        context=context,
        step_seconds=0.002,
        epochs=256,
        members=4,
        enough_epochs=40,
    )

    assert 1 <= done.n_members < 4
    assert 16 <= len(done.epochs) < 256  # 40 unless the machine slows down


def test_budget_below_one_pass_is_said():
    context = Context(task="regression", budget_seconds=0.15)

    with pytest.warns(UserWarning, match="of one pass over the training rows"):
        done = run(
            (1.0,) * 9,
            context=context,
            step_seconds=0.04,
            n_rows=40,
            epochs=99,
            batch_size=1,
        )

    assert 1 < len(done.epochs) <= 8
    assert 1 == len(done.loops[0][0].orders[0])


def test_cycles_of_the_learning_rate_start_and_end_at_zero():
    rates = learning_rates(training(schedule="cycles"), 1_000)[:, 0]

    peaks = (rates[1:-1] > rates[:-2]) & (rates[1:-1] > rates[2:])
    assert 0 == rates[0]
    assert rates[-1] < 0.001
    assert 4 == peaks.sum()


def test_cosine_warms_up_and_ends_near_zero():
    rates = learning_rates(training(schedule="cosine"), 1_000)[:, 0]

    assert rates[0] < 0.01
    assert 0.09 < rates.max() <= 0.1
    assert rates[-1] < 0.001


def test_fading_ends_dropout_and_decay():
    settings = training(dropout=0.2, weight_decay=0.1, fades=True)

    rates = learning_rates(settings, 100)

    np.testing.assert_allclose(rates[:50, 1], 0.1)
    np.testing.assert_allclose(rates[:50, 2], 0.2)
    assert rates[-1, 2] < 0.001


def test_a_machine_that_slows_down_gets_a_shorter_schedule_that_still_ends():
    class Slowing(Still):
        def epoch(self, data, order, rates, **more):
            self.rates = [*getattr(self, "rates", []), *rates[:, 0]]
            if self.n_epochs >= 10:
                self.step_seconds = 0.02
            return super().epoch(data, order, rates, **more)

    loop = Slowing([[1.0]], step_seconds=0.001)
    rows = np.arange(10)
    done = Run(
        lambda n_members: [(loop, (0,))],
        training(epochs=100, batch_size=8, schedule="cosine"),
        Context(task="regression", budget_seconds=0.6),
        (rows[:, None].astype(float), np.zeros(10), np.ones(10)),
        [(rows[:-2], rows[-2:])],
        time.perf_counter(),
    )
    done.train()

    assert 10 < len(done.epochs) < 64
    whole = learning_rates(training(schedule="cosine"), 64)
    assert pytest.approx(whole[-1, 0], abs=1e-3) == loop.rates[-1]
