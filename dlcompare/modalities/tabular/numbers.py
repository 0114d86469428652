"""Numbers as people write them: thousands, currencies, percent, units, brackets."""

import contextlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MAX_MAGNITUDE = 1e100  # squares of more leave the range of float64
MARKED_SHARE = 0.95  # of the numbers that must have the percent sign or unit, if any
ONE_MARK_SHARE = 0.95  # of the marked numbers that must have the same mark
MAX_UNIT_LENGTH = 12  # characters

SPACES = " \u00a0\u202f\u2009"  # between groups of digits, as many typesetters do
THOUSANDS = (",", ".", " ", "'")  # what may stand between groups of three digits
MINUS = ("\u2212", "\u2013")  # a true minus and a dash, for a hyphen
CODES = (
    "EUR|USD|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RUB|BRL|CAD|AUD|NZD|MXN|ZAR"
)
CURRENCY = rf"[$€£¥₹₽₩₪₺฿₫₴₦¢]|[A-Z]{{1,3}}\$|{CODES}"
WRITTEN = (
    rf"^(?P<bracket>\()?(?P<sign>[+-]?) ?(?P<front>{CURRENCY})? ?(?P<inner>[+-]?)"
    r"(?P<digits>[\d.,' ]*\d[.,]?(?:[eE][+-]?\d+)?)"
    rf" ?(?P<back>%|{CURRENCY}|[^\d\s.,'()+%-]{{1,{MAX_UNIT_LENGTH}}})?"
    r"(?P<after>-)?\)?$"
)
DIGIT = "[0-9]"
PLAIN = r"^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


@dataclass(frozen=True)
class Numbers:
    """Texts as numbers: NaN where a text is none, or beyond use.

    `mark` is the currency, percent sign or unit that was left out, `grouped` the
    sign between groups of digits, `n_bracketed` counts negative numbers in brackets;
    `marks` are the different ones where they cannot be left out.
    """

    values: npt.NDArray[np.float64]
    mark: str = ""
    grouped: str = ""
    n_bracketed: int = 0
    marks: tuple[str, ...] = ()


def read_numbers(
    texts: Any,
    counts: npt.NDArray[np.int64],
    *,
    decimal: str = ".",
    thousands: str | None = None,
) -> Numbers:
    """Each text as a number.

    Parameters
    ----------
    texts : Arrow array of string, distinct, null where missing
    counts : array of int
        How often each occurs.
    decimal : "." or ","
    thousands : str or None
        The sign between groups of three digits, "" for none; None: any usual one.
    """
    if decimal == ".":
        with contextlib.suppress(pa.ArrowInvalid):  # some are no plain numbers
            return Numbers(finite(pc.cast(texts, pa.float64())))
    if not pc.any(pc.match_substring_regex(texts, DIGIT)).as_py():
        return Numbers(np.full(len(texts), np.nan))
    for sign in MINUS:
        texts = pc.replace_substring(texts, sign, "-")
    for space in SPACES[1:]:
        texts = pc.replace_substring(texts, space, " ")
    texts = pc.replace_substring(texts, "\u2019", "'")
    if not pc.any(pc.match_substring_regex(texts, WRITTEN)).as_py():  # fast for words
        return Numbers(np.full(len(texts), np.nan))
    parts = pc.extract_regex(texts, WRITTEN)
    part = {field.name: pc.struct_field(parts, field.name) for field in parts.type}
    values, grouped = _digits(part["digits"], decimal, thousands)
    bracketed = pc.equal(part["bracket"], "(")
    minus = pc.or_(
        pc.or_(pc.equal(part["sign"], "-"), pc.equal(part["inner"], "-")),
        pc.or_(pc.equal(part["after"], "-"), bracketed),
    )
    is_minus = _flags(minus)
    values = np.where(is_minus, -values, values)
    mark, marks, belongs = _mark(part["front"], part["back"], counts, values)
    values[~belongs] = np.nan
    n_bracketed = int(counts[_flags(bracketed) & np.isfinite(values)].sum())
    return Numbers(values, mark, grouped, n_bracketed, marks)


def finite(numbers: Any) -> npt.NDArray[np.float64]:
    """Arrow numbers as an array of their own; NaN where missing or beyond use."""
    given = pc.fill_null(numbers, np.nan).to_numpy(zero_copy_only=False)
    values = np.array(given, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        values[np.abs(values) > MAX_MAGNITUDE] = np.nan
    return values


def _flags(mask: Any) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(mask, False))


def _digits(
    texts: Any, decimal: str, thousands: str | None
) -> tuple[npt.NDArray[np.float64], str]:
    """Texts of digits as numbers, and the sign that stood between thousands."""
    seen = ""
    point = "," if decimal == "," else r"\."
    allowed = THOUSANDS if thousands is None else (thousands,)
    for sign in allowed:
        if sign in (decimal, ""):
            continue
        between = r"\." if sign == "." else sign
        few = "{2,3}" if sign == "," else "{3}"  # 1,25,000 in India
        pattern = rf"^\d{{1,3}}({between}\d{few})*{between}\d{{3}}({point}\d+)?$"
        grouped = pc.match_substring_regex(texts, pattern)
        if pc.any(grouped).as_py():
            seen = sign
            texts = pc.if_else(grouped, pc.replace_substring(texts, sign, ""), texts)
    if decimal == ",":
        texts = pc.if_else(pc.match_substring(texts, "."), None, texts)
        texts = pc.replace_substring(texts, ",", ".")
    plain = pc.match_substring_regex(texts, PLAIN)
    return finite(pc.cast(pc.if_else(plain, texts, None), pa.float64())), seen


def _mark(
    front: Any,
    back: Any,
    counts: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
) -> tuple[str, tuple[str, ...], npt.NDArray[np.bool_]]:
    """The one mark of the numbers, or the several; and which texts stay numbers."""
    marks = pc.binary_join_element_wise(front, back, "").fill_null("")
    encoded = marks.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    codes = np.asarray(encoded.indices)
    is_number = np.isfinite(values)
    weights = np.where(is_number, counts, 0)
    n_by_mark = np.bincount(codes, weights, minlength=len(names))
    n_bare = sum(n for n, name in zip(n_by_mark, names, strict=True) if not name)
    n_marked = float(n_by_mark.sum() - n_bare)
    everything = np.ones(len(values), dtype=bool)
    if not n_marked:
        return "", (), everything
    ranked = sorted(
        ((n, name) for n, name in zip(n_by_mark, names, strict=True) if name and n),
        reverse=True,
    )
    n_top, top = ranked[0]
    is_bare = codes == (names.index("") if "" in names else -1)
    is_currency = bool(pc.match_substring_regex(top, rf"^({CURRENCY})$").as_py())
    enough = is_currency or n_top >= MARKED_SHARE * (n_marked + n_bare)
    if n_top >= ONE_MARK_SHARE * n_marked and enough:
        return top, (), is_bare | (codes == names.index(top))
    return "", tuple(name for _, name in ranked), is_bare
