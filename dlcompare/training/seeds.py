"""Seeds that depend on names and numbers only: same study seed, same everything."""

import hashlib

import numpy as np

SEED_BITS = (
    31  # scikit-learn and Keras take seeds below 2**32; signed C ints below 2**31
)


def derive(seed: int, *parts: str | int) -> int:
    """A seed of its own for what `parts` name, from the seed of the study.

    Python's `hash` of a text differs from process to process, so the parts go
    through BLAKE2; `SeedSequence` then mixes them with the seed.

    Parameters
    ----------
    seed : int
        The study's seed; any integer.
    *parts : str or int
        For instance a model's name, the repeat and the fold.

    Returns
    -------
    int
        In [0, 2**31).

    Examples
    --------
    >>> derive(0, "linear", 0, 1) == derive(0, "linear", 0, 1)
    True
    >>> derive(0, "linear", 0, 1) == derive(0, "linear", 1, 0)
    False
    """
    digest = hashlib.blake2b(repr((seed, parts)).encode(), digest_size=16).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    state = np.random.SeedSequence(words).generate_state(1)
    return int(state[0]) >> (32 - SEED_BITS)
