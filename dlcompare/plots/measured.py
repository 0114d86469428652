"""Every column in numbers: what the figures of a profile leave out."""

from collections.abc import Callable, Mapping

import pandas as pd

from dlcompare import registry, words
from dlcompare.plots import theme
from dlcompare.plots.bins import as_date
from dlcompare.plots.tables import KINDS
from dlcompare.records import ColumnProfile, Profile

MOST_TOP = 3  # commonest values in a cell


def measures_table(profile: Profile) -> pd.DataFrame:
    """One row per column of the data, the statistics that fit its kind.

    Cells are text; what does not apply to a kind is a dash.
    """
    return pd.DataFrame([_row(column) for column in profile.columns])


def _row(column: ColumnProfile) -> Mapping[str, str]:
    say: Callable[[float], str] = as_date if column.kind == "date" else words.score
    at = column.quantiles or (None,) * 5
    first, last = column.tails or (None, None)
    is_number = column.kind == "number"
    return {
        "Column": column.name,
        "Kind": KINDS.get(column.kind, column.kind),
        "Missing": words.share(column.missing_share),
        "Values": words.count(column.n_unique),
        "Once": words.count(column.n_single),
        "Commonest": _top(column),
        "Least": _said(at[0], say),
        "5%": _said(first, say),
        "Median": _said(at[2], say),
        "95%": _said(last, say),
        "Most": _said(at[4], say),
        "Mean": _said(column.mean, say),
        "Deviation": _said(column.deviation if is_number else None, words.score),
        "Skew": _said(column.skew if is_number else None, words.score),
        "Far outside": _said(column.outlier_share if is_number else None, words.share),
        "Zeros": _said(column.zero_share if is_number else None, words.share),
        "Characters": _lengths(column),
        "Words": _said(column.median_words, words.score),
        "Different words": _said(column.vocabulary, lambda n: words.count(int(n))),
        "Scripts": scripts(column),
        "Information on target": _said(column.information_share, words.share),
    }


def _said(value: float | None, say: Callable[[float], str]) -> str:
    return words.MISSING if value is None else say(value)


def _top(column: ColumnProfile) -> str:
    named = list(column.top.items())[:MOST_TOP]
    if column.kind == "date":
        named = [(as_date(float(value)), n) for value, n in named]
    return ", ".join(f"{theme.shorten(v)} ({words.count(n)})" for v, n in named) or (
        words.MISSING
    )


def scripts(column: ColumnProfile) -> str:
    """The scripts of a column's letters: "Latin 97%, Greek 3%"."""
    said = (f"{name} {words.share(share)}" for name, share in column.scripts.items())
    return ", ".join(said) or words.MISSING


def about_text(profile: Profile, name: str) -> str:
    """What is known of a text column beside its length; "" for other columns."""
    column = registry.find(name, profile.columns, kind="column")
    if column.vocabulary is None or column.median_words is None:
        return ""
    fewest, most = column.word_range
    parts = [
        f"{fewest:,.0f} to {most:,.0f} words, {column.median_words:,.0f} in the median",
        f"{words.count(column.vocabulary, 'different word')}",
        f"letters: {scripts(column)}",
        f"{words.share(column.repeated_share or 0.0)} repeat another text",
    ]
    if column.blank_share:
        parts.append(f"{words.share(column.blank_share)} without a word")
    return "; ".join(parts) + "."


def _lengths(column: ColumnProfile) -> str:
    if not column.lengths:
        return words.MISSING
    low, _, median, _, high = column.lengths
    return f"{low:,.0f} to {high:,.0f}, median {median:,.0f}"
