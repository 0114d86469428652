"""Images as a few numbers each: what the quick model sees of them."""

import numpy as np

from dlcompare.checks.quick import Sample
from dlcompare.checks.splits import Rows
from dlcompare.modalities.images.hashes import brightness, shrunk
from dlcompare.records import Dataset

AT_ONCE = 500  # images held in memory at full size
SIDE = 8  # pixels of the small picture, in each direction
EDGE = 0.06  # of the width and height that counts as border, one pixel at least
PIXEL = "pixel"  # what the columns of the small picture are called
SUPERFICIAL = ("brightness", "contrast", "border", "unevenness of the border")


def picture_sample(dataset: Dataset, rows: Rows) -> Sample:
    """Brightness, contrast, border and a picture of 8 x 8 pixels of some images."""
    parts = []
    for start in range(0, len(rows), AT_ONCE):
        grey = brightness(np.asarray(dataset.X[rows[start : start + AT_ONCE]]))
        edge = _border(grey)
        small = shrunk(grey, min(SIDE, *grey.shape[1:])).reshape(len(grey), -1)
        light = grey.reshape(len(grey), -1)
        parts.append(
            np.column_stack(
                [
                    light.mean(axis=1),
                    light.std(axis=1),
                    edge.mean(axis=1),
                    edge.std(axis=1),
                    small,
                ]
            )
        )
    matrix = np.concatenate(parts)
    pixels = [f"{PIXEL} {i}" for i in range(matrix.shape[1] - len(SUPERFICIAL))]
    return Sample(
        task=dataset.task,
        matrix=matrix,
        names=(*SUPERFICIAL, *pixels),
        many=frozenset(),
        y=dataset.y[rows],
        n_classes=len(dataset.classes),
        rows=rows,
    )


def _border(grey: np.ndarray) -> np.ndarray:
    """The pixels along the four sides, shape (n_images, n_pixels)."""
    height, width = grey.shape[1:]
    top, left = max(int(EDGE * height), 1), max(int(EDGE * width), 1)
    is_border = np.ones((height, width), dtype=bool)
    is_border[top:-top, left:-left] = False
    return np.asarray(grey[:, is_border])
