"""What can be trained: one entry per model. Listing them loads no library."""

from collections.abc import Collection

from dlcompare.models.beside import beside
from dlcompare.models.classical.boosting import BOOSTING
from dlcompare.models.classical.catboost import CATBOOST
from dlcompare.models.classical.dummy import DUMMY
from dlcompare.models.classical.ebm import EBM
from dlcompare.models.classical.extra_trees import EXTRA_TREES
from dlcompare.models.classical.forest import FOREST
from dlcompare.models.classical.hog_boosting import HOG_BOOSTING
from dlcompare.models.classical.hog_forest import HOG_FOREST
from dlcompare.models.classical.hog_linear import HOG_LINEAR
from dlcompare.models.classical.hog_svm import HOG_SVM
from dlcompare.models.classical.linear import LINEAR
from dlcompare.models.classical.nearest import NEAREST
from dlcompare.models.classical.pixels_svm import PIXELS_SVM
from dlcompare.models.classical.shallow_tree import SHALLOW_TREE
from dlcompare.models.classical.svm import SVM
from dlcompare.models.classical.text_linear import TEXT_LINEAR
from dlcompare.models.classical.text_nb_svm import TEXT_NB_SVM
from dlcompare.models.classical.text_svm import TEXT_SVM
from dlcompare.models.deep.convnet import CONVNET
from dlcompare.models.deep.document_mlp import DOCUMENT_MLP
from dlcompare.models.deep.document_mlp_images import DOCUMENT_MLP_IMAGES
from dlcompare.models.deep.realmlp import REALMLP
from dlcompare.models.deep.tabm import TABM
from dlcompare.models.deep.text_average import TEXT_AVERAGE
from dlcompare.models.deep.text_conv import TEXT_CONV
from dlcompare.models.deep.text_recurrent import TEXT_RECURRENT
from dlcompare.models.limits import why_not
from dlcompare.models.size import size_bytes
from dlcompare.models.spec import Context, Limits, ModelSpec, Size
from dlcompare.records import ColumnKind, ModalityName, Task
from dlcompare.registry import find

MODELS: tuple[ModelSpec, ...] = (
    DUMMY,
    LINEAR,
    NEAREST,
    FOREST,
    EXTRA_TREES,
    BOOSTING,
    CATBOOST,
    SVM,
    TEXT_SVM,
    TEXT_LINEAR,
    TEXT_NB_SVM,
    SHALLOW_TREE,
    EBM,
    HOG_LINEAR,
    HOG_SVM,
    HOG_FOREST,
    HOG_BOOSTING,
    PIXELS_SVM,
    DOCUMENT_MLP,
    REALMLP,
    TABM,
    TEXT_AVERAGE,
    TEXT_CONV,
    TEXT_RECURRENT,
    DOCUMENT_MLP_IMAGES,
    CONVNET,
)


def suited(
    modality: ModalityName, task: Task, kinds: Collection[ColumnKind] | None = None
) -> tuple[ModelSpec, ...]:
    """The models made for this kind of data and task, whatever its size.

    `kinds` are those of its columns; None: they are not known.
    """
    return tuple(
        m
        for m in MODELS
        if modality in m.modalities
        and task in m.tasks
        and (kinds is None or m.made_for is None or m.made_for in kinds)
    )


def model(name: str) -> ModelSpec:
    """The model called `name`; UnknownName lists the known ones."""
    return find(name, MODELS, kind="model")


__all__ = [
    "MODELS",
    "Context",
    "Limits",
    "ModelSpec",
    "Size",
    "beside",
    "model",
    "size_bytes",
    "suited",
    "why_not",
]
