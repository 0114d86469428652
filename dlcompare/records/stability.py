"""How steady the ranking is: from fold to fold, and from seed to seed."""

from dataclasses import dataclass

from dlcompare.records.terms import Family


@dataclass(frozen=True)
class FoldWins:
    """On how many of `n_folds` folds a candidate scored best; equals share a fold."""

    model: str
    label: str
    family: Family
    wins: float
    n_folds: int


@dataclass(frozen=True)
class SeedSpread:
    """What other seeds alone make of a champion's score on one fold.

    `scores` are those of the deciding metric, the fold's own first; `deviation` is
    their standard deviation.
    """

    model: str
    label: str
    family: Family
    repeat: int
    fold: int
    scores: tuple[float, ...]
    deviation: float


@dataclass(frozen=True)
class Stability:
    """How steady the ranking is.

    `wins` are of the candidates that finished every fold that both champions share,
    the most often best first. `seeds` is () until the closer look has enough of them.
    `difference` is that of the champions, signed so that more is better for the
    network; `text` says it in a sentence, "" while there is nothing to say.
    """

    wins: tuple[FoldWins, ...] = ()
    seeds: tuple[SeedSpread, ...] = ()
    difference: float | None = None
    rope: float = 0.0
    text: str = ""
