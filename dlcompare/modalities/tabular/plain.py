"""Columns of plain numbers, converted block by block without keeping their text.

Most columns of large tables are such. What is no number is counted by what is
written there, so that the whole column can still be judged when all is read.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.modalities.tabular.absent import (
    MISSING,
    MISSING_NUMBER,
    may_be_suspect,
    suspect_number,
)
from dlcompare.modalities.tabular.columns import (
    EXACT_WHOLE,
    LONG,
    PADDED,
    PADDED_SHARE,
    SHOWN_CHARACTERS,
)
from dlcompare.modalities.tabular.dates import may_be_dates, number_dates
from dlcompare.modalities.tabular.distinct import encoded, gather
from dlcompare.modalities.tabular.numbers import finite
from dlcompare.modalities.tabular.source import NotNumbers
from dlcompare.modalities.tabular.understood import (
    Understood,
    Wishes,
    dated_column,
    decided,
    number_column,
    take_out,
)

PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
MAYBE_THOUSANDS = r"^[1-9]\d{0,2}\.\d{3}$"  # 1.250 is 1,250 to half of the world


MIN_CODE_LENGTH = 2  # digits of a code that begins with a zero


@dataclass(frozen=True)
class PlainBlock:
    """Some rows of a column of numbers, NaN where there is none.

    `others` counts the filled cells that are no number. Of the texts of the numbers,
    `n_padded` begin with a zero, `n_long` have more digits than float64 keeps;
    `lengths` are the shortest and the longest.
    """

    values: npt.NDArray[np.float64]
    others: Mapping[str, int]
    n_padded: int
    n_long: int
    lengths: tuple[int, int]
    n_spaces: int = 0
    n_blank: int = 0


def may_be_plain(cells: Any, wish: Wishes) -> bool:
    """Whether the first block of a column looks like plain numbers."""
    if wish.decimal != "." or wish.thousands or wish.kind not in (None, "number"):
        return False
    known = cells.drop_null()
    if not len(known):
        return False
    if pc.all(pc.match_substring_regex(known, MAYBE_THOUSANDS)).as_py():
        return False
    known = known.filter(pc.invert(pc.is_in(known, pa.array(MISSING + MISSING_NUMBER))))
    share = pc.mean(pc.match_substring_regex(known, PLAIN).cast(pa.float64())).as_py()
    return share is not None and bool(share >= wish.enough)


def plain_block(cells: Any) -> PlainBlock:
    """The numbers of some rows: text cells, null where nothing is written."""
    try:
        numbers = pc.cast(cells, pa.float64())
    except pa.ArrowInvalid:
        return _block_of_distinct(cells)
    values = finite(numbers)
    if np.isnan(values).sum() > cells.null_count:  # written as nan or inf, or too large
        return _block_of_distinct(cells)
    return PlainBlock(values, {}, *_digits(cells, values))


def is_surely_plain(part: Any) -> bool:
    """Whether the first block has nothing but numbers, so that the rest may be too."""
    return isinstance(part, PlainBlock) and not (
        part.others or part.n_padded or part.n_long or part.n_spaces or part.n_blank
    )


def parsed_block(cells: Any) -> PlainBlock:
    """Some rows that were cut into numbers at once.

    Raises
    ------
    NotNumbers
        A cell says that it is no number, or infinite, or beyond use.
    """
    values = finite(cells)
    if np.isnan(values).sum() > cells.null_count:
        raise NotNumbers
    return PlainBlock(values, {}, 0, 0, (0, 0))


def _block_of_distinct(cells: Any) -> PlainBlock:
    """The slower way: by the different values, some of which are no numbers."""
    found = gather([encoded(cells)])
    plain = pc.match_substring_regex(found.values, PLAIN)
    texts = pc.if_else(plain, pc.utf8_ltrim(found.values, "+"), None)
    values = finite(pc.cast(texts, pa.float64()))
    is_filled = np.asarray(pc.not_equal(found.values, ""))
    places = np.flatnonzero(~np.isfinite(values) & is_filled)
    others = {found.values[int(i)].as_py(): int(found.counts[i]) for i in places}
    weights = pa.array(np.where(np.isfinite(values), found.counts, 0))
    digits = _digits(texts, values, weights)
    return PlainBlock(
        values[found.rows], others, *digits, found.n_spaces, found.n_blank
    )


def _digits(
    texts: Any, values: npt.NDArray[np.float64], weights: Any = None
) -> tuple[int, int, tuple[int, int]]:
    """How many numbers are padded with zeros or too long, and the lengths of all."""

    def total(mask: Any) -> int:
        mask = pc.fill_null(mask, False)
        return int(
            pc.sum(mask if weights is None else pc.if_else(mask, weights, 0)).as_py()
            or 0
        )

    n_padded = n_long = 0
    zero = pc.starts_with(texts, "0")
    if pc.any(zero).as_py():
        n_decimal = pc.sum(pc.starts_with(texts, "0.")).as_py()
        if pc.sum(zero).as_py() > n_decimal + pc.sum(pc.equal(texts, "0")).as_py():
            n_padded = total(pc.match_substring_regex(texts, PADDED))
    if values.size and np.nanmax(np.abs(values), initial=0) > EXACT_WHOLE:
        n_long = total(pc.match_substring_regex(texts, LONG))
    lengths = pc.min_max(pc.binary_length(texts)).as_py()
    if lengths["min"] is None:
        return n_padded, n_long, (0, 0)
    return n_padded, n_long, (int(lengths["min"]), int(lengths["max"]))


def understand_plain(
    name: str, blocks: Sequence[PlainBlock], wish: Wishes
) -> Understood | None:
    """The column of all blocks; None if it is, after all, no column of numbers."""
    others: Counter[str] = Counter()
    for block in blocks:
        others.update(block.others)
    never = {*MISSING, *wish.missing, *MISSING_NUMBER}
    tokens = {text: n for text, n in others.items() if text in never}
    lost = {text: n for text, n in others.items() if text not in never}
    values = np.concatenate([block.values for block in blocks])
    values, asked = take_out(values, wish.missing)
    tokens |= asked
    known = values[np.isfinite(values)]
    known.sort()
    n_lost = sum(lost.values())
    if wish.kind is None and (
        not len(known)
        or len(known) < wish.enough * (len(known) + n_lost)
        or _are_codes(blocks, len(known))
        or _may_be_codes(blocks, known)
    ):
        return None
    if not len(known):
        return None
    notes: tuple[str, ...] = ()
    if lost:
        notes = (
            f"Column '{name}' holds numbers; {n_lost:,} other cells, such as "
            f"'{next(iter(lost))[:SHOWN_CHARACTERS]}', are read as missing.",
        )
    is_first = np.append(True, known[1:] != known[:-1])
    low, high = float(known[0]), float(known[-1])
    dates = suspect = None
    if wish.kind is None and may_be_dates(name, low, high):
        dates = number_dates(name, known[is_first])
    if dates is None and may_be_suspect(low, high):
        firsts = np.flatnonzero(is_first)
        counts = np.diff(np.append(firsts, len(known)))
        suspect = suspect_number(known[firsts], counts)
    if dates is not None:
        found = dated_column(name, values, known[is_first], dates, wish)
    else:
        found = Understood(
            number_column(name, values, int(np.count_nonzero(is_first))),
            # as they were converted, so that they are in memory once
            pa.array(values)
            if asked
            else pa.chunked_array([pa.array(block.values) for block in blocks]),
            decisions=decided(name, "number", "", wish) if wish.kind else (),
            suspects=(suspect,) if suspect else (),
        )
    return replace(
        found,
        tokens=tokens,
        n_spaces=sum(block.n_spaces for block in blocks),
        n_blank=sum(block.n_blank for block in blocks),
        notes=notes,
    )


def _are_codes(blocks: Sequence[PlainBlock], n_numbers: int) -> bool:
    """Whether numbers are codes: padded with zeros, or with too many digits."""
    if any(block.n_long for block in blocks):
        return True
    if sum(block.n_padded for block in blocks) <= PADDED_SHARE * n_numbers:
        return False
    lengths = [block.lengths for block in blocks if block.lengths != (0, 0)]
    return min(low for low, _ in lengths) == max(high for _, high in lengths)


def _may_be_codes(blocks: Sequence[PlainBlock], known: npt.NDArray[np.float64]) -> bool:
    """Whether numbers whose text was not kept have to be read again to tell.

    Codes have one length, and those padded with zeros are less than others of it.
    """
    if all(block.lengths != (0, 0) for block in blocks):
        return False
    if max(-known[0], known[-1]) > EXACT_WHOLE:
        return True
    shortest, longest = blocks[0].lengths
    if shortest != longest or shortest < MIN_CODE_LENGTH:
        return False
    has_less = 0 <= known[0] < 10 ** (longest - 1)
    return has_less and bool((known == np.floor(known)).all())
