"""Which models, sizes and samples the learning curves are made of."""

from dataclasses import replace

import pytest

from dlcompare.inspection import curve_models, curve_tasks
from dlcompare.inspection.anchors import anchors
from dlcompare.records import Budget, Candidate, FoldResult, FoldScheme, Plan

SCORES = {  # accuracy in three folds, and seconds
    "linear": ((0.80, 0.82, 0.84), 0.1),
    "forest": ((0.89, 0.91, 0.93), 1.0),
    "catboost": ((0.90, 0.92, 0.94), 9.0),
    "document_mlp": ((0.84, 0.86, 0.88), 2.0),
    "realmlp": ((0.88, 0.90, 0.92), 20.0),
}
FAMILY = {"document_mlp": "deep", "realmlp": "deep"}


def a_plan(*names, kind="stratified", metric="accuracy"):
    family = {name: FAMILY.get(name, "classical") for name in names}
    candidates = tuple(Candidate(n, n.title(), family[n]) for n in names)
    scheme = FoldScheme(3, 1, kind)
    return Plan("binary", metric, candidates, scheme, Budget("own", 60), 1.0, {})


def some_folds(*names, n_train=800, metric="accuracy"):
    return tuple(
        FoldResult(
            name,
            FAMILY.get(name, "classical"),
            0,
            fold,
            {metric: score},
            fit_seconds=SCORES[name][1],
            n_train=n_train,
        )
        for name in names
        for fold, score in enumerate(SCORES[name][0])
    )


EVERY = tuple(SCORES)


def test_the_fastest_of_those_near_the_best_stands_for_a_family():
    chosen = curve_models(a_plan(*EVERY), some_folds(*EVERY))

    assert {"classical": "forest", "deep": "realmlp"} == chosen


def test_a_reference_stands_for_its_family_only_if_it_is_best_or_alone():
    names = ("linear", "document_mlp")

    chosen = curve_models(a_plan(*names), some_folds(*names))

    assert {"classical": "linear", "deep": "document_mlp"} == chosen


def test_a_naive_network_that_scores_best_steps_back_for_a_real_one():
    folds = some_folds(*EVERY)
    worse = tuple(
        replace(f, scores={"accuracy": 0.5}) if f.model == "realmlp" else f
        for f in folds
    )

    assert "realmlp" == curve_models(a_plan(*EVERY), worse)["deep"]


def test_a_smaller_loss_is_the_stronger_model():
    plan = a_plan("forest", "catboost", "realmlp", metric="log_loss")
    folds = some_folds("forest", "catboost", "realmlp", metric="log_loss")
    far = tuple(
        replace(f, scores={"log_loss": 9.0}) if f.model == "catboost" else f
        for f in folds
    )

    assert "forest" == curve_models(plan, far)["classical"]


def test_failed_folds_do_not_count():
    folds = some_folds("forest", "realmlp")
    failed = tuple(
        replace(f, failure="Out of memory.") if f.model == "realmlp" else f
        for f in folds
    )

    plan = a_plan("forest", "realmlp")

    assert {"classical": "forest"} == curve_models(plan, failed)
    assert () == curve_tasks(plan, failed)


@pytest.mark.parametrize(
    ("n_train", "rarest", "sizes"),
    [
        pytest.param(400, None, (50, 100, 200, None), id="just-enough-rows"),
        pytest.param(399, None, (99, 199, None), id="one-row-less"),
        pytest.param(100, None, (50, None), id="two-sizes"),
        pytest.param(99, None, (), id="one-size-is-no-curve"),
        pytest.param(8000, 0.01, (1000, 2000, 4000, None), id="ten-of-the-class"),
        pytest.param(7992, 0.01, (1998, 3996, None), id="nine-of-the-class"),
        pytest.param(8000, 0.0025, (4000, None), id="ten-in-half-of-the-rows"),
        pytest.param(8000, 0.002, (1000, 2000, 4000, None), id="a-class-too-rare"),
        pytest.param(8000, 0.0, (1000, 2000, 4000, None), id="a-class-without-rows"),
    ],
)
def test_sizes_are_halvings_with_enough_rows(n_train, rarest, sizes):
    assert sizes == anchors(n_train, rarest_share=rarest)


def test_both_families_are_fitted_in_step_from_the_smallest_size():
    tasks = curve_tasks(a_plan("forest", "realmlp"), some_folds("forest", "realmlp"))

    assert ["forest", "realmlp"] * (len(tasks) // 2) == [t.model for t in tasks]
    pairs = [(t.n_rows, t.number) for t in tasks[::2]]
    assert pairs == [(t.n_rows, t.number) for t in tasks[1::2]]
    assert [(100, i) for i in range(5)] == pairs[:5]
    assert [(None, 1), (None, 2)] == pairs[-2:]  # the fold's own fit is the first
    assert {("rows", 0, 0)} == {(t.kind, t.repeat, t.fold) for t in tasks}


def test_rows_with_an_order_are_taken_from_the_last_fold():
    plan = a_plan("forest", "realmlp", kind="ordered")

    tasks = curve_tasks(plan, some_folds("forest", "realmlp"))

    assert {2} == {t.fold for t in tasks}
