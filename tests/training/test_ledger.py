"""What each family was given and what it used."""

import subprocess
import sys
from dataclasses import replace

from dlcompare.records import (
    TEST_FOLD,
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    LeftOut,
    Plan,
    Trial,
)
from dlcompare.training import ledger
from dlcompare.training.ledger import GIVEN_UP

PLAN = Plan(
    task="binary",
    metric="accuracy",
    candidates=(
        Candidate("dummy", "Dummy", "dummy"),
        Candidate("linear", "Linear model", "classical"),
        Candidate("boosting", "Boosting", "classical", others=({"a": 1}, {"a": 2})),
        Candidate("net", "Network", "deep"),
    ),
    scheme=FoldScheme(k=2),
    budget=Budget("quick", 30.0),
    expected_seconds=20.0,
    seconds_by_family={"dummy": 0.5, "classical": 8.0, "deep": 20.0},
    left_out=(LeftOut("svm", "SVM", "classical", "Too many rows."),),
    notes=("Fewer repeats.",),
)


def result(model, family, fold, fit, predict=0.0, search=0.0, failure="", n_trials=0):
    return FoldResult(
        model,
        family,
        0,
        fold,
        fit_seconds=fit,
        predict_seconds=predict,
        search_seconds=search,
        failure=failure,
        trials=(Trial({}, 0.5, 1.0),) * n_trials,
    )


FOLDS = (
    result("dummy", "dummy", 0, 0.25),
    result("linear", "classical", 0, 1.0, 0.5),
    result("boosting", "classical", 0, 2.0, search=4.0, n_trials=3),
    result("boosting", "classical", 1, 6.0, failure=f"{GIVEN_UP} after 6 s."),
    result("net", "deep", 0, 9.0),
)


def test_seconds_fits_and_trials_are_added_by_family():
    classical, deep = ledger(PLAN, FOLDS).lines

    assert (2, 4, 2, 4, 3) == (
        classical.n_candidates,
        classical.n_configurations + 1,  # the linear model stands beside
        classical.n_folds,
        classical.n_folds_planned,
        classical.n_trials,
    )
    assert (8.5, 13.75) == (classical.planned_seconds, classical.used_seconds)
    assert (20.0, 9.0, 1, 2) == (
        deep.planned_seconds,
        deep.used_seconds,
        deep.n_folds,
        deep.n_folds_planned,
    )


def test_what_was_cut_is_told_with_its_reason():
    classical, deep = ledger(PLAN, FOLDS).lines

    assert ("SVM: Too many rows.", "Boosting, fold 2: Given up after 6 s.") == (
        classical.cut
    )
    assert () == deep.cut


def test_a_test_file_adds_one_fit_for_the_champion():
    plan = replace(PLAN, has_test_file=True)
    last = result("net", "deep", TEST_FOLD, 1.0, failure=f"{GIVEN_UP} after 1 s.")

    _, deep = ledger(plan, (*FOLDS, last)).lines

    assert 3 == deep.n_folds_planned
    assert ("Network, test file: Given up after 1 s.",) == deep.cut


def test_notes_of_the_plan_and_the_end_of_training_are_in_it():
    made = ledger(PLAN, FOLDS, "The budget ended.")

    assert ("Fewer repeats.", "The budget ended.") == made.notes
    assert 30.0 == made.budget_seconds


def test_the_ledger_loads_no_library_for_learning():
    code = (
        "import sys; from dlcompare.training import ledger;"
        "print([m for m in ('sklearn', 'numpy', 'keras') if m in sys.modules])"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )

    assert "[]" == answer.stdout.strip(), answer.stderr


def test_models_left_out_for_one_reason_share_a_line():
    reasons = (("svm", "SVM", "Too many rows."), ("knn", "Neighbours", "Too slow."))
    left_out = tuple(
        LeftOut(name, label, "classical", reason)
        for name, label, reason in (*reasons, ("gp", "Gaussian", "Too many rows."))
    )

    classical, _ = ledger(replace(PLAN, left_out=left_out), ()).lines

    assert ("SVM and Gaussian: Too many rows.", "Neighbours: Too slow.") == (
        classical.cut
    )
