"""The different values of a column of text, how often each occurs, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MANY_VALUES = 20_000  # different ones; what a column of more is, a sample tells


@dataclass(frozen=True)
class Distinct:
    """Different values without spaces around them; "" where nothing is written.

    `counts` has one number per value, `rows` the place of its value for each row.
    `n_spaces` counts cells that had spaces around a value, `n_blank` those with
    spaces only.
    """

    values: pa.Array
    counts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    n_spaces: int = 0
    n_blank: int = 0


def sample(cells: Distinct) -> Distinct:
    """Some rows of a column of many different values; others as they are.

    They are taken at even distances, so a share among them is the share in the
    column, give or take a hundredth.
    """
    if len(cells.values) <= MANY_VALUES:
        return cells
    step = len(cells.rows) // MANY_VALUES
    codes, rows, counts = np.unique(
        cells.rows[::step], return_inverse=True, return_counts=True
    )
    values = cells.values.take(pa.array(codes))
    return Distinct(values, counts, rows.astype(np.int32))


def is_text(kind: Any) -> bool:
    """Whether an Arrow type is text, in whichever way it is stored."""
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
    )


def encoded(cells: Any) -> Any:
    """A block of text cells as codes and the different values; missing is ""."""
    return pc.fill_null(cells.cast(pa.string()), "").dictionary_encode()


def gather(blocks: Sequence[Any]) -> Distinct:
    """The different values of blocks that `encoded` gave."""
    joined = pa.chunked_array(blocks, type=pa.dictionary(pa.int32(), pa.string()))
    whole = joined.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # of no rows
        whole = pa.concat_arrays(whole.chunks or [encoded(pa.array([], pa.string()))])
    rows = whole.indices.to_numpy(zero_copy_only=False)
    raw, trimmed = whole.dictionary, pc.utf8_trim_whitespace(whole.dictionary)
    counts = np.bincount(rows, minlength=len(raw))
    changed = pc.not_equal(raw, trimmed).to_numpy(zero_copy_only=False)
    if not changed.any():
        return Distinct(raw, counts, rows)
    empty = pc.equal(trimmed, "").to_numpy(zero_copy_only=False)
    n_spaces, n_blank = (int(counts[changed & e].sum()) for e in (~empty, empty))
    again = trimmed.dictionary_encode()
    rows = again.indices.to_numpy(zero_copy_only=False)[rows]
    counts = np.bincount(rows, minlength=len(again.dictionary))
    return Distinct(again.dictionary, counts, rows, n_spaces, n_blank)
