"""Tables: rows of numbers, categories, dates and text."""

from dlcompare.modalities.modality import Modality
from dlcompare.modalities.tabular.dataset import (
    open_table,
    read_column,
    read_first_rows,
)
from dlcompare.modalities.tabular.describe import describe
from dlcompare.modalities.tabular.read import read

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
    describe=describe,
    first_rows=read_first_rows,
    column=read_column,
)  # fmt: skip
