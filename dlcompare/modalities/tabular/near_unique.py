"""Short codes that differ in nearly every row, counted without a table of them.

A table of millions of different values takes longer to fill than the file takes to
be cut into cells. Codes such as K01234567 differ in few bits, which fit one whole
number per cell; those are sorted instead.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.modalities.tabular.absent import MISSING
from dlcompare.modalities.tabular.categories import about_numbers, why_coded
from dlcompare.modalities.tabular.columns import is_number_or_date
from dlcompare.modalities.tabular.distinct import MANY_VALUES, encoded, gather
from dlcompare.modalities.tabular.understood import Understood, Wishes, decided
from dlcompare.records import Column

MAX_LENGTH = 16  # bytes of a code; a longer one hardly fits one whole number
SPACE, DELETE = 32, 127  # printable ASCII is between them
KEY_BITS = 64


def understand_near_unique(
    name: str, cells: pa.Array, wish: Wishes
) -> Understood | None:
    """The column as categories, or None where another way has to tell what it is.

    Parameters
    ----------
    name : str
    cells : Arrow array of string
        Null where nothing is written.
    wish : Wishes

    Returns
    -------
    Understood or None
        What `understand` gives, for a column of more than `MANY_VALUES` different
        codes: printable, without spaces, of at most `MAX_LENGTH` bytes. The labels
        of `values` may repeat: they are the cells.
    """
    if wish.kind is not None or len(cells) <= MANY_VALUES:
        return None
    never = pa.array([*MISSING, *wish.missing])
    known, tokens = cells.drop_null(), {}
    is_token = pc.is_in(known, value_set=never)
    if pc.any(is_token).as_py():
        counted = known.filter(is_token).value_counts()
        tokens = {one["values"]: one["counts"] for one in counted.to_pylist()}
        known = known.filter(pc.invert(is_token))
    n_unique = _n_different(known)
    if n_unique is None or n_unique <= MANY_VALUES:
        return None
    step = len(cells) // MANY_VALUES
    some = gather([encoded(cells.take(pa.array(np.arange(0, len(cells), step))))])
    if is_number_or_date(some, wish):
        return None
    filled = np.flatnonzero(~np.asarray(pc.is_in(some.values, value_set=never)))
    shown = some.values.take(pa.array(filled))
    why = why_coded(known)
    codes = pa.array(np.arange(len(cells), dtype=np.int32))
    if len(known) < len(cells):
        given = pc.invert(pc.is_in(cells.fill_null(""), value_set=never))
        codes = pc.if_else(given, codes, None)
    return Understood(
        Column(name, "category", len(cells) - len(known), n_unique),
        pa.DictionaryArray.from_arrays(codes, cells.fill_null("")),
        tokens={text: n for text, n in tokens.items() if text},
        decisions=decided(name, "category", why, wish) if why else (),
        notes=about_numbers(name, shown, some.counts[filled], wish),
    )


def _n_different(known: pa.Array) -> int | None:
    """How many different codes there are; None where they do not fit a number."""
    if not len(known):
        return None
    _, places, signs = known.buffers()
    ends = np.frombuffer(places, np.int32)[known.offset :][: len(known) + 1]
    text = np.frombuffer(signs, np.uint8)[ends[0] : ends[-1]]
    lengths = np.diff(ends)
    if lengths.max() > MAX_LENGTH or text.min() <= SPACE or text.max() >= DELETE:
        return None
    keys = np.zeros(len(known), dtype=np.uint64)
    n_bits = 0
    for column in _columns(text, ends[:-1] - ends[0], lengths):
        low, high = int(column.min()), int(column.max())
        width = (high - low).bit_length()
        n_bits += width
        if n_bits > KEY_BITS:
            return None
        if width:
            keys <<= np.uint64(width)
            keys |= column - np.uint8(low)
    keys.sort()
    return int(np.count_nonzero(keys[1:] != keys[:-1])) + 1


def _columns(
    text: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
) -> Iterator[npt.NDArray[np.uint8]]:
    """The first character of each code, the second, and so on; 0 behind its end."""
    longest = int(lengths.max())
    if longest == lengths.min():
        yield from text.reshape(-1, longest).T
        return
    for i in range(longest):
        there = np.minimum(starts + i, len(text) - 1)
        yield np.where(i < lengths, text[there], np.uint8(0))
