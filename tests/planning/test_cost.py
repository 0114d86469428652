"""How large a fold is, and what it costs."""

from dataclasses import replace

import pytest

from dlcompare.models import MODELS, Size
from dlcompare.planning import cost
from dlcompare.records import ColumnProfile, Profile, Trait

TABLE = Profile(
    modality="tabular",
    task="multiclass",
    target="y",
    n_rows=1_000,
    n_features=5,
    n_classes=3,
    traits=(),
    columns=(
        ColumnProfile("age", "number", 0.0, 80, ()),
        ColumnProfile("income", "number", 0.1, 900, ()),
        ColumnProfile("town", "category", 0.0, 40, ()),
        ColumnProfile("street", "category", 0.0, 700, ()),
        ColumnProfile("member", "boolean", 0.0, 2, ()),
        ColumnProfile("y", "category", 0.0, 3, ()),
    ),
    target_bins=(),
)


def test_size_of_a_fold_is_counted_by_hand():
    size = cost.fold_size(TABLE, 5)

    # age 1, income 1 and its indicator, town 40, street 1, member 1; never y
    assert Size(800, 5, 45, 3, 0, 1, 200) == size


def test_all_text_columns_together_become_topics():
    notes = tuple(ColumnProfile(name, "text", 0.0, 999, ()) for name in "ab")

    width = cost.fold_size(replace(TABLE, columns=notes), 5).n_encoded_features

    assert cost.N_TOPICS == width


def test_pixels_and_channels_come_from_the_traits():
    images = replace(
        TABLE,
        modality="images",
        columns=(),
        traits=(Trait("image_side", 28, "px", ""), Trait("n_channels", 3, "", "")),
    )

    size = cost.fold_size(images, 5)

    assert (784, 3) == (size.pixels, size.n_channels)


def test_a_refit_trains_on_all_rows():
    assert 1_000 == cost.whole_size(TABLE).n_rows_train


@pytest.mark.parametrize("spec", MODELS, ids=lambda spec: spec.name)
def test_more_rows_never_cost_less_and_more_threads_never_cost_more(spec):
    small, large = (
        replace(cost.fold_size(replace(TABLE, n_rows=n), 5), pixels=784)
        for n in (1_000, 10_000)
    )

    assert 0 < cost.fit_seconds(spec, small) <= cost.fit_seconds(spec, large)
    assert cost.fit_seconds(spec, large, n_threads=4) <= cost.fit_seconds(spec, large)
