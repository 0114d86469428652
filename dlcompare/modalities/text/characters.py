"""Texts of any language as one array of characters, and what each of them is.

Words are found by what Unicode says of a character, so no language comes first:
letters, digits and marks hold together; where a script sets no blanks between its
words each character is a word; so is each symbol, such as an emoji.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MAX_CHARACTERS = 50_000  # of a text that models read: some twenty pages
BLANK = 32  # stands around every text and between its parts
SEPARATOR, LETTER, ALONE = 0, 1, 2  # what a character is
# Han and kana, Thai and Lao, Tibetan, Myanmar, Khmer: scripts without blanks.
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x0F00, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
JOINERS = (0x200C, 0x200D)  # inside words of Persian and of Indian scripts
LETTER_KINDS, ALONE_KINDS = "LNM", "S"  # first letters of Unicode's categories

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Characters:
    """All texts one after another, each between blanks.

    codes : uint32 of shape (n_characters,), code points
    text : int64 of the same shape, the number of the text
    n_texts : int
    """

    codes: npt.NDArray[np.uint32]
    text: Whole
    n_texts: int


def characters(texts: Iterable[object]) -> Characters:
    """Lower case, composed, one blank where there were several.

    What is no text (None, NaN) is an empty one; of a longer one the first 50,000
    characters count.
    """
    parts = [f" {clean(text)} " if isinstance(text, str) else " " for text in texts]
    lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    joined = "".join(parts).encode("utf-32-le", errors="surrogatepass")
    codes = np.frombuffer(joined, dtype="<u4")
    return Characters(codes, np.repeat(np.arange(len(parts)), lengths), len(parts))


def clean(text: str) -> str:
    """As models read it."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
    return " ".join(text.split())


def kinds(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int8]:
    """What each character is: `SEPARATOR`, `LETTER` or `ALONE`."""
    different, place = np.unique(codes, return_inverse=True)
    found = np.array([_kind(int(code)) for code in different], dtype=np.int8)
    return found[place.reshape(-1)]


def _kind(code: int) -> int:
    if any(first <= code <= last for first, last in UNSPACED):
        is_one = unicodedata.category(chr(code))[0] in LETTER_KINDS
        return ALONE if is_one else SEPARATOR
    if code in JOINERS:
        return LETTER
    category = unicodedata.category(chr(code))[0]
    if category in LETTER_KINDS:
        return LETTER
    return ALONE if category in ALONE_KINDS else SEPARATOR
