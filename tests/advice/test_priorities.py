"""The recommendation under priorities, on comparisons made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare.advice import recommend
from dlcompare.advice.decide import decide, recommended
from dlcompare.advice.priority_sentences import price_sentence
from dlcompare.comparison import compare
from dlcompare.conclusion import on_same_folds
from dlcompare.errors import InvalidPlan
from dlcompare.records import (
    Budget,
    Candidate,
    Estimate,
    FoldResult,
    FoldScheme,
    Latency,
    Plan,
    Priorities,
)

SPREAD = 0.002 * np.resize([-1.0, 1.0, 0.0], 15)
# score, seconds to train, milliseconds for one row, megabytes
COSTS = {
    "dummy": ("Guessing", "dummy", 0.5, 0.01, 0.1, 0.01),
    "linear": ("Linear model", "classical", 0.86, 0.1, 2.0, 0.012),
    "extra_trees": ("Extra trees", "classical", 0.868, 1.0, 30.0, 20.0),
    "boosting": ("Gradient boosting", "classical", 0.88, 2.0, 9.0, 1.5),
    "document_mlp": ("The document's network", "deep", 0.85, 20.0, 4.0, 0.08),
    "realmlp": ("RealMLP", "deep", 0.92, 60.0, 12.0, 0.9),
}


@pytest.fixture
def advised():
    """`advised(priorities, model={…changed costs})`: verdict's pick, recommendation."""

    def make(priorities, *, n_folds=15, metric="roc_auc", noise=1.0, **changed):
        columns = ("score", "seconds", "row_ms", "mb")
        plan = Plan(
            task="regression" if metric == "rmse" else "binary",
            metric=metric,
            candidates=tuple(Candidate(m, *known[:2]) for m, known in COSTS.items()),
            scheme=FoldScheme(k=5, repeats=3),
            budget=Budget("quick", 20.0),
            expected_seconds=1.0,
            seconds_by_family={},
        )
        folds = []
        for number, (model, known) in enumerate(COSTS.items()):
            costs = dict(zip(columns, known[2:], strict=True)) | changed.get(model, {})
            shift = 0 if model == "dummy" else noise * np.roll(SPREAD, number)
            for i, score in enumerate(costs["score"] + shift + np.zeros(15)):
                if i >= n_folds or changed.get(model) == {}:
                    continue
                row = costs["row_ms"]
                folds.append(
                    FoldResult(
                        model,
                        known[1],
                        i // 5,
                        i % 5,
                        scores={metric: float(score)},
                        fit_seconds=costs["seconds"],
                        size_bytes=int(1e6 * costs["mb"]),
                        n_test=100,
                        latency=Latency(row / 2000, row / 1000, 40)
                        if row and not i
                        else None,
                    )
                )
        compared = compare(folds, plan, n_rows=4_000)
        again = on_same_folds(compared, folds, plan)
        alone = recommended(compared, decide(compared))
        return alone, recommend(compared, priorities, again)

    return make


LEVEL = {"realmlp": {"score": 0.881}}  # no useful difference: boosting, the cheaper


def test_without_priorities_there_is_no_recommendation(advised):
    assert advised(Priorities()) == ("realmlp", None)


def test_what_meets_every_limit_stays(advised):
    wishes = Priorities(max_row_ms=20, max_size_mb=1)

    alone, found = advised(wishes)

    assert (alone, "realmlp", ()) == ("realmlp", found.model, found.decides)
    assert "Take RealMLP, as without your priorities." == found.title
    assert (
        "It meets your limits: 12 ms for one row (limit 20 ms) and 0.9 MB (limit"
        " 1.0 MB)." == found.sentence
    )
    assert found.price is None


def test_latency_decides_and_says_what_it_costs(advised):
    _, found = advised(Priorities(max_row_ms=10))

    assert ("boosting", ("max_row_ms",)) == (found.model, found.decides)
    assert "Take gradient boosting." == found.title
    assert found.sentence.startswith(
        "Your limit of 10 ms for one row decides: RealMLP takes 12 ms, gradient"
        " boosting 9 ms. Against RealMLP that gives up 0.040 ("
    )
    assert found.price.mean == pytest.approx(0.04)
    assert found.price.low < found.price.mean < found.price.high


def test_size_decides(advised):
    _, found = advised(Priorities(max_size_mb=0.5))

    assert ("linear", ("max_size_mb",)) == (found.model, found.decides)
    assert found.sentence.startswith(
        "Your limit of 0.5 MB for the model decides: RealMLP has 0.9 MB, the linear"
        " model 12 kB."
    )


