"""Random labels score at chance: nothing of a tested row reaches a fit.

Many columns, a category of many levels and text give any preparation that has seen
the tested rows plenty to remember them by.
"""

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models import holdout
from dlcompare.records import (
    Budget,
    Candidate,
    Column,
    Dataset,
    FoldScheme,
    FoldTask,
    Plan,
)
from dlcompare.training.fit import fit_fold
from dlcompare.training.splits import split

N_ROWS, PER_GROUP, N_NUMBERS, K = 300, 2, 40, 3
SIGMAS = 4.0  # of the binomial; passed by chance alone in 1 of 30,000 tests
SETTINGS = {  # small, and free to remember every training row
    "forest": {"n_trees": 30, "min_samples_leaf": 1},
    "extra_trees": {"n_trees": 30, "min_samples_leaf": 1},
    "boosting": {"max_iter": 20, "min_samples_leaf": 2},
    "catboost": {"iterations": 20},
    "document_mlp": {"epochs": 4},
    "realmlp": {"epochs": 8, "members": 1},
    "tabm": {"epochs": 4},
}
KINDS = ("stratified", "grouped", "ordered", "given")
SPECS = models.suited("tabular", "binary")
NETWORK = [pytest.mark.deep, pytest.mark.slow]


def canaries():
    """Every model on plain folds; on the other kinds those not made for one column.

    The folds are made before a model sees them, and `text_svm` and `text_average` have
    what the other readers of texts have, so these stand for them on all kinds.
    """
    standing = {"text_svm", "text_average"}
    for kind in KINDS:
        for spec in SPECS:
            is_first = kind == KINDS[0]
            if is_first or not spec.made_for or spec.name in standing:
                marks = NETWORK if spec.family == "deep" else []
                marks = marks if is_first or marks else [pytest.mark.slow]
                yield pytest.param(
                    spec.name, kind, marks=marks, id=f"{spec.name}-{kind}"
                )


def random_labels(kind, seed=0):
    """Rows whose labels are drawn at random; in groups, one draw per group.

    Rows of a group share their columns but for a little noise, so that whoever knows
    one row of a group knows the label of the other.
    """
    rng = np.random.default_rng(seed)
    n_units = N_ROWS // PER_GROUP if kind == "grouped" else N_ROWS
    unit = np.arange(N_ROWS) % n_units
    y = rng.permutation(np.arange(n_units) % 2)[unit]
    numbers = rng.normal(size=(n_units, N_NUMBERS))[unit]
    numbers += 0.01 * rng.normal(size=numbers.shape)
    X = pd.DataFrame({f"x{i}": column for i, column in enumerate(numbers.T)})
    levels = rng.integers(0, N_ROWS // 3, n_units)[unit]
    X["level"] = pd.Categorical([f"level {number}" for number in levels])
    words = rng.integers(0, N_ROWS // 3, (n_units, 3))[unit]
    texts = [" ".join(f"word{number}" for number in row) for row in words]
    X["text"] = pd.Series(texts, dtype="str")
    kinds = {"level": "category", "text": "text"}
    return Dataset(
        name="noise.csv",
        modality="tabular",
        task="binary",
        target="y",
        X=X,
        y=y,
        columns=tuple(
            Column(name, kinds.get(name, "number"), 0, X[name].nunique()) for name in X
        ),
        classes=("no", "yes"),
        groups=unit if kind == "grouped" else None,
        order=rng.permutation(N_ROWS).astype(float) if kind == "ordered" else None,
        folds=rng.permutation(N_ROWS) % K if kind == "given" else None,
    )


def plan_of(name, kind, scheme_kind=""):
    spec = models.model(name)
    candidate = Candidate(name, spec.label, spec.family, SETTINGS.get(name, {}))
    scheme = FoldScheme(K, 1, scheme_kind or kind.replace("grouped", "stratified"))
    return Plan(
        "binary", "accuracy", (candidate,), scheme, Budget("own", 60.0), 1.0, {}
    )


def share_right(dataset, plan):
    """Share of tested rows that are predicted right, and how many were tested."""
    name, right, n = plan.candidates[0].model, 0.0, 0
    for fold in range(K):
        result = fit_fold(dataset, plan, FoldTask(name, 0, fold))
        assert "" == result.failure
        right += result.scores["accuracy"] * result.n_test
        n += result.n_test
    return right / n, n


@pytest.mark.parametrize(("name", "kind"), list(canaries()))
def test_random_labels_score_at_chance(name, kind):
    dataset = random_labels(kind)

    share, n = share_right(dataset, plan_of(name, kind))

    n_draws = n / PER_GROUP if kind == "grouped" else n
    assert share <= 0.5 + SIGMAS * np.sqrt(0.25 / n_draws)


@pytest.mark.parametrize("name", ["nearest", "forest", "linear"])
def test_the_same_rows_are_remembered_when_groups_are_not_heeded(name):
    """The canary can sing: only whole groups keep the labels from being known."""
    dataset = random_labels("grouped")
    parted = Dataset(**{**vars(dataset), "groups": None})

    share, n = share_right(parted, plan_of(name, "stratified"))

    assert share > 0.5 + SIGMAS * np.sqrt(0.25 / (n / PER_GROUP))


@pytest.mark.parametrize("kind", KINDS)
def test_no_group_is_on_both_sides_and_no_tested_row_is_earlier(kind):
    dataset, plan = random_labels(kind), plan_of("linear", kind)

    for fold in range(K):
        train, test = split(dataset, plan.scheme, 0, fold)

        assert not set(train) & set(test)
        if dataset.groups is not None:
            assert not set(dataset.groups[train]) & set(dataset.groups[test])
        if dataset.order is not None:
            assert dataset.order[train].max() < dataset.order[test].min()


HELD_OUT_INSIDE = {  # where each model has its held-out rows drawn
    "linear": "estimators.penalised",
    "nearest": "estimators.neighbours",
    "boosting": "estimators.stopping",
    "catboost": "estimators.stopping",
    "svm": "estimators.kernel",
    "realmlp": "deep.estimator",
}


@pytest.mark.parametrize("kind", ["grouped", "ordered"])
@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=NETWORK if n == "realmlp" else []) for n in HELD_OUT_INSIDE],
)
def test_rows_held_out_inside_a_model_are_apart_as_those_outside(
    monkeypatch, name, kind
):
    dataset, plan = random_labels(kind), plan_of(name, kind)
    train, _ = split(dataset, plan.scheme, 0, K - 1)
    groups = None if dataset.groups is None else dataset.groups[train]
    order = None if dataset.order is None else dataset.order[train]
    seen = []

    def hold_out(y, **told):
        fit_rows, held_rows = holdout.hold_out(y, **told)
        seen.append((told["apart"], fit_rows, held_rows))
        return fit_rows, held_rows

    place = f"dlcompare.models.{HELD_OUT_INSIDE[name]}.hold_out"
    monkeypatch.setattr(place, hold_out)
    result = fit_fold(dataset, plan, FoldTask(name, 0, K - 1))

    assert "" == result.failure
    assert seen
    for apart, fit_rows, held_rows in seen:
        assert len(held_rows)
        if kind == "grouped":
            assert sorted(groups) == sorted(apart.groups)
            assert not set(apart.groups[fit_rows]) & set(apart.groups[held_rows])
        else:
            assert sorted(order) == sorted(apart.order)
            assert apart.order[fit_rows].max() < apart.order[held_rows].min()
