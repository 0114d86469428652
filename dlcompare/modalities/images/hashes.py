"""A short description of each picture that small changes leave as it is.

The perceptual hash has one bit for each of 64 slow waves in brightness: whether it is
stronger than the middle one. Saved again, lightened or resized, a picture keeps
nearly all of its bits. The outline is the picture itself, made small.
"""

from functools import lru_cache

import numpy as np

HASH_SIDE = 8  # waves in each direction; 64 bits fit one number
WAVE_SIDE = 32  # pixels in each direction from which waves are measured
OUTLINE_SIDE = 16  # pixels of the outline in each direction
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # ITU-R BT.601


def brightness(pixels: np.ndarray) -> np.ndarray:
    """Grey pictures, float32 of shape (n_images, height, width), 0 to 255."""
    if pixels.shape[3] == 1:
        return np.asarray(pixels[..., 0], dtype=np.float32)
    return np.asarray(pixels.astype(np.float32) @ LUMA)


def perceptual_hashes(grey: np.ndarray) -> np.ndarray:
    """One 64-bit number per picture; alike pictures differ in few bits.

    Parameters
    ----------
    grey : float32 array of shape (n_images, height, width)

    Returns
    -------
    uint64 array of shape (n_images,)

    References
    ----------
    Zauner (2010), Implementation and benchmarking of perceptual image hash
    functions, Upper Austria University of Applied Sciences.
    """
    side = min(WAVE_SIDE, *grey.shape[1:])
    waves = _waves(side)
    strength = waves @ shrunk(grey, side) @ waves.T
    strength = strength.reshape(len(grey), HASH_SIDE**2)
    middle = np.median(strength[:, 1:], axis=1, keepdims=True)  # all but the mean
    bits = np.packbits(strength > middle, axis=1)
    return np.asarray(np.ascontiguousarray(bits).view(np.uint64)[:, 0])


def outlines(pixels: np.ndarray) -> np.ndarray:
    """Small pictures around zero and of length one, so that a product is a likeness.

    Parameters
    ----------
    pixels : uint8 array of shape (n_images, height, width, channels)

    Returns
    -------
    float32 array of shape (n_images, 256 * channels)
        All zero for a picture of one colour.
    """
    channels = [
        shrunk(pixels[..., c].astype(np.float32), OUTLINE_SIDE)
        for c in range(pixels.shape[3])
    ]
    flat = np.stack(channels, axis=1).reshape(len(pixels), -1)
    flat -= flat.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.where(lengths > 1e-3, lengths, np.inf))


def shrunk(grey: np.ndarray, side: int) -> np.ndarray:
    """Pictures of (side, side) pixels, each the mean of the area it covers."""
    rows, columns = _areas(grey.shape[1], side), _areas(grey.shape[2], side)
    return np.asarray(rows @ grey @ columns.T)


@lru_cache(maxsize=16)
def _areas(length: int, parts: int) -> np.ndarray:
    """How much each of `length` pixels counts in each of `parts` equal stretches."""
    ends = np.linspace(0, length, parts + 1)
    pixels = np.arange(length)
    overlap = np.minimum(ends[1:, None], pixels + 1) - np.maximum(
        ends[:-1, None], pixels
    )
    weights = np.clip(overlap, 0, None)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=16)
def _waves(side: int) -> np.ndarray:
    """The slowest cosine waves over `side` pixels (the discrete cosine transform)."""
    at, wave = np.arange(side), np.arange(HASH_SIDE)[:, None]
    return np.asarray(np.cos(np.pi * (2 * at + 1) * wave / (2 * side)), np.float32)
