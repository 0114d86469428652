"""What becomes of a gap with more rows: what public learning curves say.

`shrinkage.json` is made by `benchmarks/crossover.py`, which also judges it on data
sets it had not seen. A gap is expected to shrink: extending two fitted curves did
worse on the public data than saying that nothing changes, and this does better than
both.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.codec import decode
from dlcompare.records import CURVE_LEVEL, Forecast

Array = NDArray[np.float64]

TABLE = Path(__file__).with_name("shrinkage.json")
TIMES = (2, 4, 8)  # beyond 8 times the rows too few public curves go on
MIDDLE_ROWS = 1_024  # rows that count as 0 doublings
# What the public curves hold for. The others have no like among them, or one whose
# inputs were not scaled.
KIND_OF = {
    "boosting": "boosting",
    "catboost": "boosting",
    "forest": "forest",
    "extra_trees": "forest",
    "linear": "linear",
}
NETWORKS = ("realmlp", "tabm")


@dataclass(frozen=True)
class Shrinkage:
    """What becomes of a gap with `times` as many rows.

    Gaps are relative: the classical error minus the deep one, over their mean today.

    Attributes
    ----------
    kind : str
        Of classical model.
    times : int
    slope, intercept, per_doubling : float
        The gap expected: slope times today's, plus the intercept, plus so much for
        every doubling of the rows beyond `MIDDLE_ROWS`.
    spread, spread_of_gap, spread_of_noise : float
        How far off that is: in proportion to the sum of the first, so much of the
        size of today's gap, and so much of its standard error.
    levels, quantiles : tuple of float
        The distribution of how far off, in units of that sum, on unseen data sets.
    n_sets, n_cases : int
        Public data sets, and sizes on them.
    """

    kind: str
    times: int
    slope: float
    intercept: float
    per_doubling: float
    spread: float
    spread_of_gap: float
    spread_of_noise: float
    levels: tuple[float, ...]
    quantiles: tuple[float, ...]
    n_sets: int
    n_cases: int


def inputs(gap: Array, n_rows: Array) -> Array:
    """What the expected gap is a weighted sum of: (n, 3)."""
    doublings = np.log2(n_rows / MIDDLE_ROWS)
    return np.column_stack([gap, np.ones_like(gap), doublings])


def spread_inputs(gap: Array, noise: Array) -> Array:
    """What the spread is a weighted sum of: (n, 3)."""
    return np.column_stack([np.ones_like(gap), np.abs(gap), noise])


def expected(row: Shrinkage, gap: Array, n_rows: Array, noise: Array) -> Array:
    """Expected relative gaps and the scale of how far off they are: (2, n)."""
    weights = [row.slope, row.intercept, row.per_doubling]
    spreads = [row.spread, row.spread_of_gap, row.spread_of_noise]
    return np.stack(
        [inputs(gap, n_rows) @ weights, spread_inputs(gap, noise) @ spreads]
    )


def quantile(row: Shrinkage, level: float) -> float:
    """How far off, in units of the scale, at a level in (0, 1)."""
    return float(np.interp(level, row.levels, row.quantiles))


def forecast(
    row: Shrinkage,
    *,
    classical_error: float,
    deep_error: float,
    noise: float,
    n_rows: int,
    rope: float,
) -> Forecast:
    """The gap with more rows, in units of the error.

    Parameters
    ----------
    row : Shrinkage
    classical_error, deep_error : float
        Today; both from 0, not both 0.
    noise : float
        Standard error of their difference.
    n_rows : int
        Training rows today.
    rope : float
        The practical limit.

    Returns
    -------
    Forecast
    """
    unit = (classical_error + deep_error) / 2
    gap = np.array([(classical_error - deep_error) / unit])
    centres, scales = expected(
        row, gap, np.array([float(n_rows)]), np.array([noise / unit])
    )
    centre, scale = float(centres[0]), float(scales[0])
    low, high = (
        unit * (centre + quantile(row, level) * scale)
        for level in ((1 - CURVE_LEVEL) / 2, (1 + CURVE_LEVEL) / 2)
    )

    def p_below(limit: float) -> float:
        off = (limit / unit - centre) / scale
        return float(np.interp(off, row.quantiles, row.levels, left=0.0, right=1.0))

    return Forecast(
        times=row.times,
        n_rows=row.times * n_rows,
        gap=unit * centre,
        low=low,
        high=high,
        p_deep=1 - p_below(rope),
        p_classical=p_below(-rope),
    )


def rows_for(classical: str, deep: str) -> tuple[Shrinkage, ...]:
    """The rows that hold for two models, the least `times` first; () without any."""
    kind = KIND_OF.get(classical)
    if kind is None or deep not in NETWORKS:
        return ()
    return tuple(row for row in table() if row.kind == kind)


@functools.cache
def table() -> tuple[Shrinkage, ...]:
    """Every row of the generated table."""
    return read(json.loads(TABLE.read_text("utf-8")))


def read(found: Mapping[str, Any]) -> tuple[Shrinkage, ...]:
    """The rows as the benchmark writes them, their levels said once."""
    levels: Sequence[float] = found["levels"]
    return tuple(decode(Shrinkage, {**row, "levels": levels}) for row in found["rows"])
