"""Timed fits: of a sample, for a network scaled from a few epochs."""

import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from dlcompare import models
from dlcompare.errors import InvalidPlan
from dlcompare.models import ModelSpec
from dlcompare.models.cost import PROBE_EPOCHS
from dlcompare.models.spec import ALL_TASKS
from dlcompare.records import Budget, Epoch, FoldScheme, Plan
from dlcompare.training import probe

PLAN = Plan(
    task="regression",
    metric="rmse",
    candidates=(),
    scheme=FoldScheme(k=5, kind="plain"),
    budget=Budget("quick", 30.0),
    expected_seconds=1.0,
    seconds_by_family={},
    probe_rows=20,
)
EPOCH_SECONDS = 0.01


class Sleeper:
    """A model whose every epoch takes the same time, the first one longer."""

    seen: list = []  # noqa: RUF012

    def __init__(self, context, params):
        self.context, self.params = context, params

    def fit(self, X, y):
        self.seen.append((len(X), dict(self.params)))
        if self.params.get("broken"):
            raise ValueError("It cannot be fitted.")
        for number in range(self.params.get("epochs", 1)):
            time.sleep(EPOCH_SECONDS * (3 if number == 0 else 1))
            if self.context.notify is not None:
                self.context.notify(Epoch(number + 1, 0.5))

    def predict(self, X):
        return np.zeros(len(X))


@pytest.fixture
def listed(monkeypatch):
    """`listed(family, epochs, defaults)` lists a sleeper; gives what fits saw."""

    def put(family, epochs=None, **defaults):
        monkeypatch.setattr(Sleeper, "seen", [])
        spec = ModelSpec(
            name="sleeper",
            label="Sleeper",
            family=family,
            modalities=("tabular",),
            tasks=ALL_TASKS,
            build=Sleeper,
            seconds=lambda size: 1.0,
            priority=9,
            source="tests",
            defaults=defaults,
            epochs=epochs and (lambda size: epochs),
        )
        monkeypatch.setattr(models, "MODELS", (*models.MODELS, spec))
        return Sleeper.seen

    return put


@pytest.mark.parametrize(("enough", "n_fits"), [(2.0, 4), (0.01, 1)])
def test_a_classical_model_is_fitted_on_several_samples_where_that_is_quick(
    listed, small_table, monkeypatch, enough, n_fits
):
    seen = listed("classical", depth=3)
    monkeypatch.setattr(sys.modules[probe.__module__], "ENOUGH_SECONDS", enough)

    spent = probe(small_table("regression"), PLAN, "sleeper")

    assert [(20, {"depth": 3})] * n_fits == seen
    assert 3 * EPOCH_SECONDS <= spent < 20 * EPOCH_SECONDS


def test_a_network_is_scaled_from_few_epochs_to_all(listed, small_table):
    seen = listed("deep", epochs=1_000)

    spent = probe(small_table("regression"), PLAN, "sleeper")

    assert [(20, {"epochs": 1}), (20, {"epochs": PROBE_EPOCHS})] == seen
    assert 1_000 * EPOCH_SECONDS <= spent < 2_000 * EPOCH_SECONDS


@pytest.mark.parametrize(
    ("family", "defaults"), [("deep", {}), ("classical", {"broken": True})]
)
def test_what_cannot_be_timed_is_left_to_its_first_fold(
    family, defaults, listed, small_table
):
    listed(family, **defaults)

    assert probe(small_table("regression"), PLAN, "sleeper") is None


def test_a_sample_never_exceeds_the_data(listed, small_table):
    seen = listed("classical")

    probe(small_table("regression"), replace(PLAN, probe_rows=4_000), "sleeper")

    assert 48 == seen[0][0]  # of 60 rows; 12 are predicted


def test_a_plan_without_timed_fits_is_refused(small_table):
    with pytest.raises(InvalidPlan, match="no timed fits"):
        probe(small_table(), replace(PLAN, probe_rows=None), "dummy")
