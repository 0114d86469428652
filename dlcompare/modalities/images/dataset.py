"""Parsed images to the dataset that is learned from."""

from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities.division import divide, with_division
from dlcompare.modalities.grouping import with_equal_together
from dlcompare.modalities.images.describe import pixel_hashes
from dlcompare.modalities.images.names import NAME_PREFIX, prefixes
from dlcompare.modalities.images.read import MEMBERS_FILE, PIXELS_FILE, TARGET
from dlcompare.modalities.labels import code_target, find_column
from dlcompare.records import Column, Dataset, Reading, Setup


def open_images(folder: Path, reading: Reading, setup: Setup) -> Dataset:
    """The dataset of an image archive; pixels stay on disk until used.

    Parameters
    ----------
    folder : Path
        Where `read` wrote.
    reading : Reading
    setup : Setup
        The target is the class folder; the task is one of classes.

    Raises
    ------
    UnsuitableTarget
        Another target or a number is asked for, or one class alone has images.
    InvalidPlan
        The images cannot be divided as the setup says.
    """
    find_column(setup.target or TARGET, [TARGET])
    if setup.task == "regression":
        raise UnsuitableTarget(
            "Class folders are no number to predict.", "Choose classes as the task."
        )
    members = pd.read_parquet(folder / MEMBERS_FILE)
    labels = code_target(members["label"].rename(TARGET), None)
    X = np.load(folder / PIXELS_FILE, mmap_mode="r")
    names = members["name"]
    if not labels.keep.all():
        n = int(np.count_nonzero(labels.keep))
        # What is left out stands last (read.py): a view copies nothing.
        X = X[:n] if labels.keep[:n].all() else X[labels.keep]
        names = names[labels.keep]
    dataset = Dataset(
        name=setup.upload.name,
        modality="images",
        task=labels.task,
        target=TARGET,
        X=X,
        y=labels.y,
        columns=(Column("image", "image", 0, len(labels.y)),),
        classes=labels.classes,
        sha256=setup.upload.sha256,
        notes=(*reading.notes, *labels.notes),
        row_names=tuple(names),
        kept_in=str(folder),
    )
    division = divide(
        setup,
        [NAME_PREFIX, TARGET],
        lambda _: prefixes(members["name"]),
        target=TARGET,
        n_rows=len(members),
    )
    dataset = with_division(dataset, division, labels.keep)
    if setup.duplicates_together:
        hashes = pixel_hashes(dataset.X)
        return with_equal_together(dataset, pd.factorize(hashes)[0])
    return dataset


def read_column(folder: Path, name: str) -> pd.Series:
    """The class of every image as a Series."""
    members = pd.read_parquet(folder / MEMBERS_FILE, columns=["label", "name"])
    source = {TARGET: "label", "image": "name"}
    return members[source[find_column(name, list(source))]].rename(name)


def read_first_rows(folder: Path, n_rows: int) -> pd.DataFrame:
    """Name, class and size of the first images."""
    members = pd.read_parquet(folder / MEMBERS_FILE).head(n_rows)
    return members[["name", "label", "width", "height"]].rename(
        columns={"name": "image", "label": TARGET}
    )
