"""The words records share: what a field may say, and the constants of the path."""

from typing import Literal

Task = Literal["binary", "multiclass", "regression"]
Family = Literal["dummy", "classical", "deep"]
ModalityName = Literal["tabular", "images"]
ColumnKind = Literal["number", "category", "boolean", "date", "text", "image"]
Leaning = Literal["deep", "classical", "none"]
Choice = Literal["deep", "classical", "equivalent", "undecided", "no_signal"]
Severity = Literal["decide", "check", "note", "passed", "not_applicable"]
Action = Literal["exclude", "keep", "group", "order", "together", "missing"]
StudyState = Literal["draft", "queued", "running", "done", "stopped", "failed"]

TEST_FOLD = -1  # the fold number of "refitted on all rows, scored on test rows"
INTERVAL_LEVEL = 0.95  # level of every interval shown, unless its name says other
# Of the rows in order of time, those no fold tests: with half of them, the training
# rows of the first and the last fold differ less than twofold.
EARLIEST_SHARE = 0.5
