"""Every model of the list, at toy size, held to one contract."""

import pickle

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models.spec import Context
from dlcompare.records import Epoch

N_ROWS = 90
KINDS = {
    "numeric": ("size", "weight", "same"),
    "categorical": ("colour", "member"),
    "text": ("remark",),
}
SETTINGS = {  # enough to learn the toy data
    "realmlp": {"epochs": 24, "members": 2},
    "tabm": {"epochs": 24},
    "text_average": {"epochs": 30, "learning_rate": 1e-2, "members": 2},
    "text_conv": {"epochs": 30, "learning_rate": 1e-2, "members": 1},
    "text_recurrent": {"epochs": 30, "learning_rate": 1e-2, "members": 1},
    "convnet": {"epochs": 8, "batch_size": 6},
    "forest": {"n_trees": 30},
    "extra_trees": {"n_trees": 30},
    "hog_boosting": {"max_iter": 20},
    "hog_forest": {"n_trees": 30},
    "catboost": {"iterations": 30},
    "ebm": {"bags": 2, "n_pairs": 2},
}


MARKS = {"dummy": (), "classical": (), "deep": (pytest.mark.deep,)}


def cases(modality):
    def marks(spec):
        """Networks that read texts are held to the contract in CI."""
        if spec.family != "deep":
            return []
        return [pytest.mark.deep, *[pytest.mark.slow] * (spec.made_for == "text")]

    return [
        pytest.param(spec, task, id=f"{spec.name}-{task}", marks=marks(spec))
        for spec in models.MODELS
        if modality in spec.modalities
        for task in spec.tasks
    ]


def table(task, n_rows=N_ROWS, seed=0):
    rng = np.random.default_rng(seed)
    size, weight = rng.normal(0, 1, n_rows), rng.normal(50, 9, n_rows)
    colour = rng.choice(["amber", "blue", "crimson"], n_rows)
    words = np.where(size > 0, "tall and bright", "short and dark")
    signal = 2 * size + (colour == "blue")
    weight[::7] = np.nan
    X = pd.DataFrame(
        {
            "size": size,
            "weight": weight,
            "same": 1.0,
            "colour": pd.Categorical(np.where(weight > 60, None, colour)),
            "member": pd.Categorical(rng.choice(["no", "yes"], n_rows)),
            "remark": pd.Series(words, dtype="str"),
        }
    )
    if task == "regression":
        return X, 100 + 10 * signal
    n_classes = 2 if task == "binary" else 3
    edges = np.quantile(signal, np.arange(1, n_classes) / n_classes)
    return X, np.digitize(signal, edges).astype(np.int64)


def images(task, channels=1):
    n_classes = 2 if task == "binary" else 3
    rng = np.random.default_rng(0)
    y = np.arange(30, dtype=np.int64) % n_classes
    X = rng.integers(0, 60, (30, 16, 16, channels), dtype=np.uint8)
    X[y == 0, 5:9] += 150
    X[y == 1, :, 5:9] += 150
    return X, y


def data(spec, task):
    return table(task) if "tabular" in spec.modalities else images(task)


def built(spec, task, **changes):
    kinds = KINDS if "tabular" in spec.modalities else {}
    n_classes = {"binary": 2, "multiclass": 3, "regression": 0}[task]
    shape = None if kinds else (16, 16, 1)
    told = {"n_classes": n_classes, "image_shape": shape, **kinds, **changes}
    return spec.build(Context(task=task, **told), SETTINGS.get(spec.name, {}))


ALL = cases("tabular") + [
    case for case in cases("images") if case.values[0].name != "dummy"
]
BINARY = [case for case in ALL if case.values[1] == "binary"]
MULTICLASS = [case for case in ALL if case.values[1] == "multiclass"]
DEEP = [case for case in ALL if case.values[0].family == "deep"]
NOT_BINARY = [case for case in ALL if case.values[1] != "binary"]
QUICK = {"realmlp-multiclass", "realmlp-binary"}  # networks that every run holds to it


def seldom(cases):
    """The same cases; of networks all but the `QUICK` ones are marked slow.

    Networks made for one kind of column share all else, so one task stands for all.
    """
    kept = []
    for case in cases:
        spec, task = case.values
        if spec.family != "deep" or case.id in QUICK:
            kept.append(case)
        elif not spec.made_for or task == "multiclass":
            marks = [pytest.mark.deep, pytest.mark.slow]
            kept.append(pytest.param(spec, task, id=case.id, marks=marks))
    return kept


