"""Tables of what was tried and what it cost: the ledger and the settings."""

import json
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

import pandas as pd

from dlcompare import words
from dlcompare.codec import encode
from dlcompare.plots import theme
from dlcompare.plots.drawing import is_number
from dlcompare.records import TEST_FOLD, Candidate, FoldResult, Ledger, LedgerLine, Plan

NOTHING = "nothing"


def ledger_table(ledger: Ledger) -> pd.DataFrame:
    """What each family was given and used, as plain text.

    Columns: Family, Models, Settings tried (with the fits on inner splits that took),
    Fits done, Planned, Used, Left out or shortened.
    """
    lines = [
        (
            f"{theme.FAMILIES[one.family].glyph} {theme.FAMILIES[one.family].word}",
            words.count(one.n_candidates),
            _settings(one),
            f"{words.count(one.n_folds)} of {words.count(one.n_folds_planned)}",
            words.duration(one.planned_seconds),
            f"{words.duration(one.used_seconds)} of"
            f" {words.duration(ledger.budget_seconds)}",
            " ".join(one.cut) or NOTHING,
        )
        for one in ledger.lines
    ]
    heads = [
        *("Family", "Models", "Settings tried", "Fits done"),
        *("Planned", "Used", "Left out or shortened"),
    ]
    return pd.DataFrame(lines, columns=heads)


def _settings(line: LedgerLine) -> str:
    n = words.count(line.n_configurations)
    if not line.n_trials:
        return n
    return f"{n} in {words.count(line.n_trials, 'inner fit')}"


def settings_table(plan: Plan, folds: Sequence[FoldResult]) -> pd.DataFrame:
    """Which settings were tried on inner splits, and how often each was chosen.

    Columns: Family, Model, Settings, Chosen, Inner score. A row per setting, the
    models in the order of the plan, the settings most often chosen first; empty
    where nothing was tried. Plain text.
    """
    lines: list[tuple[str, ...]] = []
    for candidate in plan.candidates:
        mine = [
            f
            for f in folds
            if f.model == candidate.model and f.trials and f.fold != TEST_FOLD
        ]
        if mine:
            lines += _of_model(candidate, mine)
    return pd.DataFrame(
        lines, columns=["Family", "Model", "Settings", "Chosen", "Inner score"]
    )


def _of_model(
    candidate: Candidate, folds: Sequence[FoldResult]
) -> list[tuple[str, ...]]:
    scores: dict[str, list[float]] = {}
    tried: dict[str, Mapping[str, Any]] = {}
    chosen: dict[str, int] = {}
    for fold in folds:
        for trial in fold.trials:
            key = _key(trial.params)
            tried[key] = trial.params
            scores.setdefault(key, [])
            if is_number(trial.score):
                scores[key].append(trial.score)
        key = _key(fold.params)
        tried.setdefault(key, fold.params)
        chosen[key] = chosen.get(key, 0) + 1
    style = theme.FAMILIES[candidate.family]
    order = sorted(tried, key=lambda key: -chosen.get(key, 0))
    return [
        (
            f"{style.glyph} {style.word}",
            candidate.label,
            _said(tried[key], candidate, list(tried.values())),
            f"in {words.count(chosen.get(key, 0))} of"
            f" {words.count(len(folds), 'fold')}",
            words.score(fmean(scores[key])) if scores.get(key) else words.MISSING,
        )
        for key in order
    ]


def _key(params: Mapping[str, Any]) -> str:
    return json.dumps(encode(params), sort_keys=True)


def _said(
    params: Mapping[str, Any],
    candidate: Candidate,
    tried: Sequence[Mapping[str, Any]],
) -> str:
    """The settings that differ among those tried; the first are the default."""
    differ = [
        name
        for name in params
        if len({_key({name: other.get(name)}) for other in tried}) > 1
    ]
    values = ", ".join(f"{name} {params[name]}" for name in differ)
    if _key(params) != _key(candidate.params):
        return values or "as the model's file says"
    return f"the default: {values}" if values else "the default"
