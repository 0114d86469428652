import math
import re

from dlcompare.plots import cost
from dlcompare.plots.placing import Point, place


def trace(fig, name):
    return next(t for t in fig.data if t.name == name)


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def test_candidate_stands_at_its_training_time_and_score(make):
    fig = cost(make.comparison())

    deep = trace(fig, "deep mean")

    assert [(84.0, 0.871), (26, 0.848)] == list(zip(deep.x, deep.y, strict=True))
    assert "log" == fig.layout.xaxis.type


def test_staircase_joins_what_no_quicker_candidate_reaches(make):
    fig = cost(make.comparison())

    stairs = trace(fig, "best at each cost")

    assert [0.806, 0.842, 0.869, 0.871] == list(stairs.y[:-1])
    assert [0.06, 0.11, 2.1, 84.0] == list(stairs.x[:-1])


def test_staircase_goes_down_where_lower_is_better(make):
    rows = (
        make.standing("a", "classical", 3.0, seconds=1),
        make.standing("b", "deep", 2.0, seconds=9),
        make.standing("c", "classical", 4.0, seconds=5),
    )

    stairs = trace(cost(make.comparison(rows, metric="rmse")), "best at each cost")

    assert [3.0, 2.0] == list(stairs.y[:-1])


def test_a_fit_quicker_than_the_clock_is_still_shown(make):
    rows = (make.standing("a", "classical", 0.8, seconds=0.0),)

    fig = cost(make.comparison(rows))

    assert trace(fig, "classical mean").x[0] > 0


def test_every_candidate_is_named_beside_its_mark(make):
    shown = texts(cost(make.comparison()))

    assert {"Random forest", "Network 128-64", "Nearest neighbours"} <= set(shown)


def test_one_family_has_no_ratio_in_the_title(make):
    fig = cost(make.comparison(make.STANDINGS[1:3]))

    assert "What does a better score cost?" == fig.layout.meta["title"]


def test_axis_spans_all_training_times(make):
    low, high = cost(make.comparison()).layout.xaxis.range

    assert low < math.log10(0.06)
    assert high > math.log10(84)


def test_labels_cover_neither_marks_nor_each_other():
    points = [Point(100, 20.0 * i, 20.0 * i - 5, 20.0 * i + 5, 60) for i in range(1, 6)]

    spots = place(points, (400, 200))

    assert None not in spots
    assert (
        len({(s.anchor, p.y + s.dy) for p, s in zip(points, spots, strict=True)}) == 5
    )


def test_a_label_without_a_free_place_is_left_out():
    points = [Point(20, 10, 5, 15, 500)]

    assert [None] == place(points, (40, 20))
