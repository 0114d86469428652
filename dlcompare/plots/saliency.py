"""Where in images the champions look: covered parts as colour on the picture."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.plots import theme
from dlcompare.records import Explanation, Saliency

FAINTEST = 0.02  # a fall of a probability that is shown in full; below it nothing is
OPACITY = 0.75  # of the colour where it is strongest: the picture stays visible
PALE = 0.35  # of the way to white, so that colour is seen on dark pictures as well
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
HOW = (
    "One part after the other is covered: the stronger the colour, the more the"
    " probability of the image's class falls. Each picture has its own scale."
)


def overlay(
    pixels: NDArray[np.uint8], found: Saliency, family: str
) -> NDArray[np.uint8]:
    """The image in grey, coloured where covering costs the probability of its class.

    Parameters
    ----------
    pixels : uint8 array of shape (height, width, channels)
    found : Saliency
    family : str
        Whose colour it is.

    Returns
    -------
    uint8 array of shape (height, width, 3)
    """
    is_grey = pixels.shape[2] == 1
    grey = pixels[..., 0].astype(float) if is_grey else pixels @ np.array(LUMA)
    grey = grey + PALE * (255 - grey)
    drops = np.maximum(np.array(found.drops), 0.0)
    strength = drops / max(drops.max(), FAINTEST)
    down, across = (
        np.arange(side) * n // side
        for side, n in zip(grey.shape, drops.shape, strict=True)
    )
    opacity = OPACITY * strength[np.ix_(down, across)][..., None]
    mark = theme.FAMILIES[family].mark
    colour = np.array([int(mark[i : i + 2], 16) for i in (1, 3, 5)])
    mixed = (1 - opacity) * grey[..., None] + opacity * colour
    return np.asarray(np.rint(mixed), dtype=np.uint8)


def side_by_side(
    known: Sequence[Explanation],
) -> list[tuple[Saliency, list[tuple[str, Saliency]]]]:
    """Image by image, in which all champions looked: family and what it gave."""
    of_row = [{one.row: one for one in e.saliencies} for e in known if e.saliencies]
    families = [e.family for e in known if e.saliencies]
    if not of_row:
        return []
    shared = [row for row in of_row[0] if all(row in found for found in of_row)]
    return [
        (
            of_row[0][row],
            [(f, found[row]) for f, found in zip(families, of_row, strict=True)],
        )
        for row in shared
    ]


def saliency_table(known: Sequence[Explanation]) -> pd.DataFrame:
    """Image, Class, and of each champion its probability and the least of it."""
    labels = [one.label for one in known if one.saliencies]
    rows: list[tuple[Any, ...]] = [
        (first.name, first.of, *(_said(found) for _, found in of_models))
        for first, of_models in side_by_side(known)
    ]
    return pd.DataFrame(rows, columns=["Image", "Class", *labels])


def caption(first: Saliency, of_models: Sequence[tuple[str, Saliency]]) -> str:
    """The class of an image, and what each champion takes it for."""
    said = [f"{_NAMES[family]}: {found.predicted}" for family, found in of_models]
    return f"{first.of}. {words.sentence_start(', '.join(said))}."


_NAMES = {"classical": "classical", "deep": "network", "pretrained": "pre-trained"}


def _said(found: Saliency) -> str:
    fall = max(0.0, *(max(row) for row in found.drops))
    least = found.probability - fall
    return (
        f"{found.predicted}; {found.of} {words.share(found.probability)}, down to"
        f" {words.share(max(least, 0.0))}"
    )
