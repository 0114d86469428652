"""Networks as .keras and JSON: they come back and predict the same."""

import json

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models.spec import Context

pytestmark = [pytest.mark.deep, pytest.mark.slow]
NETWORKS = [spec for spec in models.MODELS if spec.family == "deep"]
CASES = [
    pytest.param(spec, task, id=f"{spec.name}-{task}")
    for spec in NETWORKS
    for task in spec.tasks
    if task != "multiclass"
]


WORDS = ("tall and bright", "short and dark")


def table(task):
    """60 rows of every kind of column; the colour has more levels than one-hot."""
    rng = np.random.default_rng(0)
    size = rng.normal(size=60)
    X = pd.DataFrame(
        {
            "size": np.where(np.arange(60) % 9 == 0, np.nan, size),
            "mostly": np.where(np.arange(60) % 6, 0.0, size),
            "colour": pd.Categorical([f"c{i}" for i in np.arange(60) % 11]),
            "member": pd.Categorical(np.where(size > 1, "yes", "no")),
            "remark": pd.Series(np.where(size > 0, *WORDS), dtype="str"),
        }
    )
    return X, 3 * size if task == "regression" else (size > 0).astype(np.int64)


def fitted(spec, task):
    """A trained network, and the rows it saw."""
    if "images" in spec.modalities:
        X = np.random.default_rng(0).integers(0, 255, (24, 12, 12, 1), dtype=np.uint8)
        y, told = np.arange(24, dtype=np.int64) % 2, {"image_shape": (12, 12, 1)}
    else:
        X, y = table(task)
        told = {
            "numeric": ("size", "mostly"),
            "categorical": ("colour", "member"),
            "text": ("remark",),
        }
    context = Context(task=task, n_classes=0 if task == "regression" else 2, **told)
    return spec.build(context, {"epochs": 3}).fit(X, y), X


@pytest.mark.parametrize(("spec", "task"), CASES)
def test_saved_network_predicts_as_before(spec, task, tmp_path):
    from dlcompare.models.deep.saving import load, save

    network, X = fitted(spec, task)

    save(network, tmp_path / "kept")
    restored = load(tmp_path / "kept")

    n_files = 1 if network.recipe.is_packed else network.n_members_
    more = {f"network_{n}.keras" for n in range(2, n_files + 1)}
    assert {"network.keras", "network.json"} | more == {
        p.name for p in (tmp_path / "kept").iterdir()
    }
    np.testing.assert_array_equal(restored.predict(X), network.predict(X))
    if task != "regression":
        np.testing.assert_array_equal(
            restored.predict_proba(X), network.predict_proba(X)
        )


def test_untrained_network_is_refused(tmp_path):
    from dlcompare.models.deep.saving import UnstorableNetwork, save

    network = models.model("realmlp").build(Context(task="binary"), {})

    with pytest.raises(UnstorableNetwork, match="not trained"):
        save(network, tmp_path)


def test_folder_without_a_network_is_refused(tmp_path):
    from dlcompare.models.deep.saving import UnstorableNetwork, load

    with pytest.raises(UnstorableNetwork, match="and no network"):
        load(tmp_path)


def test_json_holds_values_and_no_code(tmp_path):
    from dlcompare.models.deep.saving import save

    network, _ = fitted(models.model("realmlp"), "binary")
    save(network, tmp_path)

    plain = json.loads((tmp_path / "network.json").read_text("utf-8"))

    assert "realmlp_td" == plain["recipe"]
    assert {"no": 1, "yes": 2} == plain["inputs"]["places"]["member"]
