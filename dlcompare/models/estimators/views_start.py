"""First weights of TabM, and the bins of its numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.deep.tabm import N_BINS, N_LAYERS, N_SIZE, N_VIEWS, WIDTH
from dlcompare.models.recipe import Shape

SMALLEST = 1e-6  # width of a bin
OPEN = 1e3  # how far the outer bins reach, in their widths
Array = npt.NDArray[Any]


def views_start(shape: Shape, seeds: tuple[int, ...], rows: Array) -> list[Array]:
    """First weights, and the bins of the numbers from some prepared rows."""
    rng = np.random.default_rng(seeds[0])

    def uniform(*size: int, n_in: int) -> Array:
        return rng.uniform(-(n_in**-0.5), n_in**-0.5, size)

    p, n_codes = shape.n_numbers, len(shape.levels)
    arrays: list[Array] = []
    if n_codes:
        table = rng.normal(size=(sum(shape.levels), N_SIZE))
        table[np.cumsum([0, *shape.levels[:-1]])] = 0.0  # unknown
        arrays.append(table)
    if p:
        arrays.append(np.zeros((p, N_BINS, N_SIZE)))
        arrays += [uniform(p, N_SIZE, n_in=1), uniform(p, N_SIZE, n_in=1)]
    chunks = [1] * shape.n_levels + [N_SIZE] * (n_codes + p)
    factors = rng.normal(size=(N_VIEWS, len(chunks)))
    arrays.append(np.repeat(factors, chunks, axis=1))
    n_in = sum(chunks)
    for _ in range(N_LAYERS):
        arrays += [uniform(n_in, WIDTH, n_in=n_in), uniform(WIDTH, n_in=n_in)]
        n_in = WIDTH
    arrays.append(uniform(N_VIEWS, n_in, shape.n_outputs, n_in=n_in))
    arrays.append(uniform(N_VIEWS, shape.n_outputs, n_in=n_in))
    if p:
        arrays += _bins(rows[:, n_codes + shape.n_levels :])
    return [array.astype(np.float32) for array in arrays]


def _bins(numbers: Array) -> list[Array]:
    """Low ends, slopes, least and most of the bins, each (n_numbers, N_BINS).

    Bins part the rows evenly. The first is open downwards and the last upwards,
    so that a number never seen still moves.
    """
    size = (numbers.shape[1], N_BINS)
    low, slope = np.zeros(size), np.zeros(size)
    least, most = np.zeros(size), np.ones(size)
    for j in range(numbers.shape[1]):
        places = np.linspace(0, 1, N_BINS + 1)
        edges = np.unique(np.quantile(numbers[:, j], places, method="inverted_cdf"))
        edges = edges[np.diff(edges, prepend=-np.inf) > SMALLEST]
        n = len(edges) - 1
        if n < 1:
            continue
        low[j, :n], slope[j, :n] = edges[:-1], 1 / np.diff(edges)
        least[j, 0], most[j, n - 1] = -OPEN, OPEN
    return [low, slope, least, most]
