"""What to tell the user of a model's exceptions and warnings."""

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from dlcompare.errors import DlcompareError

MAX_LENGTH = 300  # characters of a message that is not ours
MAX_WARNINGS = 10  # texts per fit
NO_MEMORY = (
    "The model needs more memory than is free. Fewer rows or columns, or a machine "
    "with more memory, would do."
)
# Of these a user can do nothing: they are about the code, not the data.
ABOUT_CODE = (
    DeprecationWarning,
    PendingDeprecationWarning,
    FutureWarning,
    ImportWarning,
    ResourceWarning,
)
FOLDERS = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+)+[\\/](?=[\w.@+-])")


def cause(error: Exception) -> str:
    """Why a fit failed, in words for a user, without paths of this machine."""
    kind = type(error).__name__
    if isinstance(error, MemoryError) or kind == "ResourceExhaustedError":
        return NO_MEMORY
    if isinstance(error, DlcompareError):
        return str(error)
    said = _shorten(str(error))
    return (
        f"{said.rstrip('.')} ({kind})." if said else f"The model stopped with {kind}."
    )


@contextmanager
def overheard() -> Iterator[list[warnings.WarningMessage]]:
    """Collects the warnings raised inside, whatever the filters outside say."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def texts(caught: Iterable[warnings.WarningMessage]) -> tuple[str, ...]:
    """Each different text once, at most `MAX_WARNINGS`, those about code left out."""
    of_data = (w for w in caught if not issubclass(w.category, ABOUT_CODE))
    return tuple(dict.fromkeys(_shorten(str(w.message)) for w in of_data))[
        :MAX_WARNINGS
    ]


def _shorten(text: str) -> str:
    """One line, without folders, cut at `MAX_LENGTH`."""
    line = FOLDERS.sub("", " ".join(text.split()))
    return line if len(line) <= MAX_LENGTH else line[: MAX_LENGTH - 1] + "…"
