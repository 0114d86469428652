"""The public data sets on which others have measured both families.

`public.csv` is made by `benchmarks/judge.py`: one row per data set, pooled over the
sources that measured it.
"""

import csv
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from dlcompare.records import Facts, PublicSet

TABLE = Path(__file__).with_name("public.csv")
FIELDS = (
    "name",
    "sources",
    "n_rows",
    "n_features",
    "n_classes",
    "categorical_share",
    "linear_lead",
    "nearest_lead",
    "deep_lead",
)
COUNTS = ("n_rows", "n_features", "n_classes")
LEADS = ("categorical_share", "linear_lead", "nearest_lead")
WINS = 1.0  # practical limits from which a lead is a win

Winner = Literal["deep", "level", "classical"]

# Code: name, what was measured, licence of the repository the results come from.
SOURCES = {
    "L": (
        "LCDB 1.1 (2025)",
        "MLP and RealMLP; linear, neighbours, forest, CatBoost or boosting; defaults",
        "github.com/learning-curve-research/LCDB-1.1, CC BY 4.0",
    ),
    "T": (
        "Ye et al. (2024), TALENT",
        "MLP and RealMLP; linear, neighbours, forest, three kinds of boosting; tuned",
        "github.com/LAMDA-Tabular/TALENT, published result tables",
    ),
    "Z": (
        "McElfresh et al. (2023), TabZilla",
        "MLP and ResNet; linear, neighbours, forest, three kinds of boosting; tuned",
        "github.com/naszilla/tabzilla, Apache-2.0",
    ),
    "A": (
        "Erickson et al. (2025), TabArena",
        "MLP and RealMLP; linear, neighbours, forest, two kinds of boosting; defaults,"
        " eight fits averaged",
        "github.com/autogluon/tabarena, Apache-2.0",
    ),
    "M": (
        "Gorishniy et al. (2025), TabM",
        "MLP and TabM; three kinds of boosting alone; tuned",
        "github.com/yandex-research/tabm, Apache-2.0; .../tabular-dl-tabr",
    ),
}


@functools.lru_cache(maxsize=1)
def public_sets() -> tuple[PublicSet, ...]:
    """Every public data set, by name.

    Returns
    -------
    tuple of PublicSet
    """
    with TABLE.open(newline="", encoding="utf-8") as file:
        return tuple(public_set(row) for row in csv.DictReader(file))


def public_set(row: Mapping[str, str]) -> PublicSet:
    """One line of the table; an empty cell is unknown."""
    counts = {name: int(row[name]) if row[name] else None for name in COUNTS}
    leads = {name: float(row[name]) if row[name] else None for name in LEADS}
    return PublicSet(
        name=row["name"],
        sources=tuple(row["sources"]),
        facts=Facts(
            n_rows=counts["n_rows"],
            n_features=counts["n_features"],
            n_classes=counts["n_classes"],
            categorical_share=leads["categorical_share"],
            linear_lead=leads["linear_lead"],
            nearest_lead=leads["nearest_lead"],
        ),
        deep_lead=float(row["deep_lead"]),
    )


def winner(one: PublicSet) -> Winner:
    """Who won there: "deep", "classical" or "level".

    Examples
    --------
    >>> winner(PublicSet("iris", ("L",), Facts(), -1.5))
    'classical'
    """
    if abs(one.deep_lead) <= WINS:
        return "level"
    return "deep" if one.deep_lead > 0 else "classical"
