"""The table of how steady the ranking is."""

import pandas as pd

from dlcompare import words
from dlcompare.plots import theme
from dlcompare.records import SeedSpread, Stability

NOT_LOOKED = ""  # only champions are fitted with other seeds


def stability_table(found: Stability) -> pd.DataFrame:
    """Who won how many folds, and what other seeds move, as plain text.

    Columns: Family, Model, Folds won, Moved by the seed alone (the standard deviation,
    with the number of fits). A row per candidate that finished all shared folds.
    """
    seeds = {one.model: one for one in found.seeds}
    lines = [
        (
            f"{theme.FAMILIES[one.family].glyph} {theme.FAMILIES[one.family].word}",
            one.label,
            f"{one.wins:.3g} of {words.count(one.n_folds)}",
            _moved(seeds.get(one.model), found.rope),
        )
        for one in found.wins
    ]
    heads = ["Family", "Model", "Folds won", "Moved by the seed alone"]
    return pd.DataFrame(lines, columns=heads)


def _moved(spread: SeedSpread | None, rope: float) -> str:
    if spread is None:
        return NOT_LOOKED
    value = words.score(spread.deviation, limit=rope)
    return f"{value} over {words.count(len(spread.scores), 'fit')}"
