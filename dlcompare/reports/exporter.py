"""What an exporter is: a way to write a report as one file."""

from collections.abc import Callable
from dataclasses import dataclass

from dlcompare.records import Report


@dataclass(frozen=True)
class Exporter:
    """One kind of file a report can be taken along as.

    `suffix` begins with a dot; `write` gives the content of the file.
    """

    name: str
    label: str
    suffix: str
    mime: str
    write: Callable[[Report], bytes]
