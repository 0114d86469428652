"""A test archive in the size, channels and class codes of the images trained on."""

from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from dlcompare.modalities.images.read import MEMBERS_FILE, PIXELS_FILE, TARGET
from dlcompare.modalities.labels import code_like
from dlcompare.records import Column, Dataset, Difference, Reading, Setup

CHANNELS = {1: "grey", 3: "in colour"}


def open_test_images(
    folder: Path, reading: Reading, setup: Setup, like: Dataset
) -> Dataset:
    """The images of a test archive as those of `like` are.

    Parameters
    ----------
    folder : Path
        Where `read` wrote.
    reading : Reading
        Of the test archive.
    setup : Setup
        With a test file.
    like : Dataset
        What is trained on.

    Raises
    ------
    UnsuitableTarget
        No image is of a class that was learned.
    """
    upload = setup.test_upload or setup.upload
    members = pd.read_parquet(folder / MEMBERS_FILE)
    labels = code_like(members["label"].rename(TARGET), like.task, like.classes)
    given = np.load(folder / PIXELS_FILE, mmap_mode="r")
    return Dataset(
        name=upload.name,
        modality="images",
        task=like.task,
        target=TARGET,
        X=_shaped(given, like.X.shape[1], like.X.shape[3]),
        y=labels.y,
        columns=(Column("image", "image", 0, len(labels.y)),),
        classes=like.classes,
        sha256=upload.sha256,
        notes=reading.notes,
        row_names=tuple(members["name"]),
        differences=(*_unlike(given, like.X), *labels.differences),
    )


def _unlike(given: np.ndarray, trained: np.ndarray) -> list[Difference]:
    """What is done to the size and the colours."""
    said = []
    if given.shape[1] != trained.shape[1]:
        own, side = given.shape[1], trained.shape[1]
        text = f"Images are brought from {own} x {own} to {side} x {side} pixels."
        said.append(Difference(text, is_repaired=own > side))
    if given.shape[3] != trained.shape[3]:
        own, wanted = CHANNELS[given.shape[3]], CHANNELS[trained.shape[3]]
        text = f"Images are {own}; training saw them {wanted}, so they are turned."
        said.append(Difference(text, is_repaired=given.shape[3] > 1))
    return said


def _shaped(X: np.ndarray, side: int, n_channels: int) -> np.ndarray:
    """Pixels in another size or number of channels."""
    if X.shape[3] == 3 and n_channels == 1:
        weights = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601 luma
        X = np.rint(X @ weights).astype(np.uint8)[..., None]
    elif X.shape[3] == 1 and n_channels == 3:
        X = np.repeat(X, 3, axis=3)
    if X.shape[1] == side:
        return X
    result = np.empty((len(X), side, side, n_channels), dtype=np.uint8)
    for i, pixels in enumerate(X):
        image = Image.fromarray(pixels[:, :, 0] if n_channels == 1 else pixels)
        small = np.asarray(image.resize((side, side), Image.Resampling.BOX))
        result[i] = small.reshape(side, side, n_channels)
    return result
