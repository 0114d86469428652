"""How many studies may train at once."""

import os

from dlcompare.errors import InvalidPlan
from dlcompare.jobs.pools import n_cpus

CPUS_PER_STUDY = 2  # one for each lane


def n_slots() -> int:
    """DLCOMPARE_SLOTS, or one study for every two processors.

    Raises
    ------
    InvalidPlan
        If DLCOMPARE_SLOTS is not a positive whole number.
    """
    chosen = os.environ.get("DLCOMPARE_SLOTS", "")
    if not chosen:
        return max(1, n_cpus() // CPUS_PER_STUDY)
    if not chosen.isdecimal() or int(chosen) < 1:
        raise InvalidPlan(
            f"DLCOMPARE_SLOTS is '{chosen}'.", "Set it to a whole number of studies."
        )
    return int(chosen)
