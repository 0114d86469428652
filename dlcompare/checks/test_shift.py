"""A test file that is told apart from the training file, or repeats its rows."""

from dataclasses import replace

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.checks import quick, splits
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.quick import Score
from dlcompare.modalities.association import number_association
from dlcompare.modalities.tabular.hashes import row_hashes
from dlcompare.records import CheckResult, Dataset

CODE = "DC019"
MAX_ROWS = 4_000  # of each file
MIN_ROWS = 20  # of each file
TOLD = 0.6  # area under the ROC curve with which the files are told apart: a note
CLEARLY = 0.75  # a thing to check
SHOWN = 3  # columns that differ most
AGAIN = 0.01  # share of the test rows that also stand in the training file


def run(case: Case) -> tuple[CheckResult, ...]:
    """Whether a model tells the files apart, and which rows are in both."""
    if case.test is None:
        raise NotApplicable("No test file is given.")
    found = [_repeated(case, case.test), _shift(case, case.test)]
    return tuple(result for result in found if result)


def _repeated(case: Case, test: Dataset) -> CheckResult | None:
    known = set(_plain_hashes(case.dataset))
    n_again = int(sum(value in known for value in _plain_hashes(test)))
    share = n_again / len(test.y)
    if not n_again:
        return None
    return CheckResult(
        CODE,
        f"{words.count(n_again, 'test row')} also stand in the training file",
        "check" if share >= AGAIN else "note",
        f"{words.share(share)} of the test rows equal a training row in every column. "
        "A model has seen their answers, so the score on this file is too good.",
        question="Was the test file cut from the training file?",
    )


def _plain_hashes(dataset: Dataset) -> np.ndarray:
    """One number per row; categories by their labels, as codes differ by file."""
    coded = [c.name for c in dataset.columns if c.kind in ("category", "boolean")]
    X = dataset.X.astype(dict.fromkeys(coded, "str"))
    return np.asarray(row_hashes(replace(dataset, X=X), with_target=False))


def _shift(case: Case, test: Dataset) -> CheckResult | None:
    if min(len(test.y), len(case.dataset.y)) < MIN_ROWS:
        return None
    both, is_test = _both(case, test)
    folds = splits.at_random(is_test, 2)
    columns = [c for c in case.dataset.columns if c.name not in case.identifiers]
    sample = quick.take(both, np.arange(len(is_test)), columns)
    score = quick.score(sample, folds)
    if score is None or score.mean < TOLD or (score.low or 0.5) <= 0.5:
        return None
    return _result(score, _differing(sample, is_test))


def _both(case: Case, test: Dataset) -> tuple[Dataset, np.ndarray]:
    """Rows of both files as one dataset whose target is the file."""
    rng = np.random.default_rng(0)
    frames = []
    for dataset in (case.dataset, test):
        n = min(len(dataset.y), MAX_ROWS)
        rows = np.sort(rng.choice(len(dataset.y), n, replace=False))
        frames.append(dataset.X.iloc[rows])
    X = pd.concat(frames, ignore_index=True)
    kinds = ("category", "boolean")
    coded = [c.name for c in case.dataset.columns if c.kind in kinds]
    for name in coded:
        X[name] = pd.concat([f[name].astype("str") for f in frames]).array
        X[name] = X[name].astype("category")
    is_test = np.repeat([0, 1], [len(frame) for frame in frames])
    both = replace(
        case.dataset, task="binary", X=X, y=is_test, classes=("training", "test")
    )
    return both, is_test


def _differing(sample: quick.Sample, is_test: np.ndarray) -> list[str]:
    """The columns that differ most between the files, by rank."""
    strength = {}
    for name in sample.names:
        told = number_association(sample.column(name), is_test, "binary")
        strength[name] = told.value if told else 0.0
    return sorted(strength, key=lambda name: -strength[name])[:SHOWN]


def _result(score: Score, names: list[str]) -> CheckResult:
    return CheckResult(
        CODE,
        "The test file differs from the training file",
        "check" if score.mean >= CLEARLY else "note",
        "A quick model tells which file a row is from with an area under the ROC curve "
        f"of {words.interval(score.mean, score.low, score.high)}; 0.5 is guessing. "
        f"They differ most in {words.listed(names)}. Scores from folds then say little "
        "about this file.",
        question="Is the test file what the model will be used on?",
        columns=tuple(names),
        measured=(score.as_measured("which file a row is from"),),
    )


TEST_SHIFT = Check(
    code=CODE,
    name="test_shift",
    title="The test file looks like the training file",
    modalities=("tabular",),
    run=run,
    looks_at="A quick model that learns which file a row is from: a note from an "
    f"area under the ROC curve of {TOLD} on, a thing to check from {CLEARLY}. Also "
    f"test rows that stand in the training file, a thing to check from {AGAIN:.0%}.",
    remedy="By hand: give a test file that shares no row with the training file.",
    source="Rabanser, Günnemann & Lipton (2019), Failing loudly: an empirical study of "
    "methods for detecting dataset shift, NeurIPS.",
)
