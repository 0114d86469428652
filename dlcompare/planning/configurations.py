"""Which settings of a model are tried, and in which order."""

import random
from collections.abc import Mapping
from math import prod
from typing import Any

from dlcompare.codec import encode
from dlcompare.models import ModelSpec


def configurations(
    spec: ModelSpec, n: int, *, seed: int
) -> tuple[Mapping[str, Any], ...]:
    """The default and after it further settings from the model's space.

    Parameters
    ----------
    spec : ModelSpec
    n : int
        How many at most; fewer if the space has no more.
    seed : int
        Of the study. With the model's name it fixes the order of the grid, so that
        fewer settings are always the first of more.

    Returns
    -------
    tuple of mappings
        All different, each complete, as the store gives them back.
    """
    default = encode(spec.defaults)
    found: list[Mapping[str, Any]] = [default]
    seen: set[int] = set()
    n_grid = prod(map(len, spec.space.values())) if spec.space else 0
    draw = random.Random(f"{seed} {spec.name}")  # by text: the same in every process
    while len(found) < n and len(seen) < n_grid:
        number = draw.randrange(n_grid)
        entry = {**default, **_entry(spec.space, number)}
        if number not in seen and entry != default:
            found.append(entry)
        seen.add(number)
    return tuple(found[:n])


def _entry(space: Mapping[str, tuple[Any, ...]], number: int) -> dict[str, Any]:
    """The values at one place of the grid; the last name counts fastest."""
    chosen = {}
    for name in reversed(list(space)):
        number, place = divmod(number, len(space[name]))
        chosen[name] = encode(space[name][place])
    return chosen
