"""The single path, from upload to report, as plain functions.

Read `run_study` first: each line is one step of the product. The app and the
command line walk the same path, with a store and worker processes in between.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from dlcompare import modalities
from dlcompare.answers import set_aside, undecided
from dlcompare.checks import examine
from dlcompare.comparison import compare, tables, to_open, understand
from dlcompare.conclusion import Stages, write
from dlcompare.errors import DlcompareError, UnreadableUpload
from dlcompare.modalities import MODALITIES, recognise
from dlcompare.modalities.matching import options_for
from dlcompare.modalities.modality import Modality
from dlcompare.modalities.overlap import compare_files
from dlcompare.planning import Timings, make_plan
from dlcompare.records import (
    TEST_FOLD,
    Dataset,
    FoldTask,
    Matching,
    Plan,
    Profile,
    Reading,
    ReadOptions,
    Report,
    Setup,
    Upload,
)
from dlcompare.registry import find
from dlcompare.training import fit_fold, probe, train
from dlcompare.training.opened import Opened


def run_study(setup: Setup, folder: Path) -> Report:
    """Walk the whole path in this process; `folder` takes the parsed data."""
    started = time.time()
    reading = read(setup.upload, setup.options, folder)
    whole = open_dataset(reading, undecided(setup), folder)
    test = None
    with suppress(DlcompareError):  # a column left out may be missing in it
        test = open_test(setup, whole, folder / "test")
    checks = examine(whole, describe(whole, folder), test)
    chosen = set_aside(setup, checks)
    parts = open_both(reading, chosen, folder)
    dataset = parts.open
    profile = describe(dataset, folder)
    plan = measured(make_plan(profile, chosen), profile, chosen, dataset)
    predictions: dict[str, Mapping[str, Any]] = {}

    def keep(task: FoldTask, values: Mapping[str, Any]) -> str:
        is_test = task.fold == TEST_FOLD
        source = test if test is not None and is_test else dataset
        predictions[task.key] = named(values, source)
        return task.key

    given = open_test(chosen, dataset, folder / "test")
    matching = None if given is None else match_files(given, dataset)
    test = parts.sealed if given is None else given
    folds = tuple(train(plan, dataset, keep=keep))
    compared = compare(folds, plan, n_rows=profile.n_rows)
    champions = to_open(compared, plan, folds)
    folds += tuple(fit_fold(dataset, plan, t, keep=keep, test=test) for t in champions)
    stages = Stages(
        chosen,
        reading,
        profile,
        checks,
        plan,
        folds,
        matching,
        notes=dataset.notes,
        understanding=understand(
            compared, plan, predictions, dataset.classes, tables(dataset, profile)
        ),
    )
    return write(stages, predictions, created=started)


def read(upload: Upload, options: ReadOptions, folder: Path) -> Reading:
    """What a file is understood to be; the parsed data go into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return recognise(upload).read(upload, options, folder)


def open_dataset(reading: Reading, setup: Setup, folder: Path) -> Dataset:
    """What will be learned from: target, task and left out columns applied."""
    return open_both(reading, setup, folder).open


def open_both(reading: Reading, setup: Setup, folder: Path) -> Opened:
    """What will be learned from, and the rows that are sealed, if any.

    A setup whose division has been taken off, to be asked about anew, seals the same
    rows as with it.

    Raises
    ------
    UnsuitableTarget
        The target is missing or cannot be predicted, or no column is left.
    InvalidPlan
        The rows cannot be divided as the setup says, or are too few to seal some.
    """
    modality = _modality(reading)
    if not setup.sealed_share:
        return Opened(modality.open(folder, reading, setup))
    from dlcompare.training.sealing import seal

    if not setup.sealed_apart:
        return seal(modality.open(folder, reading, setup), setup)
    by = setup.sealed_apart
    divided = replace(
        setup,
        kept=(*setup.kept, *by.values()),
        group_by=by.get("group_by", ""),
        order_by=by.get("order_by", ""),
        fold_by=by.get("fold_by", ""),
    )
    parts = seal(modality.open(folder, reading, divided), setup)
    undivided = replace(parts.open, groups=None, order=None, folds=None)
    return replace(parts, open=undivided)


def open_test(setup: Setup, trained: Dataset, folder: Path) -> Dataset | None:
    """The test file in the columns and class codes of `trained`; None without one."""
    if setup.test_upload is None:
        return None
    upload = setup.test_upload
    reading, _ = read_test(setup, lambda options: read(upload, options, folder))
    return open_as(trained, reading, setup, folder)


def read_test(
    setup: Setup, read_with: Callable[[ReadOptions], Reading]
) -> tuple[Reading, ReadOptions]:
    """The setup's test file, read as its file was, and the options of that.

    Choices for single columns hold for the columns that match them, whose names may
    be written differently; the file is then read once more.
    """
    reading = read_with(setup.options)
    own = options_for(setup.options, [column.name for column in reading.columns])
    return (reading if own == setup.options else read_with(own)), own


def open_as(trained: Dataset, reading: Reading, setup: Setup, folder: Path) -> Dataset:
    """What was read of the setup's test file, in the shape of `trained`.

    Raises
    ------
    UnreadableUpload
        It is another kind of data, or its columns cannot be matched.
    UnsuitableTarget
        It has no row of a class that was learned.
    """
    if reading.modality != trained.modality:
        test = setup.test_upload or setup.upload
        raise UnreadableUpload(
            f"{test.name} is not of the same kind as {trained.name}.",
            "Give a test file of the same kind.",
        )
    return _modality(reading).open_test(folder, reading, setup, trained)


def match_files(test: Dataset, trained: Dataset) -> Matching:
    """How an opened test file goes with the file trained on, row by row."""
    modality = find(trained.modality, MODALITIES, kind="modality")
    return compare_files(modality, test, trained)


def describe(dataset: Dataset, folder: Path) -> Profile:
    """What the data looks like; thumbnails of images go into `folder`."""
    return modalities.describe(dataset, folder)


def measured(plan: Plan, profile: Profile, setup: Setup, dataset: Dataset) -> Plan:
    """The plan made again from fits timed here, where it asks for them."""
    if plan.probe_rows is None:
        return plan
    timed = {c.model: probe(dataset, plan, c.model) for c in plan.candidates}
    known = {model: spent for model, spent in timed.items() if spent is not None}
    return make_plan(profile, setup, timings=Timings(plan.probe_rows, known))


def named(values: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Predictions of a fold with the names of classes and rows beside them."""
    names = dataset.row_names
    rows = [names[row] for row in values["rows"]] if names else []
    return {
        **values,
        "classes": np.array(dataset.classes, dtype=str),
        "names": np.array(rows, dtype=str),
    }


def _modality(reading: Reading) -> Modality:
    return find(reading.modality, MODALITIES, kind="modality")
