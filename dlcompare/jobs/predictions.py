"""Predictions of folds: files beside the store, their hashes in it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dlcompare.jobs import arrays
from dlcompare.jobs.database import Database
from dlcompare.records import FoldTask


class Predictions:
    """The arrays kept in `folder`/studies/<id>/predictions/."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder, self._database = folder, database

    def keep(self, id: str, task: FoldTask, values: Mapping[str, Any]) -> str:
        """Write the arrays of one fold; gives the key to ask for them."""
        sha256, size = arrays.write_arrays(self._file(id, task.key), values)
        self._database.run(
            "insert or replace into prediction values (?, ?, ?, ?)",
            (id, task.key, sha256, size),
        )
        return task.key

    def read(self, id: str, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The arrays kept under `keys`; a damaged or missing file is left out."""
        query = "select key, sha256 from prediction where study = ?"
        hashes = {row["key"]: row["sha256"] for row in self._database.run(query, (id,))}
        wanted = [key for key in dict.fromkeys(keys) if key in hashes]
        read = {k: arrays.read_arrays(self._file(id, k), hashes[k]) for k in wanted}
        return {key: values for key, values in read.items() if values is not None}

    def _file(self, id: str, key: str) -> Path:
        return self._folder / "studies" / id / "predictions" / f"{key}.npz"
