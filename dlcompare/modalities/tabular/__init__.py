"""Tables: rows of numbers, categories, dates and text."""

from dlcompare.modalities.modality import Modality
from dlcompare.modalities.tabular.dataset import (
    open_table,
    read_column,
    read_first_rows,
)
from dlcompare.modalities.tabular.describe import describe
from dlcompare.modalities.tabular.hashes import row_hashes
from dlcompare.modalities.tabular.read import read
from dlcompare.modalities.tabular.testfile import open_test_table

TABULAR = Modality(
    name="tabular",
    label="Table",
    accepts=(
        ".csv", ".tsv", ".txt", ".data", ".parquet", ".pq",
        ".csv.gz", ".tsv.gz", ".txt.gz", ".xlsx", ".xlsm",
        ".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz",
    ),
    read=read,
    open=open_table,
    open_test=open_test_table,
    hashes=lambda dataset: row_hashes(dataset, with_target=True).to_numpy(),
    describe=describe,
    first_rows=read_first_rows,
    column=read_column,
)  # fmt: skip
