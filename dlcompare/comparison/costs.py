"""What a candidate costs, from its single fits."""

from collections.abc import Sequence
from statistics import median

from dlcompare.records import FoldResult, Latency

# W; what Lannelongue, Grealey & Inouye (2021), Green Algorithms, Advanced Science 8,
# take for a core of a processor they know nothing of. Those they know draw 4 to 24.
WATTS_PER_BUSY_CORE = 12.0


def predict_us_per_row(results: Sequence[FoldResult]) -> float | None:
    """Microseconds for one of many rows predicted at once, of the median fold."""
    return _median([r.predict_seconds / r.n_test * 1e6 for r in results if r.n_test])


def latency(results: Sequence[FoldResult]) -> Latency | None:
    """That of one row alone, from the fold where it was measured."""
    return next((r.latency for r in results if r.latency is not None), None)


def memory_bytes(results: Sequence[FoldResult]) -> float | None:
    """The most that the process held while it fitted, of the median fold."""
    known = [r.fit_memory_bytes for r in results if r.fit_memory_bytes is not None]
    return _median(known)


def energy_joules(results: Sequence[FoldResult]) -> float | None:
    """Estimate for one fit: seconds of busy cores times watts, of the median fold.

    The seconds are measured, the watts are a constant, and memory, disks and cooling
    are left out: good for comparing candidates, not for an electricity bill.
    """
    known = [r.cpu_seconds for r in results if r.cpu_seconds is not None]
    middle = _median(known)
    return None if middle is None else WATTS_PER_BUSY_CORE * middle


def _median(values: Sequence[float]) -> float | None:
    return float(median(values)) if values else None
