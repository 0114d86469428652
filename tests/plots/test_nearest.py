from dlcompare.plots import nearest_sentence, nearest_table
from dlcompare.records import Estimate, Facts, NearestSets, PublicSet

FOUND = NearestSets(
    sets=(
        PublicSet("letter", ("L",), Facts(20_000, 16, 26, 0.0), 1.6),
        PublicSet("a number", ("T",), Facts(900, 8, 0, None), -0.4),
    ),
    winners=("deep", "level"),
    deep=Estimate(0.5, 0.1, 0.9),
    level=Estimate(0.5, 0.1, 0.9),
    classical=Estimate(0.0, 0.0, 0.66),
    traits=("rows", "columns"),
)


def test_table_has_a_line_for_each_set():
    table = nearest_table(FOUND)

    assert ["network", "neither"] == list(table["Won"])
    assert ["26", "a number"] == list(table["Classes"])
    assert ["+1.6", "−0.4"] == list(table["Network ahead by"])


def test_sentence_has_every_share_with_its_interval():
    assert (
        "Of the 2 public tables most like yours, by rows and columns, a classical model"
        " was usefully better on 0 (less than 1% to 66%), a network on 1 (10% to 90%);"
        " the difference did not matter on 1 (10% to 90%)." == nearest_sentence(FOUND)
    )
