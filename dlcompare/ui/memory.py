"""What the server keeps between reruns, under one text as key.

Values are shared by every tab: read them, never change them.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image

from dlcompare import answers, codec, training
from dlcompare.advice import advise, recommend
from dlcompare.comparison import compare_without_luck, disagreement
from dlcompare.conclusion import learned, on_same_folds
from dlcompare.jobs import intake, pools, questions
from dlcompare.jobs.cells import row_cells
from dlcompare.jobs.opening import earlier_openings
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore, home
from dlcompare.jobs.testfile import match_guarded
from dlcompare.planning import make_plan
from dlcompare.records import (
    CheckResult,
    Comparison,
    Dataset,
    FoldResult,
    LearningCurves,
    Ledger,
    Matching,
    Opening,
    Plan,
    Priorities,
    Profile,
    Reading,
    Recommendation,
    Report,
    Setup,
    Study,
    Upload,
    Verdict,
)

T = TypeVar("T")


def _build(key: str, _make: Callable[[], Any]) -> Any:
    return _make()


_kept = st.cache_resource(_build, max_entries=600, show_spinner=False)


def kept(key: Sequence[Any], build: Callable[[], T]) -> T:
    """What `build` gives, made once per `key`; a failure is not kept."""
    return cast(T, _kept("|".join(str(part) for part in key), build))


def store() -> SqliteStore:
    """The studies of this server."""
    folder = home()
    return kept(("store", folder), lambda: SqliteStore(folder))


def text_of(record: Any) -> str:
    """A record as one line, for keys."""
    return json.dumps(codec.encode(record), sort_keys=True)


def reading(setup: Setup) -> Reading:
    """What was understood of the file; the first time in a guarded child."""
    folder = home()
    return kept(
        ("reading", folder, setup.upload.sha256, text_of(setup.options)),
        lambda: intake.read_guarded(folder, setup.upload, setup.options),
    )


def data_key(setup: Setup) -> str:
    """One text for everything that decides what the data looks like."""
    columns = (setup.target, setup.task, setup.excluded, setup.kept)
    divided = (setup.group_by, setup.order_by, setup.fold_by)
    chosen = (setup.options, *columns, *divided, setup.duplicates_together)
    tested = setup.test_upload.sha256 if setup.test_upload else ""
    sealed = (setup.sealed_share, setup.seed, setup.sealed_apart)
    if setup.sealed_share:
        return "|".join([setup.upload.sha256, *map(text_of, (*chosen, *sealed))])
    named = (setup.upload.sha256, setup.upload.name, tested)
    return "|".join([*named, *map(text_of, chosen)])


def described(setup: Setup) -> intake.Described:
    """Profile and checks; the first time in a guarded child."""
    folder = home()
    return kept(
        ("described", folder, data_key(setup)),
        lambda: intake.describe_guarded(folder, setup),
    )


def matching(setup: Setup) -> Matching | None:
    """How the test file goes with the file; the first time in a guarded child."""
    folder = home()
    test = setup.test_upload
    named = (test.sha256, test.name) if test else ()
    return kept(
        ("matching", folder, data_key(setup), *named),
        lambda: match_guarded(folder, setup),
    )


def openings(setup: Setup, study: str) -> tuple[Opening, ...]:
    """The studies that have looked at this one's test rows before it."""
    return earlier_openings(store(), setup, study) if setup.has_test_rows else ()


def checks(setup: Setup) -> tuple[CheckResult, ...]:
    """What the checks say, the gravest first; the first time in guarded children."""
    folder = home()
    return kept(
        ("checks", folder, data_key(answers.by_chance(setup))),
        lambda: questions.ask(folder, setup),
    )


def preview(setup: Setup) -> pd.DataFrame:
    """The first rows as understood."""
    folder = home()
    chosen = (setup.upload.sha256, text_of(setup.options))
    return kept(
        ("preview", folder, *chosen),
        lambda: intake.preview(folder, setup),
    )


def target_series(setup: Setup, column: str) -> pd.Series:
    """The values of one column."""
    folder = home()
    chosen = (setup.upload.sha256, text_of(setup.options), column)
    return kept(
        ("series", folder, *chosen),
        lambda: intake.target_series(folder, setup, column),
    )


def profile_folder(setup: Setup) -> Path:
    """Where the thumbnails of a profile lie."""
    return intake.profile_folder(home(), setup)


