"""From pixels to what classical models take: scaled features, or components.

Imported lazily. What is learned (scaling, components) is learned from the rows
a step is fitted on; the features of an image depend on that image alone.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from dlcompare.modalities.images import features as crafted
from dlcompare.modalities.images.kept import kept_in

MAX_COMPONENTS = 256  # principal components that a model sees
FITTED_ROWS = 10_000  # images that tell the components; more turn them hardly
FITTED_CELLS = 50_000_000  # numbers they may have in all, 4 bytes each
AT_ONCE = 2**17  # pixels described together: 32 images of 64 x 64; more leave the cache
BLOCK = 1_000  # images scaled, or turned to components, at a time

Features = npt.NDArray[np.float32]
Images = npt.NDArray[np.uint8]


class Told(Protocol):
    """What the steps need of a context."""

    @property
    def seed(self) -> int:
        """Makes everything random repeatable."""
        ...

    @property
    def n_threads(self) -> int:
        """Threads that describe images."""
        ...

    @property
    def kept_in(self) -> str:
        """Folder where features are kept; "": in memory."""
        ...


def feature_steps(told: Told, n_components: int = MAX_COMPONENTS) -> tuple[Any, ...]:
    """Images to scaled features, then at most so many principal components."""
    return (hand_crafted(told), Components(n_components, seed=told.seed))


def hand_crafted(told: Told) -> "HandCrafted":
    """Images to scaled features."""
    return HandCrafted(n_threads=told.n_threads, kept_in=told.kept_in)


class HandCrafted(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """HOG, local binary patterns, brightness and, of colour images, hues.

    Every feature is standardised; then each of the three or four kinds weighs the
    same, however many features it has, or edges alone would decide.

    Input (n_images, height, width, channels) uint8, output (n_images, n_features).

    Attributes
    ----------
    kinds_ : dict of str to slice
        Where the features of each kind stand.
    """

    def __init__(self, *, n_threads: int = 1, kept_in: str = "") -> None:
        self.n_threads = n_threads
        self.kept_in = kept_in

    def __getstate__(self) -> dict[str, Any]:
        """Without the folder: it is of this machine."""
        return {**super().__getstate__(), "kept_in": ""}

    def fit(self, X: Images, y: Any = None) -> "HandCrafted":
        """Learn mean and scale of every feature."""
        self._learn(X, self._made(X))
        return self

    def fit_transform(self, X: Images, y: Any = None) -> Features:
        """Learn, and give the scaled features."""
        made = self._made(X)
        self._learn(X, made)
        return self._scaled(made)

    def transform(self, X: Images) -> Features:
        """Scaled features of every image."""
        return self._scaled(self._made(X))

    def _learn(self, X: Images, made: Features) -> None:
        scaler = StandardScaler()
        for block in _blocks(len(made)):
            scaler.partial_fit(made[block])
        sizes = {k: part.shape[1] for k, part in crafted.kinds(X[:1]).items()}
        ends = np.cumsum(list(sizes.values())).tolist()
        self.kinds_ = {
            kind: slice(end - size, end)
            for (kind, size), end in zip(sizes.items(), ends, strict=True)
        }
        self.mean_ = np.asarray(scaler.mean_, np.float32)
        self.factor_ = np.asarray(1 / scaler.scale_, np.float32)
        for kind, place in self.kinds_.items():
            self.factor_[place] *= np.sqrt(max(sizes.values()) / sizes[kind])

    @contextmanager
    def taken_from(self, kind: str, places: npt.NDArray[np.int64]) -> Iterator[None]:
        """Meanwhile `transform` takes one kind of features from other images.

        Parameters
        ----------
        kind : str
            A key of `kinds_`.
        places : int array of shape (n_images,)
            From which of the images given each takes it.
        """
        self._taken = (self.kinds_[kind], places)
        try:
            yield
        finally:
            del self._taken

    def _scaled(self, made: Features) -> Features:
        """In place: the features of many images take a gigabyte."""
        if hasattr(self, "_taken"):
            part, places = self._taken
            made[:, part] = made[places, part]
        made -= self.mean_
        made *= self.factor_
        return made

    def _made(self, X: Images) -> Features:
        return kept_in(self._folder).features(X, self._described)

    @property
    def _folder(self) -> str:
        return f"{self.kept_in}/features-{crafted.VERSION}" if self.kept_in else ""

    def _described(self, X: Images) -> Features:
        n = max(AT_ONCE // (X.shape[1] * X.shape[2]), 1)
        pieces = (X[at : at + n] for at in range(0, len(X), n))
        with ThreadPoolExecutor(self.n_threads) as threads:
            return np.concatenate(list(threads.map(crafted.features, pieces)))


def hand_crafted_in(estimator: Any) -> HandCrafted | None:
    """The fitted step that describes images, wherever an estimator has it."""
    if isinstance(estimator, HandCrafted):
        return estimator
    inner = [step for _, step in getattr(estimator, "steps", ())]
    if hasattr(estimator, "prepare_"):
        inner.append(estimator.prepare_)
    return next((found for found in map(hand_crafted_in, inner) if found), None)


class Components(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Principal components of features or of pixels, never more than rows allow.

    Input (n_images, ...) numbers, output (n_images, n_components) float32.
    """

    def __init__(self, n: int = MAX_COMPONENTS, *, seed: int = 0) -> None:
        self.n = n
        self.seed = seed

    def fit(self, X: npt.NDArray[Any], y: Any = None) -> "Components":
        """Learn the directions, from some of many images."""
        n_cells = int(np.prod(X.shape[1:]))
        most = min(FITTED_ROWS, FITTED_CELLS // n_cells)
        if len(X) > most:
            X = X[np.random.default_rng(self.seed).permutation(len(X))[:most]]
        n = min(self.n, len(X), n_cells)
        self.components_ = PCA(n, random_state=self.seed).fit(_flat(X))
        return self

    def transform(self, X: npt.NDArray[Any]) -> Features:
        """Coordinates of shape (n_images, n_components)."""
        made = [self.components_.transform(_flat(X[b])) for b in _blocks(len(X))]
        return np.asarray(np.concatenate(made), dtype=np.float32)


def _flat(X: npt.NDArray[Any]) -> Features:
    return np.asarray(X, dtype=np.float32).reshape(len(X), -1)


def _blocks(n: int) -> Iterator[slice]:
    return (slice(at, at + BLOCK) for at in range(0, n, BLOCK))
