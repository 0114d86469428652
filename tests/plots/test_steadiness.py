from dlcompare.plots import stability_table
from dlcompare.records import FoldWins, SeedSpread, Stability


def test_wins_of_all_and_seeds_of_champions_are_in_one_table():
    found = Stability(
        wins=(
            FoldWins("forest", "Random forest", "classical", 9.5, 15),
            FoldWins("realmlp", "RealMLP", "deep", 5.5, 15),
        ),
        seeds=(
            SeedSpread("realmlp", "RealMLP", "deep", 0, 0, (0.8, 0.81, 0.82), 0.01),
        ),
        rope=0.01,
    )

    table = stability_table(found)

    assert ["● classical", "◆ deep"] == list(table["Family"])
    assert ["9.5 of 15", "5.5 of 15"] == list(table["Folds won"])
    assert ["", "0.010 over 3 fits"] == list(table["Moved by the seed alone"])


def test_without_wins_the_table_is_empty():
    assert stability_table(Stability()).empty
