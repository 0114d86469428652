"""A column of words: categories, yes and no in any spelling, or running text."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.tabular.absent import MISSING, suspect_words
from dlcompare.modalities.tabular.distinct import MANY_VALUES, Distinct, sample
from dlcompare.modalities.tabular.numbers import read_numbers
from dlcompare.modalities.tabular.understood import Understood, Wishes, decided
from dlcompare.modalities.truths import is_pair, sides
from dlcompare.records import Column, ColumnKind, Decision

MIXED_SHARE = 0.5  # numbers among words that are worth a remark
MAX_TRUTH_SPELLINGS = 20  # different ones of yes and no; more are something else

MIN_TEXT_VALUES = 50  # distinct; fewer are categories however long
MIN_TEXT_SHARE = 0.5  # distinct over filled cells
MIN_TEXT_WORDS = 2.0  # mean per value
MIN_TEXT_LENGTH = 30.0  # mean characters; for languages without spaces
SENTENCE_WORDS = 5.0  # mean per value; sentences are text although some repeat
SENTENCE_SHARE = 0.05  # distinct over filled cells, for sentences
MANY_SENTENCES = 1_000  # distinct ones, however often they repeat

Flags = npt.NDArray[np.bool_]


def understand_words(
    name: str, cells: Distinct, is_missing: Flags, wish: Wishes
) -> Understood:
    """The column as categories, a boolean, or running text.

    Raises
    ------
    UnreadableUpload
        A boolean is asked for where there are more than two values.
    """
    kept = np.flatnonzero(~is_missing)
    counts = cells.counts[kept]
    labels = cells.values.take(pa.array(kept))
    place = np.full(len(is_missing), -1, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    said: tuple[Decision, ...] = ()
    merged = _truths(labels, counts) if wish.kind in (None, "boolean") else None
    if merged is not None:
        labels, side, reason = merged
        place[kept] = side
        counts = np.bincount(side, counts, minlength=2).astype(np.int64)
        said = decided(name, "boolean", reason, wish) if reason or wish.kind else ()
    kind, why = _kind(name, labels, counts, wish, is_boolean=merged is not None)
    if why:
        said = decided(name, kind, why, wish)
    codes = place[cells.rows]
    values = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), labels)
    n_missing = int(cells.counts[is_missing].sum())
    found = Understood(
        Column(name, kind, n_missing, len(labels)),
        values.dictionary_decode() if kind == "text" else values,
        decisions=said,
    )
    if kind != "category":
        return found
    some = sample(cells)
    never = pa.array([*MISSING, *wish.missing])
    filled = np.flatnonzero(~np.asarray(pc.is_in(some.values, value_set=never)))
    shown = some.values.take(pa.array(filled))
    about = about_numbers(name, shown, some.counts[filled], wish)
    suspects = suspect_words(labels, counts)
    return replace(found, notes=about, suspects=suspects)


def _kind(
    name: str,
    labels: pa.Array,
    counts: npt.NDArray[np.int64],
    wish: Wishes,
    *,
    is_boolean: bool,
) -> tuple[ColumnKind, str]:
    """The kind of words, and why where that is worth telling."""
    if wish.kind == "boolean" and len(labels) > 2:
        shown = words.listed([f"'{v}'" for v in labels[:3].to_pylist()])
        raise UnreadableUpload(
            f"Column '{name}' has {len(labels):,} different values, such as {shown}, "
            "not two.",
            "Choose another kind for this column, or let it be recognised.",
        )
    if wish.kind is not None:
        return wish.kind, "its values are taken as they are written"
    if is_boolean:
        return "boolean", ""
    n_filled = int(counts.sum())
    some = labels[:: max(len(labels) // MANY_VALUES, 1)]
    n_words = pc.mean(pc.count_substring_regex(some, r"\s+")).as_py()
    length = pc.mean(pc.utf8_length(some)).as_py()
    if n_words is not None and _is_running_text(
        len(labels), n_filled, n_words=n_words + 1, length=length
    ):
        why = f"{len(labels):,} different values of {n_words + 1:.1f} words on average"
        return "text", why
    return "category", why_coded(labels)


def _is_running_text(
    n_values: int, n_filled: int, *, n_words: float, length: float
) -> bool:
    """Whether values are sentences: many, hardly repeated, of several words."""
    if n_values <= MIN_TEXT_VALUES:
        return False
    share = n_values / max(n_filled, 1)
    if n_words >= SENTENCE_WORDS:
        return share > SENTENCE_SHARE or n_values > MANY_SENTENCES
    if share <= MIN_TEXT_SHARE:
        return False
    return bool(n_words >= MIN_TEXT_WORDS or length >= MIN_TEXT_LENGTH)


def why_coded(labels: pa.Array) -> str:
    """Why numbers are categories: they are codes. "" for words."""
    if not len(labels) or not labels[0].as_py().isdecimal():
        return ""
    if not pc.all(pc.match_substring_regex(labels, r"^\d+$")).as_py():
        return ""
    if pc.any(pc.match_substring_regex(labels, r"^0\d")).as_py():
        return "its numbers begin with zeros, as codes do"
    return "its numbers have more digits than can be reckoned with, as codes do"


def _truths(
    labels: pa.Array, counts: npt.NDArray[np.int64]
) -> tuple[pa.Array, npt.NDArray[np.int32], str] | None:
    """Yes and no under one spelling each: labels, their places, and what was merged."""
    if not 2 <= len(labels) <= MAX_TRUTH_SPELLINGS:
        return None
    texts = [str(text) for text in labels.to_pylist()]
    lower = [text.lower() for text in texts]
    if len(texts) == 2:
        if not is_pair(set(lower)):
            return None
        return labels, np.arange(2, dtype=np.int32), ""
    parted = sides(set(lower))
    if parted is None:
        return None
    side = np.array([int(text in parted[1]) for text in lower], dtype=np.int32)
    commonest = []
    for which in (0, 1):
        here = np.flatnonzero(side == which)
        commonest.append(texts[int(here[np.argmax(counts[here])])])
    spelled = words.listed([f"'{text}'" for text in texts], limit=MAX_TRUTH_SPELLINGS)
    reason = f"{spelled} are yes and no in several spellings, read as two values"
    return pa.array(commonest), side, reason


def about_numbers(
    name: str, labels: pa.Array, counts: npt.NDArray[np.int64], wish: Wishes
) -> tuple[str, ...]:
    """What to say of numbers in a column that is read as words."""
    numbers = read_numbers(labels, counts, decimal=wish.decimal)
    if len(numbers.marks) > 1:
        shown = words.listed([f"'{mark}'" for mark in numbers.marks], limit=3)
        known = int(counts[np.isfinite(numbers.values)].sum())
        if not known and pc.all(pc.match_substring_regex(labels, r"\d")).as_py():
            return (
                f"Column '{name}' has numbers with different marks ({shown}); "
                "it is read as words.",
            )
    n_number = counts[np.isfinite(numbers.values)].sum()
    share = n_number / max(int(counts.sum()), 1)
    if (
        not MIXED_SHARE < share < 1
        or pc.all(pc.match_substring_regex(labels, r"^\d+$")).as_py()
    ):
        return ()
    return (
        f"Column '{name}' mixes numbers ({share:.0%} of its cells) and words; "
        "it is read as words.",
    )
