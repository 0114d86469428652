"""Plans: fair, within the budget or saying why not, and explained."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcompare import codec, models
from dlcompare.errors import InvalidPlan, UnknownName
from dlcompare.models import Limits, ModelSpec
from dlcompare.models.spec import ALL_TASKS
from dlcompare.planning import budget, cost, make_plan
from dlcompare.planning.lanes import FILL_SHARE, MIN_FIT_SECONDS
from dlcompare.records import (
    Budget,
    ColumnProfile,
    Plan,
    Profile,
    Setup,
    Trait,
    Upload,
)

LOAD = {"classical": 2.0, "deep": 10.0}  # seconds, in the plans of `plan_of`
UPLOAD = Upload("table.csv", "table.csv", 1, "0" * 64)


def table(n_rows=20_000, task="binary", minority_share=0.4, n_features=6):
    return Profile(
        modality="tabular",
        task=task,
        target="y",
        n_rows=n_rows,
        n_features=n_features,
        n_classes={"binary": 2, "multiclass": 3, "regression": 0}[task],
        traits=(Trait("minority_share", minority_share, "share", ""),),
        columns=tuple(
            ColumnProfile(f"x{i}", "number", 0.0, 99, ()) for i in range(n_features)
        ),
        target_bins=(),
    )


IMAGES = replace(
    table(500, "multiclass"),
    modality="images",
    columns=(),
    traits=(Trait("image_side", 28, "px", ""), Trait("n_channels", 1, "", "")),
)


def fake(name, family, seconds, priority, limits=None):
    return ModelSpec(
        name=name,
        label=name.title(),
        family=family,
        modalities=("tabular",),
        tasks=ALL_TASKS,
        build=lambda context, params: None,
        seconds=lambda size: seconds,
        priority=priority,
        source="tests",
        defaults={"sizes": (1, 2)},
        limits=limits or Limits(),
    )


def plan_of(specs, seconds=100.0, n_rows=20_000, **choices):
    """The plan if those were all models there are, and loading took `LOAD`."""
    setup = Setup(UPLOAD, budget=Budget("custom", seconds), **choices)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "MODELS", (fake("dummy", "dummy", 0.001, 0), *specs))
        for lane, load in LOAD.items():
            patch.setitem(cost.LOAD_SECONDS, lane, load)
        return make_plan(table(n_rows), setup)


def names(plan: Plan, family=None):
    return [c.model for c in plan.candidates if family in (None, c.family)]


CHEAP = [
    fake("linear", "classical", 0.1, 1),
    fake("boosting", "classical", 0.5, 2),
    fake("forest", "classical", 0.5, 3),
    fake("mlp", "deep", 1.0, 1),
    fake("naive", "deep", 0.5, 2),
]


def slow(position, seconds):
    """The cheap models, one of them slower."""
    spec = CHEAP[position]
    return [
        *CHEAP[:position],
        replace(spec, seconds=lambda size: seconds),
        *CHEAP[position + 1 :],
    ]


# ---- candidates ---------------------------------------------------------------


def test_all_that_fits_is_planned_dummy_first_then_by_priority():
    plan = plan_of(list(reversed(CHEAP)))

    assert ["dummy", "linear", "boosting", "forest", "mlp", "naive"] == names(plan)
    assert () == plan.left_out
    assert () == plan.notes


def test_what_does_not_fit_is_left_out_with_its_cost():
    plan = plan_of(slow(2, 60.0))

    assert ["linear", "boosting"] == names(plan, "classical")
    assert ["forest"] == [left.model for left in plan.left_out]
    assert "Would need about 5 min;" in plan.left_out[0].reason
    assert "leave 82 s of the budget." in plan.left_out[0].reason


def test_a_slow_model_does_not_keep_out_a_cheaper_one_after_it():
    plan = plan_of([*slow(2, 60.0), fake("nearest", "classical", 0.1, 4)])

    assert ["linear", "boosting", "nearest"] == names(plan, "classical")


def test_a_forest_stands_in_for_boosting_that_does_not_fit():
    plan = plan_of(slow(1, 60.0))

    assert ["linear", "forest"] == names(plan, "classical")
    assert ["boosting"] == [left.model for left in plan.left_out]


def test_the_smallest_set_stays_and_says_which_budget_would_do():
    specs = [fake("linear", "classical", 1.0, 1), fake("boosting", "classical", 30, 2)]

    plan = plan_of([*specs, *CHEAP[3:]], seconds=20)

    assert ["linear", "boosting"] == names(plan, "classical")
    assert pytest.approx(LOAD["classical"] + 155.005) == plan.expected_seconds
    assert "classical models needs about 2 min 40 s" in plan.notes[-1]
    assert "the budget is 20 s" in plan.notes[-1]
    assert "A budget of 3 min 10 s would do." in plan.notes[-1]  # 155 s / 0.85


def test_limits_are_told_in_the_words_of_the_model():
    few = Limits(max_rows=5_000, reason="it is slow")
    specs = [*CHEAP, fake("svm", "classical", 0.1, 7, few)]

    left = plan_of(specs).left_out

    assert ["svm"] == [entry.model for entry in left]
    assert "20,000 rows, more than 5,000: it is slow." == left[0].reason


def test_chosen_models_are_the_only_ones_beside_the_dummy():
    plan = plan_of(CHEAP, models=("forest", "mlp"))

    assert ["dummy", "forest", "mlp"] == names(plan)


def test_a_plan_without_networks_says_that_nothing_can_be_compared():
    plan = plan_of(CHEAP, models=("linear",))

    assert "No deep model is in the plan" in plan.notes[0]


def test_settings_are_what_the_store_gives_back():
    plan = plan_of(CHEAP)

    assert {"sizes": [1, 2]} == plan.candidates[1].params
    assert plan == codec.decode(Plan, codec.encode(plan))


# ---- time ---------------------------------------------------------------------


def test_families_are_summed_apart_and_the_longer_lane_counts():
    plan = plan_of(CHEAP)

    assert {"dummy": 0.005, "classical": 5.5, "deep": 7.5} == pytest.approx(
        dict(plan.seconds_by_family)
    )
    assert pytest.approx(LOAD["deep"] + 7.5) == plan.expected_seconds


def test_a_test_file_costs_one_more_fit_each():
    plan = plan_of(CHEAP, test_upload=UPLOAD)

    assert plan.has_test_file
    assert pytest.approx(6 * 1.5) == plan.seconds_by_family["deep"]


def test_networks_share_what_is_given_away_of_the_budget():
    limits = [c.budget_seconds for c in plan_of(CHEAP).candidates]

    assert [None] * 4 == limits[:4]
    free = FILL_SHARE * 100 / 5  # per fold, for both
    assert pytest.approx([free * 2 / 3, free / 3]) == limits[4:]


def test_a_network_without_time_is_shortened_and_the_small_one_is_not():
    plan = plan_of(slow(3, 60.0))

    mlp, naive = plan.candidates[-2:]
    free = FILL_SHARE * 100 / 5
    assert pytest.approx(free - 0.5) == mlp.budget_seconds == mlp.expected_seconds
    assert 0.5 == naive.expected_seconds
    assert "Mlp gets 16 s of about 60 s per fit" in plan.notes[0]
    assert "A budget of 6 min would do." in plan.notes[0]  # 5 * 60.5 s / 0.85
    assert "Naive" not in plan.notes[0]


specs_of_any_cost = st.lists(
    st.tuples(st.sampled_from(["classical", "deep"]), st.floats(1e-3, 100)),
    max_size=8,
).map(lambda rows: [fake(f"m{i}", f, s, i) for i, (f, s) in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(specs_of_any_cost, st.floats(1, 2_000), st.integers(6, 50_000), st.booleans())
def test_a_plan_exceeds_its_budget_only_if_the_smallest_set_does(
    specs, seconds, n_rows, has_test_file
):
    upload = UPLOAD if has_test_file else None

    plan = plan_of(specs, seconds, n_rows, test_upload=upload)

    by_family = dict.fromkeys(["dummy", "classical", "deep"], 0.0)
    by_family |= plan.seconds_by_family
    classical = by_family["dummy"] + by_family["classical"]
    deep = by_family["deep"]
    limits = [c.budget_seconds for c in plan.candidates if c.family == "deep"]
    assert classical <= seconds + 1e-6 or len(names(plan, "classical")) <= 2
    assert not limits or deep <= seconds + 1e-6 or MIN_FIT_SECONDS in limits
    if max(classical, deep) > seconds * 1.02:
        assert 1 == plan.scheme.repeats
        assert any("budget of" in note for note in plan.notes)


@settings(max_examples=100, deadline=None)
@given(specs_of_any_cost, st.floats(1, 2_000), st.integers(6, 50_000))
def test_every_model_is_planned_or_left_out_with_a_reason(specs, seconds, n_rows):
    plan = plan_of(specs, seconds, n_rows)

    left_out = [left.model for left in plan.left_out]
    assert sorted(["dummy", *(spec.name for spec in specs)]) == (
        sorted(names(plan) + left_out)
    )
    assert all(left.reason for left in plan.left_out)


@settings(max_examples=60, deadline=None)
@given(specs_of_any_cost, st.floats(15, 500), st.floats(1, 4))
def test_more_budget_never_means_fewer_repeats_of_the_same_models(
    specs, seconds, factor
):
    small, large = plan_of(specs, seconds, 400), plan_of(specs, seconds * factor, 400)

    if names(small) == names(large):
        assert small.scheme.repeats <= large.scheme.repeats


# ---- folds --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_rows", "repeats"), [(499, 5), (500, 3), (1_999, 3), (2_000, 2), (10_000, 1)]
)
def test_few_rows_call_for_repeats(n_rows, repeats):
    plan = plan_of(CHEAP, seconds=1_000, n_rows=n_rows)

    assert (5, repeats) == (plan.scheme.k, plan.scheme.repeats)


def test_repeats_are_reduced_to_the_budget_and_it_is_said():
    plan = plan_of(CHEAP, seconds=50, n_rows=499)

    assert 5 == plan.scheme.repeats  # 25 * 1.5 = 37.5 s, within 80% of 50 s
    plan = plan_of(CHEAP, seconds=40, n_rows=499)

    assert 4 == plan.scheme.repeats
    assert (
        "4 repeats of the folds instead of 5: 5 would need about 38 s"
        in (plan.notes[0])
    )


@pytest.mark.parametrize(
    ("profile", "k", "note"),
    [
        (table(29), 3, "because there are only 29 rows"),
        (table(30), 5, ""),
        (table(200, minority_share=0.02), 3, "the rarer class has only 4 rows"),
        (table(200, "multiclass", minority_share=0.02), 5, ""),
        (table(200, "regression"), 5, ""),
    ],
    ids=["few rows", "thirty", "rare of two", "rare of many", "regression"],
)
def test_three_folds_only_where_five_would_test_nothing(profile, k, note):
    plan = make_plan(profile, Setup(UPLOAD, budget=budget("thorough")))

    assert k == plan.scheme.k
    assert not note or note in plan.notes[0]


def test_folds_are_stratified_for_classes_and_plain_for_numbers():
    kinds = [
        make_plan(table(task=task), Setup(UPLOAD)).scheme.kind
        for task in ("binary", "multiclass", "regression")
    ]

    assert ["stratified", "stratified", "plain"] == kinds


def test_the_seed_of_the_study_is_that_of_plan_and_folds():
    plan = make_plan(table(), Setup(UPLOAD, seed=42))

    assert (42, 42) == (plan.seed, plan.scheme.seed)


def test_too_few_rows_are_refused():
    with pytest.raises(InvalidPlan, match="5 rows are too few"):
        make_plan(table(5), Setup(UPLOAD))


# ---- choices ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "error", "message"),
    [
        ({"metric": "rmse"}, InvalidPlan, "'rmse' does not suit a binary target"),
        ({"metric": "aucc"}, UnknownName, "no metric called 'aucc'"),
        ({"models": ("convnet",)}, InvalidPlan, "Not made for tabular.*: convnet"),
        ({"models": ("florest",)}, UnknownName, "Did you mean 'forest'"),
    ],
    ids=["other task", "unknown metric", "other data", "unknown model"],
)
def test_choices_that_cannot_be_are_refused(choices, error, message):
    with pytest.raises(error, match=message):
        make_plan(table(), Setup(UPLOAD, **choices))


def test_the_chosen_metric_decides():
    assert "log_loss" == make_plan(table(), Setup(UPLOAD, metric="log_loss")).metric


@pytest.mark.parametrize("name", ["quick", "standard", "thorough"])
@pytest.mark.parametrize(
    "profile",
    [table(60), table(32_000), table(2_000, "regression"), IMAGES],
    ids=["few", "many", "regression", "images"],
)
def test_every_plan_of_the_real_models_has_both_families(profile, name):
    plan = make_plan(profile, Setup(UPLOAD, budget=budget(name)))

    assert "dummy" == plan.candidates[0].model
    assert 2 <= len(names(plan, "classical"))
    assert 2 == len(names(plan, "deep"))


def test_tables_always_get_a_linear_model_and_trees():
    for n_rows in (100, 10_000, 200_000):
        plan = make_plan(table(n_rows), Setup(UPLOAD, budget=budget("quick")))

        assert "linear" in names(plan)
        assert {"boosting", "forest"} & set(names(plan))
