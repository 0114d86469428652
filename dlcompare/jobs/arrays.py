"""Arrays as files: written whole or not at all, known by their hash."""

import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_arrays(file: Path, arrays: Mapping[str, Any]) -> tuple[str, int]:
    """Write `arrays` to `file`; what was there before is replaced at once.

    Returns
    -------
    sha256 : str
    size_bytes : int
    """
    import numpy as np

    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    data = buffer.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return hashlib.sha256(data).hexdigest(), len(data)


def read_arrays(file: Path, sha256: str) -> dict[str, Any] | None:
    """The arrays in `file`, or None if it is gone or not what was written."""
    import numpy as np

    if not file.is_file():
        return None
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
