import pytest

from dlcompare.plots import missing_figure, missing_table
from dlcompare.records import MissingMap, MissingPattern


def of_map(make, *patterns, **more):
    settings = {
        "columns": ("a", "b"),
        "n_columns": 2,
        "starts": (0, 50, 100),
        "counts": ((50, 0), (0, 10)),
        "patterns": patterns or (MissingPattern((), 0, 40),),
        "n_patterns": max(len(patterns), 1),
    }
    return make.profile(n_rows=100, missing=MissingMap(**(settings | more)))


def test_a_block_carries_its_share(make):
    fig = missing_figure(of_map(make))

    (heat,) = fig.data
    assert ((1.0, 0.0), (0.0, 0.2)) == tuple(tuple(row) for row in heat.z)
    assert (25, 75) == tuple(heat.x)
    assert "50.0%" in " ".join(a.text for a in fig.layout.annotations)


@pytest.mark.parametrize(
    ("patterns", "title"),
    [
        (
            (MissingPattern((), 0, 40), MissingPattern(("a", "b"), 2, 30)),
            "a and b are missing together in 30 rows",
        ),
        (
            (MissingPattern(tuple("abcd"), 9, 1),),
            "9 columns are missing together in 1 row",
        ),
        (
            (MissingPattern(("a",), 1, 50),),
            "Columns miss cells one at a time, a most: 50.0% of the rows",
        ),
    ],
)
def test_title_is_the_finding(make, patterns, title):
    assert title == missing_figure(of_map(make, *patterns)).layout.meta["title"]


def test_columns_not_drawn_are_counted(make):
    fig = missing_figure(of_map(make, n_columns=7_000))

    assert "the 2 with most missing, of 7,000" in fig.layout.meta["lead"]


def test_table_says_which_are_missing_together(make):
    table = missing_table(
        of_map(make, MissingPattern((), 0, 40), MissingPattern(("a", "b"), 5, 30))
    )

    assert ["none: complete rows", "a, b and 3 more"] == list(table["Missing together"])
    assert [40, 30] == list(table["Rows"])


def test_nothing_missing_is_said(make):
    assert "No cell is missing." == missing_figure(make.profile()).layout.meta["alt"]
    assert missing_table(make.profile()).empty


def test_markup_in_names_is_text(make):
    fig = missing_figure(of_map(make, columns=(make.NASTY, make.PICTURE)))

    drawn = " ".join(a.text for a in fig.layout.annotations) + str(
        fig.data[0].hovertext
    )
    assert "<script" not in drawn
