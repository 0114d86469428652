"""What the names of image files say: which of them were probably taken together."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd

NAME_PREFIX = "file-name prefix"  # what images can be grouped by, as a column is
_NUMBER_AT_END = re.compile(r"[ _.-]*\d*$")
_PART_AT_END = re.compile(r"[ _.-]+[^ _.-]+$")


def name_prefix(name: str) -> str:
    """The name of an image without folder, ending, and what counts it.

    That is the last part after a space, `_`, `-` or `.`, or else digits at the
    end; a name of nothing else is its own prefix.

    Examples
    --------
    >>> name_prefix("cats/patient12_003.png"), name_prefix("scan-7-left.jpg")
    ('patient12', 'scan-7')
    >>> name_prefix("IMG0001.png"), name_prefix("17.png")
    ('IMG', '17')
    """
    stem = PurePosixPath(name).stem
    shorter = _PART_AT_END.sub("", stem)
    if shorter == stem:
        shorter = _NUMBER_AT_END.sub("", stem)
    return shorter or stem


def prefixes(names: Iterable[str]) -> pd.Series:
    """The prefix of every name, as the column they are grouped by."""
    return pd.Series([name_prefix(name) for name in names], name=NAME_PREFIX)
