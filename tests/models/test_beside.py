"""Who competes in a family, and who stands beside."""

import pytest

from dlcompare import models


def beside(*names):
    return models.beside(models.model(name) for name in names)


@pytest.mark.parametrize(
    ("family", "modality", "expected"),
    [
        ("classical", "tabular", {"linear", "shallow_tree", "ebm"}),
        ("classical", "images", {"hog_linear", "pixels_svm"}),
        ("deep", "tabular", {"document_mlp"}),
        ("deep", "images", {"document_mlp_images"}),
    ],
)
def test_references_and_readable_models_stand_beside(family, modality, expected):
    own = [s for s in models.suited(modality, "binary") if s.family == family]

    assert expected == models.beside(own)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["linear", "ebm"], {"linear"}),
        (["linear", "shallow_tree"], set()),
        (["ebm"], set()),
        (["ebm", "forest"], {"ebm"}),
        ([], set()),
    ],
    ids=["readable competes", "references compete", "alone", "beside one", "nobody"],
)
def test_somebody_always_competes(names, expected):
    assert expected == beside(*names)
