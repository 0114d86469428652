"""What is to be fitted, in which order, and what is not fitted again."""

import subprocess
import sys
from dataclasses import replace

import pytest

from dlcompare.records import (
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
)
from dlcompare.training import pending, train

PLAN = Plan(
    task="binary",
    metric="roc_auc",
    candidates=(
        Candidate("dummy", "Dummy", "dummy"),
        Candidate("linear", "Linear model", "classical"),
        Candidate("mlp", "Multilayer perceptron", "deep"),
    ),
    scheme=FoldScheme(k=3, repeats=2),
    budget=Budget("quick", 20.0),
    expected_seconds=1.0,
    seconds_by_family={},
)


def tasks(*triples):
    return tuple(FoldTask(*triple) for triple in triples)


def test_order_is_fold_by_fold_within_a_lane():
    plan = replace(PLAN, scheme=FoldScheme(k=2, repeats=2))

    lanes = pending(plan)

    models = ("dummy", "linear")
    folds = ((0, 0), (0, 1), (1, 0), (1, 1))
    assert tasks(*((m, r, f) for r, f in folds for m in models)) == lanes["classical"]
    assert tasks(*(("mlp", r, f) for r, f in folds)) == lanes["deep"]


def test_who_is_refitted_for_a_test_file_is_not_known_before_the_folds_are_done():
    assert pending(PLAN) == pending(replace(PLAN, has_test_file=True))


def test_both_lanes_are_there_even_when_empty():
    assert {"classical": (), "deep": ()} == pending(replace(PLAN, candidates=()))


@pytest.mark.parametrize("failure", ["", "It broke."], ids=["done", "failed"])
def test_what_is_stored_is_not_fitted_again(failure):
    done = [FoldResult("linear", "classical", 1, 2, failure=failure)]

    lanes = pending(PLAN, done)

    assert FoldTask("linear", 1, 2) not in lanes["classical"]
    assert 11 == len(lanes["classical"])
    assert 6 == len(lanes["deep"])


def test_a_resumed_training_yields_exactly_what_was_missing(small_table):
    dataset = small_table()
    plan = replace(PLAN, candidates=PLAN.candidates[:2], scheme=FoldScheme(k=3))
    whole = list(train(plan, dataset))

    resumed = list(train(plan, dataset, done=whole[:4]))

    assert [r.task for r in whole] == list(pending(plan)["classical"])
    assert [r.scores for r in whole[4:]] == [r.scores for r in resumed]
    assert not any(r.failure for r in whole)


def test_one_failing_model_does_not_stop_the_others(small_table):
    dataset = small_table(n_rows=20)
    broken = Candidate("linear", "Linear model", "classical", {"strengths": "none"})
    plan = replace(
        PLAN, candidates=(broken, PLAN.candidates[0]), scheme=FoldScheme(k=2)
    )

    results = list(train(plan, dataset))

    assert [True, False] * 2 == [bool(r.failure) for r in results]


def test_training_is_imported_without_heavy_libraries():
    code = (
        "import sys, dlcompare.training, dlcompare.planning\n"
        "print([m for m in ('sklearn', 'keras', 'scipy.stats') if m in sys.modules])"
    )

    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "[]" == shown.stdout.strip()
