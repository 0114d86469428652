from collections import deque
from concurrent.futures import Future
from dataclasses import replace

import pytest

from dlcompare.jobs import line as lines
from dlcompare.jobs.line import NOT_RUN, Line
from dlcompare.records import FoldResult, FoldTask
from dlcompare.training.ledger import GIVEN_UP


class Killable:
    since = 0.0

    def __init__(self):
        self.n_kills = 0

    def kill(self):
        self.n_kills += 1


def done(value=None):
    future = Future()
    future.set_result(value)
    return future


def tasks(*names):
    return deque(FoldTask(name, 0, i) for i, name in enumerate(names))


@pytest.fixture
def line():
    return Line(Killable(), done(), tasks("linear", "nearest", "linear", "linear"))


def run_next(line, plan, failure=""):
    """Hand out one fit that ends at once."""

    def submit(_, task):
        return done(FoldResult(task.model, "classical", 0, task.fold, failure=failure))

    lines.begin(line, submit, now=0.0)
    return lines.take(line, plan, now=2.0)


def test_fits_are_handed_out_in_order_one_at_a_time(line, make_plan):
    asked = []

    for _ in range(2):
        lines.begin(line, lambda _, task: asked.append(task) or Future(), now=0.0)

    assert [FoldTask("linear", 0, 0)] == asked
    assert [] == lines.take(line, make_plan(), now=1.0)


def test_a_model_that_fails_twice_alike_is_given_up_with_its_cause(line, make_plan):
    line.waiting = tasks("linear", "linear", "nearest", "linear", "linear")
    plan = make_plan()

    first = run_next(line, plan, "No memory.")
    second = run_next(line, plan, "No memory.")

    assert [""] == [r.failure.replace("No memory.", "") for r in first]
    assert [(1, "No memory.")] == [(r.fold, r.failure) for r in second[:1]]
    assert [(3, NOT_RUN + "No memory."), (4, NOT_RUN + "No memory.")] == [
        (r.fold, r.failure) for r in second[1:]
    ]
    assert [FoldTask("nearest", 0, 2)] == list(line.waiting)


@pytest.mark.parametrize(
    "failures", [("a", "b"), ("a", ""), ("", "")], ids=["other cause", "once", "never"]
)
def test_other_fits_go_on_otherwise(line, make_plan, failures):
    line.waiting = tasks("linear", "linear", "linear")

    for failure in failures:
        assert 1 == len(run_next(line, make_plan(), failure))

    assert 1 == len(line.waiting)


def test_nothing_begins_after_the_deadline_but_a_fit_may_end(line):
    line.task, line.future = FoldTask("linear", 0, 9), Future()

    off = lines.cut(line, now=10.0, deadline=10.0, grace=5.0)

    assert list(tasks("linear", "nearest", "linear", "linear")) == off
    assert (FoldTask("linear", 0, 9), 0) == (line.task, line.lane.n_kills)


def test_a_fit_is_killed_when_its_grace_is_over(line):
    line.waiting.clear()
    line.task, line.future = FoldTask("linear", 0, 9), Future()

    off = lines.cut(line, now=15.0, deadline=10.0, grace=5.0)

    assert ([FoldTask("linear", 0, 9)], 1) == (off, line.lane.n_kills)
    assert line.task is None


def test_a_fit_that_would_not_be_through_in_time_is_not_begun(line):
    line.seconds = {"linear": 8.0, "nearest": 1.0}

    off = lines.cut(line, now=8.0, deadline=10.0, grace=5.0)

    assert {"linear"} == {task.model for task in off}
    assert [FoldTask("nearest", 0, 1)] == list(line.waiting)


def test_a_network_is_shortened_rather_than_not_begun(line):
    line.family, line.seconds = "deep", {"linear": 8.0}

    assert [] == lines.cut(line, now=8.0, deadline=10.0, grace=5.0)
    assert 4 == len(lines.cut(line, now=10.0, deadline=10.0, grace=5.0))


def test_networks_of_a_lane_behind_its_time_share_what_is_left(line, make_plan):
    plan = make_plan()
    dummy, linear, nearest = plan.candidates
    network = replace(linear, expected_seconds=8.0, budget_seconds=10.0)
    small = replace(nearest, expected_seconds=1.0, budget_seconds=1.5)
    plan = replace(plan, candidates=(dummy, network, small))
    line.waiting = tasks("linear", "nearest", "linear")
    task = FoldTask("linear", 0, 9)

    in_time = lines.paced(line, plan, task, left=25.0)  # 3 x 8 + 1
    behind = lines.paced(line, plan, task, left=12.5)

    assert plan == in_time
    assert [None, 5.0, 1.0] == [c.budget_seconds for c in behind.candidates]


