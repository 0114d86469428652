"""The public data sets most like this one, as a table and in words."""

import pandas as pd

from dlcompare import words
from dlcompare.records import Estimate, NearestSets

WINNERS = {"deep": "network", "classical": "classical", "level": "neither"}
LARGEST_LEAD = 10.0  # practical limits at which the public table cuts a lead
NOTE = (
    "A lead of 1 is the smallest difference that matters. Measured by others with other"
    " networks and classical models than here;"
    " the documentation names the sources under Rules of thumb."
)


def nearest_table(found: NearestSets) -> pd.DataFrame:
    """The nearest public data sets, the nearest first, as formatted text.

    Columns: Data set, Rows, Columns, Classes, Categories, Won, Network ahead by.
    """
    return pd.DataFrame(
        {
            "Data set": [one.name for one in found.sets],
            "Rows": [words.count(one.facts.n_rows) for one in found.sets],
            "Columns": [words.count(one.facts.n_features) for one in found.sets],
            "Classes": [
                words.count(one.facts.n_classes) if one.facts.n_classes else "a number"
                for one in found.sets
            ],
            "Categories": [
                words.share(one.facts.categorical_share) for one in found.sets
            ],
            "Won": [WINNERS[won] for won in found.winners],
            "Network ahead by": [_lead(one.deep_lead) for one in found.sets],
        }
    )


def _lead(lead: float) -> str:
    """A lead in practical limits, signed; the public table holds none beyond a limit.

    Examples
    --------
    >>> _lead(1.62), _lead(-0.4), _lead(10.0)
    ('+1.6', '−0.4', '+10 or more')
    """
    sign = words.MINUS if lead < 0 else "+"
    if abs(lead) >= LARGEST_LEAD:
        return f"{sign}{LARGEST_LEAD:.0f} or more"
    return f"{sign}{abs(lead):.1f}"


def nearest_sentence(found: NearestSets) -> str:
    """Who won on the nearest public data sets, with intervals."""
    n = len(found.sets)
    said = {
        "classical": _rate(found, "classical", found.classical),
        "deep": _rate(found, "deep", found.deep),
        "level": _rate(found, "level", found.level),
    }
    return (
        f"Of the {words.count(n, 'public table')} most like yours, by"
        f" {words.listed(found.traits, limit=6)}, a classical model was usefully better"
        f" on {said['classical']}, a network on {said['deep']}; the difference did not"
        f" matter on {said['level']}."
    )


def _rate(found: NearestSets, outcome: str, rate: Estimate) -> str:
    """How often, and the interval of the share in whole percent."""
    number = words.count(found.winners.count(outcome))
    return f"{number} ({words.percent(rate.low)} to {words.percent(rate.high)})"
