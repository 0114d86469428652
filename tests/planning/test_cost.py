"""How large a fold is, and what it costs."""

from dataclasses import replace

import pytest

from dlcompare.models import MODELS, Size, model
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


def size_of(profile, n_train=800, n_test=200):
    return cost.prices(profile).sized(n_train, n_test)


def test_size_of_a_fold_is_counted_by_hand():
    # age 1, income 1 and its indicator, town 40, street 1, member 1; never y
    assert Size(800, 5, 45, 3, 0, 1, 200) == size_of(TABLE)


def test_all_text_columns_together_become_topics():
    notes = tuple(ColumnProfile(name, "text", 0.0, 999, ()) for name in "ab")

    assert cost.N_TOPICS == size_of(replace(TABLE, columns=notes)).n_encoded_features


def test_pixels_and_channels_come_from_the_traits():
    images = replace(
        TABLE,
        modality="images",
        columns=(),
        traits=(Trait("image_side", 28, "px", ""), Trait("n_channels", 3, "", "")),
    )

    assert (784, 3) == (size_of(images).pixels, size_of(images).n_channels)


def test_a_trial_is_a_fit_on_four_fifths_that_predicts_the_rest():
    price, spec = cost.prices(TABLE), model("nearest")

    assert price.fit(spec, 800, 200) == price.trial(spec, 1_000)


def test_what_was_timed_corrects_the_expectation_at_every_size():
    plain, spec = cost.prices(TABLE), model("boosting")
    timed = {"boosting": 3 * plain.fit(spec, 100, 25)}

    price = cost.prices(TABLE, timings=cost.Timings(100, timed))

    assert price.fit(spec, 800, 200) == pytest.approx(3 * plain.fit(spec, 800, 200))


def test_models_that_were_not_timed_follow_those_of_their_family():
    plain = cost.prices(TABLE)
    timed = {
        "boosting": 2 * plain.fit(model("boosting"), 100, 25),
        "forest": 8 * plain.fit(model("forest"), 100, 25),
    }

    price = cost.prices(TABLE, timings=cost.Timings(100, timed))

    assert pytest.approx(4.0) == price.factors["linear"]  # the root of 2 x 8
    assert "mlp" not in price.factors


def test_a_timing_beyond_all_reason_is_no_guide():
    timings = cost.Timings(100, {"boosting": 1e6, "forest": 1e-9})

    factors = cost.prices(TABLE, timings=timings).factors

    assert cost.FACTORS == (factors["forest"], factors["boosting"])


@pytest.mark.parametrize("spec", MODELS, ids=lambda spec: spec.name)
def test_more_rows_never_cost_less_and_more_threads_never_cost_more(spec):
    small, large = (replace(size_of(TABLE, n), pixels=784) for n in (800, 8_000))

    assert 0 < cost.fit_seconds(spec, small) <= cost.fit_seconds(spec, large)
    assert cost.fit_seconds(spec, large, n_threads=4) <= cost.fit_seconds(spec, large)
