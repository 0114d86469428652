"""One pass over the pixels: what is measured of every image, and of every class."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlcompare.modalities.images.hashes import brightness, outlines, perceptual_hashes

IMAGES_AT_ONCE = 500


@dataclass(frozen=True)
class Measured:
    """Of every image, in the order of the dataset; and the mean image of each class.

    brightness, contrast : mean and standard deviation of all pixels, 0 to 255
    sharpness : variance of the Laplacian of the brightness
    hashes, outlines : see `hashes`
    digests : bytes of 16, equal where all pixels are
    means : float64 array of shape (n_classes, height, width, channels), 0 to 255
    """

    brightness: np.ndarray
    contrast: np.ndarray
    sharpness: np.ndarray
    hashes: np.ndarray
    outlines: np.ndarray
    digests: np.ndarray
    means: np.ndarray


def measure(X: np.ndarray, y: np.ndarray, n_classes: int) -> Measured:
    """Look at every image once, some at a time.

    Parameters
    ----------
    X : uint8 array of shape (n_images, height, width, channels)
    y : int array of shape (n_images,)
    n_classes : int
    """
    totals = np.zeros((n_classes, *X.shape[1:]))
    parts: list[Sequence[np.ndarray]] = []
    for start in range(0, len(X), IMAGES_AT_ONCE):
        pixels = np.asarray(X[start : start + IMAGES_AT_ONCE])
        labels = y[start : start + IMAGES_AT_ONCE]
        for label in np.unique(labels):
            totals[label] += pixels[labels == label].sum(axis=0, dtype=np.float64)
        grey = brightness(pixels)
        parts.append(
            (
                pixels.mean(axis=(1, 2, 3)),
                pixels.std(axis=(1, 2, 3)),
                sharpness(grey),
                perceptual_hashes(grey),
                outlines(pixels),
                pixel_digests(pixels),
            )
        )
    counts = np.maximum(np.bincount(y, minlength=n_classes), 1)
    light, contrast, sharp, hashes, small, digests = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    means = totals / counts[:, None, None, None]
    return Measured(light, contrast, sharp, hashes, small, digests, means)


def sharpness(grey: np.ndarray) -> np.ndarray:
    """Variance of the Laplacian of each picture: low where edges are soft.

    Parameters
    ----------
    grey : float32 array of shape (n_images, height, width), height and width over 2

    References
    ----------
    Pech-Pacheco et al. (2000), Diatom autofocusing in brightfield microscopy: a
    comparative study, ICPR.
    """
    inner = grey[:, 1:-1, 1:-1]
    laplacian = grey[:, :-2, 1:-1] + grey[:, 2:, 1:-1] - 4 * inner
    laplacian += grey[:, 1:-1, :-2] + grey[:, 1:-1, 2:]
    return np.asarray(laplacian.var(axis=(1, 2), dtype=np.float64))


def pixel_digests(X: np.ndarray) -> np.ndarray:
    """16 bytes per image; equal pixels have equal ones."""
    found = [hashlib.blake2b(x.tobytes(), digest_size=16).digest() for x in X]
    return np.array(found, dtype="V16")
