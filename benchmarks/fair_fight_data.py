"""The data of the fair fight: read once, split alike, scored alike.

Everything is read by dlcompare's own reading. The peers get a copy with nothing
of ours in it: an `.npz` of numbers, categories as text, targets and split rows.
"""

import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from fair_fight_sources import source
from sklearn.model_selection import train_test_split

sys.path.insert(0, str(Path(__file__).parents[1]))

from dlcompare import metrics, study
from dlcompare.records import Dataset, Setup, Upload

TEST_SHARE = 0.2
METRICS = {"binary": "roc_auc", "multiclass": "log_loss", "regression": "rmse"}


def load(name: str, folder: Path) -> Dataset:
    """The data set as dlcompare understands its file in `folder`."""
    chosen = source(name)
    path = folder / chosen.file
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    upload = Upload(path.name, str(path), len(content), digest)
    setup = Setup(
        upload, target=chosen.target, task=chosen.task, excluded=chosen.excluded
    )
    with tempfile.TemporaryDirectory() as parsed:
        reading = study.read(upload, setup.options, Path(parsed))
        return study.open_dataset(reading, setup, Path(parsed))


def split(dataset: Dataset, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows to train on and rows to test on, a fifth; stratified for classes."""
    return divide(dataset, np.arange(len(dataset.y)), seed)


def divide(
    dataset: Dataset, rows: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Four fifths and one fifth of `rows`."""
    strata = dataset.y[rows] if dataset.classes else None
    train, test = train_test_split(
        rows, test_size=TEST_SHARE, random_state=seed, stratify=strata
    )
    return train, test


def write_copy(dataset: Dataset, seed: int, path: Path) -> None:
    """The data set and its split for the peers. A missing category is ""."""
    names = {
        is_number: [
            column.name
            for column in dataset.columns
            if (column.kind in ("number", "date")) == is_number
        ]
        for is_number in (True, False)
    }
    texts = dataset.X[names[False]].astype("str").fillna("")
    train, test = split(dataset, seed)
    np.savez(
        path,
        numbers=dataset.X[names[True]].to_numpy(dtype=np.float64),
        categories=texts.to_numpy(dtype=str),
        number_names=np.array(names[True], dtype=str),
        category_names=np.array(names[False], dtype=str),
        y=dataset.y,
        n_classes=len(dataset.classes),
        train=train,
        test=test,
    )


def errors(
    dataset: Dataset, rows: np.ndarray, predictions: np.ndarray
) -> tuple[float, float | None]:
    """What is compared, and for classes the share of rows put in a wrong class.

    Parameters
    ----------
    predictions : array of shape (n_rows,) or (n_rows, n_classes)
        Values, or probabilities of all classes in the order of their codes.

    Returns
    -------
    error : float
        RMSE; 1 - AUC for two classes; log-loss for more.
    error_rate : float or None
    """
    truth: Any = dataset.y[rows]
    if not dataset.classes:
        return metrics.evaluate("regression", truth, predictions)["rmse"], None
    codes = predictions.argmax(axis=1)
    scores = metrics.evaluate(
        dataset.task, truth, codes, predictions, len(dataset.classes)
    )
    deciding = scores[METRICS[dataset.task]]
    error = 1 - deciding if dataset.task == "binary" else deciding
    return error, 1 - scores["accuracy"]
