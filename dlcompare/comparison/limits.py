"""The limits a user may choose from: round numbers around the usual one."""

import math

from dlcompare.words import score

PARTS = 5  # steps from 0 to the usual limit
LARGEST = 5  # times the usual limit; more is hardly ever too small to matter
FINEST = 0.001  # what a score of three decimals can show
ROUND = (1.0, 2.0, 5.0, 10.0)


def limits_around(usual: float) -> tuple[float, ...]:
    """Rising limits from 0 on, round but for the usual one; no two read alike.

    Parameters
    ----------
    usual : float, 0 or more
        In units of the metric.

    Examples
    --------
    >>> limits_around(0.01)[:4], limits_around(0.01)[-1]
    ((0.0, 0.002, 0.004, 0.006), 0.05)
    >>> limits_around(0.0)
    (0.0,)
    """
    if not usual > 0 or not math.isfinite(usual):
        return (0.0,)
    power = 10.0 ** math.floor(math.log10(usual / PARTS))
    size = usual / PARTS / power
    step = max(r for r in ROUND if r <= size * (1 + 1e-9)) * power
    if usual >= FINEST:
        step = max(step, FINEST)
    found = {score(usual): usual}
    for number in range(math.ceil(LARGEST * usual / step) + 1):
        limit = round(number * step, 15)
        found.setdefault(score(limit), limit)
    return tuple(sorted(found.values()))
