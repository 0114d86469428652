"""Understood columns to the one Parquet file that all later steps read."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dlcompare.modalities.tabular.understood import Understood

ROW_GROUP_ROWS = 100_000
MANY_LABELS = 10_000  # of a category: its texts are written, not the labels per group
COMPRESSION = "lz4"  # half the time of zstd for half as much again of space
VARIED_SHARE = 0.25  # different values over rows; more hardly shrink, at any price


def write_table(understood: Sequence[Understood], path: Path) -> None:
    """Write columns under their names, in groups of rows."""
    names = [one.column.name for one in understood]
    pq.write_table(
        pa.table([one.values for one in understood], names),
        path,
        compression={one.column.name: _compression(one) for one in understood},
        row_group_size=ROW_GROUP_ROWS,
        write_statistics=False,
        use_dictionary=[one.column.name for one in understood if _has_few_labels(one)],
    )


def _has_few_labels(one: Understood) -> bool:
    if not pa.types.is_dictionary(one.values.type):
        return False
    return one.column.n_unique <= MANY_LABELS


def _compression(one: Understood) -> str:
    is_varied = one.column.n_unique > VARIED_SHARE * len(one.values)
    return "none" if is_varied and one.column.kind != "text" else COMPRESSION