def dataset(setup: Setup) -> Dataset:
    """The images themselves, left on disk until looked at."""
    folder = home()
    return kept(
        ("dataset", folder, data_key(setup)),
        lambda: intake.open_dataset(folder, setup),
    )


def cells(
    setup: Setup, rows: Sequence[int], columns: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """What stands in some rows of a table, as text."""
    return row_cells(home(), setup, rows, columns)


def picture(path: Path) -> Any:
    """The pixels of a thumbnail, a uint8 array."""
    return kept(("picture", path), lambda: np.asarray(Image.open(path)))


def plan(setup: Setup, profile: Profile) -> Plan:
    """What training would do."""
    return kept(
        ("plan", data_key(setup), text_of(setup)),
        lambda: make_plan(profile, setup, n_threads=pools.n_threads()),
    )


def prior(setup: Setup, profile: Profile, wishes: Priorities) -> Verdict:
    """What the rules of thumb say before any training."""
    return kept(
        ("prior", data_key(setup), text_of(wishes)),
        lambda: advise(profile, priorities=wishes),
    )


def figure(
    draw: Callable[..., Any], setup: Setup, profile: Profile, *arguments: Any
) -> Any:
    """A figure of a profile, drawn once."""
    return kept(
        ("figure", draw.__name__, data_key(setup), *arguments),
        lambda: draw(profile, *arguments),
    )


def comparison(
    study: Study,
    folds: Sequence[FoldResult],
    profile: Profile,
    rope: float | None,
    measured: Comparison | None = None,
) -> Comparison:
    """What the folds so far show; `rope` None takes the metric's default.

    `measured` is that of the report, which has looked at the predictions.
    """
    shown = cast(Plan, study.plan)
    return kept(
        ("comparison", *folds_key(study, folds), rope, measured is not None),
        lambda: compare_without_luck(
            folds, shown, {}, n_rows=profile.n_rows, rope=rope, before=measured
        ),
    )


def verdict(
    study: Study,
    folds: Sequence[FoldResult],
    profile: Profile,
    rope: float | None,
    wishes: Priorities,
    known: Report,
) -> Verdict:
    """What follows from the folds so far and the priorities.

    `known` has what does not hang on the limit: the predictions row by row.
    """
    shown = comparison(study, folds, profile, rope, known.comparison)
    return kept(
        ("verdict", *folds_key(study, folds), rope, text_of(wishes)),
        lambda: advise(
            profile,
            shown,
            wishes,
            disagreement=disagreement(known.diagnostics) if known.diagnostics else None,
            together=known.together,
            learning=learning(study, folds, shown.rope, known),
        ),
    )


def learning(
    study: Study, folds: Sequence[FoldResult], rope: float, known: Report
) -> LearningCurves | None:
    """How both families learn from more rows, held against a limit."""
    return kept(
        ("learning", *folds_key(study, folds), rope),
        lambda: learned(known.inspected, folds, known.plan, known.profile, rope=rope),
    )


def recommendation(
    study: Study,
    folds: Sequence[FoldResult],
    shown: Comparison,
    wishes: Priorities,
) -> Recommendation | None:
    """What to take under the priorities, from the folds so far; None without any."""
    planned = cast(Plan, study.plan)
    return kept(
        ("recommendation", *folds_key(study, folds), shown.rope, text_of(wishes)),
        lambda: recommend(shown, wishes, on_same_folds(shown, folds, planned)),
    )


def ledger(study: Study, folds: Sequence[FoldResult]) -> Ledger:
    """The budget, and what each family made of it so far."""
    shown = cast(Plan, study.plan)
    return kept(
        ("ledger", *folds_key(study, folds), text_of(shown), study.message),
        lambda: training.ledger(
            shown, folds, study.message, store().inspected(study.id)
        ),
    )


def report(study: Study, folds: Sequence[FoldResult]) -> Report:
    """Everything known of a study so far."""
    return kept(
        ("report", *folds_key(study, folds)),
        lambda: load_report(store(), study.id),
    )


def folds_key(study: Study, folds: Sequence[FoldResult]) -> tuple[Any, ...]:
    """What names the evidence: the study, its home, how many folds and fits are in."""
    return (home(), study.id, study.state, len(folds), study.closer.n_done)


def keep_upload(name: str, stream: Any) -> Upload:
    """Write an upload to disk at once; the memory it took can then be freed."""
    return intake.keep_upload(home(), name, stream)
