"""Which study has scored models on which test rows, and when: kept for good."""

import time

from dlcompare.jobs.database import Database
from dlcompare.records import Opening


class Openings:
    """The table of openings; a study that is deleted leaves its lines in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, study: str, *, rows: str, data: str) -> None:
        """Keep that a study looks at test rows; the first time counts.

        Parameters
        ----------
        study : str
            Its id.
        rows : str
            Hash of the test file, or of the sealed rows.
        data : str
            Hash of the file that the study learns from.
        """
        self._database.run(
            "insert or ignore into opening (study, rows, data, at) values (?, ?, ?, ?)",
            (study, rows, data, time.time()),
        )

    def of(self, rows: str) -> tuple[Opening, ...]:
        """Who has looked at these rows, the earliest first."""
        found = self._database.run(
            "select study, data, at from opening where rows = ? order by at, rowid",
            (rows,),
        )
        return tuple(Opening(row["study"], row["data"], row["at"]) for row in found)
