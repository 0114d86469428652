"""Keras and TensorFlow, loaded without a word on stderr."""

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Nothing on stderr, not even from libraries that write to it by number."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
with _quiet():  # loading prints a banner that no setting removes
    import keras
    import tensorflow as tf

__all__ = ["keras", "tf"]
