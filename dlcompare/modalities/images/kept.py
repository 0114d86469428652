"""Features of images by content: computed once, for all models, folds and processes.

Each batch of new ones is a file of its own beside the parsed images, written whole
and then given its name, so that nobody waits for anybody. Nothing in it is learned:
the features of an image depend on that image alone.
"""

import functools
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

KEY_BYTES = 16  # of the hash of an image
LEAST_TO_WRITE = 50  # images; a file for each of some single ones would be slower
MAX_KEPT_BYTES = 256 * 2**20  # in memory, where there is no folder
Floats = npt.NDArray[np.float32]
Images = npt.NDArray[np.uint8]


class Kept:
    """Features known so far. Batches in files are mapped, not loaded.

    Parameters
    ----------
    folder : Path or None
        Where batches are written and found; None: they stay in memory, the latest
        `MAX_KEPT_BYTES` of them.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.batches: OrderedDict[str, npt.NDArray[Any]] = OrderedDict()
        self.places: dict[bytes, tuple[str, int]] = {}

    def features(self, images: Images, make: Callable[[Images], Floats]) -> Floats:
        """Features of images, of those not known by `make`.

        Parameters
        ----------
        images : uint8 array of shape (n_images, height, width, channels)
        make : callable
            From images to an array of shape (n_images, n_features).
        """
        keys = [_key(image) for image in images]
        if self.folder is not None and any(key not in self.places for key in keys):
            self._find(self.folder)
        new = [i for i, key in enumerate(keys) if key not in self.places]
        made = make(images[new]) if new else None
        result = None
        if made is not None:
            result = np.empty((len(images), made.shape[1]), dtype=np.float32)
            result[new] = made
        for name, rows in self._known(keys).items():
            to, places = np.array(rows).T
            values = self.batches[name]["features"][places]
            if result is None:
                result = np.empty((len(images), values.shape[1]), dtype=np.float32)
            result[to] = values
        if made is not None:
            self._keep([keys[i] for i in new], made)
        assert result is not None, "no image was given"
        return result

    def _known(self, keys: list[bytes]) -> dict[str, list[tuple[int, int]]]:
        """Of each batch, which of the keys it has, and at which place."""
        found: dict[str, list[tuple[int, int]]] = {}
        for i, key in enumerate(keys):
            if key in self.places:
                name, place = self.places[key]
                found.setdefault(name, []).append((i, place))
        return found

    def _find(self, folder: Path) -> None:
        """Batches that others, or earlier ones, have written."""
        for path in sorted(folder.glob("*.npy")):
            if path.name not in self.batches:
                self._add(path.name, np.load(path, mmap_mode="r"))

    def _add(self, name: str, batch: npt.NDArray[Any]) -> None:
        self.batches[name] = batch
        for place, key in enumerate(batch["key"]):
            self.places.setdefault(key.tobytes(), (name, place))

    def _keep(self, keys: list[bytes], made: Floats) -> None:
        kind = [("key", f"V{KEY_BYTES}"), ("features", np.float32, made.shape[1:])]
        batch = np.empty(len(keys), dtype=kind)
        batch["key"], batch["features"] = np.array(keys, f"V{KEY_BYTES}"), made
        name = f"{hashlib.blake2b(b''.join(keys), digest_size=KEY_BYTES).hexdigest()}"
        if self.folder is not None and len(keys) >= LEAST_TO_WRITE:
            with suppress(OSError):  # a full disk costs time, not the study
                path = _write(self.folder, f"{name}.npy", batch)
                self._add(path.name, np.load(path, mmap_mode="r"))
                return
        self._add(name, batch)
        self._forget()

    def _forget(self) -> None:
        """The oldest batches in memory, while all are too large."""
        own = [n for n, b in self.batches.items() if not isinstance(b, np.memmap)]
        size = sum(self.batches[name].nbytes for name in own)
        for name in own[:-1]:
            if size <= MAX_KEPT_BYTES:
                return
            size -= self.batches.pop(name).nbytes
            self.places = {k: p for k, p in self.places.items() if p[0] != name}


@functools.lru_cache(maxsize=8)
def kept_in(folder: str) -> Kept:
    """What is known in this process of one folder; "": of no folder."""
    return Kept(Path(folder) if folder else None)


def _key(image: Images) -> bytes:
    content = np.ascontiguousarray(image)
    salt = repr(content.shape)[:16].encode()
    return hashlib.blake2b(content.data, digest_size=KEY_BYTES, salt=salt).digest()


def _write(folder: Path, name: str, batch: npt.NDArray[Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, batch)
        return Path(scratch).replace(folder / name)
    finally:
        Path(scratch).unlink(missing_ok=True)
