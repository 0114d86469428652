"""The probability before training, calibrated on public data sets.

`prior.json` is made by `benchmarks/judge.py`: a logistic regression of who won on
which rules apply, fitted on the public tables of known size, and how well it did on
tables that it had not seen.
"""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlcompare.advice.rules import RULES
from dlcompare.records import Facts

MODEL = Path(__file__).with_name("prior.json")
OUTCOMES = ("deep", "level", "classical")
# Rules that can be asked before training and tell tables apart.
ASKED = (
    "few_rows",
    "several_classes",
    "many_columns",
    "rows_per_column",
    "mixed_columns",
)


@dataclass(frozen=True)
class Prior:
    """Who is likely to win, before any training. The three add up to 1.

    level : no difference that matters
    """

    deep: float
    level: float
    classical: float


def prior_of(facts: Facts) -> Prior:
    """How likely each outcome is by the rules that apply.

    Parameters
    ----------
    facts : Facts
        Of a table, known before training.

    Returns
    -------
    Prior
        No probability leaves the range of what was observed on the public tables in
        the fifths that the model tells apart.
    """
    known = model()
    scores = dict(known["intercept"])
    for name, is_applying in fired(facts).items():
        if is_applying:
            for outcome in OUTCOMES:
                scores[outcome] += known["weights"][name][outcome]
    powers = {outcome: math.exp(scores[outcome]) for outcome in OUTCOMES}
    total = sum(powers.values())
    return _within_record({o: powers[o] / total for o in OUTCOMES}, known["bounds"])


def fired(facts: Facts) -> dict[str, bool]:
    """Which of the rules asked apply; unknown counts as not applying."""
    by_name = {rule.name: rule for rule in RULES}
    answers = {}
    for name in ASKED:
        applies = by_name[name].applies
        answers[name] = bool(applies(facts)) if applies is not None else False
    return answers


@functools.lru_cache(maxsize=1)
def model() -> dict[str, Any]:
    """What `prior.json` holds."""
    found: dict[str, Any] = json.loads(MODEL.read_text("utf-8"))
    return found


def _within_record(
    p: Mapping[str, float], bounds: Mapping[str, tuple[float, float]]
) -> Prior:
    """Either family's probability held within its bounds; level takes the rest."""
    kept = {
        family: min(max(p[family], bounds[family][0]), bounds[family][1])
        for family in ("deep", "classical")
    }
    return Prior(
        kept["deep"], 1.0 - kept["deep"] - kept["classical"], kept["classical"]
    )
