import pytest

from dlcompare import models
from dlcompare.errors import UnknownName
from dlcompare.models.spec import Size
from dlcompare.records import Profile, Trait


def profile(n_rows=100, n_features=4, n_classes=2, side=0):
    traits = (Trait("image_side", side, "pixels", "Side"),) if side else ()
    modality = "images" if side else "tabular"
    return Profile(
        modality, "binary", "y", n_rows, n_features, n_classes, traits, (), ()
    )


def test_suited_lists_models_of_the_kind_of_data_and_task():
    names = [spec.name for spec in models.suited("images", "multiclass")]

    assert "dummy" in names
    assert {"hog_linear", "hog_svm", "hog_forest"} <= set(names)
    assert {"document_mlp_images", "convnet"} <= set(names)
    assert "boosting" not in names


def test_images_have_no_regression_but_the_dummy():
    assert ["dummy"] == [m.name for m in models.suited("images", "regression")]


@pytest.mark.parametrize("modality", ["tabular", "images"])
def test_both_families_and_the_dummy_suit_every_modality(modality):
    families = {spec.family for spec in models.suited(modality, "multiclass")}

    assert {"dummy", "classical", "deep"} == families


@pytest.mark.parametrize(
    ("name", "n_rows", "reason"),
    [
        ("svm", 5_000, ""),
        ("svm", 5_001, "5,001 rows, more than 5,000"),
        ("nearest", 60_000, "60,000 rows, more than 50,000"),
        ("boosting", 1_000_000, ""),
        ("forest", 200_001, "200,001 rows, more than 200,000"),
    ],
)
def test_limits_are_given_in_words(name, n_rows, reason):
    said = models.why_not(models.model(name), profile(n_rows=n_rows))

    assert said.startswith(reason)
    assert bool(reason) == bool(said)


@pytest.mark.parametrize(
    ("name", "n_classes", "reason"),
    [
        ("forest", 20, ""),
        ("forest", 21, "1,050,000 rows times classes, more than 1,000,000"),
        ("catboost", 101, "101 classes, more than 100"),
    ],
)
def test_limits_on_classes_are_given_in_words(name, n_classes, reason):
    many = profile(n_rows=50_000, n_classes=n_classes)

    said = models.why_not(models.model(name), many)

    assert said.startswith(reason)
    assert bool(reason) == bool(said)


def test_unknown_model_is_named_with_a_hint():
    with pytest.raises(UnknownName, match="Did you mean 'forest'"):
        models.model("forrest")


@pytest.mark.parametrize("spec", models.MODELS, ids=lambda spec: spec.name)
def test_expected_seconds_rise_with_the_rows(spec):
    pixels = 784 if "tabular" not in spec.modalities else 0

    seconds = [
        spec.seconds(Size(n, 10, 20, 3, pixels)) for n in (50, 500, 5_000, 50_000)
    ]

    assert sorted(seconds) == seconds
    assert 0 < seconds[0] < 10


def test_size_counts_arrays_without_copying_them():
    import numpy as np

    assert 8_000 <= models.size_bytes({"weights": np.zeros(1_000)}) < 8_500
