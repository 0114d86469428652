import re
from dataclasses import replace

import pytest

from dlcompare.errors import UnknownName
from dlcompare.plots import (
    associations,
    column_figure,
    column_table,
    target_figure,
    target_table,
)
from dlcompare.records import Bin


def texts(fig):
    return [re.sub("<[^>]+>", "", a.text) for a in fig.layout.annotations]


def test_bars_are_the_rows_of_each_class(make):
    fig = target_figure(make.profile())

    assert (3277, 1035) == fig.data[0].x
    assert "churned: 24.0% are yes" == fig.layout.meta["title"]


@pytest.mark.parametrize(
    ("n", "title"),
    [
        (1, "churned has a single class"),
        (3, "3 classes of about equal size"),
        (40, "40 classes, 0.9% to 4.1% of the rows each"),
    ],
)
def test_title_says_how_balanced_the_classes_are(make, n, title):
    fig = target_figure(make.classes(n))

    assert title == fig.layout.meta["title"]
    assert n == len(fig.data[0].x)


def test_classes_beyond_forty_are_counted(make):
    fig = target_figure(make.classes(45))

    assert 40 == len(fig.data[0].x)
    assert "and 5 more classes with 400 rows" in texts(fig)


def test_target_that_is_a_number_is_a_histogram(make):
    bins = (Bin(4, low=0.0, high=10.0), Bin(6, low=10.0, high=20.0))
    fig = target_figure(make.profile(task="regression", target_bins=bins))

    assert ((5.0, 15.0), (4, 6)) == (fig.data[0].x, fig.data[0].y)


def test_target_table_has_the_shares(make):
    assert [0.76, 0.24] == [round(v, 3) for v in target_table(make.profile())["Share"]]


def test_colour_is_neutral(make):
    fig = target_figure(make.profile())

    assert "#737d89" == fig.data[0].marker.color


def test_columns_are_sorted_by_what_they_say(make):
    fig = associations(make.profile())

    points = next(t for t in fig.data if t.name == "says alone")
    line = next(t for t in fig.data if t.name == "95%")
    assert (0.56, 0.3, 0.08) == points.x
    assert (0.51, 0.6) == tuple(round(v, 6) for v in line.x[:2])


def test_column_left_out_is_outlined(make):
    fig = associations(make.profile(), excluded=("contract",))

    points = next(t for t in fig.data if t.name == "says alone")
    assert ("circle", "circle-open", "circle") == points.marker.symbol
    assert any(t.endswith("left out") for t in texts(fig))


def test_two_classes_are_bars_and_a_line(make):
    column = make.number_column()
    fig = column_figure(make.profile(), column.name)

    kinds = {t.type: t.name for t in fig.data}
    assert {"bar": "yes", "scatter": "no"} == kinds
    assert all(abs(sum(t.y) - 1) < 1e-9 for t in fig.data)


def test_two_classes_of_a_category_are_outlined_and_filled(make):
    fig = column_figure(make.profile(), "contract")

    assert {"no": "circle-open", "yes": "circle"} == {
        t.name: t.marker.symbol for t in fig.data
    }


def test_many_classes_show_all_rows(make):
    column = make.number_column(classes=tuple("abcdefgh"))
    fig = column_figure(make.profile(columns=(column,)), column.name)

    assert tuple(b.count for b in column.bins) == fig.data[0].y


@pytest.mark.parametrize("name", ["tenure_months", "contract"])
def test_number_as_target_shows_its_mean(make, name):
    profile = make.profile(task="regression", target="price")

    fig = column_figure(profile, name)

    mean = next(t for t in fig.data if t.name == "mean")
    column = next(c for c in profile.columns if c.name == name)
    means = tuple(b.target_mean for b in column.bins)
    assert means in (tuple(mean.x), tuple(mean.y))


def test_rows_off_the_scale_are_said_and_not_drawn(make):
    column = make.number_column()
    beyond = replace(column.bins[-1], high=90_000.0, is_beyond=True)
    column = replace(column, bins=(*column.bins[:-1], beyond))

    for task in ("binary", "regression"):
        fig = column_figure(make.profile(columns=(column,), task=task), column.name)

        assert "1 row off the scale, 66.00 to 90,000" in fig.layout.meta["lead"]
        assert all(max(trace.x) < 100 for trace in fig.data)


def test_dates_and_lengths_of_text_say_what_they_are(make):
    column = make.number_column("day", classes=tuple("abcdefgh"))
    date, text = replace(column, kind="date"), replace(column, kind="text")

    drawn = column_figure(make.profile(columns=(date,)), "day")
    long = column_figure(make.profile(columns=(text,)), "day")

    assert "1970-01-01" in drawn.layout.xaxis.ticktext[0]
    assert "How long day is" == long.layout.meta["title"]
    assert "characters in day" in long.layout.xaxis.title.text


def test_title_names_the_most_telling_column(make):
    title = associations(make.profile()).layout.meta["title"]
    weak = make.profile(columns=(make.number_column(association=0.05),))

    assert "tenure_months alone says most of churned" == title
    assert "No column says much" in associations(weak).layout.meta["title"]


def test_column_without_values_says_so(make):
    assert 1 == len(texts(column_figure(make.profile(), "constant")))


def test_unknown_column_names_the_known_ones(make):
    with pytest.raises(UnknownName, match="tenure_months"):
        column_figure(make.profile(), "tenure")


def test_column_table_splits_by_class(make):
    table = column_table(make.profile(), "contract")

    assert ["contract", "Rows", "churned: no", "churned: yes"] == list(table)[:4]
    assert [500, 440, 380] == list(table["Rows"])


def test_names_with_markup_are_shown_as_text(make):
    profile = make.renamed(make.profile(), make.NASTY + make.PICTURE)
    nasty = replace(profile.target_bins[0], label="<a href='http://x'>no</a>")
    profile = replace(profile, target_bins=(nasty, profile.target_bins[1]))

    for fig in (
        associations(profile),
        target_figure(profile),
        column_figure(profile, profile.columns[0].name),
    ):
        drawn = " ".join([a.text for a in fig.layout.annotations])
        hovers = " ".join(str(h) for t in fig.data for h in (t.hovertext or ()))
        titles = str(fig.layout.xaxis.title.text)
        assert not re.search("<(script|a|img)", drawn + hovers + titles)


def test_forty_columns_show_the_twenty_that_say_most(make):
    columns = tuple(make.number_column(f"c{i}", association=i / 50) for i in range(40))

    fig = associations(make.profile(columns=columns))

    points = next(t for t in fig.data if t.name == "says alone")
    assert 20 == len(points.x)
    assert 39 / 50 == points.x[0]
