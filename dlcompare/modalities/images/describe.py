"""Images, measured: classes, sizes, samples, and what needs no look at the motif."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare.modalities.association import number_association
from dlcompare.modalities.bins import number_bins
from dlcompare.modalities.images.read import MEMBERS_FILE
from dlcompare.modalities.traits import class_traits
from dlcompare.records import (
    Bin,
    ColumnProfile,
    Dataset,
    ImageSample,
    ImageTraits,
    Profile,
    Trait,
)

QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)


def describe(dataset: Dataset, folder: Path) -> Profile:
    """The profile of an image dataset.

    Its columns are what can be known without looking at the motif: brightness,
    contrast, file size, width and height. If one of them tells the class, a
    model may learn that instead.

    Parameters
    ----------
    dataset : Dataset
    folder : Path
        Where `read` wrote; the samples are files in it.
    """
    members = _members(dataset, folder)
    measures = {"brightness": _per_image(dataset.X, np.mean)}
    measures["contrast"] = _per_image(dataset.X, np.std)
    for name, column in (
        ("file size", "file_bytes"),
        ("width", "width"),
        ("height", "height"),
    ):
        measures[name] = members[column].to_numpy(np.float64)
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    return Profile(
        modality="images",
        task=dataset.task,
        target=dataset.target,
        n_rows=len(dataset.y),
        n_features=int(np.prod(dataset.X.shape[1:])),
        n_classes=len(dataset.classes),
        traits=(*_traits(dataset, counts), *class_traits(dataset.y, dataset.classes)),
        columns=tuple(_measure(dataset, n, v) for n, v in measures.items()),
        target_bins=tuple(
            Bin(int(n), label) for label, n in zip(dataset.classes, counts, strict=True)
        ),
        images=_image_traits(members, dataset.classes),
    )


def pixel_hashes(X: np.ndarray) -> pd.Series:
    """One hash per image; equal pixels have equal ones."""
    return pd.Series([hashlib.blake2b(x.tobytes(), digest_size=16).digest() for x in X])


def _members(dataset: Dataset, folder: Path) -> pd.DataFrame:
    """The table of members in the rows of the dataset."""
    members = pd.read_parquet(folder / MEMBERS_FILE)
    return members.set_index("name").loc[list(dataset.row_names)].reset_index()


def _per_image(X: np.ndarray, statistic: object) -> np.ndarray:
    return np.array([statistic(x) for x in X], dtype=np.float64)  # type: ignore[operator]


def _measure(dataset: Dataset, name: str, values: np.ndarray) -> ColumnProfile:
    found = number_association(values, dataset.y, dataset.task)
    return ColumnProfile(
        name=name,
        kind="number",
        missing_share=0.0,
        n_unique=len(np.unique(values)),
        bins=number_bins(values, dataset.y, dataset.classes),
        quantiles=tuple(float(q) for q in np.quantile(values, QUANTILES)),
        association=found.value if found else None,
        association_low=found.low if found else None,
        association_high=found.high if found else None,
        association_kind=found.kind if found else "",
    )


def _traits(dataset: Dataset, counts: np.ndarray) -> tuple[Trait, ...]:
    n, side, _, channels = dataset.X.shape
    n_twice = int(pixel_hashes(dataset.X).duplicated().sum())
    n_features = int(np.prod(dataset.X.shape[1:]))
    values = (
        ("n_rows", n, "images", "Images"),
        ("n_features", n_features, "pixels", "Numbers per image"),
        ("rows_per_feature", n / n_features, "ratio", "Images per number"),
        (
            "n_images_per_class_min",
            counts.min(),
            "images",
            "Images, rarest class",
        ),
        ("image_side", side, "pixels", "Width and height as used"),
        ("n_channels", channels, "channels", "Colour channels"),
        ("duplicate_share", n_twice / n, "share", "Images that repeat another"),
        ("missing_share", 0.0, "share", "Missing cells"),
    )
    return tuple(Trait(name, float(v), unit, label) for name, v, unit, label in values)


def _image_traits(members: pd.DataFrame, classes: tuple[str, ...]) -> ImageTraits:
    sizes = members["width"].astype("str") + " x " + members["height"].astype("str")
    shown = members[(members["thumbnail"] != "") & members["label"].isin(classes)]
    return ImageTraits(
        sizes={str(k): int(v) for k, v in sizes.value_counts().items()},
        modes={str(k): int(v) for k, v in members["mode"].value_counts().items()},
        samples=tuple(
            ImageSample(row.thumbnail, row.label, row.name)
            for row in shown.itertuples(index=False)
        ),
    )
