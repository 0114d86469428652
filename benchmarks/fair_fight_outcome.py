"""What a contestant's process hands back. Needs NumPy alone, for two environments."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

MEMORY_FILE = Path("/proc/self/status")  # Linux; "VmHWM: 1234 kB" is the peak


def run(job: dict[str, object], fit: Callable[[], Callable[[], np.ndarray]]) -> None:
    """Time `fit`, which gives `predict`, and write both times and the predictions.

    Parameters
    ----------
    job : dict
        "out" is the file to write, without its ending.
    fit : callable
        May carry attributes `epochs` and `chosen`, set while it runs.
    """
    started = perf_counter()
    predict = fit()
    fitted = perf_counter()
    predictions = predict()
    predicted = perf_counter()
    out = Path(str(job["out"]))
    np.save(out.with_suffix(".npy"), np.asarray(predictions, dtype=np.float64))
    record = {
        "fit_seconds": round(fitted - started, 3),
        "predict_seconds": round(predicted - fitted, 3),
        "peak_memory_mb": peak_memory_mb(),
        "epochs": getattr(fit, "epochs", ""),
        "chosen": getattr(fit, "chosen", ""),
    }
    out.with_suffix(".json").write_text(json.dumps(record), "utf-8")


def peak_memory_mb() -> int:
    """The largest resident size of this process, MB."""
    found = re.search(r"VmHWM:\s+(\d+)", MEMORY_FILE.read_text("ascii"))
    return round(int(found[1]) / 1024) if found else 0
