"""Tiny datasets per modality and task, a store folder of their own, and a seed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings
from PIL import Image

from dlcompare.records import Column, Dataset, Task

# A busy machine is no failure: no example of a property has a time to keep.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

COLOURS = ("amber", "blue", "crimson")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty DLCOMPARE_HOME."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("DLCOMPARE_HOME", str(folder))
    return folder


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def table_frame(task: Task, n_rows: int, seed: int = 0) -> pd.DataFrame:
    """Two numbers (one with missing cells), a boolean and a category tell `target`."""
    rng = np.random.default_rng(seed)
    height = rng.normal(170, 10, n_rows)
    weight = rng.normal(70, 8, n_rows)
    colour = rng.choice(COLOURS, n_rows)
    member = rng.choice(["no", "yes"], n_rows)
    signal = (height - 170) / 10 + (colour == "blue") - (member == "yes")
    signal = signal + rng.normal(0, 0.3, n_rows)
    if task == "regression":
        target = np.round(20 + 5 * signal, 4)
    else:
        n_classes = 2 if task == "binary" else 3
        edges = np.quantile(signal, np.arange(1, n_classes) / n_classes)
        labels = np.array(["no", "yes"] if task == "binary" else ["a", "b", "c"])
        target = labels[np.digitize(signal, edges)]
    weight[:: max(n_rows // 6, 1)] = np.nan
    return pd.DataFrame(
        {
            "height": np.round(height, 4),
            "weight": np.round(weight, 4),
            "colour": colour,
            "member": member,
            "target": target,
        }
    )


def _small_table(task: Task = "binary", n_rows: int = 60, seed: int = 0) -> Dataset:
    frame = table_frame(task, n_rows, seed)
    target = frame.pop("target")
    columns = tuple(
        Column(name, kind, int(frame[name].isna().sum()), frame[name].nunique())
        for name, kind in zip(
            frame, ("number", "number", "category", "boolean"), strict=True
        )
    )
    for name in ("colour", "member"):
        frame[name] = frame[name].astype("category")
    classes: tuple[str, ...] = ()
    y = target.to_numpy()
    if task != "regression":
        labels, y = np.unique(target.to_numpy(str), return_inverse=True)
        classes = tuple(str(label) for label in labels)
    return Dataset(
        name="small.csv",
        modality="tabular",
        task=task,
        target="target",
        X=frame,
        y=y.astype(np.float64 if task == "regression" else np.int64),
        columns=columns,
        classes=classes,
        sha256="0" * 64,
    )


@pytest.fixture
def small_table() -> Callable[..., Dataset]:
    """`small_table(task="binary", n_rows=60, seed=0)` gives a Dataset."""
    return _small_table


def image_pixels(label: int, side: int, channels: int, seed: int) -> np.ndarray:
    """Noise with a bright bar: class 0 lying, class 1 standing, class 2 a square."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 60, (side, side, channels), dtype=np.uint8)
    third, at = side // 3, int(rng.integers(0, side // 3))
    rows = slice(at, at + third) if label != 1 else slice(None)
    columns = slice(at, at + third) if label != 0 else slice(None)
    pixels[rows, columns] += 160
    return pixels


def _small_images(
    n_per_class: int = 8, n_classes: int = 3, side: int = 12, channels: int = 1
) -> Dataset:
    labels = np.repeat(np.arange(n_classes, dtype=np.int64), n_per_class)
    X = np.stack([image_pixels(c, side, channels, i) for i, c in enumerate(labels)])
    classes = ("lying", "standing", "square")[:n_classes]
    return Dataset(
        name="small.zip",
        modality="images",
        task="binary" if n_classes == 2 else "multiclass",
        target="class",
        X=X,
        y=labels,
        columns=(Column("image", "image", 0, len(labels)),),
        classes=classes,
        sha256="1" * 64,
        row_names=tuple(f"{classes[c]}/{i}.png" for i, c in enumerate(labels)),
    )


@pytest.fixture
def small_images() -> Callable[..., Dataset]:
    """`small_images(n_per_class=8, n_classes=3, side=12, channels=1)`: a Dataset."""
    return _small_images


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    """`small.csv`: 60 rows, two classes "no" and "yes" in column "target"."""
    path = tmp_path / "small.csv"
    table_frame("binary", 60).to_csv(path, index=False)
    return path


@pytest.fixture
def image_zip(tmp_path: Path) -> Path:
    """`small.zip`: three class folders of eight grey 12 x 12 PNG files each."""
    path = tmp_path / "small.zip"
    dataset = _small_images()
    with zipfile.ZipFile(path, "w") as archive:
        for pixels, name in zip(dataset.X, dataset.row_names, strict=True):
            block = io.BytesIO()
            Image.fromarray(pixels[:, :, 0]).save(block, "PNG")
            archive.writestr(name, block.getvalue())
    return path
