"""Plans: fair, within the budget or saying why not, and explained."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcompare import codec, models
from dlcompare.errors import InvalidPlan, UnknownName
from dlcompare.models import Limits, ModelSpec
from dlcompare.models.spec import ALL_TASKS
from dlcompare.planning import Timings, budget, cost, make_plan
from dlcompare.planning.lanes import FILL_SHARE, MIN_FIT_SECONDS, USED_SHARE
from dlcompare.records import (
    Budget,
    ColumnProfile,
    Plan,
    Priorities,
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


def fake(name, family, seconds, priority, limits=None, **more):
    """A model that always takes so long; `n` further settings are in its space."""
    n = more.pop("n", 0)
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
        defaults={"sizes": (1, 2), "depth": 0},
        space={"depth": tuple(range(1, n + 1))} if n else {},
        limits=limits or Limits(),
        **more,
    )


def plan_of(specs, seconds=100.0, n_rows=20_000, timings=None, **choices):
    """The plan if those were all models there are, and loading took `LOAD`."""
    setup = Setup(UPLOAD, budget=Budget("custom", seconds), **choices)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "MODELS", (fake("dummy", "dummy", 0.001, 0), *specs))
        for lane, load in LOAD.items():
            patch.setitem(cost.LOAD_SECONDS, lane, load)
        return make_plan(table(n_rows), setup, timings=timings)


def names(plan: Plan, family=None):
    return [c.model for c in plan.candidates if family in (None, c.family)]


def n_tried(plan: Plan, family, besides=("dummy", "linear", "naive")):
    """Settings of a family, those of its reference not counted."""
    return sum(
        len(c.configurations)
        for c in plan.candidates
        if c.family == family and c.model not in besides
    )


CHEAP = [
    fake("linear", "classical", 0.1, 1, is_reference=True),
    fake("boosting", "classical", 0.5, 2),
    fake("forest", "classical", 0.5, 3),
    fake("mlp", "deep", 1.0, 1),
    fake("tabm", "deep", 1.0, 2),
    fake("naive", "deep", 0.5, 3, is_reference=True),
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

    assert [spec.name for spec in CHEAP] == names(plan)[1:]
    assert "dummy" == names(plan)[0]
    assert 2 == plan.n_configurations
    assert () == plan.left_out
    assert () == plan.notes


def test_what_does_not_fit_is_left_out_with_its_cost():
    plan = plan_of(slow(2, 60.0), models=[spec.name for spec in CHEAP])

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
    assert {"boosting", "tabm"} == {left.model for left in plan.left_out}


def test_the_smallest_set_stays_and_says_which_budget_would_do():
    slow_ones = [fake("boosting", "classical", 30, 2), fake("svm", "classical", 40, 1)]

    plan = plan_of([*slow_ones, *CHEAP[3:]], seconds=20)

    assert ["boosting"] == names(plan, "classical")
    assert pytest.approx(LOAD["classical"] + 150.005) == plan.expected_seconds
    assert "classical models needs about 2 min 30 s" in plan.notes[-2]
    assert "the budget is 20 s" in plan.notes[-2]
    # 150 s / 0.85
    assert "A fair comparison needs a budget of about 3 min:" in plan.notes[-1]


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

    assert ["dummy", "linear"] == names(plan)
    assert "No deep model is in the plan" in plan.notes[0]


def test_settings_are_what_the_store_gives_back():
    plan = plan_of([*CHEAP[:3], fake("mlp", "deep", 1.0, 1, n=3)])

    assert {"sizes": [1, 2], "depth": 0} == plan.candidates[1].params
    assert plan.candidates[-1].others
    assert plan == codec.decode(Plan, codec.encode(plan))


# ---- the same number of settings -----------------------------------------------

RICH = [
    fake("linear", "classical", 0.1, 1, is_reference=True),
    *(fake(f"c{i}", "classical", 0.2, 1 + i, n=9) for i in (1, 2, 3)),
    fake("d1", "deep", 1.0, 1, n=9),
    fake("d2", "deep", 1.0, 2, n=9),
    fake("naive", "deep", 0.1, 3, is_reference=True),
]


def settings_of(plan, family):
    return {
        c.model: len(c.configurations) for c in plan.candidates if c.family == family
    }


def test_defaults_come_first_then_settings_in_rounds_over_the_models():
    plan = plan_of(RICH, seconds=1_000)

    assert 6 == plan.n_configurations  # never more: the best of many is lucky
    assert {"linear": 1, "c1": 2, "c2": 2, "c3": 2} == settings_of(plan, "classical")
    assert {"d1": 3, "d2": 3, "naive": 1} == settings_of(plan, "deep")


def test_the_slower_family_sets_the_number_for_both():
    # A fold takes 0.1 + 1 + 1 s; d1's second setting adds 2 s, its third 1 s more.
    plan = plan_of(RICH, seconds=29)  # 5 x 4.1 <= 0.85 x 29 < 5 x 5.1

    assert 3 == plan.n_configurations
    assert {"linear": 1, "c1": 1, "c2": 1, "c3": 1} == settings_of(plan, "classical")
    assert {"d1": 2, "d2": 1, "naive": 1} == settings_of(plan, "deep")
    assert pytest.approx(5 * 4.1) == plan.seconds_by_family["deep"]


def test_networks_are_shortened_for_three_settings_to_a_quarter_at_most():
    long = [
        *RICH[:4],
        fake("d1", "deep", 20.0, 1, n=9),
        fake("d2", "deep", 20.0, 2, n=9),
    ]

    quarter = plan_of(long, seconds=120)  # 5 x 80 / 4 s in 85% of 120 s
    less = plan_of(long, seconds=110)

    assert (3, {"d1": 2, "d2": 1}) == (
        quarter.n_configurations,
        settings_of(quarter, "deep"),
    )
    assert "The budget shortens the training of networks: D1 gets" in quarter.notes[0]
    assert 2 == less.n_configurations
    assert "Each family tries 2 settings instead of 3" in less.notes[0]


def test_what_is_cut_to_be_equal_says_so():
    plan = plan_of([*RICH[:4], fake("d1", "deep", 1.0, 1)])

    assert 1 == plan.n_configurations
    assert ["c2", "c3"] == [left.model for left in plan.left_out]
    assert {"Left out so that both families try the same number of settings: 1."} == {
        left.reason for left in plan.left_out
    }


def test_models_chosen_by_hand_are_all_kept_and_a_note_tells_of_the_numbers():
    plan = plan_of(RICH, models=("linear", "c1", "c2", "c3", "naive"))

    assert ["dummy", "linear", "c1", "c2", "c3", "naive"] == names(plan)
    assert "the same number of settings (3 classical and 1 deep)" in plan.notes[0]


def test_an_expensive_reference_waits_for_what_is_left():
    costly = fake("naive", "deep", 6.0, 3, is_reference=True)

    plan = plan_of([*RICH[:-1], costly], seconds=80)  # 30 s, beside 40 s

    assert "naive" not in names(plan)
    assert "Would need about 30 s; the models before it leave" in (
        plan.left_out[0].reason
    )
    assert "naive" in names(plan_of([*RICH[:-1], costly], seconds=90))


def test_repeats_give_way_to_three_settings_of_each_family():
    # With 3 settings of the networks a fold takes 0.1 + (1 + 2) + 1 = 4.1 s.
    plan = plan_of(RICH, seconds=129, n_rows=499)  # 25 x 4.1 <= 0.8 x 129

    assert (5, 3) == (plan.scheme.repeats, plan.n_configurations)
    plan = plan_of(RICH, seconds=127, n_rows=499)

    assert (4, 3) == (plan.scheme.repeats, plan.n_configurations)


@pytest.mark.parametrize("family", ["classical", "deep"])
def test_a_family_with_few_settings_does_not_cost_the_other_its_repeats(family):
    one = [s for s in RICH if s.family != family] + [fake("only", family, 0.1, 1)]

    plan = plan_of(one, seconds=200, n_rows=499)

    assert (5, 1) == (plan.scheme.repeats, plan.n_configurations)


# ---- rows and timed fits --------------------------------------------------------


def by_rows(name, family, seconds_per_row, priority, **more):
    spec = fake(name, family, 1.0, priority, **more)
    return replace(spec, seconds=lambda size: seconds_per_row * size.n_rows_train)


LARGE = [by_rows("boosting", "classical", 4e-5, 1), fake("mlp", "deep", 1.0, 1)]


def test_rows_are_left_away_until_one_model_of_each_family_fits():
    plan = plan_of(LARGE, seconds=100, n_rows=1_000_000)

    # 5 folds x 4e-5 s x rows <= 85 s
    assert 420_000 == plan.train_rows
    assert "from 420,000 of 800,000 training rows, drawn at random" in plan.notes[0]
    assert plan.seconds_by_family["classical"] <= 85


@pytest.mark.parametrize(
    ("n_rows", "seconds", "rows"),
    [(1_000_000, 300, None), (24_000, 1, None), (500_000, 1, 20_000)],
    ids=["fits", "few rows", "never fewer"],
)
def test_rows_are_left_away_only_from_large_data(n_rows, seconds, rows):
    assert rows == plan_of(LARGE, seconds=seconds, n_rows=n_rows).train_rows


def test_rows_are_left_away_only_if_a_network_could_not_see_all_once():
    network = by_rows("mlp", "deep", 2e-4, 1, epochs=lambda size: 2, members=4)
    specs = [fake("boosting", "classical", 1.0, 1), network]

    # In full 5 x 160 s; an eighth of that, one pass of one member, is 100 s
    assert plan_of(specs, seconds=120, n_rows=1_000_000).train_rows is None
    assert 680_000 == plan_of(specs, seconds=101, n_rows=1_000_000).train_rows


def test_small_fits_are_timed_first():
    assert 48 == plan_of(CHEAP, n_rows=60).probe_rows
    assert 400 == plan_of(CHEAP, n_rows=500).probe_rows  # all of a fold
    assert 1_000 == plan_of(CHEAP, n_rows=4_000).probe_rows
    assert 4_000 == plan_of(CHEAP, n_rows=20_000).probe_rows  # a quarter of a fold
    assert 20_000 == plan_of(CHEAP, n_rows=1_000_000).probe_rows
    assert plan_of(CHEAP, seconds=59).probe_rows is None


def test_timed_fits_are_small_enough_for_a_tenth_of_the_budget():
    specs = [by_rows("boosting", "classical", 1e-3, 1), *CHEAP[3:]]

    assert 5_000 == plan_of(specs, seconds=60, n_rows=50_000).probe_rows


def test_what_was_timed_decides_what_is_planned():
    slow_here = Timings(4_000, {"mlp": 3.0, "tabm": 3.0})  # expected: 1 s each

    before = plan_of(RICH_TIMED, seconds=60)
    plan = plan_of(RICH_TIMED, seconds=60, timings=slow_here)

    assert (6, 3) == (before.n_configurations, plan.n_configurations)
    assert (False, True) == (before.is_measured, plan.is_measured)
    assert plan.probe_rows is None
    assert pytest.approx(0.85 * 60) == plan.seconds_by_family["deep"]


RICH_TIMED = [
    *(fake(f"c{i}", "classical", 0.2, 1 + i, n=9) for i in (1, 2, 3)),
    fake("mlp", "deep", 1.0, 1, n=9),
    fake("tabm", "deep", 1.0, 2, n=9),
]


# ---- time ---------------------------------------------------------------------


def test_families_are_summed_apart_and_the_longer_lane_counts():
    plan = plan_of(CHEAP)

    assert {"dummy": 0.005, "classical": 5.5, "deep": 12.5} == pytest.approx(
        dict(plan.seconds_by_family)
    )
    assert pytest.approx(LOAD["deep"] + 12.5) == plan.expected_seconds


def test_a_test_file_costs_one_more_fit_of_the_dearest_of_each_family():
    without, plan = plan_of(CHEAP), plan_of(CHEAP, test_upload=UPLOAD)

    dearest = max(c.expected_seconds for c in plan.candidates if c.family == "deep")
    assert plan.has_test_file
    assert not without.has_test_file
    assert pytest.approx(dearest) == (
        plan.seconds_by_family["deep"] - without.seconds_by_family["deep"]
    )
    assert without.seconds_by_family["dummy"] == plan.seconds_by_family["dummy"]


def test_sealed_rows_cost_what_a_test_file_costs():
    sealed, given = (
        plan_of(CHEAP, **more)
        for more in ({"sealed_share": 0.2}, {"test_upload": UPLOAD})
    )

    assert (True, 0.2) == (sealed.has_test_file, sealed.sealed_share)
    assert given.seconds_by_family == sealed.seconds_by_family


def test_compiling_a_network_is_charged_once():
    plain, networks = plan_of(CHEAP), [replace(s, once_seconds=2.0) for s in CHEAP[3:]]

    plan = plan_of([*CHEAP[:3], *networks])

    assert pytest.approx(6) == (
        plan.seconds_by_family["deep"] - plain.seconds_by_family["deep"]
    )
    shorter = sum(
        a.budget_seconds - b.budget_seconds
        for a, b in zip(plain.candidates[4:], plan.candidates[4:], strict=True)
    )
    assert pytest.approx(6 / 5 / USED_SHARE) == shorter


def test_networks_share_what_is_given_away_of_the_budget():
    limits = [c.budget_seconds for c in plan_of(CHEAP).candidates]

    assert [None] * 4 == limits[:4]
    free = FILL_SHARE / USED_SHARE * 100 / 5  # per fold, for all three
    assert pytest.approx([free * 0.4, free * 0.4, free * 0.2]) == limits[4:]


def test_a_network_without_time_is_shortened_and_its_reference_is_not():
    small = fake("naive", "deep", 5.0, 3, is_reference=True)

    plan = plan_of([*CHEAP[:3], fake("mlp", "deep", 120.0, 1), small])

    mlp, naive = plan.candidates[-2:]
    free = FILL_SHARE / USED_SHARE * 100 / 5
    assert pytest.approx(free - 5 / USED_SHARE) == mlp.budget_seconds
    assert pytest.approx(USED_SHARE * free - 5) == mlp.expected_seconds
    assert pytest.approx(5) == USED_SHARE * naive.budget_seconds
    assert pytest.approx(5) == naive.expected_seconds
    assert "Mlp gets 15 s of about 2 min per fit" in plan.notes[0]
    assert "A budget of 12 min 20 s would train them in full." in plan.notes[0]
    assert "Naive" not in plan.notes[0]
    # 5 x 120 s / 4 / 0.85
    assert "A fair comparison needs a budget of about 3 min:" in plan.notes[1]


def test_a_network_of_several_members_is_good_enough_with_one():
    four = fake("mlp", "deep", 120.0, 1, members=4)

    plan = plan_of([*CHEAP[:3], four, CHEAP[-1]])

    assert ["The budget shortens"] == [note[:19] for note in plan.notes]


def test_networks_that_all_lack_time_are_shortened_alike():
    plan = plan_of([*CHEAP[:3], fake("a", "deep", 8, 1), fake("b", "deep", 16, 2)])

    a, b = plan.candidates[-2:]
    assert pytest.approx(2 * a.budget_seconds) == b.budget_seconds


def test_a_trial_takes_the_share_of_its_rows():
    plan = plan_of([by_rows("boosting", "classical", 1e-4, 1, n=2), *RICH[4:]])

    boosting = plan.candidates[1]
    assert 3 == len(boosting.configurations)
    # 16,000 rows for the fit, 3 x 12,800 for the trials
    assert pytest.approx(1.6 + 3 * 1.28) == boosting.expected_seconds


specs_of_any_cost = st.lists(
    st.tuples(
        st.sampled_from(["classical", "deep"]),
        st.floats(1e-3, 100),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=8,
).map(
    lambda rows: [
        fake(f"m{i}", family, seconds, i, n=n, is_reference=is_reference)
        for i, (family, seconds, n, is_reference) in enumerate(rows)
    ]
)


def competing(plan, specs, family):
    """Names of a family that are no references, or all if it has only those."""
    own = [spec for spec in specs if spec.family == family]
    ordinary = [spec.name for spec in own if not spec.is_reference]
    return set(ordinary or [spec.name for spec in own]) & set(names(plan))


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
    assert classical <= seconds + 1e-6 or (
        1 == len(competing(plan, specs, "classical")) == plan.n_configurations
    )
    assert not limits or deep <= seconds + 1e-6 or MIN_FIT_SECONDS in limits
    if max(classical, deep) > seconds * 1.02:
        assert 1 == plan.scheme.repeats
        assert any("budget" in note for note in plan.notes)


@settings(max_examples=150, deadline=None)
@given(specs_of_any_cost, st.floats(1, 2_000), st.integers(6, 50_000))
def test_both_families_try_the_same_number_of_settings(specs, seconds, n_rows):
    plan = plan_of(specs, seconds, n_rows)

    numbers = {
        family: sum(
            len(c.configurations)
            for c in plan.candidates
            if c.model in competing(plan, specs, family)
        )
        for family in ("classical", "deep")
        if competing(plan, specs, family)
    }
    assert set(numbers.values()) <= {plan.n_configurations}


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
def test_more_budget_never_means_fewer_repeats(specs, seconds, factor):
    small, large = plan_of(specs, seconds, 400), plan_of(specs, seconds * factor, 400)

    assert small.scheme.repeats <= large.scheme.repeats


# ---- folds --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_rows", "repeats"), [(499, 5), (500, 3), (1_999, 3), (2_000, 2), (10_000, 1)]
)
def test_few_rows_call_for_repeats(n_rows, repeats):
    plan = plan_of(CHEAP, seconds=1_000, n_rows=n_rows)

    assert (5, repeats) == (plan.scheme.k, plan.scheme.repeats)


def test_repeats_are_reduced_to_the_budget_and_it_is_said():
    plan = plan_of(CHEAP, seconds=80, n_rows=499)

    assert 5 == plan.scheme.repeats  # 25 * 2.5 = 62.5 s, within 80% of 80 s
    plan = plan_of(CHEAP, seconds=70, n_rows=499)

    assert 4 == plan.scheme.repeats
    assert (
        "4 repeats of the folds instead of 5: 5, with 2 settings of each family, "
        "would need about 62 s, which"
    ) in plan.notes[0]


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
    assert 2 <= len(names(plan, "deep"))


def test_tables_always_get_a_linear_model_and_trees():
    for n_rows in (100, 10_000, 200_000):
        plan = make_plan(table(n_rows), Setup(UPLOAD, budget=budget("quick")))

        assert "linear" in names(plan)
        assert {"boosting", "forest"} & set(names(plan))


# ---- models that can be read --------------------------------------------------


def with_readable(seconds):
    return [*CHEAP, fake("curves", "classical", seconds, 9, is_interpretable=True)]


def test_a_readable_model_stands_beside_and_takes_no_setting_from_others():
    plan = plan_of(with_readable(0.5))

    without = plan_of(CHEAP)
    assert plan.n_configurations == without.n_configurations
    assert [*names(without, "classical"), "curves"] == names(plan, "classical")
    curves = next(c for c in plan.candidates if c.model == "curves")
    assert 1 == len(curves.configurations)


def test_a_readable_model_unasked_gets_what_the_others_leave():
    costly = plan_of(with_readable(12.0), seconds=60.0)

    assert "curves" not in names(costly)
    reasons = {gone.model: gone.reason for gone in costly.left_out}
    assert "the models before it leave" in reasons["curves"]
    assert plan_of(CHEAP, seconds=60.0).n_configurations == costly.n_configurations


def test_who_wants_to_read_a_model_gets_one_before_the_others():
    asked = Priorities(interpretability=True)
    slow_rivals = [
        replace(s, seconds=lambda size: 7.5) if s.name in ("boosting", "forest") else s
        for s in with_readable(4.5)
    ]

    plan = plan_of(slow_rivals, seconds=100.0, priorities=asked)

    assert "curves" in names(plan)
    assert "curves" not in names(plan_of(slow_rivals, seconds=100.0))
