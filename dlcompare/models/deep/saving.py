"""A fitted network as files: `network.keras`, and `network.json` for all else.

Members that are not packed have a `.keras` file each.

Neither holds code: the JSON has names, numbers and arrays as text, and Keras loads
with its safe mode.
"""

import base64
import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from dlcompare.codec import decode, encode
from dlcompare.errors import DlcompareError
from dlcompare.modalities.tabular.network_inputs import NetworkInputs
from dlcompare.modalities.text.network_inputs import TextInputs
from dlcompare.models.deep.convnet import CONVOLUTIONS
from dlcompare.models.deep.document_mlp import DOCUMENT
from dlcompare.models.deep.document_mlp_images import DOCUMENT_PIXELS
from dlcompare.models.deep.estimator import NetworkClassifier, NetworkRegressor
from dlcompare.models.deep.layers.library import keras
from dlcompare.models.deep.realmlp import REALMLP_TD
from dlcompare.models.deep.tabm import TABM_MINI
from dlcompare.models.deep.text_average import AVERAGE
from dlcompare.models.deep.text_conv import SEPARABLE
from dlcompare.models.deep.text_recurrent import RECURRENT
from dlcompare.models.recipe import Distortion, Recipe, Shape
from dlcompare.models.spec import Context
from dlcompare.records import Health
from dlcompare.registry import find

NETWORK_FILE, PLAIN_FILE = "network.keras", "network.json"
RECIPES: tuple[Recipe, ...] = (
    REALMLP_TD,
    TABM_MINI,
    CONVOLUTIONS,
    DOCUMENT,
    DOCUMENT_PIXELS,
    AVERAGE,
    SEPARABLE,
    RECURRENT,
)
Network = NetworkClassifier | NetworkRegressor


class UnstorableNetwork(DlcompareError):
    """A network that cannot be written, or files that are none."""


def save(network: Network, folder: Path) -> None:
    """Write a fitted network into `folder`, which is made if need be.

    Raises
    ------
    UnstorableNetwork
        If it is not trained.
    """
    if not hasattr(network, "weights_"):
        raise UnstorableNetwork("This network is not trained.", "Train it first.")
    inputs = network.prepare_
    folder.mkdir(parents=True, exist_ok=True)
    shape = replace(network.shape_, n_members=network.n_members_)
    for number, arrays in enumerate(_by_file(network)):
        built = network.recipe.network(shape, 0)
        for variable, array in zip(_variables(built), arrays, strict=True):
            variable.assign(array)
        with _old_calls():
            built.save(folder / _file(number))
    context = {n: getattr(network.context, n) for n in _CONTEXT}
    plain = {
        "recipe": network.recipe.name,
        "context": context,
        "shape": encode(shape),
        "distortion": network.distortion_ and encode(network.distortion_),
        "inputs": None if inputs is None else inputs.to_plain(),
        "reads_texts": isinstance(inputs, TextInputs),
        "fitted": {n: getattr(network, n) for n in _FITTED if hasattr(network, n)},
        "health": encode(network.health_),
    }
    text = json.dumps(plain, default=_as_text)
    (folder / PLAIN_FILE).write_text(text, encoding="utf-8")


def load(folder: Path) -> Network:
    """The network that `save` wrote into `folder`; it predicts as it did then.

    Load only what this program wrote: whoever can change the files can change
    what the network answers.

    Raises
    ------
    UnstorableNetwork
        If the files are missing.
    UnknownName
        If the recipe is not known to this version.
    """
    missing = [n for n in (NETWORK_FILE, PLAIN_FILE) if not (folder / n).is_file()]
    if missing:
        raise UnstorableNetwork(
            f"There is no {' and no '.join(missing)} in '{folder.name}'.",
            "Give the folder that a network was saved to.",
        )
    text = (folder / PLAIN_FILE).read_text(encoding="utf-8")
    plain = json.loads(text, object_hook=_from_text)
    recipe = find(plain["recipe"], RECIPES, kind="network")
    context = Context(**{n: _tuples(v) for n, v in plain["context"].items()})
    kind = NetworkClassifier if context.is_classification else NetworkRegressor
    made_of = TextInputs if plain["reads_texts"] else NetworkInputs
    inputs = plain["inputs"] and made_of.from_plain(plain["inputs"])
    network = kind(recipe=recipe, prepare=inputs, settings={}, context=context)
    shape = decode(Shape, plain["shape"])
    network.prepare_, network.n_members_ = inputs, shape.n_members
    network.shape_ = replace(shape, n_members=1)
    distortion = plain["distortion"]
    network.distortion_ = distortion and decode(Distortion, distortion)
    network.health_ = decode(Health, plain["health"])
    for name, value in plain["fitted"].items():
        setattr(network, name, value)
    n_files = 1 if recipe.is_packed else shape.n_members
    network.weights_ = []
    for number in range(n_files):
        with _old_calls():
            stored = keras.models.load_model(folder / _file(number), compile=False)
        network.weights_ += [v.value.numpy() for v in _variables(stored)]
    return network


def _by_file(network: Network) -> list[list[Any]]:
    """The weights of every file: packed members share one, others have their own."""
    weights = network.weights_
    n = 1 if network.recipe.is_packed else network.n_members_
    size = len(weights) // n
    return [weights[at : at + size] for at in range(0, len(weights), size)]


def _file(number: int) -> str:
    """Of one network: network.keras, then network_2.keras and so on."""
    return NETWORK_FILE if not number else NETWORK_FILE.replace(".", f"_{number + 1}.")


_CONTEXT = (
    "task", "n_classes", "seed", "n_threads", "categorical", "numeric", "text",
    "image_shape", "metric", "classes",
)  # fmt: skip
_FITTED = (
    "classes_", "mean_", "scale_", "seen_", "clips_", "dtype_", "n_rows_",
    "best_epoch_", "sharpness_",
)  # fmt: skip


@contextmanager
def _old_calls() -> Iterator[None]:
    """Keras 3.15 turns its variables to arrays in a way that NumPy is giving up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _variables(network: Any) -> list[Any]:
    return [*network.trainable_variables, *network.non_trainable_variables]


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _as_text(value: Any) -> Any:
    """Arrays as base64, numbers of NumPy as numbers."""
    if isinstance(value, np.generic):
        return value.item()
    data = np.ascontiguousarray(value)
    packed = base64.b64encode(data.tobytes()).decode("ascii")
    return {"array": packed, "dtype": data.dtype.str, "shape": data.shape}


def _from_text(found: Mapping[str, Any]) -> Any:
    if set(found) != {"array", "dtype", "shape"}:
        return found
    data = np.frombuffer(base64.b64decode(found["array"]), found["dtype"])
    return data.reshape(found["shape"]).copy()
