"""The poisoned files: each poison is named, and clean data pass."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare.checks import CHECKS, examine
from dlcompare.modalities import IMAGES, TABULAR
from dlcompare.records import Column, Dataset

N = 300


def with_column(dataset: Dataset, name: str, values) -> Dataset:
    """The dataset with one column more, of the kind its values have."""
    series = pd.Series(values, name=name)
    kind = "number"
    if not pd.api.types.is_numeric_dtype(series.dtype):
        series, kind = series.astype("category"), "category"
    else:
        series = series.astype(np.float64)
    n_missing = int(series.isna().sum())
    column = Column(name, kind, n_missing, int(series.nunique()))
    X = dataset.X.assign(**{name: series.array})
    return replace(dataset, X=X, columns=(*dataset.columns, column))


def found(dataset: Dataset, profile=None) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Severity and columns by the name of the check that found something."""
    modality = IMAGES if dataset.modality == "images" else TABULAR
    if profile is None:
        profile = modality.describe(dataset, None)
    names = {check.code: check.name for check in CHECKS}
    return {
        names[r.code]: (r.severity, r.columns)
        for r in examine(dataset, profile)
        if r.severity not in ("passed", "not_applicable")
    }


@pytest.fixture
def clean(small_table):
    return small_table("binary", N)


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_clean_data_pass_every_check(small_table, task):
    assert found(small_table(task, N)) == {}


def test_a_check_that_finds_nothing_says_passed(clean):
    results = examine(clean, TABULAR.describe(clean, None))

    suited = [check for check in CHECKS if "tabular" in check.modalities]
    assert len(suited) == len(results)
    assert {"passed", "not_applicable"} >= {r.severity for r in results}
    assert all(r.title and r.source for r in results)


@pytest.mark.parametrize(
    ("values", "check", "severity"),
    [
        (lambda d: ["same"] * N, "constant", "note"),
        (lambda d: np.full(N, 3.0), "constant", "note"),
        (lambda d: np.full(N, np.nan), "constant", "note"),
        (lambda d: np.arange(N), "identifier", "note"),
        (lambda d: np.arange(N)[::-1] + 500, "identifier", "note"),
        (lambda d: np.random.default_rng(0).permutation(N), "identifier", "note"),
        (lambda d: [f"C-{i:05}" for i in range(N)], "identifier", "note"),
        (lambda d: d.y, "leaking_column", "decide"),
        (lambda d: np.where(d.y == 1, "paid", "lost"), "leaking_column", "decide"),
        (lambda d: d.y * 5 + np.linspace(0, 1, N), "leaking_column", "decide"),
        (lambda d: np.where(d.y == 1, 1.0, np.nan), "leaking_column", "decide"),
    ],
)
def test_a_poisoned_column_is_named(clean, values, check, severity):
    poisoned = with_column(clean, "poison", values(clean))

    expected = {check: (severity, ("poison",))}
    results = examine(poisoned, TABULAR.describe(poisoned, None))
    assert expected == found(poisoned)
    assert ("poison",) == next(r for r in results if r.severity != "passed").exclude


@pytest.mark.parametrize(
    ("name", "is_identifier"),
    [("customerID", True), ("row_id", True), ("population", False), ("width", False)],
)
def test_a_unique_whole_number_is_an_identifier_only_by_its_name(
    clean, name, is_identifier
):
    rng = np.random.default_rng(0)
    values = rng.choice(10**6, N, replace=False)

    assert is_identifier == ("identifier" in found(with_column(clean, name, values)))


@pytest.mark.parametrize(
    "values",
    [
        lambda d: np.random.default_rng(5).normal(size=N),
        lambda d: np.where(np.arange(N) % 10 == 0, 1 - d.y, d.y),  # 90% right
        lambda d: [f"group {i % 20}" for i in range(N)],
        lambda d: np.where(np.arange(N) < 12, 1.0, np.nan),
    ],
)
def test_an_honest_column_passes(clean, values):
    assert found(with_column(clean, "honest", values(clean))) == {}


def test_a_number_that_is_the_target_in_other_units_is_asked_about(small_table):
    dataset = small_table("regression", N)
    poisoned = with_column(dataset, "in_pounds", dataset.y * 2.2 + 7)

    result = examine(poisoned, TABULAR.describe(poisoned, None))[0]

    assert ("decide", ("in_pounds",)) == (result.severity, result.exclude)
    assert "Is in_pounds known before target is?" == result.question


@pytest.mark.parametrize(("n_copies", "severity"), [(1, "note"), (30, "check")])
def test_rows_twice_are_counted(clean, n_copies, severity):
    rows = [*range(N), *range(n_copies)]
    twice = replace(clean, X=clean.X.iloc[rows], y=clean.y[rows])

    results = examine(twice, TABULAR.describe(twice, None))

    assert severity == results[0].severity
    assert results[0].title.startswith(f"{n_copies} row")


def test_rows_that_differ_in_the_target_alone_are_no_copies(clean):
    rows = [*range(N), 0]
    y = np.append(clean.y, 1 - clean.y[0])

    results = found(replace(clean, X=clean.X.iloc[rows], y=y))

    assert {"contrary_rows": ("note", ())} == results


def test_a_rare_class_is_named_with_its_count(clean):
    y = clean.y.copy()
    y[:3] = 2
    dataset = replace(clean, y=y, classes=("no", "yes", "rare"), task="multiclass")

    result = examine(dataset, TABULAR.describe(dataset, None))[0]

    assert ("DC005", "check") == (result.code, result.severity)
    assert "'rare' (3)" in result.text


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_few_rows_are_said_with_what_they_can_tell(small_table, task):
    dataset = small_table(task, 100)

    result = examine(dataset, TABULAR.describe(dataset, None))[0]

    assert ("DC006", "check") == (result.code, result.severity)
    assert ("10 points" in result.text) == (task == "binary")


@pytest.fixture
def images(small_images):
    return small_images(80)


def profile_of(dataset):
    """A profile without files: checks of images read rows and task only."""
    from dlcompare.records import Profile

    n = len(dataset.y)
    return Profile("images", dataset.task, "class", n, 144, 3, (), (), ())


def test_clean_images_pass(images):
    assert found(images, profile_of(images)) == {}


def test_images_twice_are_named(images):
    X = images.X.copy()
    X[1] = X[0]
    X[100] = X[0]  # of another class
    dataset = replace(images, X=X)

    result = examine(dataset, profile_of(dataset))[0]

    assert ("DC007", "check") == (result.code, result.severity)
    assert "2 images repeat another" == result.title
    assert "3 images of them lie in two classes" in result.text
