"""A recurrent network that reads texts word by word, from both ends."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import n_tokens, text_seconds
from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

MEMBERS = 2  # each with held-out rows of its own; together they have seen all
DEFAULTS: dict[str, Any] = {
    "epochs": None,
    "members": MEMBERS,
    "learning_rate": 3e-3,
    "dropout": 0.5,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "learning_rate": (1e-3, 3e-3, 6e-3),
    "dropout": (0.2, 0.5, 0.7),
}
SIZE = 64  # of a word's vector
N_UNITS = 64  # in each direction
SPREAD = 0.1  # of the first vectors
PATIENCE = 2  # epochs without gain
EPOCHS = ((1_000, 40), (10_000, 15))  # passes at most, by rows
STOPS = ((1_000, 15), (10_000, 5))  # after which training mostly stops
FEW_EPOCHS = 5  # on more rows


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, n_columns)` to `(batch, n_outputs)`."""
    from dlcompare.models.deep.layers.dropout import FadingDropout
    from dlcompare.models.deep.layers.gated import BothWays
    from dlcompare.models.deep.layers.reading import reader
    from dlcompare.models.deep.layers.words import LargestOf, WordVectors

    single, drop = WordVectors(shape.n_words, SIZE, SPREAD, seed), FadingDropout(1)
    gated, largest = BothWays(N_UNITS, seed + 10), LargestOf()

    def read(codes: Any) -> Any:
        return largest(gated(drop(single(codes)), codes), codes)

    return reader(shape, seed, read)


def training(facts: Facts) -> Training:
    """Adam until the held-out texts are told no better."""
    return Training(
        epochs=by_rows(facts.n_rows, EPOCHS, FEW_EPOCHS),
        batch_size=32,
        learning_rate=3e-3,
        dropout=0.5,
        selection="loss",
        validation_share=0.15,
        patience=PATIENCE,
        members=MEMBERS,
        enough_epochs=4,
    )


RECURRENT = Recipe(
    name="text_recurrent", network=layers, training=training, rows_at_once=1_024
)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Words to codes, then gated units beside the other columns, all inside."""
    from dlcompare.modalities.text.network_inputs import text_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=text_inputs(context),
        recipe=RECURRENT,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Members, epochs and words."""
    n_rows = 0.85 * size.n_rows_train
    n_epochs = by_rows(size.n_rows_train, STOPS, FEW_EPOCHS)
    per_text = 5e-5 + 3e-5 * n_tokens(size)
    return text_seconds(size) + MEMBERS * (0.5 + n_epochs * n_rows * per_text)


TEXT_RECURRENT = ModelSpec(
    name="text_recurrent",
    label="Recurrent network",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=4.0,
    priority=4,
    source="Feng et al. (2024), Were RNNs all we needed?; Schuster & Paliwal (1997)",
    defaults=DEFAULTS,
    space=SPACE,
    epochs=lambda size: by_rows(size.n_rows_train, STOPS, FEW_EPOCHS),
    members=MEMBERS,
    made_for="text",
)
