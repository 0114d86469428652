"""The table behind every figure that compares candidates, columns or rules."""

from collections.abc import Sequence

import pandas as pd

from dlcompare import metrics, words
from dlcompare.plots import scale, theme
from dlcompare.plots.forest import AVERAGE
from dlcompare.plots.prices import one_row, per_thousand
from dlcompare.records import (
    Comparison,
    Estimate,
    Profile,
    Standing,
    Together,
    TrackRecord,
    Verdict,
)

KINDS = {"boolean": "yes or no"}  # a column's kind in the user's words
DOES_NOT_APPLY = "does\N{NO-BREAK SPACE}not\N{NO-BREAK SPACE}apply"
MANY_COLUMNS = 200  # columns; a profile has bars of no more
NO_RECORD = "no public record"
RECORD = "Right on public data"
LONGEST_CELL = 300  # characters
ONLY_CHAMPIONS = (
    "On the test rows only the best model of each family, by the folds, and their"
    " average are scored, once: a choice among more of them would make their scores too"
    " good."
)


def score_table(
    comparison: Comparison, *, together: Together | None = None
) -> pd.DataFrame:
    """Every candidate, family by family, as formatted text; the average comes last.

    Columns: Family, Model, every metric with its interval (the deciding one
    first), Train once, Predict 1,000, One row (95 of 100 take no longer), Model size,
    Folds, Remark.
    """
    order = [
        one
        for family in ("classical", "deep", "pretrained", "dummy")
        for one in comparison.standings
        if one.family == family
    ]
    has_test = any(s.test_score is not None for s in order)
    measured = dict.fromkeys(name for s in order for name in s.metrics)
    others = [name for name in measured if name != comparison.metric]
    decider = metrics.find(comparison.metric).label
    lines = []
    for one in order:
        style = theme.FAMILIES[one.family]
        line = {
            "Family": f"{style.glyph} {style.word}",
            "Model": one.label,
            decider: words.interval(
                one.score, one.low, one.high, limit=comparison.rope
            ),
        }
        if has_test:
            line[f"{decider}, test rows"] = words.score(one.test_score)
        for name in others:
            line[metrics.find(name).label] = _estimate(one.metrics.get(name))
        line |= {
            "Train once": words.duration(one.fit_seconds),
            "Predict 1,000": words.duration(per_thousand(one)),
            "One row": words.duration(one_row(one)),
            "Model size": words.size(one.size_bytes),
            "Folds": words.count(one.n_folds),
            "Remark": _remark(one),
        }
        lines.append(line)
    if together is not None and lines:
        heads = list(lines[0])
        lines.append(_average(comparison, together, decider, heads, has_test))
    return pd.DataFrame(lines)


def columns_table(profile: Profile) -> pd.DataFrame:
    """One row per column, in the order of the file, or the most telling first.

    The latter where columns are too many for each to have a distribution.

    Column, Kind, Distribution (list of counts, for a bar-chart cell), Missing
    (share in [0, 1]), Values (distinct), Says alone (in [0, 1], None: unknown).
    """
    columns = list(profile.columns)
    if len(columns) > MANY_COLUMNS:
        columns.sort(key=lambda c: -(c.association or 0.0))
    return pd.DataFrame(
        {
            "Column": [c.name for c in columns],
            "Kind": [KINDS.get(c.kind, c.kind) for c in columns],
            "Distribution": [[b.count for b in c.bins] for c in columns],
            "Missing": [c.missing_share for c in columns],
            "Values": [c.n_unique for c in columns],
            "Says alone": pd.array([c.association for c in columns], dtype="Float64"),
        }
    )


def association_table(profile: Profile) -> pd.DataFrame:
    """How much each column says alone, most first, with interval and statistic."""
    known = [c for c in profile.columns if c.association is not None]
    known.sort(key=lambda c: -(c.association or 0.0))
    return pd.DataFrame(
        {
            "Column": [c.name for c in known],
            "Says alone": [
                words.interval(c.association, c.association_low, c.association_high)
                for c in known
            ],
            "Statistic": [c.association_kind for c in known],
        }
    )


