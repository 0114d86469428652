"""How long one row takes, on models that were really fitted."""

import time

import numpy as np
import pytest

from dlcompare.records import TEST_FOLD, FoldTask
from dlcompare.training import fit_fold
from dlcompare.training.latency import latency
from dlcompare.training.memory import forget_peak, peak_memory_bytes
from tests.training.test_fit import plan_for

FIRST = FoldTask("linear", 0, 0)


class Sleeper:
    """A regressor whose single rows take as long as told, one call after another."""

    def __init__(self, *seconds):
        self.seconds = list(seconds)
        self.rows = []

    def predict(self, X):
        self.rows.append(X[:, 0].tolist())
        time.sleep(self.seconds.pop(0) if self.seconds else 0.001)
        return np.zeros(len(X))


ROWS = np.arange(6.0).reshape(3, 2)


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_first_fold_tells_what_one_row_takes(task, small_table):
    dataset = small_table(task)
    plan = plan_for(dataset, model="linear")

    first = fit_fold(dataset, plan, FIRST)
    second = fit_fold(dataset, plan, FoldTask("linear", 0, 1))

    assert "" == first.failure
    assert 0 < first.latency.p50_seconds <= first.latency.p95_seconds
    assert second.latency is None
    assert first.cpu_seconds > 0


def test_slow_first_calls_are_left_out():
    found = latency(FIRST, Sleeper(0.25, 0.05), ROWS, 0, 1)

    assert found.p95_seconds < 0.05
    assert found.n_calls > 1


def test_one_call_has_one_row_and_the_next_another():
    model = Sleeper()

    latency(FIRST, model, ROWS, 0, 1)

    assert [[0.0], [2.0], [4.0], [0.0]] == model.rows[:4]


def test_a_slow_model_is_asked_no_more_than_twice():
    model = Sleeper(0.31, 0.31)

    found = latency(FIRST, model, ROWS, 0, 1)

    assert (2, 1) == (len(model.rows), found.n_calls)
    assert found.p50_seconds == found.p95_seconds > 0.3


def test_a_model_that_cannot_take_one_row_has_no_latency():
    class Stubborn:
        def predict(self, X):
            raise ValueError("More rows, please.")

    assert latency(FIRST, Stubborn(), ROWS, 0, 1) is None


@pytest.mark.parametrize("fold", [(0, 1), (1, 0), (0, TEST_FOLD)])
def test_other_folds_are_not_timed(fold):
    assert latency(FoldTask("linear", *fold), Sleeper(), ROWS, 0, 1) is None


def test_memory_of_one_fit_forgets_what_was_before(small_table):
    if not forget_peak():
        pytest.skip("this system keeps one mark per process")
    held = np.ones(60_000_000)
    before = peak_memory_bytes()
    del held
    dataset = small_table()

    result = fit_fold(dataset, plan_for(dataset, model="linear"), FIRST)

    assert 0 < result.fit_memory_bytes < before - 200_000_000


def test_memory_is_unknown_where_the_mark_cannot_be_lowered(
    small_table, monkeypatch, tmp_path
):
    missing = tmp_path / "no" / "clear_refs"
    monkeypatch.setattr("dlcompare.training.memory.CLEAR_REFS", missing)
    dataset = small_table()

    result = fit_fold(dataset, plan_for(dataset, model="linear"), FIRST)

    assert result.fit_memory_bytes is None
    assert result.peak_memory_bytes > 0
