"""Tables made by code: honest ones, and the same with one poison each."""

import json
import uuid
from pathlib import Path

import numpy as np
import pandas as pd

from dlcompare.checks import CHECKS, examine
from dlcompare.modalities import TABULAR
from dlcompare.records import CheckResult, ReadOptions, Setup, Upload

REGIONS = np.array(["north", "south", "east", "west", "centre"])


def examined(
    frame: pd.DataFrame, folder: Path, test: pd.DataFrame | None = None, **chosen
) -> tuple[CheckResult, ...]:
    """What the checks say of a table that was written, read and opened as any other."""
    dataset = _opened(frame, folder / "train", **chosen)
    other = None
    if test is not None:
        path = _written(test, folder / "test")
        found = TABULAR.read(path, ReadOptions(), folder / "test")
        setup = Setup(path, target="target", test_upload=path, **chosen)
        other = TABULAR.open_test(folder / "test", found, setup, dataset)
    profile = TABULAR.describe(dataset, folder / "train")
    return examine(dataset, profile, other)


def alarms(results) -> list[str]:
    """What an honest table should not get, in words."""
    names = {check.code: check.name for check in CHECKS}
    grave = [r for r in results if r.severity in ("decide", "check")]
    return [f"{names[r.code]}: {r.title}" for r in grave]


def of_check(results, name: str) -> list[CheckResult]:
    code = next(check.code for check in CHECKS if check.name == name)
    quiet = ("passed", "not_applicable")
    return [r for r in results if r.code == code and r.severity not in quiet]


def _opened(frame: pd.DataFrame, folder: Path, **chosen):
    upload = _written(frame, folder)
    reading = TABULAR.read(upload, ReadOptions(), folder)
    setup = Setup(upload, target="target", **chosen)
    return TABULAR.open(folder, reading, setup)


def _written(frame: pd.DataFrame, folder: Path) -> Upload:
    folder.mkdir(parents=True)
    path = folder / "table.csv"
    frame.to_csv(path, index=False)
    return Upload(path.name, str(path), path.stat().st_size, "0" * 64)


def people(task: str = "binary", n: int = 600, seed: int = 1) -> pd.DataFrame:
    """Seven columns of which five tell the target, with noise."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "age": rng.integers(18, 80, n),
            "income": np.round(rng.lognormal(10, 0.5, n), 2),
            "region": rng.choice(REGIONS, n),
            "balance": np.round(rng.normal(0, 1000, n), 2),
            "visits": rng.poisson(4, n),
            "member": rng.choice(["no", "yes"], n),
            "height": np.round(rng.normal(170, 9, n), 1),
        }
    )
    signal = (
        (frame["age"] - 49) / 18
        + (np.log(frame["income"]) - 10) / 0.5
        + 0.8 * (frame["region"] == "north")
        + frame["balance"] / 1500
        - 0.6 * (frame["member"] == "yes")
        + rng.normal(0, 1.0, n)
    )
    frame["target"] = target_of(signal, task)
    return frame


def target_of(signal, task: str):
    """A target of the task from a signal: words of classes, or amounts."""
    if task == "regression":
        return np.round(100 + 20 * signal, 2)
    words = ["stays", "leaves"] if task == "binary" else ["bronze", "silver", "gold"]
    edges = np.quantile(signal, np.arange(1, len(words)) / len(words))
    return np.array(words)[np.digitize(signal, edges)]


def is_second(frame: pd.DataFrame) -> np.ndarray:
    """Where the target is the second class of `people`."""
    return (frame["target"] == "leaves").to_numpy()


def uuids(n: int, seed: int = 0) -> list[str]:
    rng = np.random.default_rng(seed)
    return [str(uuid.UUID(bytes=rng.bytes(16))) for _ in range(n)]


def shown(results) -> str:
    """Results as text, for a failing test."""
    found = [(r.code, r.severity, r.title) for r in results]
    return json.dumps([f for f in found if f[1] not in ("passed", "not_applicable")])
