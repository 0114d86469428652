"""A test table in the columns, kinds and class codes of the table trained on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.grouping import group_codes
from dlcompare.modalities.labels import Labels, code_like
from dlcompare.modalities.matching import NAMED, joined, match_names, quoted, renamed
from dlcompare.modalities.tabular.alike import Alike, apart, as_trained
from dlcompare.modalities.tabular.dataset import read_column, recount
from dlcompare.modalities.tabular.mapped import map_columns
from dlcompare.records import Column, Dataset, Difference, Reading, Setup


def open_test_table(
    folder: Path, reading: Reading, setup: Setup, like: Dataset
) -> Dataset:
    """The rows of a test table, in everything else as `like` is.

    Columns are matched by their names (`matching.match_names`), categories and
    classes by their spelling; what was unlike is in `differences`.

    Parameters
    ----------
    folder : Path
        Where `read` wrote.
    reading : Reading
        Of the test file.
    setup : Setup
        With a test file; columns it leaves out are not missed.
    like : Dataset
        What is trained on.

    Raises
    ------
    UnreadableUpload
        Columns are missing, or are of a kind that cannot become the one trained on;
        all of them are named.
    UnsuitableTarget
        No row has a target that was learned.
    """
    trained = [column.name for column in like.columns]
    present = [column.name for column in reading.columns]
    found = match_names(like.target, trained, present)
    target = read_column(folder, found[like.target]).rename(like.target)
    labels = code_like(target, like.task, like.classes)
    brought = _brought(folder, reading, like, labels, found)
    X = pd.DataFrame(
        {name: one.values for name, one in brought.items()},
        index=pd.RangeIndex(len(labels.y)),
        copy=False,
    )
    upload = setup.test_upload or setup.upload
    return Dataset(
        name=upload.name,
        modality="tabular",
        task=like.task,
        target=like.target,
        X=X,
        y=labels.y,
        columns=tuple(recount(like.columns, X)),
        classes=like.classes,
        groups=_groups(folder, setup, present, labels.keep),
        sha256=upload.sha256,
        notes=reading.notes,
        differences=(
            *_of_names(found, present, setup),
            *labels.differences,
            *_of_amounts(labels, like),
            *_of_columns(brought),
        ),
    )


def _groups(
    folder: Path, setup: Setup, present: Sequence[str], keep: Any
) -> NDArray[np.int64] | None:
    """The groups of the rows, where the test file has the column that names them."""
    if setup.group_by not in present:
        return None
    return group_codes(read_column(folder, setup.group_by)[keep])[0]


def _brought(
    folder: Path,
    reading: Reading,
    like: Dataset,
    labels: Labels,
    found: Mapping[str, str],
) -> dict[str, Alike]:
    """Every column trained on, in the kind it was trained on."""
    own_kinds = {column.name: column.kind for column in reading.columns}
    given = map_columns(folder, [found[column.name] for column in like.columns])
    brought, failed = {}, []
    for column in like.columns:
        own = found[column.name]
        values = given[own]
        if not labels.keep.all():
            values = values[labels.keep].reset_index(drop=True)
        one = as_trained(values, own_kinds[own], column, like.X[column.name])
        if one is None:
            failed.append(_of_other_kind(column, own_kinds[own]))
        else:
            brought[column.name] = one
    if failed:
        n_failed = words.count(len(failed), "column")
        raise UnreadableUpload(
            f"{n_failed} of the test file cannot be read as in training: "
            f"{words.listed(failed, limit=NAMED)}.",
            "Write them the same way in both files, or leave them out of the study.",
        )
    return brought


KIND_WORDS = {
    "number": "numbers",
    "category": "words",
    "boolean": "yes or no",
    "date": "dates",
    "text": "text",
}


def _of_other_kind(column: Column, own: str) -> str:
    return (
        f"'{column.name}' holds {KIND_WORDS[own]}, in training "
        f"{KIND_WORDS[column.kind]}"
    )


def _of_names(
    found: Mapping[str, str], present: Sequence[str], setup: Setup
) -> list[Difference]:
    """Renamed, reordered and further columns."""
    said = []
    changed = renamed({own: name for name, own in found.items()})
    if changed:
        text = f"Columns whose names differ are matched: {changed}."
        said.append(Difference(text, is_repaired=True))
    places = [present.index(own) for name, own in found.items() if name in found]
    features = places[1:]  # the target may stand anywhere
    if features != sorted(features):
        text = "The columns stand in another order; they are matched by name."
        said.append(Difference(text, is_repaired=True))
    by_role = (setup.group_by, setup.order_by, setup.fold_by)
    known = {joined(name) for name in (*setup.excluded, *by_role)}
    used = set(found.values())
    extra = [n for n in present if n not in used and joined(n) not in known]
    if extra:
        n_extra = words.count(len(extra), "further column")
        text = f"Training does not know {n_extra}, not used: {quoted(extra)}."
        said.append(Difference(text, is_repaired=True))
    return said


def _of_amounts(labels: Labels, like: Dataset) -> list[Difference]:
    """Whether a number to predict lies elsewhere than in training."""
    if like.task != "regression":
        return []
    text = apart(labels.y, like.y)
    return [Difference(f"'{like.target}' {text}", is_repaired=False)] if text else []


def _of_columns(brought: Mapping[str, Alike]) -> list[Difference]:
    """What was unlike in the cells; of many columns alike, some are named."""
    said = []
    kinds = {kind: None for one in brought.values() for kind in one.said}
    for kind in kinds:
        names = [name for name, one in brought.items() if kind in one.said]
        for name in names[:NAMED]:
            said.append(
                Difference(f"'{name}' {brought[name].said[kind]}", kind.is_repaired)
            )
        if len(names) > NAMED:
            more = words.count(len(names) - NAMED, "further column")
            text = f"{more} {kind.more}: {quoted(names[NAMED:])}."
            said.append(Difference(text, kind.is_repaired))
    return sorted(said, key=lambda one: one.is_repaired)
