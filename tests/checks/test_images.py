"""Poisons of images: shortcuts, groups and copies are named, honest images pass."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare.checks import examine
from dlcompare.modalities.images.alike import find_alike
from dlcompare.modalities.images.measures import measure
from dlcompare.modalities.images.names import NAME_PREFIX
from dlcompare.records import Bin, ColumnProfile, Dataset, ImageTraits, Profile
from tests.checks.tables import alarms, of_check, shown

N, SIDE = 240, 24


def pictures(n_classes: int = 3, seed: int = 0) -> Dataset:
    """Noise around a bar whose direction is the class, at any place, of any light."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(n_classes), N // n_classes)
    X = rng.integers(0, 40, (len(y), SIDE, SIDE, 1)).astype(np.int64)
    at, light = rng.integers(4, SIDE - 6, len(y)), rng.integers(60, 160, len(y))
    along = np.arange(4, SIDE - 4)
    for i, label in enumerate(y):
        across = {0: at[i] + 0 * along, 1: along, 2: along[::-1]}[label]
        X[i, across, along] += light[i]
    return Dataset(
        name="pictures.zip",
        modality="images",
        task="multiclass" if n_classes > 2 else "binary",
        target="class",
        X=X.astype(np.uint8),
        y=y,
        columns=(),
        classes=("lying", "falling", "rising")[:n_classes],
        row_names=tuple(f"{label}/{i:04}.png" for i, label in enumerate(y)),
    )


def profile_of(dataset: Dataset, columns: tuple[ColumnProfile, ...] = ()) -> Profile:
    found = measure(dataset.X, dataset.y, len(dataset.classes))
    alike = find_alike(
        found.hashes,
        found.outlines,
        found.digests,
        dataset.y,
        dataset.row_names,
        dataset.classes,
    )
    traits = ImageTraits(
        {},
        {},
        (),
        near=alike.near,
        across=alike.across,
        n_near=alike.n_near,
        n_across=alike.n_across,
    )
    k, n = len(dataset.classes), len(dataset.y)
    return Profile(
        "images", dataset.task, "class", n, SIDE**2, k, (), columns, (), images=traits
    )


def asked(dataset: Dataset, columns=(), test=None):
    return examine(dataset, profile_of(dataset, columns), test)


@pytest.mark.parametrize("seed", range(4))
def test_honest_images_raise_no_alarm(seed):
    assert [] == alarms(asked(pictures(seed=seed)))


def lightened(dataset: Dataset) -> Dataset:
    """Every class in a light of its own."""
    light = 60 * dataset.y[:, None, None, None]
    return replace(dataset, X=np.minimum(dataset.X + light, 255).astype(np.uint8))


def framed(dataset: Dataset) -> Dataset:
    """A white edge around every image of one class."""
    X = dataset.X.copy()
    for edge in (X[:, :1], X[:, -1:], X[:, :, :1], X[:, :, -1:]):
        edge[dataset.y == 1] = 255
        edge[dataset.y == 2] = 128
    return replace(dataset, X=X)


def saved_as(dataset: Dataset) -> Dataset:
    """One class as PNG, the others as JPEG."""
    names = [
        name if label == 0 else name.replace("png", "jpg")
        for name, label in zip(dataset.row_names, dataset.y, strict=True)
    ]
    return replace(dataset, row_names=tuple(names))


def by_camera(dataset: Dataset) -> Dataset:
    """Names as two cameras give them, each for one class."""
    cameras = ("IMG", "DSC", "PIC")
    names = [f"{c}/{cameras[c]}{i:04}.png" for i, c in enumerate(dataset.y)]
    return replace(dataset, row_names=tuple(names))


@pytest.mark.parametrize(
    ("poison", "named"),
    [
        (lightened, "brightness"),
        (framed, "border"),
        (saved_as, "file type"),
        (by_camera, "file name"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_shortcut_is_named(poison, named):
    results = asked(poison(pictures()))

    result = of_check(results, "image_shortcut")[0]
    assert result.severity in ("check", "decide"), shown(results)
    assert named in result.text
    assert result.measured[0].metric == "balanced_accuracy"


def test_sizes_of_the_files_are_a_shortcut():
    dataset = pictures()
    bins = tuple(
        Bin(80, low=100.0 * i, high=100.0 * i + 99, counts_by_class={label: 80})
        for i, label in enumerate(dataset.classes)
    )
    column = ColumnProfile("width", "number", 0.0, 3, bins)

    result = of_check(asked(dataset, (column,)), "image_shortcut")[0]

    assert ("decide", "Width tells the class") == (result.severity, result.title)


def test_names_that_group_images_offer_to_keep_groups_together():
    dataset = pictures(2)
    rng = np.random.default_rng(4)
    patient = rng.permutation(np.repeat(np.arange(40), 6))
    y = rng.permutation(np.arange(40) % 2)[
        patient
    ]  # the class is the patient's, not the bar's
    light = rng.integers(0, 200, (40, 6, 6))[patient].repeat(4, 1).repeat(4, 2)
    X = np.minimum(dataset.X // 4 + light[..., None], 255).astype(np.uint8)
    names = tuple(f"{y[i]}/patient{p:02}_{i}.png" for i, p in enumerate(patient))

    results = asked(replace(dataset, X=X, y=y, row_names=names))

    result = of_check(results, "image_groups")[0]
    at_random, apart = result.measured
    assert ("decide", "group") == (result.severity, result.remedies[0].action)
    assert (NAME_PREFIX,) == result.remedies[0].columns
    assert at_random.score > apart.score + 0.1, result


def test_copies_across_classes_are_named():
    dataset = pictures()
    X = dataset.X.copy()
    X[200], X[100] = X[0], np.clip(X[1].astype(int) + 3, 0, 255)

    results = asked(replace(dataset, X=X))

    assert "check" == of_check(results, "duplicate_images")[0].severity
    assert any("two classes" in r.title for r in of_check(results, "near_images"))


def test_a_test_archive_of_another_light_is_told_apart():
    dataset = pictures()
    other = pictures(seed=9)
    darker = replace(other, X=other.X // 3)

    results = asked(dataset, test=darker)

    result = of_check(results, "test_shift")[0]
    assert "check" == result.severity
    assert "brightness" in result.text


def test_a_test_archive_like_the_training_archive_passes():
    assert [] == of_check(asked(pictures(), test=pictures(seed=9)), "test_shift")
