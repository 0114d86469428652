import pytest

from dlcompare.plots import pairs_figure, pairs_table
from dlcompare.plots.relations import chain
from dlcompare.records import ColumnPair, Trait


def pair(first, second, value=0.4):
    return ColumnPair(first, second, value, "rank correlation", 0.1, value / 2)


def of_pairs(make, *pairs, names=("a", "b", "c"), **more):
    ordered = tuple(sorted(pairs, key=lambda p: -abs(p.value)))
    columns = tuple(make.number_column(name) for name in names)
    return make.profile(columns=columns, pairs=ordered, paired=names, **more)


def test_a_cell_carries_the_strength_and_its_text_the_sign(make):
    profile = of_pairs(make, pair("a", "b", -0.8), pair("a", "c"), pair("b", "c", 0.1))

    fig = pairs_figure(profile)

    (heat,) = fig.data
    cells = [value for row in heat.z for value in row if value is not None]
    assert sorted(cells) == [0.1, 0.4, 0.8]
    assert "−0.80" in str(heat.text)
    assert "a and b tell each other most" == fig.layout.meta["title"]


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((0.99, 0.2, 0.1), "a and b say nearly the same"),
        ((0.99, -0.97, 0.1), "2 pairs of columns say nearly the same"),
        ((0.2, 0.2, 0.1), "No two columns tell each other much, at most 0.20"),
    ],
)
def test_title_is_the_finding(make, values, title):
    keys = (("a", "b"), ("a", "c"), ("b", "c"))
    pairs = [pair(*key, value) for key, value in zip(keys, values, strict=True)]

    assert title == pairs_figure(of_pairs(make, *pairs)).layout.meta["title"]


def test_columns_that_are_alike_stand_together():
    known = {
        frozenset(key): pair(*key, value)
        for key, value in {("a", "d"): 0.9, ("d", "b"): 0.8, ("c", "a"): 0.7}.items()
    }

    assert ["c", "a", "d", "b"] == chain(["a", "b", "c", "d"], known)


def test_many_columns_have_no_numbers_in_cells_and_the_rest_is_counted(make):
    names = tuple(f"c{i}" for i in range(24))
    pairs = [pair(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    profile = of_pairs(make, *pairs, names=names)
    more = tuple(make.number_column(f"d{i}") for i in range(100))
    profile = make.profile(
        columns=profile.columns + more,
        pairs=profile.pairs,
        paired=names,
        n_rows=50_000,
        traits=(Trait("information_rows", 20_000, "rows", ""),),
    )

    fig = pairs_figure(profile)

    assert fig.data[0].text is None
    assert (
        "the 24 columns that say most of the target, of 124" in fig.layout.meta["lead"]
    )
    assert "from 20,000 of 50,000 rows, drawn by chance" in fig.layout.meta["lead"]


def test_one_column_alone_is_said(make):
    assert "no two columns" in pairs_figure(make.profile()).layout.meta["alt"]


def test_table_names_pairs_and_statistics(make):
    table = pairs_table(of_pairs(make, pair("a", "b", -0.8), pair("a", "c")))

    assert ["a", "b", "−0.80", "rank correlation", "−0.40", "10.0%"] == list(
        table.iloc[0]
    )


def test_markup_in_names_is_text(make):
    profile = of_pairs(make, pair(make.NASTY, "b"), names=(make.NASTY, "b"))

    fig = pairs_figure(profile)

    drawn = " ".join(a.text for a in fig.layout.annotations) + str(
        fig.data[0].hovertext
    )
    assert "<script" not in drawn
