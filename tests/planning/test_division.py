"""Which folds a plan makes: by chance, in groups, by time, or the user's own."""

import pytest

from dlcompare.errors import InvalidPlan
from dlcompare.planning import make_plan
from dlcompare.planning.division import divide
from dlcompare.records import EARLIEST_SHARE, Profile, Setup, Trait, Upload

UPLOAD = Upload("a.csv", "/data/a.csv", 1_000, "0" * 64)


def profile(n_rows=1_000, task="binary", **traits):
    values = {"minority_share": 0.4, **traits}
    return Profile(
        modality="tabular",
        task=task,
        target="y",
        n_rows=n_rows,
        n_features=4,
        n_classes=2 if task == "binary" else 0,
        traits=tuple(Trait(name, value, "", name) for name, value in values.items()),
        columns=(),
        target_bins=(),
    )


def in_groups(n_groups, largest=0.01):
    return profile(n_groups=n_groups, largest_group_share=largest)


def test_groups_are_said_and_keep_classes_in_proportion():
    divided = divide(in_groups(200), Setup(UPLOAD, group_by="customer"))

    assert (5, "stratified", "customer") == (divided.k, divided.kind, divided.by)
    assert None is divided.most_repeats
    assert (
        "Rows alike in 'customer' are tested in the same fold: 200 groups, the largest"
        " with 1.0% of the rows."
    ) == divided.notes[0]


def test_equal_rows_are_said():
    setup = Setup(UPLOAD, duplicates_together=True)

    assert divide(in_groups(900), setup).notes[0].startswith("Equal rows are tested")


@pytest.mark.parametrize(("n_groups", "k"), [(3, 3), (4, 4), (5, 5), (9, 5)])
def test_few_groups_make_few_folds_and_no_repeats(n_groups, k):
    divided = divide(in_groups(n_groups, 0.2), Setup(UPLOAD, group_by="customer"))

    assert (k, 1) == (divided.k, divided.most_repeats)
    if k < 5:
        assert f"there are only {n_groups} groups of rows" in divided.notes[1]


def test_a_group_larger_than_a_fold_enlarges_the_test_share():
    plan = make_plan(in_groups(50, 0.4), Setup(UPLOAD, group_by="customer"))

    # 400 of 1,000 rows in one fold, 150 in each of the other four
    ratio = (400 / 600 + 4 * 150 / 850) / 5
    assert ratio / (1 + ratio) == pytest.approx(plan.scheme.test_share)


def test_time_gives_one_repeat_and_its_own_test_share():
    plan = make_plan(profile(n_times=365), Setup(UPLOAD, order_by="day"))

    scheme = plan.scheme
    assert ("ordered", 5, 1, "day") == (
        *(scheme.kind, scheme.k),
        *(scheme.repeats, scheme.by),
    )
    block = (1 - EARLIEST_SHARE) / 5
    assert block / (EARLIEST_SHARE + block) == pytest.approx(scheme.test_share)
    assert any(
        note.startswith("Rows are divided by time, by 'day'") for note in plan.notes
    )


@pytest.mark.parametrize(("n_times", "k"), [(3, 2), (4, 3), (6, 5), (40, 5)])
def test_there_are_no_more_folds_than_later_times(n_times, k):
    assert k == divide(profile(n_times=n_times), Setup(UPLOAD, order_by="day")).k


def test_few_rows_to_test_on_make_three_folds():
    divided = divide(profile(50, n_times=50), Setup(UPLOAD, order_by="day"))

    assert 3 == divided.k
    assert any("only 25 rows to test on" in note for note in divided.notes)


def test_given_folds_are_as_many_as_the_column_says():
    data = profile(n_given_folds=7, given_test_share=0.15)

    plan = make_plan(data, Setup(UPLOAD, fold_by="fold"))

    assert ("given", 7, 1, "fold") == (
        *(plan.scheme.kind, plan.scheme.k),
        *(plan.scheme.repeats, plan.scheme.by),
    )
    assert 0.15 == plan.scheme.test_share


@pytest.mark.parametrize(
    ("choices", "traits"),
    [
        ({"order_by": "day"}, {"n_times": 100}),
        ({"fold_by": "fold"}, {"n_given_folds": 4, "given_test_share": 0.25}),
    ],
    ids=["ordered", "given"],
)
def test_rows_equal_to_a_tested_one_are_said_to_be_left_away(choices, traits):
    setup = Setup(UPLOAD, duplicates_together=True, **choices)

    notes = divide(profile(n_groups=900, **traits), setup).notes

    assert notes[-1].startswith("A fold does not learn from rows that equal one")


@pytest.mark.parametrize("by", ["group_by", "order_by", "fold_by"])
def test_a_profile_of_rows_divided_by_chance_is_refused(by):
    with pytest.raises(InvalidPlan, match="described as divided by chance"):
        divide(profile(), Setup(UPLOAD, **{by: "x"}))


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_a_plan_sees_the_largest_training_rows_of_time(task):
    setup = Setup(UPLOAD, order_by="day")

    divided = divide(profile(1_000, task, n_times=1_000), setup)

    assert 100 == divided.n_test
