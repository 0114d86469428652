"""A convolutional network that reads words in order, five at a time."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import n_tokens, text_seconds
from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

MEMBERS = 3  # each with held-out rows of its own; together they have seen all
DEFAULTS: dict[str, Any] = {
    "epochs": None,
    "members": MEMBERS,
    "learning_rate": 1e-3,
    "dropout": 0.5,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "learning_rate": (5e-4, 1e-3, 3e-3),
    "dropout": (0.2, 0.5, 0.7),
}
SIZE = 128  # of a word's vector
N_FILTERS, WIDTH = 64, 5  # of each of two convolutions, words at a time
SPREAD = 0.1  # of the first vectors
PATIENCE = 2  # epochs without gain
EPOCHS = ((1_000, 40), (10_000, 15))  # passes at most, by rows
STOPS = ((1_000, 20), (10_000, 7))  # after which training mostly stops
FEW_EPOCHS = 5  # on more rows


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, n_columns)` to `(batch, n_outputs)`."""
    from dlcompare.models.deep.layers.dropout import FadingDropout
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.layers.reading import reader
    from dlcompare.models.deep.layers.words import LargestOf, WordVectors

    single, drop = WordVectors(shape.n_words, SIZE, SPREAD, seed), FadingDropout(1)
    both = [
        keras.layers.SeparableConv1D(
            N_FILTERS,
            WIDTH,
            padding="same",
            activation="relu",
            depthwise_initializer=keras.initializers.GlorotUniform(seed + 10 * n),
            pointwise_initializer=keras.initializers.HeNormal(seed + 10 * n + 1),
        )
        for n in (1, 2)
    ]

    def read(codes: Any) -> Any:
        first, second = both
        return LargestOf()(second(first(drop(single(codes)))), codes)

    return reader(shape, seed, read)


def training(facts: Facts) -> Training:
    """Adam until the held-out texts are told no better."""
    return Training(
        epochs=by_rows(facts.n_rows, EPOCHS, FEW_EPOCHS),
        batch_size=32,
        learning_rate=1e-3,
        dropout=0.5,
        selection="loss",
        validation_share=0.15,
        patience=PATIENCE,
        members=MEMBERS,
        enough_epochs=4,
    )


SEPARABLE = Recipe(
    name="text_conv", network=layers, training=training, rows_at_once=1_024
)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Words to codes, then convolutions beside the other columns, all inside."""
    from dlcompare.modalities.text.network_inputs import text_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=text_inputs(context),
        recipe=SEPARABLE,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Members, epochs and words."""
    n_rows = 0.85 * size.n_rows_train
    n_epochs = by_rows(size.n_rows_train, STOPS, FEW_EPOCHS)
    per_text = 5e-5 + 6e-6 * n_tokens(size)
    return text_seconds(size) + MEMBERS * (0.5 + n_epochs * n_rows * per_text)


TEXT_CONV = ModelSpec(
    name="text_conv",
    label="Convolutions over words",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=4.0,
    priority=2,
    source="Kim (2014), Convolutional networks for sentences; separable filters",
    defaults=DEFAULTS,
    space=SPACE,
    epochs=lambda size: by_rows(size.n_rows_train, STOPS, FEW_EPOCHS),
    members=MEMBERS,
    made_for="text",
)