@pytest.mark.parametrize(("spec", "task"), ALL)
def test_model_learns_the_toy_data_and_gives_proper_answers(spec, task):
    X, y = data(spec, task)

    model = built(spec, task).fit(X, y)
    given = model.predict(X)

    assert y.shape == given.shape
    if task == "regression":
        floor = np.mean((y - y.mean()) ** 2)
        assert spec.family == "dummy" or np.mean((given - y) ** 2) < 0.7 * floor
        return
    assert spec.family == "dummy" or np.mean(given == y) > 0.6
    shares = model.predict_proba(X)
    assert (len(y), len(model.classes_)) == shares.shape
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-6)
    assert (shares >= 0).all()
    assert set(given) <= set(model.classes_)


@pytest.mark.parametrize(("spec", "task"), seldom(NOT_BINARY))
def test_same_seed_clone_and_pickle_predict_the_same(spec, task):
    from sklearn.base import clone

    X, y = data(spec, task)
    model = built(spec, task, seed=3)
    copied = clone(model)

    expected = model.fit(X, y).predict(X)

    np.testing.assert_allclose(copied.fit(X, y).predict(X), expected, rtol=1e-6)
    restored = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(restored.predict(X), expected)
    assert models.size_bytes(model) > 0


@pytest.mark.parametrize(("spec", "task"), seldom(cases("tabular")))
def test_unseen_levels_missing_cells_and_infinite_numbers_are_predicted(spec, task):
    X, y = table(task)
    model = built(spec, task).fit(X, y)
    strange = X.iloc[:4].copy()
    strange["colour"] = pd.Categorical(["green", None, "amber", "violet"])
    strange["size"] = [np.nan, np.inf, 1e300, 0.0]
    strange["remark"] = pd.Series([None, "", "unheard of", "tall"], dtype="str")

    given = model.predict(strange)

    assert (4,) == given.shape
    assert np.isfinite(given).all()


@pytest.mark.parametrize(("spec", "task"), seldom(MULTICLASS))
def test_a_class_absent_from_training_is_left_out_of_the_answer(spec, task):
    X, y = data(spec, task)
    rows = np.flatnonzero(y != 1)
    rows = rows[:-1] if y[rows[-1]] == 2 else rows
    few = X.iloc[rows] if hasattr(X, "iloc") else X[rows]

    model = built(spec, task).fit(few, y[rows])

    assert [0, 2] == list(model.classes_)
    assert set(model.predict(few)) <= {0, 2}
    assert 2 == model.predict_proba(few).shape[1]


@pytest.mark.parametrize(("spec", "task"), seldom(MULTICLASS))
def test_a_class_of_one_row_does_not_stop_a_model(spec, task):
    X, y = data(spec, task)
    rows = np.r_[np.flatnonzero(y != 1), np.flatnonzero(y == 1)[:1]]
    few = X.iloc[rows] if hasattr(X, "iloc") else X[rows]

    model = built(spec, task).fit(few, y[rows])

    assert [0, 1, 2] == list(model.classes_)


@pytest.mark.parametrize(("spec", "task"), seldom(BINARY))
def test_shuffled_labels_cannot_be_predicted_on_new_rows(spec, task):
    X, y = data(spec, task)
    rng = np.random.default_rng(1)
    y = rng.permutation(y)
    half = len(y) // 2
    first, second = (
        (X.iloc[:half], X.iloc[half:]) if hasattr(X, "iloc") else (X[:half], X[half:])
    )

    model = built(spec, task).fit(first, y[:half])
    share_right = np.mean(model.predict(second) == y[half:])

    chance = 3.5 * np.sqrt(0.25 / half)  # two-sided bound of about 1 in 2,000
    assert abs(share_right - 0.5) < chance + 0.05


@pytest.mark.parametrize(("spec", "task"), seldom(c for c in DEEP if c in NOT_BINARY))
def test_network_tells_every_epoch(spec, task):
    told: list[Epoch] = []
    X, y = data(spec, task)

    model = built(spec, task, notify=told.append).fit(X, y)

    assert tuple(told) == model.epochs_
    assert list(range(1, len(told) + 1)) == [epoch.epoch for epoch in told]
    assert 1 <= model.best_epoch_ <= len(told)
    assert all(np.isfinite(epoch.loss) for epoch in told)


@pytest.mark.deep
def test_small_budget_shortens_the_training():
    X, y = table("binary")
    context = Context(task="binary", n_classes=2, budget_seconds=0.01, **KINDS)

    model = models.model("realmlp").build(context, {}).fit(X, y)

    assert 1 <= len(model.epochs_) <= 8
    assert 1 == model.n_members_


@pytest.mark.parametrize("channels", [1, 3], ids=["grey", "colour"])
def test_hand_crafted_features_take_grey_and_colour(channels):
    X, y = images("multiclass", channels)

    model = built(models.model("hog_linear"), "multiclass").fit(X, y)

    assert np.mean(model.predict(X) == y) > 0.9
