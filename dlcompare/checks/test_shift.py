"""A test file that is told apart from the training file, or repeats its rows."""

from dataclasses import replace

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.checks import quick, splits
from dlcompare.checks.case import Case
from dlcompare.checks.check import Check, NotApplicable
from dlcompare.checks.pictures import PIXEL, picture_sample
from dlcompare.checks.quick import Sample, Score
from dlcompare.modalities import MODALITIES
from dlcompare.modalities.association import number_association
from dlcompare.modalities.overlap import compare_files
from dlcompare.records import CheckResult, Dataset
from dlcompare.registry import find

CODE = "DC019"
MAX_ROWS = 4_000  # of each file
MIN_ROWS = 20  # of each file
TOLD = 0.6  # area under the ROC curve with which the files are told apart: a note
CLEARLY = 0.75  # a thing to check
SHOWN = 3  # columns that differ most
FILES = ("training", "test")
AGAIN = 0.01  # share of the test rows that also stand in the training file


def run(case: Case) -> tuple[CheckResult, ...]:
    """Whether a model tells the files apart, and which rows are in both."""
    if case.test is None:
        raise NotApplicable("No test file is given.")
    found = [_repeated(case, case.test), _shift(case, case.test)]
    return tuple(result for result in found if result)


def _repeated(case: Case, test: Dataset) -> CheckResult | None:
    modality = find(test.modality, MODALITIES, kind="modality")
    n_again = compare_files(modality, test, case.dataset).n_shared
    if not n_again:
        return None
    share = n_again / len(test.y)
    shown = words.sentence_start(words.share(share))
    noun = "image" if test.modality == "images" else "row"
    return CheckResult(
        CODE,
        f"{words.count(n_again, f'test {noun}')} also in the training file",
        "check" if share >= AGAIN else "note",
        f"{shown} of the test file equals a training {noun} in "
        "everything. A model has seen these answers, so the score on this file is too "
        "good.",
        question="Was the test file cut from the training file?",
    )


def _shift(case: Case, test: Dataset) -> CheckResult | None:
    if min(len(test.y), len(case.dataset.y)) < MIN_ROWS:
        return None
    is_image = test.modality == "images"
    sample = _images(case.dataset, test) if is_image else _rows(case, test)
    score = quick.score(sample, splits.at_random(sample.y, 2))
    if score is None or score.mean < TOLD or (score.low or 0.5) <= 0.5:
        return None
    names = [n for n in sample.names if not n.startswith(PIXEL)]
    return _result(score, _differing(sample, names))


def _rows(case: Case, test: Dataset) -> Sample:
    """Rows of both files; what is to be told is from which file they are."""
    frames = []
    for dataset in (case.dataset, test):
        rows = splits.thinned(len(dataset.y), MAX_ROWS)
        frames.append(dataset.X.iloc[rows])
    X = pd.concat(frames, ignore_index=True)
    for column in case.dataset.columns:
        if column.kind in ("category", "boolean"):
            cells = [frame[column.name].astype("str") for frame in frames]
            X[column.name] = pd.concat(cells).astype("category").array
    is_test = np.repeat([0, 1], [len(frame) for frame in frames])
    both = replace(case.dataset, task="binary", X=X, y=is_test, classes=FILES)
    columns = [c for c in case.dataset.columns if c.name not in case.identifiers]
    return quick.take(both, np.arange(len(is_test)), columns)


def _images(dataset: Dataset, test: Dataset) -> Sample:
    """The same of images."""
    parts = [
        picture_sample(d, splits.thinned(len(d.y), MAX_ROWS)) for d in (dataset, test)
    ]
    is_test = np.repeat([0, 1], [len(part.y) for part in parts])
    return replace(
        parts[0],
        task="binary",
        matrix=np.concatenate([part.matrix for part in parts]),
        y=is_test,
        n_classes=2,
        rows=np.arange(len(is_test)),
    )


def _differing(sample: Sample, names: list[str]) -> list[str]:
    """The columns that differ most between the files, by rank."""
    strength = {}
    for name in names:
        told = number_association(sample.column(name), sample.y, "binary")
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
    modalities=("tabular", "images"),
    run=run,
    looks_at="A quick model that learns which file a row is from: a note from an "
    f"area under the ROC curve of {TOLD} on, a thing to check from {CLEARLY}. Also "
    f"test rows that stand in the training file, a thing to check from {AGAIN:.0%}.",
    remedy="By hand: give a test file that shares no row with the training file.",
    source="Rabanser, Günnemann & Lipton (2019), Failing loudly: an empirical study of "
    "methods for detecting dataset shift, NeurIPS.",
)
