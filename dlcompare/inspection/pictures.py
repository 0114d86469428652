"""What a champion goes by in images: kinds of features, and parts of the picture.

A single pixel says nothing. So, of models on hand-crafted features, all features of
one kind are taken from other images; and of every model, parts of some images are
covered one at a time.
"""

import time
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics, words
from dlcompare.inspection import importance
from dlcompare.metrics import Metric
from dlcompare.modalities.images.prepare import HandCrafted, hand_crafted_in
from dlcompare.records import Dataset, Explanation, Importance, Saliency
from dlcompare.training.scoring import predict, take

Array = NDArray[Any]

MOST_ROWS = 1_000  # images whose features are shuffled; as many as rows of a table
N_PICTURES = 6  # in which parts are covered; a row of the page
PARTS = 7  # covered along each side: the cells of the edges
REACH = 0.5  # of a part, covered beyond it on each side: a stroke is not cut in two
PIXELS = "It takes the pixels themselves, so there are no features to shuffle."


def explain(
    said: Explanation,
    estimator: Any,
    dataset: Dataset,
    test_rows: NDArray[np.int64],
    *,
    metric: str,
    seed: int,
    deadline: float,
) -> Explanation:
    """Complete what is said of a fitted champion, on images it has not seen.

    Images, shuffles and parts hang on data and seed alone, so that two champions
    explained apart can be set side by side.

    Parameters
    ----------
    said : Explanation
        Whose model it is.
    estimator : scikit-learn estimator, fitted on the training rows of a fold
    dataset : Dataset
        Of images.
    test_rows : int array of shape (n_test,)
    metric : str
        The deciding one.
    seed : int
    deadline : float
        Seconds of `time.monotonic`; no image is begun after it, but the first.

    Returns
    -------
    Explanation
        With saliencies, and of a model on hand-crafted features the importance of
        each kind, the largest first.
    """
    rows = np.random.default_rng(seed).permutation(test_rows)
    saliencies: list[Saliency] = []
    chosen = one_per_class(dataset.y, rows)
    for row in chosen:
        if saliencies and time.monotonic() > deadline:
            break
        saliencies.append(saliency(estimator, dataset, int(row)))
    n_late = len(chosen) - len(saliencies)
    late = (f"Time ran out before {words.count(n_late, 'image')} more.",) * bool(n_late)
    said = replace(said, saliencies=tuple(saliencies), notes=late)
    step = hand_crafted_in(estimator)
    if step is None:
        return replace(said, notes=(PIXELS, *late))
    return _with_kinds(said, estimator, step, dataset, rows[:MOST_ROWS], metric, seed)


def one_per_class(y: Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first row of each class in turn, then the second, up to `N_PICTURES`."""
    labels = y[rows]
    turn = np.zeros(len(rows), dtype=np.int64)
    for label in np.unique(labels):
        own = labels == label
        turn[own] = np.arange(np.count_nonzero(own))
    return np.asarray(rows[np.argsort(turn, kind="stable")][:N_PICTURES])


def saliency(estimator: Any, dataset: Dataset, row: int) -> Saliency:
    """What covering each part of one image costs the probability of its class.

    A part takes the mean colour of the image. Parts overlap by `REACH`.

    References
    ----------
    Zeiler & Fergus (2014), Visualizing and understanding convolutional networks, ECCV.
    """
    image, truth = np.asarray(dataset.X[row]), int(dataset.y[row])
    covered = coverings(image)
    predictions, shares = predict(
        estimator, np.concatenate([image[None], covered]), len(dataset.classes)
    )
    assert shares is not None, "models of images give probabilities"
    whole, rest = shares[0, truth], shares[1:, truth].reshape(PARTS, PARTS)
    return Saliency(
        row=row,
        name=dataset.row_names[row] if dataset.row_names else "",
        of=dataset.classes[truth],
        predicted=dataset.classes[int(predictions[0])],
        probability=float(whole),
        drops=tuple(map(tuple, (whole - rest).tolist())),
    )


def coverings(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Copies of (height, width, channels), one part of each covered, from top left."""
    fill = np.rint(image.mean(axis=(0, 1))).astype(np.uint8)
    copies = np.repeat(image[None], PARTS**2, axis=0)
    down, across = (_spans(side) for side in image.shape[:2])
    for number, copy in enumerate(copies):
        row, column = divmod(number, PARTS)
        copy[down[row], across[column]] = fill
    return copies


def _spans(side: int) -> list[slice]:
    """Where each part lies along one side; at least a pixel."""
    step = side / PARTS
    return [
        slice(
            max(int(step * (i - REACH)), 0),
            max(int(np.ceil(step * (i + 1 + REACH))), 1),
        )
        for i in range(PARTS)
    ]


def _with_kinds(
    said: Explanation,
    estimator: Any,
    step: HandCrafted,
    dataset: Dataset,
    rows: NDArray[np.int64],
    metric: str,
    seed: int,
) -> Explanation:
    """With what each kind of features is worth, on some of the held-out images."""
    groups = None if dataset.groups is None else dataset.groups[rows]
    prepared = importance.prepared(
        take(dataset.X, rows),
        dataset.y[rows],
        groups,
        n_classes=len(dataset.classes),
        seed=seed,
    )
    found = metrics.find(metric)
    known = importance.base(estimator, prepared, found)
    if known is None:
        return replace(said, notes=(*said.notes, importance.UNDEFINED))
    kinds = [
        _of_kind(estimator, step, kind, prepared, found, known) for kind in step.kinds_
    ]
    return replace(
        said,
        base_score=known.score,
        n_rows=len(rows),
        n_shuffles=importance.N_SHUFFLES,
        importances=tuple(sorted(kinds, key=lambda one: -one.loss)),
    )


def _of_kind(
    estimator: Any,
    step: HandCrafted,
    kind: str,
    rows: importance.Rows,
    metric: Metric,
    known: importance.Base,
) -> Importance:
    predictions = []
    for places in rows.shuffles:
        with step.taken_from(kind, places):
            predictions.append(predict(estimator, rows.X, rows.n_classes))
    return importance.lost(kind, predictions, rows, metric, known)
