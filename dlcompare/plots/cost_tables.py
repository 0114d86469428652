"""Tables of costs: the two champions side by side, and every candidate."""

import pandas as pd

from dlcompare import metrics, words
from dlcompare.plots import scale, theme
from dlcompare.plots.prices import PRICES, Price, front, half_of_rows, known
from dlcompare.plots.tables import head
from dlcompare.records import Comparison, Standing
from dlcompare.words import within

ROWS = {  # what a cost is called in a table, by Price.key
    "training": "Train once",
    "many": "Predict 1,000",
    "row": "One row, 95 of 100",
    "size": "Model file",
    "memory": "Memory while training",
    "energy": "Energy, an estimate",
}
HALF = "One row, half"
BEST = "Best score for its"
NO_MEMORY = (
    "How much memory a fit takes is not known here: this system keeps one mark for the"
    " life of a process."
)
HOW = " ".join(price.note for price in PRICES if price.note)


def cost_table(comparison: Comparison) -> pd.DataFrame:
    """What both champions cost and the ratio deep over classical.

    Cells and heads are Markdown, names escaped; without the costs that neither has;
    empty until both families have a champion.
    """
    classical = scale.standing(comparison, comparison.best_classical)
    deep = scale.standing(comparison, comparison.best_deep)
    if classical is None or deep is None:
        return pd.DataFrame()
    costs = [(price, price.of(classical), price.of(deep)) for price in PRICES]
    cells = [
        [ROWS[price.key], price.shown(a), price.shown(b), _ratio(a, b)]
        for price, a, b in costs
        if a is not None or b is not None
    ]
    return pd.DataFrame(cells, columns=["Cost", head(classical), head(deep), "Ratio"])


def costs_by_candidate(comparison: Comparison) -> pd.DataFrame:
    """Every candidate with every cost, best first, as plain text.

    Columns: Family, Model, the deciding metric, one per cost (one row twice: what half
    of the rows take at most, and 95 of 100), and the costs at which no candidate that
    is as cheap or cheaper scores as well. Costs that nobody has are left out.
    """
    metric = metrics.find(comparison.metric)
    prices = [price for price in PRICES if known(comparison, price)]
    best = {
        price.key: {
            row.model
            for row in front(
                known(comparison, price), price, higher=metric.higher_is_better
            )
        }
        for price in prices
    }
    lines = []
    for one in scale.scored(scale.candidates(comparison)):
        style = theme.FAMILIES[one.family]
        line = {
            "Family": f"{style.glyph} {style.word}",
            "Model": one.label,
            metric.label: words.interval(
                one.score, one.low, one.high, limit=comparison.rope
            ),
        }
        for price in prices:
            line |= _cells(one, price)
        line[BEST] = words.listed(
            [within(price.name) for price in prices if one.model in best[price.key]],
            limit=len(prices),
        )
        lines.append(line)
    return pd.DataFrame(lines)


def _cells(one: Standing, price: Price) -> dict[str, str]:
    cell = {ROWS[price.key]: price.shown(price.of(one))}
    if price.key != "row":
        return cell
    return {HALF: price.shown(half_of_rows(one)), **cell}


def _ratio(classical: float | None, deep: float | None) -> str:
    return words.ratio(None if not classical or deep is None else deep / classical)
