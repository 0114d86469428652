"""Where in the JSON a number of the report stands, written beside it.

A shown number is an element with `data-json`, the paths of what it says, and `data-as`,
the entry of `FORMS` that makes the text of them. So anybody can look each number up in
the report as JSON, and a test does.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from dlcompare import words
from dlcompare.records import TrackRecord

STEP = re.compile(r'\.?([^.\[\]"\s]+)|\[(\d+)\]|\["([^"\]\s]+)"\]')
NOT_FINITE = ("nan", "inf", "-inf")  # as `codec` writes them


class NoSuchPath(KeyError):
    """The record has nothing at that path: a mistake in this package."""


def resolve(record: Any, path: str) -> Any:
    """What a path such as `standings[2].score` leads to.

    Parameters
    ----------
    record : dict
        The report as JSON.
    path : str
        Names joined by dots, places in brackets, and odd keys quoted in brackets:
        `versions["scikit-learn"]`.

    Returns
    -------
    Any
        None where a part of the record on the way is not known.

    Raises
    ------
    NoSuchPath
    """
    value, at = record, 0
    while at < len(path) and value is not None:
        step = STEP.match(path, at)
        if step is None:
            raise NoSuchPath(path)
        name, place, quoted = step.groups()
        try:
            value = value[int(place) if place is not None else name or quoted]
        except (KeyError, IndexError, TypeError) as error:
            raise NoSuchPath(path) from error
        at = step.end()
    return float(value) if value in NOT_FINITE else value


def said(record: Any, form: str, *paths: str) -> str:
    """The text of what stands at the paths.

    Parameters
    ----------
    record : dict
        The report as JSON.
    form : str
        A key of `FORMS`.
    *paths : str
    """
    return FORMS[form](*(resolve(record, path) for path in paths))


def marked(text: str, form: str, *paths: str) -> Markup:
    """A text of the report with the paths it can be looked up at."""
    return Markup('<span data-json="{}" data-as="{}">{}</span>').format(
        " ".join(paths), form, text
    )


def _with_limit(write: Callable[..., str]) -> Callable[..., str]:
    def limited(
        mean: float | None,
        low: float | None = None,
        high: float | None = None,
        limit: float | None = None,
    ) -> str:
        return write(mean, low, high, limit=limit)

    return limited


def _total(write: Callable[[Any], str]) -> Callable[..., str]:
    """Of what both champions take together; missing if one is not known."""

    def total(*values: float | None) -> str:
        known = [value for value in values if value is not None]
        return write(sum(known) if len(known) == len(values) else None)

    return total


def _per_thousand(*microseconds: float | None) -> str:
    """Seconds for 1,000 rows, of microseconds for each."""
    return _total(words.duration)(*(v if v is None else v / 1000 for v in microseconds))


def _ratio(a: float | None, b: float | None) -> str:
    """The second over the first."""
    return words.ratio(None if not a or b is None else b / a)


def _settings(n: int, n_trials: int) -> str:
    tried = f" in {words.count(n_trials, 'inner fit')}" if n_trials else ""
    return f"{words.count(n)}{tried}"


def _track_record(*counts: int) -> str:
    from dlcompare import plots

    return plots.record_text(TrackRecord(*counts))


FORMS: Mapping[str, Callable[..., str]] = {
    "text": str,
    "score": _with_limit(words.score),
    "interval": _with_limit(words.interval),
    "difference": _with_limit(words.difference),
    "size of difference": lambda value: words.score(abs(value)),
    "probability": words.percent,
    "share": words.share,
    "duration": _total(words.duration),
    "size": _total(words.size),
    "energy": words.energy,
    "seconds per 1,000": _per_thousand,
    "ratio": _ratio,
    "count": words.count,
    "number": lambda values: words.count(len(values)),
    "part": lambda part, whole: f"{words.count(part)} of {words.count(whole)}",
    "used": lambda part, whole: f"{words.duration(part)} of {words.duration(whole)}",
    "settings": _settings,
    "track record": _track_record,
}
