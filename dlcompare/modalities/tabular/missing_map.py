"""Where cells are missing: by blocks of rows, and which columns together."""

import numpy as np

from dlcompare.records import MissingMap, MissingPattern

MOST_BLOCKS = 50  # rows of the map
MOST_COLUMNS = 30  # of the map, those with the most missing cells; and of a pattern
MOST_PATTERNS = 12


class MissingCells:
    """The missing cells of a table, counted column by column.

    Kept per column: a count for each block of rows, and one bit per row. Kept per
    row: one number, to which each column adds one of its own where it is missing,
    so that equal numbers are equal sets of columns.
    """

    def __init__(self, n_rows: int) -> None:
        n_blocks = min(MOST_BLOCKS, n_rows)
        self.n_rows = n_rows
        self.starts = np.arange(n_blocks) * n_rows // max(n_blocks, 1)
        self._counts: dict[str, np.ndarray] = {}
        self._bits: dict[str, np.ndarray] = {}
        self._patterns = np.zeros(n_rows, dtype=np.uint64)
        self._rng = np.random.default_rng(0)

    def add(self, name: str, missing: np.ndarray) -> None:
        """Take in a column.

        Parameters
        ----------
        name : str
        missing : bool array of shape (n_rows,)
        """
        if not missing.any():
            return
        self._counts[name] = np.add.reduceat(missing, self.starts, dtype=np.int64)
        self._bits[name] = np.packbits(missing)
        self._patterns[missing] += self._rng.integers(1, 2**63, dtype=np.uint64)

    @property
    def n_cells(self) -> int:
        """Missing cells of all columns."""
        return int(sum(counts.sum() for counts in self._counts.values()))

    def complete_share(self) -> float:
        """Share of the rows without any missing cell."""
        return float((self._patterns == 0).mean()) if self.n_rows else 1.0

    def as_map(self) -> MissingMap | None:
        """What was counted; None if nothing is missing."""
        if not self._counts:
            return None
        most = sorted(self._counts, key=lambda name: -int(self._counts[name].sum()))
        shown = most[:MOST_COLUMNS]
        found, first, counts = np.unique(
            self._patterns, return_index=True, return_counts=True
        )
        order = np.argsort(-counts, kind="stable")[:MOST_PATTERNS]
        return MissingMap(
            columns=tuple(shown),
            n_columns=len(most),
            starts=(*self.starts.tolist(), self.n_rows),
            counts=tuple(tuple(self._counts[name].tolist()) for name in shown),
            patterns=tuple(
                self._pattern(int(first[i]), n_rows=int(counts[i])) for i in order
            ),
            n_patterns=len(found),
        )

    def _pattern(self, row: int, *, n_rows: int) -> MissingPattern:
        """The columns that are missing in a row, in the order of the file."""
        byte, bit = row // 8, 7 - row % 8
        names = [name for name, bits in self._bits.items() if bits[byte] >> bit & 1]
        return MissingPattern(tuple(names[:MOST_COLUMNS]), len(names), n_rows)
