"""What a column of text is: number, date, category, boolean or running text.

Everything is decided on the distinct values, weighted by how often they occur.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.tabular.absent import (
    MISSING,
    MISSING_NUMBER,
    suspect_number,
)
from dlcompare.modalities.tabular.categories import understand_words
from dlcompare.modalities.tabular.dates import (
    Dates,
    number_dates,
    parse_dates,
)
from dlcompare.modalities.tabular.distinct import Distinct, sample
from dlcompare.modalities.tabular.numbers import Numbers, read_numbers
from dlcompare.modalities.tabular.understood import (
    Understood,
    Wishes,
    decided,
    number_column,
    take_out,
)
from dlcompare.modalities.truths import is_pair, sides
from dlcompare.records import Column, Decision

SAMPLE_SHARE = 0.9  # of a sample's cells, to look at all of them for the same
EXACT_WHOLE = 2.0**53  # whole numbers beyond lose digits as float64: they are codes
PADDED_SHARE = 0.01  # of the cells with a leading zero: codes such as 01234
ANY_DATE_SHARE = 0.05  # of the cells that must be dates where the user asks for dates
PADDED, LONG = r"^0\d+$", r"^\d{16,}$"  # texts of codes
SHOWN_CHARACTERS = 40  # of a cell, in messages

Flags = npt.NDArray[np.bool_]
Attempt = Callable[[str, Distinct, Flags, Wishes], Understood | None]


def understand(name: str, cells: Distinct, wish: Wishes) -> Understood:
    """The kind and values of a column of text.

    Raises
    ------
    UnreadableUpload
        The user asks for a kind that no value of the column has.
    """
    never = pa.array([*MISSING, *wish.missing])
    is_missing = np.asarray(pc.is_in(cells.values, value_set=never))
    found = None
    tries = {"number": _number, "date": _date}
    for kind, attempt in tries.items():
        if (
            found is None
            and wish.kind in (None, kind)
            and _may_be(attempt, cells, wish)
        ):
            found = attempt(name, cells, is_missing, wish)
    if found is None and wish.kind in ("number", "date"):
        raise _impossible(name, cells, is_missing, f"no {wish.kind}s")
    if found is None:
        found = understand_words(name, cells, is_missing, wish)
    tokens = token_counts(cells, is_missing)
    return replace(
        found,
        tokens={**tokens, **found.tokens},
        n_spaces=cells.n_spaces,
        n_blank=cells.n_blank,
    )


def _may_be(attempt: Attempt, cells: Distinct, wish: Wishes) -> bool:
    """Whether trying a kind is worth it: where many values differ, a sample tells."""
    some = sample(cells)
    if some is cells or wish.kind is not None:
        return True
    return _fits(attempt, some, wish)


def is_number_or_date(some: Distinct, wish: Wishes) -> bool:
    """Whether a sample of a column looks like numbers or dates."""
    return any(_fits(attempt, some, wish) for attempt in (_number, _date))


def _fits(attempt: Attempt, some: Distinct, wish: Wishes) -> bool:
    never = pa.array([*MISSING, *wish.missing])
    is_missing = np.asarray(pc.is_in(some.values, value_set=never))
    return attempt("", some, is_missing, replace(wish, enough=SAMPLE_SHARE)) is not None


def token_counts(cells: Distinct, is_missing: Flags) -> dict[str, int]:
    """Cells that stood for missing, by token; empty cells are not worth telling."""
    places = np.flatnonzero(is_missing)
    found = {cells.values[int(i)].as_py(): int(cells.counts[i]) for i in places}
    return {token: n for token, n in found.items() if token}


def _impossible(
    name: str, cells: Distinct, is_missing: Flags, what: str
) -> UnreadableUpload:
    filled = np.flatnonzero(~is_missing)
    shown = cells.values[int(filled[0])].as_py() if len(filled) else ""
    return UnreadableUpload(
        f"Column '{name}' holds {what}; a value is '{shown[:SHOWN_CHARACTERS]}'.",
        "Choose another kind for this column, or let it be recognised.",
    )


def _number(
    name: str, cells: Distinct, is_missing: Flags, wish: Wishes
) -> Understood | None:
    """The column as numbers, if nearly all that is filled in is one."""
    extra = pc.is_in(cells.values, value_set=pa.array(MISSING_NUMBER))
    is_token = np.asarray(extra) & ~is_missing
    is_filled = ~(is_missing | is_token)
    texts = pc.if_else(pa.array(is_filled), cells.values, None)
    numbers, decimal = _read(texts, cells.counts, is_filled, wish)
    values, _ = take_out(numbers.values, wish.missing)
    is_asked = np.isfinite(numbers.values) & ~np.isfinite(values)
    is_number = np.isfinite(values)
    n_filled = int(cells.counts[is_filled & ~is_asked].sum())
    n_number = int(cells.counts[is_number].sum())
    if wish.kind is None and (
        n_number < wish.enough * n_filled
        or (not n_number and (n_filled or is_token.any()))
        or _are_codes(texts, values, cells.counts)
    ):
        return None
    if not n_number and n_filled:
        return _truths_as_numbers(name, cells, is_missing, wish)
    lost = is_filled & ~is_number & ~is_asked
    notes = _lost_note(name, cells, lost)
    kept = np.flatnonzero(is_number)
    unique, place = np.unique(values[kept], return_inverse=True)
    counts = np.bincount(place, cells.counts[kept]).astype(np.int64)
    dates = number_dates(name, values) if wish.kind is None else None
    if dates is not None:
        found = _dated(name, cells, dates, wish)
    else:
        rows = values[cells.rows]
        suspect = suspect_number(unique, counts)
        found = Understood(
            number_column(name, rows, len(unique)),
            pa.array(rows),
            decisions=_how_written(name, numbers, decimal, wish),
            suspects=(suspect,) if suspect else (),
        )
    tokens = token_counts(cells, is_token | is_asked)
    return replace(found, tokens=tokens, notes=(*found.notes, *notes))


def _read(
    texts: pa.Array, counts: npt.NDArray[np.int64], is_filled: Flags, wish: Wishes
) -> tuple[Numbers, str]:
    """Texts as numbers, in the file's decimal sign or else the other one."""
    signs = [wish.decimal]
    if wish.other_decimal:
        signs.append("," if wish.decimal == "." else ".")
    n_filled = counts[is_filled].sum()
    tried = []
    for sign in signs:
        numbers = read_numbers(texts, counts, decimal=sign, thousands=wish.thousands)
        n_number = counts[np.isfinite(numbers.values)].sum()
        tried.append((n_number, numbers, sign))
        if n_number >= wish.enough * n_filled:
            return numbers, sign
    return tried[0][1:] if tried[0][0] or len(tried) == 1 else tried[1][1:]