def rules_table(verdict: Verdict, *, silent: bool = True) -> pd.DataFrame:
    """Every rule of thumb against this data; cells are Markdown, escaped.

    Columns: Rule of thumb, Says, You, Measured, Rule, Record. The index holds the
    codes. Without `silent` the rules that do not apply are left out.
    """
    lines = [
        (
            f.code,
            (_markdown(f.title), says(f.leaning), _markdown(f.text)),
            (_markdown(f.measured), _agreement(f.agreement), _record(f.record)),
        )
        for f in verdict.findings
    ]
    lines += [
        (
            n.code,
            (_markdown(n.title), says(n.says), _markdown(n.reason)),
            ("", f":gray[{DOES_NOT_APPLY}]", _record(n.record)),
        )
        for n in verdict.not_applicable
        if silent
    ]
    return pd.DataFrame(
        [(*seen, *held) for _, seen, held in lines],
        columns=["Rule of thumb", "Says", "You", "Measured", "Rule", RECORD],
        index=pd.Index([code for code, _, _ in lines], name="Code"),
    )


def record_text(known: TrackRecord | None) -> str:
    """On how many public data sets a rule was right.

    Examples
    --------
    >>> record_text(TrackRecord(61, 25, 17)), record_text(None)
    ('61 of 103; 25 level', 'no public record')
    """
    if known is None:
        return NO_RECORD
    n = known.n_right + known.n_level + known.n_wrong
    return f"{known.n_right} of {n}; {known.n_level} level"


def says(leaning: str) -> str:
    """Glyph and word of what a rule leans to, as Markdown."""
    style = theme.FAMILIES.get(leaning)
    if style is None:
        return ":gray[neither]"
    return f":{style.directive}[{style.glyph}\N{NO-BREAK SPACE}{style.word}]"


def head(one: Standing) -> str:
    """Glyph and name of a candidate, as Markdown."""
    style = theme.FAMILIES[one.family]
    name = words.escape_markdown(theme.shorten(one.label))
    return f":{style.directive}[{style.glyph}]\N{NO-BREAK SPACE}{name}"


def _markdown(text: str) -> str:
    return words.escape_markdown(text, LONGEST_CELL)


def _record(known: TrackRecord | None) -> str:
    text = record_text(known)
    return text if known else f":gray[{text}]"


def _agreement(word: str) -> str:
    if word in ("confirmed", "refuted"):
        return f"**{word}**"
    return f":gray[{word}]" if word == "open" else word


def _estimate(found: Estimate | None, *, limit: float | None = None) -> str:
    if found is None:
        return words.MISSING
    return words.interval(found.mean, found.low, found.high, limit=limit)


def _average(
    comparison: Comparison,
    together: Together,
    decider: str,
    heads: Sequence[str],
    has_test: bool,
) -> dict[str, str]:
    """The line of both champions averaged: it takes both to train and to predict."""
    pair = [
        one
        for model in (together.classical, together.deep)
        if (one := scale.standing(comparison, model)) is not None
    ]
    style = theme.FAMILIES["blend"]
    tested = comparison.holdout.together.mean if comparison.holdout else None
    column = {f"{decider}, test rows": words.score(tested)} if has_test else {}
    cells = {
        "Family": f"{style.glyph} both",
        "Model": AVERAGE,
        decider: _estimate(together.score, limit=comparison.rope),
        **column,
        "Train once": words.duration(_sum([one.fit_seconds for one in pair])),
        "Predict 1,000": words.duration(_sum([per_thousand(one) for one in pair])),
        "One row": words.duration(_sum([one_row(one) for one in pair])),
        "Model size": words.size(_sum([one.size_bytes for one in pair])),
        "Folds": words.count(len(together.fold_scores)),
        "Remark": words.listed([one.label for one in pair]),
    }
    return dict.fromkeys(heads, words.MISSING) | cells


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _remark(one: Standing) -> str:
    if one.n_failed and not one.n_folds:
        return f"not finished: {one.failure}"
    failed = f"{words.count(one.n_failed, 'fold')} failed: {one.failure}"
    trained = " ".join((*one.problems, *one.remarks))
    parts = [
        failed if one.n_failed else "",
        f"not trained well enough. {trained}" if one.problems else trained,
    ]
    if not one.n_folds:
        return "no fold finished yet"
    return " ".join(part for part in parts if part)
