"""The Modality record: what a kind of data must be able to do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare.records import (
    Dataset,
    ModalityName,
    Profile,
    Reading,
    ReadOptions,
    Setup,
    Upload,
)


@dataclass(frozen=True)
class Modality:
    """One kind of data.

    Attributes
    ----------
    name : str
        Stable; it is in saved studies.
    label : str
        For people: "Table".
    accepts : tuple of str
        File name endings, lower case, with the dot.
    read : (upload, options, folder) -> Reading
        Parses the file and writes the parsed data into `folder`.
    open : (folder, reading, setup) -> Dataset
        Applies target, task and excluded columns to the parsed data.
    open_test : (folder, reading, setup, like) -> Dataset
        The parsed data of the setup's test file in the columns, kinds and class codes
        of the dataset `like`; what differs is in its `differences`.
    hashes : (dataset) -> array of shape (n_rows,)
        Equal rows, target included, have equal ones.
    describe : (dataset, folder) -> Profile
        Measures the dataset; `folder` is the one `read` wrote into.
    first_rows : (folder, n_rows) -> DataFrame
        The first rows as understood, to be shown.
    column : (folder, name) -> Series
        The values of one column as understood, to choose a target.
    """

    name: ModalityName
    label: str
    accepts: tuple[str, ...]
    read: Callable[[Upload, ReadOptions, Path], Reading]
    open: Callable[[Path, Reading, Setup], Dataset]
    open_test: Callable[[Path, Reading, Setup, Dataset], Dataset]
    hashes: Callable[[Dataset], np.ndarray]
    describe: Callable[[Dataset, Path], Profile]
    first_rows: Callable[[Path, int], pd.DataFrame]
    column: Callable[[Path, str], pd.Series]