def test_training_time_decides_and_no_network_is_left(advised):
    _, found = advised(Priorities(max_train_seconds=5))

    assert ("boosting", ("max_train_seconds",)) == (found.model, found.decides)
    assert "RealMLP takes 60 s, gradient boosting 2.0 s." in found.sentence
    assert "No network meets your limits." in found.sentence


def test_interpretability_decides(advised):
    _, found = advised(Priorities(interpretability=True))

    assert ("linear", ("interpretability",)) == (found.model, found.decides)
    assert found.sentence.startswith(
        "Interpretability decides: RealMLP cannot be read as a whole, the linear model"
        " can."
    )


def test_several_limits_are_all_named(advised):
    _, found = advised(Priorities(interpretability=True, max_row_ms=10, max_size_mb=5))

    assert ("interpretability", "max_row_ms") == found.decides
    assert found.sentence.startswith(
        "Your limits decide: RealMLP cannot be read as a whole and takes 12 ms for one"
        " row (limit 10 ms); the linear model meets all of them."
    )


def test_left_out_candidates_are_listed_with_their_limits(advised):
    _, found = advised(Priorities(max_row_ms=10, max_size_mb=1))

    left_out = {one.model: one.limits for one in found.ruled_out}
    assert left_out == {
        "realmlp": ("max_row_ms",),
        "extra_trees": ("max_row_ms", "max_size_mb"),
        "boosting": ("max_size_mb",),
    }


def test_verdict_among_the_rest_may_be_a_network(advised):
    _, found = advised(
        Priorities(max_row_ms=10), document_mlp={"score": 0.91, "seconds": 20.0}
    )

    assert "document_mlp" == found.model


def test_none_meets_and_the_nearest_is_named(advised):
    _, found = advised(Priorities(max_row_ms=1))

    assert ("", "linear") == (found.model, found.nearest)
    assert "No candidate meets your limits." == found.title
    assert (
        "The linear model comes nearest, but takes 2 ms for one row (limit 1 ms)."
        == found.sentence
    )


def test_nearest_is_the_one_whose_worst_excess_is_least(advised):
    _, found = advised(Priorities(max_row_ms=1, max_size_mb=0.01), linear={"mb": 5.0})

    assert "document_mlp" == found.nearest
    assert found.sentence.endswith(
        "but takes 4 ms for one row (limit 1 ms) and has 80 kB (limit 10 kB)."
    )


def test_a_study_without_measured_latency_says_so(advised):
    unmeasured = {model: {"row_ms": None} for model in COSTS}

    _, found = advised(Priorities(max_row_ms=10), **unmeasured)

    assert ("", "") == (found.model, found.nearest)
    assert "was not measured in this study" in found.sentence


def test_one_candidate_without_latency_cannot_meet_the_limit(advised):
    _, found = advised(Priorities(max_row_ms=20), realmlp={"row_ms": None})

    assert "boosting" == found.model
    assert "RealMLP was not measured, gradient boosting 9 ms" in found.sentence


def test_no_readable_candidate(advised):
    _, found = advised(Priorities(interpretability=True), linear={})

    assert ("", "") == (found.model, found.nearest)
    assert "None of those that were trained can be read as a whole." == found.sentence


def test_what_is_left_may_be_no_better_than_guessing(advised):
    _, found = advised(Priorities(interpretability=True), linear={"score": 0.5})

    assert "" == found.model
    assert found.sentence == (
        "Only the linear model meets them. The best score left, 0.500, cannot be told"
        " from guessing, 0.500."
    )


def test_nothing_to_choose_where_the_verdict_recommends_nothing(advised):
    alone, found = advised(Priorities(max_row_ms=10), n_folds=3)

    assert ("", "", "") == (alone, found.model, found.instead_of)
    assert "No recommendation." == found.title


def test_short_training_takes_the_fastest_that_is_not_usefully_worse(advised):
    alone, found = advised(
        Priorities(limited_compute=True), linear={"score": 0.879}, **LEVEL
    )

    assert ("boosting", "linear") == (alone, found.model)
    assert ("limited_compute",) == found.decides
    assert found.sentence.startswith(
        "Short training decides: of what is not usefully worse, the linear model trains"
        " fastest, 100 ms against 2.0 s. Against gradient boosting that gives up 0.001"
    )


