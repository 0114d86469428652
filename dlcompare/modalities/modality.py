"""The Modality record: what a kind of data must be able to do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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


class Open(Protocol):
    """The function that turns parsed data into what will be learned from."""

    def __call__(
        self,
        folder: Path,
        reading: Reading,
        setup: Setup,
        *,
        like: Dataset | None = None,
    ) -> Dataset:
        """Give the dataset; with `like`, its columns, kinds and class codes."""
        ...


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
    open : (folder, reading, setup, like=None) -> Dataset
        Applies target, task and excluded columns to the parsed data.
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
    open: Open
    describe: Callable[[Dataset, Path], Profile]
    first_rows: Callable[[Path, int], pd.DataFrame]
    column: Callable[[Path, str], pd.Series]
