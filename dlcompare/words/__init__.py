"""Numbers and names as people read them: the only place that formats either."""

from dlcompare.words.names import (
    escape_markdown,
    listed,
    sentence_start,
    spelled,
    within,
)
from dlcompare.words.numbers import (
    ABOUT_EQUAL,
    MINUS,
    MISSING,
    count,
    difference,
    duration,
    energy,
    interval,
    percent,
    ratio,
    score,
    share,
    size,
)

__all__ = [
    "ABOUT_EQUAL",
    "MINUS",
    "MISSING",
    "count",
    "difference",
    "duration",
    "energy",
    "escape_markdown",
    "interval",
    "listed",
    "percent",
    "ratio",
    "score",
    "sentence_start",
    "share",
    "size",
    "spelled",
    "within",
]
