"""Search spaces: what they may hold, and that every value makes a model that fits."""

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models.spec import Context

CLASSICAL = [spec for spec in models.MODELS if spec.family == "classical"]
SMALL = {  # enough to see that a setting is accepted
    "boosting": {"max_iter": 5},
    "catboost": {"iterations": 5},
    "ebm": {"bags": 1},
    "forest": {"n_trees": 5},
    "extra_trees": {"n_trees": 5},
    "hog_boosting": {"max_iter": 5},
    "hog_forest": {"n_trees": 5},
}
N_ROWS = 60


def data(spec):
    rng = np.random.default_rng(0)
    y = np.arange(N_ROWS) % 2
    if "images" in spec.modalities:
        return rng.integers(0, 255, (N_ROWS, 12, 12, 1), dtype=np.uint8), y
    colour = pd.Categorical(rng.choice(["amber", "blue"], N_ROWS))
    return pd.DataFrame({"size": y + rng.normal(size=N_ROWS), "colour": colour}), y


def entries():
    return [
        pytest.param(spec, name, value, id=f"{spec.name}-{name}-{value}")
        for spec in CLASSICAL
        for name, values in spec.space.items()
        for value in values
    ]


@pytest.mark.parametrize("spec", models.MODELS, ids=lambda spec: spec.name)
def test_a_space_names_defaults_and_holds_different_values(spec):
    assert set(spec.space) <= set(spec.defaults)
    assert all(len(set(values)) == len(values) for values in spec.space.values())
    assert all(len(values) > 1 for values in spec.space.values())


@pytest.mark.parametrize("spec", CLASSICAL, ids=lambda spec: spec.name)
def test_a_default_lies_within_its_space_or_is_as_suits_the_data(spec):
    for name, values in spec.space.items():
        default = spec.defaults[name]
        is_range = isinstance(default, int | float) and not isinstance(default, bool)
        if is_range:
            assert min(values) <= default <= max(values)
        else:
            assert default is None or default in values


@pytest.mark.parametrize(("spec", "name", "value"), entries())
def test_every_value_of_a_space_makes_a_model_that_fits(spec, name, value):
    X, y = data(spec)
    context = Context(
        task="binary",
        n_classes=2,
        numeric=("size",),
        categorical=("colour",),
        image_shape=(12, 12, 1),
    )

    params = {**spec.defaults, **SMALL.get(spec.name, {}), name: value}
    model = spec.build(context, params).fit(X, y)

    assert (N_ROWS, 2) == model.predict_proba(X).shape


def test_tunable_models_have_a_space():
    without = {spec.name for spec in CLASSICAL if not spec.space}

    # each chooses its only setting itself
    assert {"hog_linear", "pixels_svm"} == without