def test_loading_libraries_is_no_part_of_a_fit(line, make_plan):
    line.task, line.future = (
        FoldTask("linear", 0, 0),
        done(lines.lost(make_plan(), FoldTask("linear", 0, 0), "")),
    )
    line.began, line.loaded = 1.0, 9.0

    lines.take(line, make_plan(), now=9.5)

    assert {"linear": 0.5} == line.seconds


def at_work(line, model, plan, *, expected, budget_seconds=None):
    """The line is at a fit of `model`, begun at 0; the plan expects `expected`."""
    line.task, line.future, line.loaded = FoldTask(model, 0, 9), Future(), 0.0
    candidates = [
        replace(c, expected_seconds=expected, budget_seconds=budget_seconds)
        for c in plan.candidates
    ]
    return replace(plan, candidates=tuple(candidates))


def test_a_fit_far_beyond_its_share_is_given_up_where_others_need_the_time(
    line, make_plan
):
    line.waiting = tasks("nearest", "linear")
    plan = at_work(line, "nearest", make_plan(), expected=10.0)

    # 1.5 x 10 + 60 / 10; the one other fit needs 10
    assert [] == lines.give_up(line, plan, now=21.0, deadline=30.0)
    first, *others = lines.give_up(line, plan, now=21.1, deadline=30.0)

    assert first.failure.startswith(f"{GIVEN_UP} after 21 s: a fold was expected")
    assert (9, 21.1) == (first.fold, first.fit_seconds)
    assert {NOT_RUN + first.failure} == {one.failure for one in others}
    assert (1, ["linear"]) == (line.lane.n_kills, [t.model for t in line.waiting])


def test_a_fit_goes_on_while_the_others_would_be_in_time(line, make_plan):
    line.waiting = tasks("nearest", "linear")
    plan = at_work(line, "nearest", make_plan(), expected=10.0)

    assert [] == lines.give_up(line, plan, now=50.0, deadline=60.0)
    assert lines.give_up(line, plan, now=50.1, deadline=60.0)


def test_where_all_fits_take_longer_each_of_them_may(line, make_plan):
    plan = at_work(line, "nearest", make_plan(), expected=9.5)
    line.seconds = {"linear": 30.0}  # three times 9.5 + 0.5

    assert [] == lines.give_up(line, plan, now=60.0, deadline=60.0)
    assert lines.give_up(line, plan, now=61.0, deadline=60.0)  # 3 x (14.25 + 6)


@pytest.mark.parametrize(
    ("expected", "budget_seconds", "others"),
    [(1.0, None, ()), (1.0, 5.0, ("linear",)), (0.0, None, ("linear",))],
    ids=["nothing else waits", "a network", "no expectation"],
)
def test_other_fits_are_let_to_their_end(
    line, make_plan, expected, budget_seconds, others
):
    line.waiting = tasks("nearest", *others)
    plan = at_work(
        line, "nearest", make_plan(), expected=expected, budget_seconds=budget_seconds
    )

    assert [] == lines.give_up(line, plan, now=1e6, deadline=0.0)
    assert 0 == line.lane.n_kills


@pytest.mark.parametrize("anchor", ["linear", "dummy"])
def test_cheap_models_that_anchor_all_others_are_not_given_up(line, make_plan, anchor):
    line.waiting = tasks("nearest")
    plan = at_work(line, anchor, make_plan(), expected=1.0)

    assert [] == lines.give_up(line, plan, now=1e6, deadline=0.0)


@pytest.mark.parametrize(
    ("exit_code", "text"),
    [(-9, "memory was used up"), (-11, "signal 11"), (1, "unexpectedly"), (None, "un")],
)
def test_the_end_of_a_worker_is_told_in_words(exit_code, text):
    assert text in lines.death(exit_code)


def test_waiting_for_another_worker_is_no_part_of_a_fit(line, make_plan):
    line.task = FoldTask("linear", 0, 0)
    line.future = done(lines.lost(make_plan(), line.task, ""))
    line.began, line.loaded, line.lane.since = 1.0, 0.0, 9.0

    lines.take(line, make_plan(), now=9.5)

    assert {"linear": 0.5} == line.seconds
