"""Sealed rows: which they are, that nothing else sees them, when there are too few."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare.answers import by_chance, undecided
from dlcompare.errors import InvalidPlan
from dlcompare.records import Column, Dataset, Setup, Upload
from dlcompare.training.sealing import LEAST_GROUPS, LEAST_SEALED, seal

UPLOAD = Upload("a.csv", "", 1, "0" * 64)
SETUP = Setup(UPLOAD, target="y", sealed_share=0.2)


def table(n_rows=1_000, **more):
    """Row i holds the number i; a quarter of the rows are of class 1."""
    X = pd.DataFrame({"row": np.arange(n_rows, dtype=np.float64)})
    columns = (Column("row", "number", 0, n_rows),)
    y = (np.arange(n_rows) % 4 == 0).astype(np.int64)
    whole = Dataset("a.csv", "tabular", "binary", "y", X, y, columns, ("no", "yes"))
    return replace(whole, **more)


def rows(dataset):
    return set(dataset.X["row"].astype(int))


def test_every_row_is_on_one_side_and_classes_keep_their_share():
    parts = seal(table(), SETUP)

    assert set(range(1_000)) == rows(parts.open) | rows(parts.sealed)
    assert not rows(parts.open) & rows(parts.sealed)
    assert (200, 50) == (len(parts.sealed.y), int(parts.sealed.y.sum()))
    assert parts.open.y.tolist() == (parts.open.X["row"] % 4 == 0).tolist()
    assert list(parts.open.X.index) == list(range(800))
    assert (800, 200) == tuple(
        part.columns[0].n_unique for part in (parts.open, parts.sealed)
    )


def test_the_seed_decides_and_the_fingerprint_tells():
    first, again, other = (
        seal(table(), replace(SETUP, seed=seed)) for seed in (0, 0, 1)
    )
    fewer = seal(
        replace(table(), columns=table().columns), replace(SETUP, excluded=("x",))
    )

    assert rows(first.sealed) == rows(again.sealed) != rows(other.sealed)
    assert first.fingerprint == again.fingerprint == fewer.fingerprint
    assert first.fingerprint != other.fingerprint


def test_groups_are_sealed_whole():
    groups = np.arange(1_000) // 10

    parts = seal(table(groups=groups), SETUP)

    sealed = {row // 10 for row in rows(parts.sealed)}
    assert not sealed & {row // 10 for row in rows(parts.open)}
    assert 20 == len(sealed)
    assert list(range(80)) == sorted(set(parts.open.groups.tolist()))


def test_of_ordered_rows_the_latest_are_sealed():
    order = np.arange(1_000)[::-1].astype(np.float64)

    parts = seal(table(order=order), SETUP)

    assert set(range(200)) == rows(parts.sealed)
    assert parts.open.order.min() < parts.sealed.order.min()
    assert parts.sealed.order.min() > parts.open.order.max()


def test_folds_of_ones_own_are_sealed_whole():
    parts = seal(table(folds=np.arange(1_000) // 200), SETUP)

    assert 1 == len({row // 200 for row in rows(parts.sealed)})
    assert [0, 1, 2, 3] == sorted(set(parts.open.folds.tolist()))


def test_images_keep_their_names():
    pixels = np.arange(600, dtype=np.uint8).repeat(4).reshape(600, 2, 2, 1)
    whole = Dataset(
        "a.zip",
        "images",
        "binary",
        "class",
        pixels,
        np.arange(600) % 2,
        (Column("image", "image", 0, 600),),
        ("a", "b"),
        row_names=tuple(map(str, range(600))),
    )

    parts = seal(whole, SETUP)

    assert (480, 120) == (len(parts.open.X), len(parts.sealed.X))
    first = int(parts.sealed.row_names[0])
    assert first % 256 == parts.sealed.X[0, 0, 0, 0]
    assert first % 2 == parts.sealed.y[0]


@pytest.mark.parametrize(
    ("dataset", "message"),
    [
        (table(300), r"At least 500 rows are needed"),
        (table(groups=np.arange(1_000) // 100), "About 25 groups of like size"),
    ],
    ids=["rows", "groups"],
)
def test_too_few_is_one_error_that_names_the_number(dataset, message):
    assert (LEAST_SEALED, LEAST_GROUPS) == (100, 5)

    with pytest.raises(InvalidPlan) as error:
        seal(dataset, SETUP)

    assert message in str(error.value)


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_a_share_that_cannot_be_sealed_is_refused(share):
    with pytest.raises(InvalidPlan, match="cannot be sealed"):
        Setup(UPLOAD, sealed_share=share)


def test_a_test_file_and_sealed_rows_exclude_each_other():
    with pytest.raises(InvalidPlan, match="Choose one of the two"):
        Setup(UPLOAD, test_upload=UPLOAD, sealed_share=0.2)


def test_which_rows_are_sealed_outlives_the_division_that_chose_them():
    grouped = replace(SETUP, group_by="patient", kept=("patient",))

    asked = undecided(by_chance(grouped))

    assert ("", {"group_by": "patient"}) == (asked.group_by, asked.sealed_apart)
    assert {} == by_chance(replace(grouped, sealed_share=0.0)).sealed_apart
