"""Hand-crafted features of images: edges, textures, intensity and colours.

Imported lazily. Many images are described in each call of a library: for small ones
the calls would take most of the time. What an image gives depends on it alone.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from skimage.color import rgb2hsv
from skimage.feature import local_binary_pattern

VERSION = "1"  # of what is computed; kept features of another one are not read
ORIENTATIONS = 9  # of edges
N_CELLS = 7  # cells of edges along the longer side, as in 4 x 4 cells of 28 pixels
CLIPPED = 0.2  # L2-Hys: no edge of a block counts more
TINY = 1e-5  # keeps a block without edges at zero
PATTERN_NEIGHBOURS = 8  # of the local binary patterns, at radius 1
COLOUR_BINS = (8, 4, 4)  # of hue, saturation, value
QUANTILES = (5, 25, 50, 75, 95)  # percent, of the brightness
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
LEAST_STEPS = 8  # of brightness; below, a flat picture's skew would be its noise

Floats = npt.NDArray[np.float32]
Images = npt.NDArray[np.uint8]


def kinds(images: Images) -> dict[str, Floats]:
    """Features by kind, in the order in which `features` joins them.

    Parameters
    ----------
    images : uint8 array of shape (n_images, height, width, channels)

    Returns
    -------
    dict of str to float32 array of shape (n_images, n_features of the kind)
        "edges", "textures", "intensity" and, of three channels, "colours".
    """
    is_grey = images.shape[3] == 1
    grey: Floats = images[..., 0].astype(np.float32)
    if not is_grey:
        grey = images.astype(np.float32) @ np.array(LUMA, np.float32)
    found = {
        "edges": edges(grey),
        "textures": textures(grey),
        "intensity": intensity(grey),
    }
    if not is_grey:
        found["colours"] = colours(images)
    return {name: np.asarray(part, np.float32) for name, part in found.items()}


def features(images: Images) -> Floats:
    """All features of images, shape (n_images, n_features)."""
    return np.concatenate(list(kinds(images).values()), axis=1)


def edges(grey: Floats) -> Floats:
    """Histograms of oriented gradients, in blocks of 2 x 2 cells.

    What skimage.feature.hog gives (block_norm "L2-Hys"), for many images at once.

    References
    ----------
    Dalal & Triggs (2005), Histograms of oriented gradients for human detection, CVPR.
    """
    n, height, width = grey.shape
    cell = max(2, round(max(height, width) / N_CELLS))
    down, across = height // cell, width // cell
    rise, run = np.zeros_like(grey), np.zeros_like(grey)
    rise[:, 1:-1] = grey[:, 2:] - grey[:, :-2]
    run[:, :, 1:-1] = grey[:, :, 2:] - grey[:, :, :-2]
    rise, run = (g[:, : down * cell, : across * cell] for g in (rise, run))
    angles = np.degrees(np.arctan2(rise, run)) % 180
    bins = np.minimum((angles * (ORIENTATIONS / 180)).astype(np.int64), 8)
    rows, columns = (np.arange(m * cell) // cell for m in (down, across))
    cells = (np.arange(n)[:, None, None] * down + rows[:, None]) * across + columns
    counts = np.bincount(
        (cells * ORIENTATIONS + bins).ravel(),
        weights=np.hypot(rise, run).ravel(),
        minlength=n * down * across * ORIENTATIONS,
    )
    shares = counts.reshape(n, down, across, ORIENTATIONS) / cell**2
    side = min(2, down, across)
    blocks = np.lib.stride_tricks.sliding_window_view(shares, (side, side), (1, 2))
    flat = blocks.transpose(0, 1, 2, 4, 5, 3).reshape(*blocks.shape[:3], -1)
    clipped = np.minimum(_of_length_one(flat), CLIPPED)
    return np.asarray(_of_length_one(clipped).reshape(n, -1), np.float32)


def textures(grey: Floats) -> Floats:
    """Shares of uniform local binary patterns in the four quarters.

    References
    ----------
    Ojala, Pietikäinen & Mäenpää (2002), Multiresolution gray-scale and rotation
    invariant texture classification with local binary patterns, IEEE PAMI 24.
    """
    n, height, width = grey.shape
    # One below the other, a black row between: outside of an image all is black.
    tall = np.zeros((n, height + 1, width), dtype=np.uint8)
    tall[:, :height] = grey
    patterns = local_binary_pattern(
        tall.reshape(-1, width), PATTERN_NEIGHBOURS, 1, "uniform"
    )
    codes = patterns.reshape(n, height + 1, width)[:, :height].astype(np.int64)
    n_codes = PATTERN_NEIGHBOURS + 2
    return np.concatenate([_shares(q, n_codes) for q in _quarters(codes)], axis=1)


def intensity(grey: Floats) -> Floats:
    """Mean, deviation, skew and quantiles of the brightness, whole and by quarter.

    In parts of the brightest possible; the skew is a number between about -2 and 2.
    """
    return np.concatenate([_moments(part) for part in (grey, *_quarters(grey))], axis=1)


def colours(images: Images) -> Floats:
    """Shares of hue, saturation and value together, and of hues by quarter."""
    hues = rgb2hsv(images)
    binned = [
        np.minimum((hues[..., i] * n).astype(np.int64), n - 1)
        for i, n in enumerate(COLOUR_BINS)
    ]
    joint = np.ravel_multi_index(tuple(binned), COLOUR_BINS)
    parts = [_shares(joint, int(np.prod(COLOUR_BINS)))]
    parts += [_shares(quarter, COLOUR_BINS[0]) for quarter in _quarters(binned[0])]
    # Hellinger: rare colours count as well
    return np.asarray(np.sqrt(np.concatenate(parts, axis=1)), np.float32)


def _of_length_one(blocks: npt.NDArray[Any]) -> npt.NDArray[Any]:
    squares = np.sum(blocks**2, axis=-1, keepdims=True)
    return np.asarray(blocks / np.sqrt(squares + TINY**2))


def _shares(codes: npt.NDArray[np.int64], n_codes: int) -> Floats:
    """Of images (n, height, width) the shares of each code, (n, n_codes)."""
    n, size = len(codes), int(np.prod(codes.shape[1:]))
    placed = codes.reshape(n, -1) + np.arange(n)[:, None] * n_codes
    counts = np.bincount(placed.ravel(), minlength=n * n_codes)
    return np.asarray(counts.reshape(n, n_codes) / size, np.float32)


def _moments(grey: Floats) -> Floats:
    flat = grey.reshape(len(grey), -1)
    mean, deviation = flat.mean(axis=1), flat.std(axis=1)
    cubes = np.mean((flat - mean[:, None]) ** 3, axis=1)
    skew = np.cbrt(cubes) / np.maximum(deviation, LEAST_STEPS)
    steps = np.percentile(flat, QUANTILES, axis=1)
    parts = [mean / 255, deviation / 255, skew, *(steps / 255)]
    return np.asarray(np.stack(parts, axis=1), np.float32)


def _quarters(values: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
    middle, centre = values.shape[1] // 2, values.shape[2] // 2
    return [
        values[:, :middle, :centre],
        values[:, :middle, centre:],
        values[:, middle:, :centre],
        values[:, middle:, centre:],
    ]
