"""One image file to eight-bit pixels: upright, on white, grey or RGB."""

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from dlcompare.modalities.limits import MAX_PIXELS, MAX_SIDE

FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")
GREY_TOLERANCE = 2  # of 255, between channels of an image that is grey in effect
BROKEN = (
    OSError,
    SyntaxError,  # a PNG block that makes no sense
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True)
class Picture:
    """A decoded image. `image` is of mode L or RGB; `size` is (width, height)."""

    image: Any
    size: tuple[int, int]
    mode: str


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height by the header alone; None when it cannot be read."""
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return int(image.size[0]), int(image.size[1])
    except BROKEN:
        return None


def is_too_large(data: bytes) -> bool:
    """Whether the header alone says that there are more than `MAX_PIXELS`."""
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return bool(image.size[0] * image.size[1] > MAX_PIXELS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return True
    except BROKEN:
        return False


def decode(data: bytes) -> Picture | None:
    """The image, or None when it is broken or has too many pixels."""
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return None
            mode = _mode(image)
            image.draft(None, (2 * MAX_SIDE, 2 * MAX_SIDE))  # JPEG: decode small
            upright = ImageOps.exif_transpose(image)
            if (upright.width > upright.height) != (width > height):
                width, height = height, width
            return Picture(_eight_bit(upright), (width, height), mode)
    except BROKEN:
        return None


def to_square(image: Any, side: int) -> np.ndarray:
    """Pixels as uint8 of shape (side, side, 3)."""
    if image.size != (side, side):
        image = image.resize((side, side), Image.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def is_grey(pixels: np.ndarray) -> bool:
    """Whether the channels of (side, side, 3) pixels hardly differ."""
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    return bool(spread.max() <= GREY_TOLERANCE)


def _quiet() -> Any:
    """A huge image is an error; remarks on odd palettes and dates are not."""
    return warnings.catch_warnings(action="ignore")


def _mode(image: Any) -> str:
    if "A" in image.mode or "transparency" in image.info:
        return "colour with transparency"
    grey = image.mode in ("1", "L", *DEEP_MODES, "F")
    return "grey" if grey else "colour"


def _eight_bit(image: Any) -> Any:
    if image.mode in DEEP_MODES:
        values = np.asarray(image).astype(np.float64) / 257  # 65535 becomes 255
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if _mode(image) == "colour with transparency":
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("L" if _mode(image) == "grey" else "RGB")
