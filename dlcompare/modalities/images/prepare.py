"""From pixels to hand-crafted features: edges, textures, colours. scikit-image.

Imported lazily. What is learned (scaling, components) is learned from the rows
a step is fitted on; the features of an image depend on that image alone.
"""

import hashlib
from collections import OrderedDict
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from skimage.color import rgb2hsv
from skimage.feature import hog, local_binary_pattern
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

MAX_COMPONENTS = 256  # principal components that a model sees
ORIENTATIONS = 9  # of edges
N_CELLS = 7  # cells of edges along the longer side, as in 4 x 4 cells of 28 pixels
PATTERN_NEIGHBOURS = 8  # of the local binary patterns, at radius 1
COLOUR_BINS = (8, 4, 4)  # of hue, saturation, value
MAX_STORED_BYTES = 256 * 2**20  # of features kept in the process

Features = npt.NDArray[np.float32]


class Seeded(Protocol):
    """Anything with a seed."""

    @property
    def seed(self) -> int:
        """Makes everything random repeatable."""
        ...


def feature_steps(context: Seeded) -> tuple[Any, ...]:
    """Images to scaled features, then at most 256 principal components."""
    return (HandCrafted(), Components(seed=context.seed))


class HandCrafted(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """HOG, local binary patterns and, of colour images, a histogram of hues.

    Every feature is standardised; then each of the two or three kinds weighs the
    same, however many features it has, or edges alone would decide.

    Input (n_images, height, width, channels) uint8, output (n_images, n_features).
    """

    def fit(self, X: npt.NDArray[np.uint8], y: Any = None) -> "HandCrafted":
        """Learn mean and scale of every feature."""
        made = self._made(X)
        self.scaler_ = StandardScaler().fit(made)
        sizes = np.array([len(part) for part in kinds(X[0])])
        self.weights_ = np.repeat(np.sqrt(sizes.max() / sizes), sizes)
        return self

    def transform(self, X: npt.NDArray[np.uint8]) -> Features:
        """Scaled features of every image."""
        scaled = self.scaler_.transform(self._made(X)) * self.weights_
        return np.asarray(scaled, dtype=np.float32)

    @staticmethod
    def _made(X: npt.NDArray[np.uint8]) -> Features:
        return np.stack([_STORED.features(image) for image in X])


class Components(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Principal components, never more than the rows allow."""

    def __init__(self, *, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, X: Features, y: Any = None) -> "Components":
        """Learn the directions."""
        n_components = min(MAX_COMPONENTS, X.shape[0], X.shape[1])
        self.components_ = PCA(n_components, random_state=self.seed).fit(X)
        return self

    def transform(self, X: Features) -> Features:
        """Coordinates of shape (n_images, n_components)."""
        return np.asarray(self.components_.transform(X), dtype=np.float32)


def features(image: npt.NDArray[np.uint8]) -> Features:
    """All features of one image of shape (height, width, channels)."""
    return np.concatenate(kinds(image)).astype(np.float32)


def kinds(image: npt.NDArray[np.uint8]) -> list[npt.NDArray[Any]]:
    """Features of one image by kind: edges, textures, and colours if it has any."""
    grey = image[..., 0] if image.shape[2] == 1 else image @ (0.299, 0.587, 0.114)
    parts = [_edges(grey), _textures(grey)]
    if image.shape[2] == 3:
        parts.append(_colours(image))
    return parts


def _edges(grey: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Histogram of oriented gradients; Dalal & Triggs (2005)."""
    cell = max(2, round(max(grey.shape) / N_CELLS))
    block = min(2, *(side // cell for side in grey.shape))
    return np.asarray(
        hog(
            grey,
            orientations=ORIENTATIONS,
            pixels_per_cell=(cell, cell),
            cells_per_block=(block, block),
            block_norm="L2-Hys",
        )
    )


def _textures(grey: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Shares of uniform local binary patterns in the four quarters."""
    n_bins = PATTERN_NEIGHBOURS + 2
    whole = np.clip(grey, 0, 255).astype(np.uint8)
    patterns = local_binary_pattern(whole, PATTERN_NEIGHBOURS, 1, "uniform")
    quarters = _quarters(patterns.astype(np.int64))
    return np.concatenate(
        [np.bincount(q.ravel(), minlength=n_bins) / q.size for q in quarters]
    )


def _colours(image: npt.NDArray[np.uint8]) -> npt.NDArray[Any]:
    """Shares of hue, saturation and value, over the image and by quarter."""
    hues = rgb2hsv(image)
    binned = [
        np.minimum((hues[..., i] * n).astype(np.int64), n - 1)
        for i, n in enumerate(COLOUR_BINS)
    ]
    joint = np.ravel_multi_index(tuple(binned), COLOUR_BINS)
    n_joint = int(np.prod(COLOUR_BINS))
    parts = [np.bincount(joint.ravel(), minlength=n_joint) / joint.size]
    for quarter in _quarters(binned[0]):
        parts.append(np.bincount(quarter.ravel(), minlength=8) / quarter.size)
    shares = np.concatenate(parts)
    return np.asarray(np.sqrt(shares))  # Hellinger: rare colours count as well


def _quarters(values: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
    middle, centre = values.shape[0] // 2, values.shape[1] // 2
    return [
        values[:middle, :centre],
        values[:middle, centre:],
        values[middle:, :centre],
        values[middle:, centre:],
    ]


class _Stored:
    """Features by the hash of the image, the latest used, within a bound.

    Three models and five folds see the same images; describing them is the slow
    part. Nothing here depends on which rows are for training.
    """

    def __init__(self) -> None:
        self.known: OrderedDict[bytes, Features] = OrderedDict()
        self.n_bytes = 0

    def features(self, image: npt.NDArray[np.uint8]) -> Features:
        """Features of `image`, computed unless they are known."""
        content = np.ascontiguousarray(image)
        key = hashlib.blake2b(
            content.data, digest_size=16, salt=repr(content.shape)[:16].encode()
        ).digest()
        found = self.known.pop(key, None)
        if found is None:
            found = features(content)
            self.n_bytes += found.nbytes
        self.known[key] = found
        while self.n_bytes > MAX_STORED_BYTES:
            self.n_bytes -= self.known.popitem(last=False)[1].nbytes
        return found


_STORED = _Stored()
