"""How large a fitted model is."""

import pickle
from typing import Any


class _Counter:
    """A file that keeps nothing but the number of bytes written to it."""

    def __init__(self) -> None:
        self.n_bytes = 0

    def write(self, data: Any) -> int:
        """Count `data`."""
        n = memoryview(data).nbytes
        self.n_bytes += n
        return n


def size_bytes(estimator: Any) -> int:
    """Bytes of a fitted estimator when stored; arrays are counted, not copied.

    For a network these are its weights, 4 bytes each, and its preprocessing.
    """
    counter = _Counter()
    buffers: list[int] = []

    def count_buffer(buffer: pickle.PickleBuffer) -> None:
        buffers.append(memoryview(buffer).nbytes)

    pickle.Pickler(counter, protocol=5, buffer_callback=count_buffer).dump(estimator)
    return counter.n_bytes + sum(buffers)
