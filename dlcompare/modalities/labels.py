"""Target values to class codes or numbers, and the rows that can be used."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dlcompare import words
from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities.limits import MIN_CLASS_ROWS
from dlcompare.modalities.matching import match_labels, quoted, renamed
from dlcompare.modalities.target import check_target, class_labels, guess_task, label
from dlcompare.records import Difference, Task

UNSEEN = -1  # code of a class that training has never seen


@dataclass(frozen=True)
class Labels:
    """A target ready to learn: `y` for the rows where `keep` is true.

    `differences` are those of a test file from the classes learned.
    """

    y: np.ndarray
    keep: np.ndarray
    task: Task
    classes: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


def code_target(target: pd.Series, task: Task | None) -> Labels:
    """Codes or values of a target; rows without one are left out.

    Parameters
    ----------
    target : Series of shape (n_rows,)
    task : str or None
        None takes the likely one.

    Raises
    ------
    UnsuitableTarget
        It cannot be predicted so.
    """
    task = task or guess_task(target).task
    check_target(target, task)
    keep = target.notna().to_numpy(copy=True)
    notes = []
    if not keep.all():
        n_missing = int((~keep).sum())
        notes.append(
            f"{words.count(n_missing, 'row')} without '{target.name}' left out."
        )
    if task == "regression":
        y = target[keep].to_numpy(np.float64)
        return Labels(y, keep, task, (), tuple(notes))
    counts = target.value_counts()
    single = counts.index[(counts > 0) & (counts < MIN_CLASS_ROWS)]
    if len(single):
        keep &= ~target.isin(list(single)).to_numpy()
        shown = words.listed([f"'{label(value)}'" for value in single])
        n_single = words.count(len(single), "class", "classes")
        notes.append(f"{n_single} with a single row left out: {shown}.")
    kept = target[keep]
    classes = class_labels(kept)
    y = _codes(kept, classes)
    task = "binary" if len(classes) == 2 else "multiclass"
    return Labels(y, keep, task, classes, tuple(notes))


def code_like(target: pd.Series, task: Task, classes: Sequence[str]) -> Labels:
    """Codes or values of a test file's target, in the codes of the training file.

    Rows without a target are left out. A class in another spelling is the class that
    was learned; a row of a class that was not learned has the code `UNSEEN`: no
    prediction can be right for it.

    Raises
    ------
    UnsuitableTarget
        No row is left.
    """
    said: list[Difference] = []
    if task == "regression":
        values = pd.to_numeric(target, errors="coerce").to_numpy(np.float64)
        keep = np.isfinite(values)
        y = values[keep]
    else:
        keep = target.notna().to_numpy(copy=True)
        y, said = _known_codes(target[keep], tuple(classes))
    if not (keep.any() if task == "regression" else (y != UNSEEN).any()):
        raise UnsuitableTarget(
            f"The test file has no row whose '{target.name}' was seen in training.",
            "Choose a test file with the same target values.",
        )
    if not keep.all():
        n_lost = words.count(int((~keep).sum()), "row")
        text = f"{n_lost} of the test file without '{target.name}' left out."
        said.append(Difference(text, is_repaired=True))
    return Labels(y, keep, task, tuple(classes), (), tuple(said))


def _known_codes(
    target: pd.Series, classes: tuple[str, ...]
) -> tuple[np.ndarray, list[Difference]]:
    """Codes of the classes learned, and what was unlike them."""
    said = []
    labels = {value: label(value) for value in target.unique()}
    texts = target.map(labels).astype("str")
    meant = match_labels(texts.unique(), classes)
    if meant:
        texts = texts.replace(dict(meant))
        text = f"Classes of '{target.name}' are written differently: {renamed(meant)}."
        said.append(Difference(text, is_repaired=True))
    y = _codes(texts, classes)
    n_unseen = int(np.count_nonzero(y == UNSEEN))
    if n_unseen:
        unseen = quoted(sorted(set(texts[y == UNSEEN])))
        text = (
            f"{n_unseen:,} of {words.count(len(y), 'test row')} are of a class that "
            f"training never saw ({unseen}); they count as wrong."
        )
        said.append(Difference(text, is_repaired=False))
    return y, said


def find_column(name: str, names: Sequence[str]) -> str:
    """The column called `name`, or an error that names the nearest.

    Raises
    ------
    UnsuitableTarget
        There is none.
    """
    if name in names:
        return name
    if not name:
        raise UnsuitableTarget(
            "No column has two different values, so nothing can be predicted.",
            "Choose a file with a target column.",
        )
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    raise UnsuitableTarget(
        f"There is no column called '{name}'.",
        f"{hint}Columns: {words.listed(list(names), limit=20)}.",
    )


def _codes(target: pd.Series, classes: tuple[str, ...]) -> np.ndarray:
    """The code of each row's class; `UNSEEN` where it is missing or unknown."""
    unique = target.dropna().unique()
    code_of_label = {name: code for code, name in enumerate(classes)}
    code_of_value = {value: code_of_label.get(label(value), UNSEEN) for value in unique}
    codes = target.map(code_of_value).astype("float64").fillna(UNSEEN)
    return np.asarray(codes, dtype=np.int64)
