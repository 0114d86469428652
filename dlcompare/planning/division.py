"""How many folds, of which kind: by chance, in groups, by time, or the user's own."""

from dataclasses import dataclass, replace
from typing import Literal

from dlcompare import words
from dlcompare.errors import InvalidPlan
from dlcompare.records import EARLIEST_SHARE, Profile, Setup

K = 5  # folds
FEW_K = 3  # folds where five would leave too little to test on
LEAST_K = 2  # folds; with fewer nothing is left to learn from
FEW_ROWS = 30  # rows; below, a fold of five tests fewer than six rows
MIN_ROWS = 6  # rows; below, a fold of three trains on fewer than four
# Below so many groups per fold another draw gives much the same folds, and repeats
# would count the same evidence twice.
GROUPS_PER_FOLD = 2

Kind = Literal["stratified", "plain", "ordered", "given"]


@dataclass(frozen=True)
class Divided:
    """What a fold scheme is made of.

    `n_test` are the rows that a fold tests. `most_repeats` None: as many as one
    likes. `share` None: the folds are of equal size.
    """

    k: int
    kind: Kind
    n_test: int
    by: str = ""
    share: float | None = None
    most_repeats: int | None = None
    notes: tuple[str, ...] = ()


def divide(profile: Profile, setup: Setup) -> Divided:
    """How the rows are divided into folds.

    Parameters
    ----------
    profile : Profile
        Of data that was opened with this setup.
    setup : Setup

    Raises
    ------
    InvalidPlan
        If there are too few rows, groups or times, or the profile was made of data
        that were opened in another way.
    """
    if profile.n_rows < MIN_ROWS:
        raise InvalidPlan(
            f"{profile.n_rows} rows are too few to train on some and test on others.",
            f"At least {MIN_ROWS} rows are needed; with {FEW_ROWS} it starts to tell.",
        )
    if setup.fold_by:
        divided = _given(profile, setup)
    elif setup.order_by:
        divided = _ordered(profile, setup)
    else:
        return _by_chance(profile, setup)
    if not setup.duplicates_together:
        return divided
    note = (
        "A fold does not learn from rows that equal one it tests, so that no copy "
        "tells the answer."
    )
    return replace(divided, notes=(*divided.notes, note))


def _by_chance(profile: Profile, setup: Setup) -> Divided:
    k, notes = _usual_k(profile, profile.n_rows)
    kind: Kind = "plain" if profile.task == "regression" else "stratified"
    if not setup.group_by and not setup.duplicates_together:
        return Divided(k, kind, profile.n_rows // k, notes=notes)
    n_groups = _counted(profile, "n_groups")
    k, notes = _at_most(k, n_groups, notes, f"{words.count(n_groups, 'group')} of rows")
    share = profile.trait("largest_group_share")
    return Divided(
        k=k,
        kind=kind,
        n_test=profile.n_rows // k,
        by=setup.group_by,
        share=_share_with_largest(share, k) if share > 1 / k else None,
        most_repeats=1 if n_groups < GROUPS_PER_FOLD * k else None,
        notes=(_note_on_groups(profile, setup, n_groups), *notes),
    )


def _note_on_groups(profile: Profile, setup: Setup, n_groups: int) -> str:
    largest = words.share(profile.trait("largest_group_share"))
    parts = []
    if setup.group_by:
        parts.append(f"rows alike in '{setup.group_by}'")
    if setup.duplicates_together:
        parts.append("equal rows")
    said = words.sentence_start(" and ".join(parts))
    return (
        f"{said} are tested in the same fold: {words.count(n_groups, 'group')}, the "
        f"largest with {largest} of the rows."
    )


def _ordered(profile: Profile, setup: Setup) -> Divided:
    n_times = _counted(profile, "n_times")
    n_tested = int((1 - EARLIEST_SHARE) * profile.n_rows)
    k, notes = _usual_k(profile, n_tested, " to test on")
    times = words.count(n_times, "different time")
    k, notes = _at_most(k, n_times - 1, notes, times)
    note = (
        f"Rows are divided by time, by '{setup.order_by}': each fold is tested on rows "
        "later than all those it learns from. About the first "
        f"{EARLIEST_SHARE:.0%} of the rows are only learned from, and there is one "
        "repeat, since time has one order."
    )
    n_test = max(n_tested // k, 1)
    return Divided(k, "ordered", n_test, setup.order_by, None, 1, (note, *notes))


def _given(profile: Profile, setup: Setup) -> Divided:
    k = _counted(profile, "n_given_folds")
    note = (
        f"Rows are divided as column '{setup.fold_by}' says, into {k} folds; there is "
        "one repeat, since another would be the same."
    )
    share = profile.trait("given_test_share")
    n_test = profile.n_rows // k
    return Divided(k, "given", n_test, setup.fold_by, share, 1, (note,))


def _counted(profile: Profile, trait: str) -> int:
    n = int(profile.trait(trait))
    if n < LEAST_K:
        raise InvalidPlan(
            "The data was described as divided by chance, the plan asks for more.",
            "Describe the data again with the same choices.",
        )
    return n


def _usual_k(
    profile: Profile, n_tested: int, purpose: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Folds, and a note where they are fewer than usual.

    A rare class lowers k only for two classes, where a fold without it has no
    AUC; among many classes the others still tell the models apart.
    """
    if n_tested < FEW_ROWS:
        return FEW_K, (
            f"{FEW_K} folds instead of {K}, because there"
            f" {'is' if n_tested == 1 else 'are'} only"
            f" {words.count(n_tested, 'row')}{purpose}.",
        )
    n_minority = round(profile.trait("minority_share", 0.5) * profile.n_rows)
    if profile.task == "binary" and n_minority < K:
        return FEW_K, (
            f"{FEW_K} folds instead of {K}, because the rarer class has only "
            f"{words.count(n_minority, 'row')}.",
        )
    return K, ()


def _at_most(
    k: int, most: int, notes: tuple[str, ...], units: str
) -> tuple[int, tuple[str, ...]]:
    """Fewer folds where the units that stay together are fewer."""
    if most >= k:
        return k, notes
    if most < LEAST_K:
        raise InvalidPlan(
            f"With {units} no {LEAST_K} folds can be made.",
            "Choose another column, or divide the rows by chance.",
        )
    return most, (f"{most} folds instead of {K}, because there are only {units}.",)


def _share_with_largest(largest: float, k: int) -> float:
    """The mean test share when one group alone is larger than a fold should be."""
    other = (1 - largest) / (k - 1)
    ratio = (largest / (1 - largest) + (k - 1) * other / (1 - other)) / k
    return ratio / (1 + ratio)
