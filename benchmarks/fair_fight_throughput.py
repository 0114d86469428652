"""Useful work per second of `realmlp` in training, against the machine's limit.

    python benchmarks/fair_fight_throughput.py JOB

JOB is the JSON that `fair_fight.py` writes: "folder", "seed", "threads", "epochs".
Prints the results as JSON. The limit is what TensorFlow
reaches, in the same process and by the same threads, in one large matrix product.
"""

import json
import sys
import warnings
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import numpy as np
import tensorflow as tf
from fair_fight_ours import Contest

DATA = "housing"  # one-hot only: every kernel multiplies every row
SIDE = 4_096  # rows and columns of the two matrices, 64 MB each
N_PRODUCTS = 5
PASSES = 3  # forward, and backward to the weights and to the inputs
HELD_SHARE = 0.2  # of the training rows, which choose the epoch


def limit(n_threads: int) -> float:
    """GFLOP/s of the best of some large products."""
    tf.config.threading.set_intra_op_parallelism_threads(n_threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    rng = np.random.default_rng(0)
    a, b = (
        tf.constant(rng.standard_normal((SIDE, SIDE), dtype=np.float32))
        for _ in range(2)
    )
    taken = []
    for _ in range(N_PRODUCTS):
        started = perf_counter()
        tf.linalg.matmul(a, b).numpy()
        taken.append(perf_counter() - started)
    return 2e-9 * SIDE**3 / min(taken)


def n_kernel_weights(weights: Any) -> int:
    """Weights of the dense layers of all members: kernels of (members, in, out)."""
    if isinstance(weights, np.ndarray):
        return weights.size if weights.ndim == 3 and weights.shape[1] > 1 else 0
    return sum(n_kernel_weights(part) for part in weights)


def measure(job: Mapping[str, Any]) -> dict[str, object]:
    """The limit, what training reaches, and its share.

    `gflops` is over the whole fit, preparation and compiling included;
    `gflops_later` over the epochs after the first.
    """
    most = limit(job["threads"])
    contest = Contest({"data": DATA, "contestant": "realmlp", "metric": "", **job})
    ends: list[float] = []
    contest.notify = lambda _: ends.append(perf_counter())
    estimator = contest.built("realmlp")
    started = perf_counter()
    contest.fitted(estimator, contest.train)
    seconds = perf_counter() - started
    rows = len(contest.train) * (1 - HELD_SHARE)
    work = 2e-9 * PASSES * n_kernel_weights(estimator.weights_) * rows  # an epoch
    reached = work * len(ends) / seconds
    later = work * (len(ends) - 1) / (ends[-1] - ends[0])
    return {
        "data": DATA,
        "epochs": len(ends),
        "threads": job["threads"],
        "fit_seconds": round(seconds, 2),
        "gflops": round(reached, 1),
        "gflops_later": round(later, 1),
        "matmul_gflops": round(most, 1),
        "share": round(reached / most, 3),
        "share_later": round(later / most, 3),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(measure(json.loads(sys.argv[1]))))
