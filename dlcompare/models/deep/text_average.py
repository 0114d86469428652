"""Averaged vectors of words and word pairs, after fastText."""

from collections.abc import Mapping
from typing import Any

from dlcompare.models.cost import n_tokens, text_seconds
from dlcompare.models.recipe import Facts, Recipe, Shape, Training, by_rows
from dlcompare.models.spec import ALL_TASKS, Context, ModelSpec, Size

MEMBERS = 3  # each with held-out rows of its own; together they have seen all
DEFAULTS: dict[str, Any] = {
    "epochs": None,
    "members": MEMBERS,
    "learning_rate": 2e-3,
    "dropout": 0.5,
}
SPACE: dict[str, tuple[Any, ...]] = {
    "learning_rate": (1e-3, 2e-3, 5e-3),
    "dropout": (0.2, 0.5, 0.7),
}
SIZE = 64  # of a word's vector
N_PAIRS = 2**16  # vectors that all pairs of words share
SPREAD = 0.1  # of the first vectors; small, so that words not seen say little
PATIENCE = 3  # epochs without gain; texts are learned by heart in a few
EPOCHS = ((1_000, 60), (10_000, 30))  # passes at most, by rows
STOPS = ((1_000, 40), (10_000, 12))  # after which training mostly stops
FEW_EPOCHS = 8  # on more rows


def layers(shape: Shape, seed: int) -> Any:
    """`(batch, n_columns)` to `(batch, n_outputs)`."""
    from dlcompare.models.deep.layers.library import keras
    from dlcompare.models.deep.layers.reading import reader
    from dlcompare.models.deep.layers.words import MeanVector, PairVectors, WordVectors

    single = WordVectors(shape.n_words, SIZE, SPREAD, seed)
    double = PairVectors(N_PAIRS, SIZE, SPREAD, seed + 1)

    def read(codes: Any) -> Any:
        both = keras.layers.Concatenate(axis=1)([single(codes), double(codes)])
        return MeanVector()(both)

    return reader(shape, seed, read)


def training(facts: Facts) -> Training:
    """Adam until the held-out texts are told no better."""
    return Training(
        epochs=by_rows(facts.n_rows, EPOCHS, FEW_EPOCHS),
        batch_size=32,
        learning_rate=2e-3,
        dropout=0.5,
        selection="loss",
        validation_share=0.15,
        patience=PATIENCE,
        members=MEMBERS,
        enough_epochs=6,
    )


AVERAGE = Recipe(name="text_average", network=layers, training=training)


def build(context: Context, params: Mapping[str, Any]) -> Any:
    """Words to codes, then averaged vectors beside the other columns, all inside."""
    from dlcompare.modalities.text.network_inputs import text_inputs
    from dlcompare.models.deep.estimator import network

    return network(
        context,
        prepare=text_inputs(context),
        recipe=AVERAGE,
        settings={**DEFAULTS, **params},
    )


def seconds(size: Size) -> float:
    """Members, epochs and words."""
    n_rows = 0.85 * size.n_rows_train
    n_epochs = by_rows(size.n_rows_train, STOPS, FEW_EPOCHS)
    return text_seconds(size) + MEMBERS * (0.5 + n_epochs * n_rows * word_cost(size))


def word_cost(size: Size) -> float:
    """One text in one epoch; 0.4 s for 5,200 texts of 40 words."""
    return 3e-5 + 1.2e-6 * n_tokens(size)


TEXT_AVERAGE = ModelSpec(
    name="text_average",
    label="Averaged word vectors",
    family="deep",
    modalities=("tabular",),
    tasks=ALL_TASKS,
    build=build,
    seconds=seconds,
    once_seconds=3.0,
    priority=1,
    source="Joulin et al. (2017), Bag of tricks for efficient text classification",
    defaults=DEFAULTS,
    space=SPACE,
    epochs=lambda size: by_rows(size.n_rows_train, STOPS, FEW_EPOCHS),
    members=MEMBERS,
    made_for="text",
)