def _are_codes(
    texts: pa.Array,
    values: npt.NDArray[np.float64],
    counts: npt.NDArray[np.int64],
) -> bool:
    """Whether numbers are codes: padded with zeros, or with too many digits."""
    is_number = np.isfinite(values)
    if not is_number.any():
        return False
    if np.abs(values[is_number]).max() > EXACT_WHOLE:
        digits = pc.fill_null(pc.match_substring_regex(texts, LONG), False)
        return bool(pc.any(digits).as_py())
    padded = np.asarray(pc.fill_null(pc.match_substring_regex(texts, PADDED), False))
    if counts[padded].sum() <= PADDED_SHARE * counts[is_number].sum():
        return False
    lengths = pc.min_max(pc.utf8_length(texts)).as_py()
    return bool(lengths["min"] == lengths["max"])


def _lost_note(name: str, cells: Distinct, lost: Flags) -> tuple[str, ...]:
    if not lost.any():
        return ()
    n_lost = int(cells.counts[lost].sum())
    example = cells.values[int(np.flatnonzero(lost)[0])].as_py()
    return (
        f"Column '{name}' holds numbers; {n_lost:,} other cells, such as "
        f"'{example[:SHOWN_CHARACTERS]}', are read as missing.",
    )


def _how_written(
    name: str, numbers: Numbers, decimal: str, wish: Wishes
) -> tuple[Decision, ...]:
    """The decision on numbers that are not plainly written, or none."""
    said = []
    if decimal != wish.decimal:
        called = {",": "comma", ".": "point"}[decimal]
        said.append(f"a {called} is the decimal sign in nearly all its cells")
    if numbers.grouped:
        said.append(f"'{numbers.grouped}' stands between groups of three digits")
    if numbers.mark:
        said.append(f"'{numbers.mark}' stands at its numbers and is left out")
    if numbers.n_bracketed:
        said.append(f"{numbers.n_bracketed:,} numbers in brackets are negative")
    if not said and wish.kind is None:
        return ()
    value = f"number in {numbers.mark}" if numbers.mark else "number"
    return decided(name, value, "; ".join(said), wish)


def _truths_as_numbers(
    name: str, cells: Distinct, is_missing: Flags, wish: Wishes
) -> Understood | None:
    """Yes and no as 1 and 0, where the user asks for numbers."""
    lower = pc.utf8_lower(cells.values).to_pylist()
    known = {text for text, gone in zip(lower, is_missing, strict=True) if not gone}
    parted = sides(known)
    if parted is None or not (is_pair(known) or len(known) > 1):
        return None
    values = np.array([float(t in parted[1]) if t in known else np.nan for t in lower])
    rows = values[cells.rows]
    said = decided(name, "number", "yes is 1, no is 0", wish)
    return Understood(number_column(name, rows, 2), pa.array(rows), decisions=said)


def _date(
    name: str, cells: Distinct, is_missing: Flags, wish: Wishes
) -> Understood | None:
    """The column as dates, if nearly all that is filled in is one."""
    extra = pc.is_in(cells.values, value_set=pa.array(MISSING_NUMBER))
    is_token = np.asarray(extra) & ~is_missing
    texts = pc.if_else(pa.array(is_missing | is_token), None, cells.values)
    enough = ANY_DATE_SHARE if wish.kind else wish.enough
    dates = parse_dates(texts, cells.counts, day_first=wish.day_first, enough=enough)
    if dates is None and wish.kind:
        numbers = read_numbers(texts, cells.counts).values
        dates = number_dates(name, numbers, is_certain=True)
    if dates is None:
        return None
    found = _dated(name, cells, dates, wish)
    n_given = int(cells.counts[~(is_missing | is_token)].sum())
    n_lost = n_given - (len(cells.rows) - found.column.n_missing)
    notes = (f"Column '{name}': {n_lost:,} cells are no date, so missing.",)
    tokens = token_counts(cells, is_token)
    return replace(found, tokens=tokens, notes=notes if n_lost else ())


def _dated(name: str, cells: Distinct, dates: Dates, wish: Wishes) -> Understood:
    values = dates.stamps[cells.rows]
    n_unique = len(np.unique(dates.stamps[~np.isnat(dates.stamps)]))
    column = Column(name, "date", int(np.isnat(values).sum()), n_unique)
    said = decided(name, f"date, {dates.order}", dates.reason, wish)
    return Understood(column, pa.array(values), decisions=said)
