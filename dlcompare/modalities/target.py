"""Which column is the target, which task it is, and whether it can be predicted.

Pure pandas and NumPy: the page calls this while the user chooses.
"""

import re
from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd

from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities import truths
from dlcompare.modalities.limits import MAX_CLASSES, MIN_CLASS_ROWS, MIN_ROWS
from dlcompare.records import Column, Task, TaskGuess

FEW_VALUES = 20  # distinct whole numbers still read as classes
ROWS_PER_VALUE = 5  # below this, whole numbers are amounts rather than classes
MAX_CLASS_SHARE = 0.5  # distinct labels over rows; above it nothing repeats

# What authors call the thing to be predicted, the plainest word first.
NAMES = (
    *("target", "y", "label", "labels", "class_label", "outcome", "response"),
    *("survived", "survival", "churn", "churned", "exited", "attrition", "diagnosis"),
    *("species", "defaulted", "default", "is_fraud", "fraud", "spam", "purchased"),
    *("subscribed", "approved", "class", "classification", "income", "salary"),
    *("saleprice", "price", "median_house_value", "medv", "charges", "quality", "mpg"),
    *("disease_progression", "progression", "cultivar", "rating", "grade", "score"),
)
WORDS = (
    *("target", "label", "class", "outcome", "churn", "survived", "diagnosis"),
    *("fraud", "default", "price", "value", "income", "salary", "quality"),
    *("rating", "score"),
)


def suggest_target(columns: Sequence[Column]) -> tuple[str, str]:
    """The column that is probably to be predicted, and why.

    Parameters
    ----------
    columns : sequence of Column
        In the order of the file.

    Returns
    -------
    name, reason : str
        Both "" when there is no column with two values.
    """
    usable = [c for c in columns if c.n_unique > 1 and c.kind not in ("date", "image")]
    if not usable:
        return "", ""
    plain = {re.sub(r"[^a-z0-9]+", "_", c.name.lower()).strip("_"): c for c in usable}
    axes = {"x", "z"} & set(plain)  # then "y" is a length or a place
    for name in NAMES:
        if name in plain and not (name == "y" and axes):
            return plain[name].name, "its name is what targets are usually called"
    for word in WORDS:
        named = [c for name, c in plain.items() if word in name.split("_")]
        if named:
            return named[-1].name, f"its name has the word '{word}'"
    return _by_values(usable)


def _by_values(usable: Sequence[Column]) -> tuple[str, str]:
    """A suggestion from the values alone, for columns with telling names none."""
    last = usable[-1]
    words = [c for c in usable if c.kind in ("category", "boolean")]
    few_words = last in words and last.n_unique <= FEW_VALUES
    if few_words or last.n_unique == 2:
        return last.name, "it is the last column and has few different values"
    if words == usable[:1] and words[0].n_unique <= MAX_CLASSES:
        return words[0].name, "it is the only column of words among numbers"
    if last.n_unique <= FEW_VALUES:
        return last.name, "it is the last column and has few different values"
    few = [c for c in words if c.n_unique == 2]
    if len(few) == 1:
        return few[0].name, "it is the only column of words with two values"
    amounts = [c for c in usable if c.kind != "text"] or usable
    return amounts[-1].name, "it is the last column"


def guess_task(series: pd.Series) -> TaskGuess:
    """Which task predicting `series` is; never raises.

    Parameters
    ----------
    series : Series of float64, category, str or datetime, missing allowed
    """
    values = series.dropna()
    n_rows, n_values = len(values), int(values.nunique())
    if n_values <= 2:
        numeric: tuple[Task, ...] = ("binary",)
        if n_values == 2 and _is_number(values):
            numeric = ("binary", "regression")
        shown = " and ".join(class_labels(values))
        return TaskGuess("binary", f"It has {_count(n_values)}: {shown}.", numeric)
    if not _is_number(values):
        return TaskGuess(
            "multiclass",
            f"It holds words, {n_values:,} different ones.",
            ("multiclass",),
        )
    whole = bool((values == np.floor(values)).all())
    many = f"{n_values:,} different values in {n_rows:,} rows"
    if n_values > MAX_CLASSES or n_values > MAX_CLASS_SHARE * n_rows:
        return TaskGuess("regression", f"It is a number with {many}.", ("regression",))
    if not whole:
        reason = f"It is a number with decimals and {many}."
        return TaskGuess("regression", reason, ("regression", "multiclass"))
    if n_values <= FEW_VALUES and n_values * ROWS_PER_VALUE <= n_rows:
        reason = (
            f"It has only {many}, all whole numbers. "
            "If their size matters, such as grades or counts, choose a number."
        )
        return TaskGuess("multiclass", reason, ("multiclass", "regression"))
    reason = f"It is a whole number with {many}."
    return TaskGuess("regression", reason, ("regression", "multiclass"))


