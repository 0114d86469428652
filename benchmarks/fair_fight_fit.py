"""One fit of the fair fight in a process of its own, and the file of results."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

import fair_fight_data as data
import numpy as np

from dlcompare.records import Dataset

HERE = Path(__file__).parent
PEERS = ("CatBoost_TD", "RealMLP_TD", "TabM_D")
FIELDS = (
    "data", "n_train", "n_test", "seed", "contestant", "metric", "kind", "error",
    "error_rate", "fit_seconds", "predict_seconds", "peak_memory_mb", "threads",
    "is_alone", "epochs", "chosen",
)  # fmt: skip
KEY = ("data", "seed", "contestant", "metric", "kind")
TICKS = os.sysconf("SC_CLK_TCK")  # of /proc/stat, per second
OTHERS_SHARE = 0.05  # of one core; with less used by others a fit counts as alone


@dataclass(frozen=True)
class Fight:
    """One fit to do.

    `metric` "": the one that errors are compared by. `epochs` 0: as many as the
    contestant does by default. `kind` is "error" or "time".
    """

    data: str
    seed: int
    contestant: str
    metric: str = ""
    kind: str = "error"
    threads: int = 1
    epochs: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same fit as a row of the results."""
        return tuple(str(getattr(self, name)) for name in KEY)


@dataclass(frozen=True)
class Place:
    """Where things are: the files, the peers' python, room for what passes."""

    files: Path
    peers: Path | None
    folder: Path


@cache
def loaded(name: str, files: Path) -> Dataset:
    """The data set, read once."""
    return data.load(name, files)


def fit(fight: Fight, place: Place) -> dict[str, object]:
    """Fit, predict and score one contestant; a row of the results.

    Raises
    ------
    subprocess.CalledProcessError
        The contestant's process failed; its own message is on standard error.
    """
    dataset = loaded(fight.data, place.files)
    train, test = data.split(dataset, fight.seed)
    out = place.folder / "-".join(fight.key)
    job = {
        **asdict(fight),
        "folder": str(place.files),
        "copy": f"{out}.npz",
        "out": str(out),
    }
    is_peer = fight.contestant in PEERS
    if is_peer:
        data.write_copy(dataset, fight.seed, Path(f"{out}.npz"))
    others_seconds, elapsed = carry_out(job, place.peers if is_peer else None)
    record = json.loads(Path(f"{out}.json").read_text("utf-8"))
    error, rate = data.errors(dataset, test, np.load(f"{out}.npy"))
    return {
        **dict.fromkeys(FIELDS, ""),
        **{name: job[name] for name in FIELDS if name in job},
        **record,
        "n_train": len(train),
        "n_test": len(test),
        "error": float(f"{error:.6g}"),
        "error_rate": "" if rate is None else round(rate, 6),
        "is_alone": fight.kind == "time" and others_seconds < OTHERS_SHARE * elapsed,
    }


def carry_out(job: Mapping[str, object], peers: Path | None) -> tuple[float, float]:
    """Run the contestant; seconds of processor that others used, and of clock."""
    script = HERE / f"fair_fight_{'peers' if peers else 'ours'}.py"
    command = [str(peers or sys.executable), str(script), json.dumps(job)]
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"),
        str(job["threads"]),
    )
    started, busy, own = perf_counter(), busy_seconds(), children_seconds()
    subprocess.run(
        command,
        env={**os.environ, **threads, "TF_CPP_MIN_LOG_LEVEL": "2"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    others = (busy_seconds() - busy) - (children_seconds() - own)
    return others, perf_counter() - started


def busy_seconds() -> float:
    """Processor seconds that this machine has worked since it started."""
    ticks = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
    user, nice, system = (int(number) for number in ticks[:3])
    return (user + nice + system) / TICKS


def children_seconds() -> float:
    """Processor seconds of the contestants that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a results file; none if there is no file."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def key_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a row the same fit as another."""
    return tuple(row[name] for name in KEY)


def counts(row: Mapping[str, str]) -> bool:
    """Whether the fit need not be done again: a timing counts only if it was alone."""
    return row["kind"] == "error" or row["is_alone"] == "True"


def append(path: Path, row: Mapping[str, object]) -> None:
    """One row more, with the header before the first."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row.keys(), lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)
