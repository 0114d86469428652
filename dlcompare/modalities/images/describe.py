"""Images, measured: classes, sizes, samples, and what needs no look at the motif."""

import json
import os
import uuid
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from dlcompare import words
from dlcompare.modalities.association import number_association
from dlcompare.modalities.images.alike import Alike, find_alike
from dlcompare.modalities.images.measures import Measured, measure, pixel_digests
from dlcompare.modalities.images.read import (
    MEMBERS_FILE,
    SAMPLE_CLASSES,
    THUMBNAILS,
    UNREADABLE_FILE,
)
from dlcompare.modalities.information import information_share, number_codes
from dlcompare.modalities.measure import Split, measure_number
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

MOST_UNREADABLE = 50  # names kept


def describe(dataset: Dataset, folder: Path) -> Profile:
    """The profile of an image dataset.

    Its columns are what can be known without looking at the motif: brightness,
    contrast, sharpness, file size, width and height. If one of them tells the class,
    a model may learn that instead.

    Parameters
    ----------
    dataset : Dataset
    folder : Path
        Where `read` wrote; the samples are files in it, and the mean image of each
        common class is written there.
    """
    members = _members(dataset, folder)
    found = measure(dataset.X, dataset.y, len(dataset.classes))
    alike = find_alike(
        found.hashes,
        found.outlines,
        found.digests,
        dataset.y,
        dataset.row_names,
        dataset.classes,
    )
    measures = {
        "brightness": found.brightness,
        "contrast": found.contrast,
        "sharpness": found.sharpness,
    }
    for name, column in (
        ("file size", "file_bytes"),
        ("width", "width"),
        ("height", "height"),
    ):
        measures[name] = members[column].to_numpy(np.float64)
    counts = np.bincount(dataset.y, minlength=len(dataset.classes))
    unreadable = _unreadable(folder)
    return Profile(
        modality="images",
        task=dataset.task,
        target=dataset.target,
        n_rows=len(dataset.y),
        n_features=int(np.prod(dataset.X.shape[1:])),
        n_classes=len(dataset.classes),
        traits=(
            *_traits(dataset, counts, found),
            *_alike_traits(alike, len(unreadable)),
            *class_traits(dataset.y, dataset.classes),
        ),
        columns=tuple(_measure(dataset, n, v) for n, v in measures.items()),
        target_bins=tuple(
            Bin(int(n), label) for label, n in zip(dataset.classes, counts, strict=True)
        ),
        images=ImageTraits(
            sizes=_sizes(members),
            modes={str(k): int(v) for k, v in members["mode"].value_counts().items()},
            samples=_samples(members, dataset.classes),
            means=_means(dataset, found.means, counts, folder),
            near=alike.near,
            across=alike.across,
            n_near=alike.n_near,
            n_across=alike.n_across,
            unreadable=tuple(unreadable[:MOST_UNREADABLE]),
            n_unreadable=len(unreadable),
        ),
    )


def pixel_hashes(X: np.ndarray) -> pd.Series:
    """One hash per image; equal pixels have equal ones."""
    return pd.Series([digest.tobytes() for digest in pixel_digests(X)])


def _members(dataset: Dataset, folder: Path) -> pd.DataFrame:
    """The table of members in the rows of the dataset."""
    members = pd.read_parquet(folder / MEMBERS_FILE)
    return members.set_index("name").loc[list(dataset.row_names)].reset_index()


def _measure(dataset: Dataset, name: str, values: np.ndarray) -> ColumnProfile:
    found = number_association(values, dataset.y, dataset.task)
    share = information_share(number_codes(values), dataset.y, of_second=True)
    fields = measure_number(values, Split(dataset.y, dataset.classes))
    return ColumnProfile(
        name=name,
        kind="number",
        missing_share=0.0,
        n_unique=len(np.unique(values)),
        association=found.value if found else None,
        association_low=found.low if found else None,
        association_high=found.high if found else None,
        association_kind=found.kind if found else "",
        information_share=share,
        **fields,
    )


def _traits(dataset: Dataset, counts: np.ndarray, found: Measured) -> tuple[Trait, ...]:
    n, side, _, channels = dataset.X.shape
    n_twice = n - len(np.unique(found.digests))
    n_features = int(np.prod(dataset.X.shape[1:]))
    values = (
        ("n_rows", n, "images", "Images"),
        ("n_features", n_features, "pixels", "Numbers per image"),
        ("rows_per_feature", n / n_features, "ratio", "Images per number"),
        ("n_images_per_class_min", counts.min(), "images", "Images, rarest class"),
        ("image_side", side, "pixels", "Width and height as used"),
        ("n_channels", channels, "channels", "Colour channels"),
        ("duplicate_share", n_twice / n, "share", "Images that repeat another"),
        ("missing_share", 0.0, "share", "Missing cells"),
    )
    return tuple(Trait(name, float(v), unit, label) for name, v, unit, label in values)


def _alike_traits(alike: Alike, n_unreadable: int) -> tuple[Trait, ...]:
    values = (
        (
            "near_duplicate_share",
            alike.n_images / max(alike.n_compared, 1),
            "share",
            "Images nearly the same as another",
        ),
        ("pairs_across_classes", alike.n_across, "pairs", "Alike in two classes"),
        ("images_compared", alike.n_compared, "images", "Images held side by side"),
        ("n_unreadable", n_unreadable, "files", "Files that could not be read"),
    )
    return tuple(Trait(name, float(v), unit, label) for name, v, unit, label in values)


def _unreadable(folder: Path) -> list[str]:
    """Names of the files of the archive that are no images."""
    path = folder / UNREADABLE_FILE
    names: list[str] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return names


def _sizes(members: pd.DataFrame) -> dict[str, int]:
    sizes = members["width"].astype("str") + " x " + members["height"].astype("str")
    return {str(k): int(v) for k, v in sizes.value_counts().items()}


def _samples(
    members: pd.DataFrame, classes: tuple[str, ...]
) -> tuple[ImageSample, ...]:
    shown = members[(members["thumbnail"] != "") & members["label"].isin(classes)]
    return tuple(
        ImageSample(row.thumbnail, row.label, row.name)
        for row in shown.itertuples(index=False)
    )


def _means(
    dataset: Dataset, means: np.ndarray, counts: np.ndarray, folder: Path
) -> tuple[ImageSample, ...]:
    """Write the mean image of each of the commonest classes beside the samples."""
    (folder / THUMBNAILS).mkdir(exist_ok=True)
    common = np.sort(np.argsort(-counts, kind="stable")[:SAMPLE_CLASSES])
    written = []
    for code in common:
        pixels = np.rint(means[code]).astype(np.uint8)
        picture = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
        file = f"{THUMBNAILS}/mean-{code:06d}.png"
        scratch = folder / f"{THUMBNAILS}/.{uuid.uuid4().hex}.png"
        picture.save(scratch)
        os.replace(scratch, folder / file)
        label = dataset.classes[code]
        of = words.count(int(counts[code]), "image")
        written.append(ImageSample(file, label, f"mean of {of}"))
    return tuple(written)