def check_target(series: pd.Series, task: Task) -> None:
    """Refuse a target that cannot be predicted as `task`.

    Raises
    ------
    UnsuitableTarget
        Nothing or only one value to predict, too few rows, too many classes,
        words as numbers.
    """
    name, values = series.name, series.dropna()
    other = "Choose another target column."
    if task not in get_args(Task):
        raise UnsuitableTarget(
            f"'{task}' is not a task.", f"Choose one of {', '.join(get_args(Task))}."
        )
    if values.empty:
        raise UnsuitableTarget(f"Column '{name}' has no values at all.", other)
    n_values = int(values.nunique())
    if n_values < 2:
        only = class_labels(values)[0]
        raise UnsuitableTarget(
            f"Column '{name}' has the same value, {only}, in all {len(values):,} rows.",
            other,
        )
    if len(values) < MIN_ROWS:
        raise UnsuitableTarget(
            f"Column '{name}' has a value in only {len(values)} rows.",
            f"At least {MIN_ROWS} rows are needed to learn and to test; add rows.",
        )
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise UnsuitableTarget(f"Column '{name}' is a date.", other)
    if task == "regression":
        _check_amounts(values, n_values)
    else:
        _check_classes(values, n_values, task)


def _check_amounts(values: pd.Series, n_values: int) -> None:
    """Refuse words as a number to predict."""
    if not _is_number(values):
        raise UnsuitableTarget(
            f"Column '{values.name}' holds words such as {class_labels(values)[0]}, "
            "which is no number to predict.",
            "Choose classes as the task, or another target column.",
        )


def _check_classes(values: pd.Series, n_values: int, task: Task) -> None:
    """Refuse too many classes, or classes that do not repeat."""
    name, n_rows = values.name, len(values)
    fix = "Choose a column with repeated values"
    fix += ", or a number as the task." if _is_number(values) else "."
    if n_values > MAX_CLASSES or n_values > MAX_CLASS_SHARE * n_rows:
        raise UnsuitableTarget(
            f"Column '{name}' has {n_values:,} different values in {n_rows:,} rows, "
            "too many to be classes.",
            fix,
        )
    counts = values.value_counts()
    n_kept = int((counts >= MIN_CLASS_ROWS).sum())
    if n_kept < 2:
        single = class_labels(values[values == counts.index[-1]])[0]
        raise UnsuitableTarget(
            f"Column '{name}' has only one class with {MIN_CLASS_ROWS} rows or more; "
            f"class {single} has a single row.",
            "Add rows of the rare classes, or choose another target column.",
        )
    if task == "binary" and n_kept > 2:
        raise UnsuitableTarget(
            f"Column '{name}' has {n_values:,} different values, not two.",
            "Choose several classes as the task.",
        )


def class_labels(values: pd.Series) -> tuple[str, ...]:
    """The labels of the classes in the order of their codes.

    Numbers rise, words follow the alphabet; of a pair such as no and yes, false
    and true, or nein and ja, the affirmative comes last.

    Examples
    --------
    >>> class_labels(pd.Series(["Yes", "No", "Yes"]))
    ('No', 'Yes')
    >>> class_labels(pd.Series([10.0, 2.0]))
    ('2', '10')
    """
    unique = values.dropna().unique()
    if _is_number(values):
        return tuple(label(value) for value in sorted(unique))
    words = sorted(str(value) for value in unique)
    if truths.is_pair({word.lower() for word in words}):
        words.sort(key=lambda word: word.lower() in truths.YES)
    return tuple(words)


def label(value: object) -> str:
    """One value of a target as text: 3.0 is "3"."""
    if isinstance(value, (float, np.floating)):
        return str(int(value)) if float(value).is_integer() else f"{value:.12g}"
    return str(value)


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values.dtype) and not (
        pd.api.types.is_bool_dtype(values.dtype)
    )


def _count(n_values: int) -> str:
    return ("no value", "only one value", "two values")[n_values]
