"""dlcompare's models against the strongest public defaults, on the same splits.

    python -m venv PEERS                      # once: the peers' environment
    PEERS/bin/pip install torch "pytabkit[models]"
    python benchmarks/fair_fight.py --data FOLDER --peers PEERS/bin/python --errors
    python benchmarks/fair_fight.py --data FOLDER --peers PEERS/bin/python --times
    python benchmarks/fair_fight.py --table

Every contestant fits in a process of its own. Rows are appended to the results as
they come, and what is there already is not run again: stop it at any time.
`--errors` may share the machine, so its seconds are no timings. Linux only.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import fair_fight_data as data

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "fair_fight.csv"
PEERS = ("CatBoost_TD", "RealMLP_TD", "TabM_D")
FIELDS = (
    "data", "n_train", "n_test", "seed", "contestant", "metric", "kind", "error",
    "error_rate", "fit_seconds", "predict_seconds", "peak_memory_mb", "threads",
    "is_alone", "epochs", "chosen",
)  # fmt: skip
KEY = ("data", "seed", "contestant", "metric", "kind")


@dataclass(frozen=True)
class Fight:
    """One fit to do. `epochs` 0: as many as the contestant does by default."""

    data: str
    seed: int
    contestant: str
    metric: str
    kind: str
    threads: int
    epochs: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same fit as a row of the results."""
        return tuple(str(getattr(self, name)) for name in KEY)


def main() -> None:
    """Run what is asked for and not yet in the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of the files")
    parser.add_argument("--peers", type=Path, help="python of the peers' environment")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", nargs="*", default=[s.name for s in data.SOURCES])
    parser.add_argument("--contestants", nargs="*", default=list(PEERS))
    parser.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--jobs", type=int, default=1, help="fits at a time")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(chosen, list(error_fights(chosen)), Path(folder))


def error_fights(chosen: argparse.Namespace) -> Iterator[Fight]:
    """By seed, then by contestant, then from the smallest data to the largest."""
    for seed in chosen.seeds:
        for contestant in chosen.contestants:
            for name in chosen.only:
                yield Fight(name, seed, contestant, "", "error", 1)


def run(chosen: argparse.Namespace, fights: Sequence[Fight], folder: Path) -> None:
    """Do what is not done yet, `--jobs` at a time, and append the rows."""
    done = {tuple(row[name] for name in KEY) for row in read(chosen.out)}
    todo = [fight for fight in fights if fight.key not in done]
    with ThreadPoolExecutor(chosen.jobs) as pool:
        running = {pool.submit(fit, fight, chosen, folder): fight for fight in todo}
        for finished in as_completed(running):
            fight = running[finished]
            try:
                row = finished.result()
            except subprocess.CalledProcessError as error:
                print(f"{fight.key} failed with {error.returncode}", file=sys.stderr)
                continue
            append(chosen.out, row)
            print(*row.values(), sep=", ", flush=True)


def fit(fight: Fight, chosen: argparse.Namespace, folder: Path) -> dict[str, object]:
    """One contestant in a process of its own, as a row of the results."""
    dataset = data.load(fight.data, chosen.data)
    train, test = data.split(dataset, fight.seed)
    out = folder / "-".join(fight.key)
    copy = out.with_suffix(".npz")
    data.write_copy(dataset, fight.seed, copy)
    job = {
        **{name: getattr(fight, name) for name in fight.__dataclass_fields__},
        "folder": str(chosen.data),
        "copy": str(copy),
        "out": str(out),
    }
    is_peer = fight.contestant in PEERS
    script = HERE / ("fair_fight_peers.py" if is_peer else "fair_fight_ours.py")
    python = chosen.peers if is_peer else sys.executable
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"),
        str(fight.threads),
    )
    command = [str(python), str(script), json.dumps(job)]
    subprocess.run(command, env={**os.environ, **threads}, check=True)
    record = json.loads(out.with_suffix(".json").read_text("utf-8"))
    error, rate = data.errors(dataset, test, np.load(out.with_suffix(".npy")))
    return {
        **dict.fromkeys(FIELDS, ""),
        **{name: job[name] for name in FIELDS if name in job},
        **record,
        "n_train": len(train),
        "n_test": len(test),
        "error": float(f"{error:.6g}"),
        "error_rate": "" if rate is None else round(rate, 6),
        "is_alone": False,
    }


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a results file; none if there is none."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def append(path: Path, row: dict[str, object]) -> None:
    """One row more, with the header before the first."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)


if __name__ == "__main__":
    main()
