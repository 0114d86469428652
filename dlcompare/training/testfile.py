"""A test file brought into the shape of the file that was trained on."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dlcompare.errors import UnreadableUpload, UnsuitableTarget
from dlcompare.modalities.labels import UNSEEN
from dlcompare.records import Dataset
from dlcompare.words import count


def align(test: Dataset, trained: Dataset) -> tuple[Dataset, tuple[str, ...]]:
    """`test` with the columns, dtypes, image size and class codes of `trained`.

    A row of a class unknown to training gets the code `UNSEEN`: no prediction can
    be right for it. Every change that can cost score is said in the notes.

    Returns
    -------
    aligned : Dataset
    notes : tuple of str

    Raises
    ------
    UnreadableUpload
        If it is another kind of data, or lacks a column.
    UnsuitableTarget
        If one target holds classes and the other numbers.
    """
    if test.modality != trained.modality:
        raise UnreadableUpload(
            f"The test file holds {test.modality}, the trained file "
            f"{trained.modality}.",
            "Give a test file of the same kind.",
        )
    if (test.task == "regression") != (trained.task == "regression"):
        raise UnsuitableTarget(
            f"The target '{test.target}' of the test file was read as {test.task}, "
            f"in training as {trained.task}.",
            "Give a test file whose target has the same meaning.",
        )
    like = _table if trained.modality == "tabular" else _images
    X, notes = like(test.X, trained.X)
    y, of_classes = _codes(test, trained)
    aligned = replace(
        test, X=X, y=y, task=trained.task, classes=trained.classes, groups=None
    )
    return aligned, notes + of_classes


def _codes(test: Dataset, trained: Dataset) -> tuple[Any, tuple[str, ...]]:
    if trained.task == "regression":
        return test.y, ()
    code_of = {label: code for code, label in enumerate(trained.classes)}
    own = [code_of.get(label, UNSEEN) for label in test.classes]
    codes = np.array([*own, UNSEEN], dtype=np.int64)  # the last is for `UNSEEN` itself
    y = codes[test.y]
    n_unseen = int(np.count_nonzero(y == UNSEEN))
    if not n_unseen:
        return y, ()
    unseen = [label for label in test.classes if label not in code_of]
    named = f" ({', '.join(unseen[:5])})" if unseen else ""
    return y, (
        f"{n_unseen:,} of {len(y):,} test rows are of a class that training never "
        f"saw{named}; they count as wrong.",
    )


def _table(
    frame: pd.DataFrame, trained: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    missing = [str(name) for name in trained.columns if name not in frame.columns]
    if missing:
        raise UnreadableUpload(
            f"The test file lacks {count(len(missing), 'column')}: "
            f"{', '.join(missing[:5])}.",
            "Give a test file with all columns of the trained file.",
        )
    notes: list[str] = []
    columns = {}
    for name in trained.columns:
        columns[name] = _as_dtype(frame[name], trained[name].dtype)
        n_lost = int(columns[name].isna().sum() - frame[name].isna().sum())
        if n_lost:
            notes.append(
                f"In the test file, {count(n_lost, 'cell')} of '{name}' could not be "
                "read as a number; taken as missing."
            )
    return pd.DataFrame(columns, index=frame.index), tuple(notes)


def _as_dtype(column: pd.Series, dtype: Any) -> pd.Series:
    is_category = isinstance(dtype, pd.CategoricalDtype)
    if column.dtype == dtype or (
        is_category and isinstance(column.dtype, pd.CategoricalDtype)
    ):
        return column  # models meet categories they do not know in folds, too
    if pd.api.types.is_numeric_dtype(dtype):
        if pd.api.types.is_numeric_dtype(column.dtype):
            return column.astype(dtype)
        return pd.to_numeric(column.astype("object"), errors="coerce").astype(dtype)
    words = column.map(_word, na_action="ignore").astype("str")
    return words.astype("category") if is_category else words


def _word(value: Any) -> str:
    """The text of a cell; 3.0 is "3", as a table of whole numbers writes it."""
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)


def _images(
    images: NDArray[Any], trained: NDArray[Any]
) -> tuple[NDArray[Any], tuple[str, ...]]:
    if images.shape[1:] == trained.shape[1:]:
        return images, ()
    from PIL import Image

    height, width, n_channels = trained.shape[1:]
    mode = "L" if n_channels == 1 else "RGB"
    resized = np.empty((len(images), height, width, n_channels), dtype=np.uint8)
    for row, pixels in enumerate(images):
        is_grey = pixels.shape[-1] == 1
        picture = Image.fromarray(pixels[..., 0] if is_grey else pixels)
        picture = picture.convert(mode).resize((width, height))
        resized[row] = np.asarray(picture).reshape(height, width, n_channels)
    seen = " x ".join(str(side) for side in images.shape[1:])
    wanted = " x ".join(str(side) for side in trained.shape[1:])
    return resized, (f"Test images of {seen} were brought to {wanted} as trained.",)
