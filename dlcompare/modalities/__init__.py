"""What kinds of data exist: one folder per kind."""

from dataclasses import replace
from pathlib import Path

from dlcompare.errors import UnreadableUpload
from dlcompare.modalities.division import division_traits
from dlcompare.modalities.images import IMAGES
from dlcompare.modalities.modality import Modality
from dlcompare.modalities.recognise import TABLE, format_of
from dlcompare.modalities.tabular import TABULAR
from dlcompare.records import Dataset, Profile, Upload
from dlcompare.registry import find

MODALITIES = (TABULAR, IMAGES)

__all__ = ["IMAGES", "MODALITIES", "TABULAR", "Modality", "describe", "recognise"]

_FORMAT_OF_SUFFIX = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".zip": "zip",
    ".xlsx": "zip",
    ".xlsm": "zip",
}


def recognise(upload: Upload) -> Modality:
    """The modality of a file, by its bytes and its name together.

    Raises
    ------
    UnreadableUpload
        The bytes are not what the name promises, or no modality accepts them.
    """
    found = format_of(upload)
    name = upload.name.lower()
    modality = next((m for m in MODALITIES if name.endswith(m.accepts)), None)
    if modality is None:
        if name.endswith((".xlsb", ".ods", ".xls")):
            raise UnreadableUpload(
                f"{upload.name} is a spreadsheet of a kind that is not read.",
                "Save it as .xlsx, or the sheet as CSV.",
            )
        raise UnreadableUpload(f"{upload.name} is of a kind that is not read.", TABLE)
    suffix = next(s for s in modality.accepts if name.endswith(s))
    expected = (
        "gzip" if suffix.endswith(".gz") else _FORMAT_OF_SUFFIX.get(suffix, "text")
    )
    if found != expected:
        raise UnreadableUpload(
            f"{upload.name} is called {suffix} but its content is {_in_words(found)}.",
            "Upload it under the name it should have, or choose another file.",
        )
    return modality


def describe(dataset: Dataset, folder: Path) -> Profile:
    """What a dataset looks like, and how its rows hang together.

    Parameters
    ----------
    dataset : Dataset
    folder : Path
        Where its file was read into; thumbnails of images lie there.
    """
    profile = find(dataset.modality, MODALITIES, kind="modality").describe(
        dataset, folder
    )
    return replace(profile, traits=(*profile.traits, *division_traits(dataset)))


def _in_words(found: str) -> str:
    return {
        "text": "plain text",
        "gzip": "a gzip archive",
        "parquet": "a Parquet table",
        "zip": "a ZIP archive",
    }[found]
