import numpy as np
import pytest

from dlcompare.models.estimators.epochs import Run, learning_rates
from dlcompare.models.recipe import Training
from dlcompare.models.spec import Context


class Still:
    """A network that never changes; its validation outputs are given."""

    def __init__(self, outputs):
        self.outputs, self.n_epochs = outputs, 0

    def restart(self, seed):
        self.n_epochs = 0

    def arrays(self):
        return [np.array([float(self.n_epochs)])]

    def tensor(self, values):
        return values

    def epoch(self, X, y, order, rates, *, first_step, training, seed):
        self.n_epochs += 1
        self.steps = rates
        return 1.0

    def forward(self, X):
        return self.outputs[self.n_epochs - 1]


def training(**changes):
    return Training(epochs=3, batch_size=4, learning_rate=0.1, **changes)


def run(outputs, **changes):
    context = Context(task="regression")
    loop = Still([np.array([[value]]) for value in outputs])
    done = Run(loop, training(**changes), context, np.zeros((10, 1)), np.zeros(10), 0.0)
    done.train(np.zeros((1, 1)), np.zeros(1))
    return done


@pytest.mark.parametrize(
    ("selection", "outputs", "best"),
    [
        ("last", (0.0, 1.0, 2.0), 3),
        ("loss", (2.0, 1.0, 3.0), 2),
        ("error", (1.0, 1.0, 3.0), 2),
    ],
    ids=["last", "least loss", "ties go to the later"],
)
def test_epoch_kept_is_the_one_selected(selection, outputs, best):
    done = run(outputs, selection=selection)

    assert best == done.best_epoch
    assert [best] == list(done.weights[0])
    assert [v**2 for v in outputs] == [e.validation_loss for e in done.epochs]


def test_partial_batches_count_unless_dropped():
    assert 3 == len(run((1.0, 1.0, 1.0)).loop.steps)
    assert 2 == len(run((1.0, 1.0, 1.0), drops_last_batch=True).loop.steps)


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
