"""Rows of a test file that are in the file trained on, too."""

import numpy as np

from dlcompare import words
from dlcompare.modalities.modality import Modality
from dlcompare.records import Dataset, Difference, Matching


def compare_files(modality: Modality, test: Dataset, trained: Dataset) -> Matching:
    """How a test file goes with the file trained on; its shared rows are counted.

    Parameters
    ----------
    modality : Modality
    test : Dataset
        As `modality.open_test` gives it.
    trained : Dataset
    """
    own, known = modality.hashes(test), modality.hashes(trained)
    n_shared = int(np.isin(own, known).sum())
    said = list(test.differences)
    if n_shared:
        noun = "image" if test.modality == "images" else "row"
        share = words.share(n_shared / len(own))
        text = (
            f"{n_shared:,} of {words.count(len(own), noun)} ({share}) are in "
            f"{trained.name} too, equal in everything; a model may know them by heart."
        )
        if len(np.unique(known)) < len(known):
            n_twice = len(known) - len(np.unique(known))
            text += (
                f" {trained.name} itself repeats {words.count(n_twice, noun)}, so some "
                "may be equal by chance."
            )
        said.insert(0, Difference(text, is_repaired=False))
    return Matching(test.name, len(own), n_shared, tuple(said))
