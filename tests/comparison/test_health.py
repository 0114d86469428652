"""Which networks count as trained: each sign alone, at its edge."""

from dataclasses import replace

import pytest

from dlcompare.comparison import compare
from dlcompare.records import (
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    Health,
    Plan,
)

WELL = Health(True, True, False, own_loss=0.40, linear_loss=0.42, noise=0.01)
LABELS = {
    "dummy": ("Guessing", "dummy"),
    "linear": ("Linear model", "classical"),
    "realmlp": ("RealMLP", "deep"),
    "tabm": ("TabM", "deep"),
    "document_mlp": ("The document's network", "deep"),
}
NOISE = (0.0, 0.002, -0.002, 0.001, -0.001)


def comparison(scores, healths=None, metric="accuracy", **more):
    """Five folds around each score; `healths` by model, one for all or one per fold."""
    plan = Plan(
        task="regression" if metric == "rmse" else "binary",
        metric=metric,
        candidates=tuple(Candidate(m, *LABELS[m]) for m in scores),
        scheme=FoldScheme(k=5),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )
    folds = []
    for model, score in scores.items():
        of_model = (healths or {}).get(model)
        for fold, noise in enumerate(NOISE):
            health = of_model[fold] if isinstance(of_model, list) else of_model
            folds.append(
                FoldResult(
                    model,
                    LABELS[model][1],
                    0,
                    fold,
                    {metric: score + noise * (fold + len(model)) % 0.01},
                    n_test=100,
                    health=health,
                )
            )
    return compare(folds, plan, n_rows=1_000, **more)


def row(found, model):
    return next(s for s in found.standings if s.model == model)


BEHIND = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.8}
LEVEL = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.9}


def test_a_network_that_trained_has_no_problems():
    one = row(comparison(BEHIND, {"realmlp": WELL}), "realmlp")

    assert ((), ()) == (one.problems, one.remarks)


def test_unknown_health_is_no_problem():
    assert () == row(comparison(BEHIND), "realmlp").problems


SICK = {
    "undefined": (replace(WELL, is_finite=False), "infinite or undefined"),
    "flat": (replace(WELL, loss_fell=False), "no lower than it began"),
    "linear": (replace(WELL, own_loss=0.45), "linear model on the same inputs"),
    "late": (replace(WELL, still_falling=True), "stopped too early"),
}


@pytest.mark.parametrize("sign", SICK)
def test_each_sign_is_a_problem_of_a_network_that_is_behind(sign):
    health, text = SICK[sign]

    (problem,) = row(comparison(BEHIND, {"realmlp": health}), "realmlp").problems

    assert text in problem
    assert "in all 5 folds" in problem


@pytest.mark.parametrize(
    ("sign", "is_problem"),
    [("undefined", True), ("flat", True), ("linear", False), ("late", False)],
)
def test_a_score_that_is_not_behind_outweighs_what_would_explain_a_loss(
    sign, is_problem
):
    one = row(comparison(LEVEL, {"realmlp": SICK[sign][0]}), "realmlp")

    assert is_problem == bool(one.problems)
    assert is_problem != bool(one.remarks)


@pytest.mark.parametrize(("n_sick", "is_problem"), [(2, False), (3, True)])
def test_only_what_happens_in_most_folds_concerns_the_network(n_sick, is_problem):
    health, _ = SICK["undefined"]
    healths = [health] * n_sick + [WELL] * (5 - n_sick)

    one = row(comparison(BEHIND, {"realmlp": healths}), "realmlp")

    (text,) = one.problems if is_problem else one.remarks
    assert f"in {n_sick} of 5 folds" in text
    assert is_problem == bool(one.problems)


@pytest.mark.parametrize(
    ("own_loss", "is_problem"),
    [(0.4399, False), (0.4401, True)],  # linear 0.42, noise 0.01
)
def test_linear_model_must_win_by_more_than_twice_the_noise(own_loss, is_problem):
    health = replace(WELL, own_loss=own_loss)

    one = row(comparison(BEHIND, {"realmlp": health}), "realmlp")

    assert is_problem == bool(one.problems)


def test_guessing_is_a_problem_where_a_classical_model_does_better():
    scores = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.5}

    (problem,) = row(comparison(scores, {"realmlp": WELL}), "realmlp").problems

    assert "no better than guessing" in problem


def test_guessing_is_no_problem_where_nothing_can_be_learned():
    scores = {"dummy": 0.5, "linear": 0.5, "realmlp": 0.5}

    assert () == row(comparison(scores, {"realmlp": WELL}), "realmlp").problems


def test_lower_errors_are_better_here_too():
    scores = {"dummy": 9.0, "linear": 2.0, "realmlp": 9.0}

    (problem,) = row(comparison(scores, metric="rmse"), "realmlp").problems

    assert "guessing" in problem


def test_a_network_that_did_not_train_steps_back_for_one_that_did():
    scores = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.85, "tabm": 0.8}

    found = comparison(scores, {"realmlp": SICK["flat"][0], "tabm": WELL})

    assert "tabm" == found.best_deep


def test_a_network_that_stopped_too_early_still_stands_for_its_family():
    scores = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.85, "tabm": 0.8}

    found = comparison(scores, {"realmlp": SICK["late"][0], "tabm": WELL})

    assert "realmlp" == found.best_deep


def test_without_a_sound_network_the_best_stays():
    scores = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.85, "tabm": 0.8}
    sick = SICK["flat"][0]

    found = comparison(scores, {"realmlp": sick, "tabm": sick})

    assert "realmlp" == found.best_deep


def test_the_naive_reference_does_not_stand_for_networks():
    scores = {"dummy": 0.5, "linear": 0.9, "document_mlp": 0.89, "tabm": 0.88}

    found = comparison(scores)

    assert "tabm" == found.best_deep
    assert ("document_mlp", "linear") == (
        found.reference_pair.a,
        found.reference_pair.b,
    )
    assert -0.01 == pytest.approx(found.reference_pair.mean, abs=0.006)
    assert -0.01 == pytest.approx(found.reference_gap.mean, abs=0.006)


def test_the_naive_reference_alone_is_the_best_network():
    found = comparison({"dummy": 0.5, "linear": 0.9, "document_mlp": 0.85})

    assert "document_mlp" == found.best_deep
    assert found.reference_pair is None
    assert found.reference_gap is None


def test_a_limit_of_the_user_changes_no_champion():
    scores = {"dummy": 0.5, "linear": 0.9, "realmlp": 0.85, "tabm": 0.8}
    healths = {"realmlp": SICK["linear"][0], "tabm": WELL}

    usual, wide = comparison(scores, healths), comparison(scores, healths, rope=0.3)

    assert usual.best_deep == wide.best_deep == "tabm"
    assert row(usual, "realmlp").problems == row(wide, "realmlp").problems