def test_short_training_takes_nothing_that_is_usefully_worse(advised):
    _, found = advised(Priorities(limited_compute=True))

    assert ("realmlp", ()) == (found.model, found.decides)
    assert found.sentence == "Nothing that is not usefully worse trains faster."


@pytest.mark.parametrize(
    ("level", "model", "reason"),
    [
        (
            {"linear": {"score": 0.879}},
            "linear",
            "the linear model can be read as a whole, so that its mistakes can be"
            " found",
        ),
        (
            {"extra_trees": {"score": 0.879}},
            "extra_trees",
            "extra trees have two settings worth tuning, gradient boosting five",
        ),
    ],
)
def test_a_small_team_takes_what_is_least_to_look_after(advised, level, model, reason):
    _, found = advised(Priorities(small_team=True), **level, **LEVEL)

    assert (model, ("small_team",)) == (found.model, found.decides)
    assert f"A small team decides: {reason}." in found.sentence


def test_a_small_team_needs_no_library_for_networks(advised):
    fast = {"realmlp": {"score": 0.881, "seconds": 0.5}}

    alone, found = advised(Priorities(small_team=True), **fast)

    assert ("realmlp", "boosting") == (alone, found.model)
    assert "gradient boosting needs no library for networks." in found.sentence


def test_top_accuracy_takes_the_better_of_equals(advised):
    alone, found = advised(Priorities(top_accuracy=True, small_team=True), **LEVEL)

    assert ("boosting", "realmlp") == (alone, found.model)
    assert found.sentence.startswith("Top accuracy decides: RealMLP scored best, 0.881")
    assert "The score goes before what is cheaper." in found.sentence
    assert "Against gradient boosting that even gains 0.001" in found.sentence


def test_a_limit_and_a_preference_are_both_told(advised):
    _, found = advised(
        Priorities(max_row_ms=10, limited_compute=True), linear={"score": 0.879}
    )

    assert "linear" == found.model
    assert ("max_row_ms", "limited_compute") == found.decides
    assert "decides: RealMLP takes 12 ms, gradient boosting 9 ms." in found.sentence
    assert "the linear model trains fastest" in found.sentence


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (
            Estimate(0.012, 0.004, 0.02),
            "Against gradient boosting that gives up 0.012 (0.004 to 0.020) in ROC"
            " AUC.",
        ),
        (
            Estimate(0.003, -0.002, 0.008),
            "Against gradient boosting that gives up 0.003 (−0.002 to 0.008) in ROC"
            " AUC; the interval includes no loss.",
        ),
        (
            Estimate(-0.01, -0.018, -0.002),
            "Against gradient boosting that even gains 0.010 (0.002 to 0.018) in ROC"
            " AUC.",
        ),
        (
            Estimate(-0.001, -0.003, 0.001),
            "Against gradient boosting that even gains 0.001 (−0.001 to 0.003) in ROC"
            " AUC; the interval includes no gain.",
        ),
        (
            Estimate(0.0, -0.002, 0.002),
            "Against gradient boosting ROC AUC stays the same, 0.000 (−0.002 to"
            " 0.002).",
        ),
        (None, "What that gives up is not known: the two share too few folds."),
    ],
)
def test_every_wording_of_the_price(make_comparison, price, said):
    comparison = make_comparison(metric="roc_auc", rope=0.01)
    usual = next(s for s in comparison.standings if s.model == "boosting")

    assert said == price_sentence(price, usual, comparison)


def test_errors_are_given_up_upwards(advised):
    errors = {m: {"score": 10 * (1 - k[2])} for m, k in COSTS.items()}

    _, found = advised(Priorities(max_row_ms=10), metric="rmse", **errors)

    assert "boosting" == found.model
    assert "gives up 0.400" in found.sentence
    assert found.price.mean == pytest.approx(0.4)


def test_the_verdict_does_not_move(advised):
    alone, _ = advised(Priorities(max_row_ms=1, interpretability=True))

    assert "realmlp" == alone


@pytest.mark.parametrize("name", ["max_row_ms", "max_size_mb", "max_train_seconds"])
@pytest.mark.parametrize("limit", [0, -1.0, float("nan"), float("inf")])
def test_a_limit_that_is_no_positive_number_is_refused(name, limit):
    with pytest.raises(InvalidPlan, match="cannot be met"):
        replace(Priorities(), **{name: limit})
