"""dlcompare's models against the strongest public defaults, on the same splits.

    python -m venv PEERS                      # once: the peers' environment
    PEERS/bin/pip install torch "pytabkit[models]"

    python benchmarks/fair_fight.py --errors --data FOLDER --peers PEERS/bin/python
    python benchmarks/fair_fight.py --times --data FOLDER --peers PEERS/bin/python
    python benchmarks/fair_fight.py --throughput --data FOLDER
    python benchmarks/fair_fight.py --table

Every contestant fits in a process of its own. Rows are appended to the results as
they come, and what is there already is not run again: stop it at any time.

`--errors` may share the machine (its seconds are no timings); with `--jobs N` it
runs N fits at a time. `--times` wants the machine to itself and takes about 25
minutes on two cores: `TIMED` says which data, and for how many epochs on both
sides, 0 being each side's default; `--epochs N` takes N everywhere. `--throughput`
wants quiet too, for a minute. `--merge CSV` adds rows of another results file. Linux.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import fair_fight_table as table
from fair_fight_fit import PEERS, Fight, Place, append, counts, fit, key_of, read
from fair_fight_sources import SOURCES, source

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "fair_fight.csv"
THROUGHPUT = HERE / "results" / "throughput.csv"
OURS = ("classical", "sklearn_mlp", "realmlp_single", "realmlp", "tabm")
BY_METRIC = ("realmlp_single", "realmlp", "tabm")  # they heed the metric told
TIME_THREADS = 2
THROUGHPUT_EPOCHS = 24
REALMLPS = ("RealMLP_TD", "realmlp_single", "realmlp")
TABMS = ("TabM_D", "tabm")
TIMED = (  # contestants, data, epochs
    (REALMLPS, ("penguins", "titanic", "telco", "housing"), 0),
    (TABMS, ("titanic", "telco"), 0),
    (TABMS, ("housing",), 4),
)


def main() -> None:
    """Do what is asked for."""
    chosen = arguments()
    for path in chosen.merge:
        merge(path, chosen.out)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(chosen.data, chosen.peers, Path(folder))
        if chosen.errors:
            run(list(error_fights(chosen)), place, chosen.out, chosen.jobs)
        if chosen.times:
            run(list(time_fights(chosen)), place, chosen.out, 1)
    if chosen.throughput:
        append(THROUGHPUT, throughput(chosen))
    if chosen.table:
        print(table.text(read(chosen.out), read(THROUGHPUT)))


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="run for the errors")
    parser.add_argument("--times", action="store_true", help="run for the times")
    parser.add_argument("--throughput", action="store_true", help="of training")
    parser.add_argument("--table", action="store_true", help="print what was found")
    parser.add_argument("--data", type=Path, default=Path(), help="folder of the files")
    parser.add_argument("--peers", type=Path, help="python of the peers' environment")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="CSV")
    parser.add_argument("--merge", type=Path, nargs="*", default=[], metavar="CSV")
    names = [source.name for source in SOURCES]
    parser.add_argument("--only", nargs="*", default=names, metavar="DATA")
    parser.add_argument("--contestants", nargs="*", default=[*PEERS, *OURS])
    parser.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--jobs", type=int, default=1, help="fits at a time")
    parser.add_argument("--epochs", type=int, help="of every network timed")
    chosen = parser.parse_args()
    fights = chosen.errors or chosen.times
    if fights and not chosen.peers and set(PEERS) & set(chosen.contestants):
        parser.error("give --peers PYTHON, or --contestants without pytabkit's")
    return chosen


def error_fights(chosen: argparse.Namespace) -> Iterator[Fight]:
    """By seed, then by contestant, then from the smallest data to the largest."""
    for seed in chosen.seeds:
        for contestant in chosen.contestants:
            for name in chosen.only:
                yield Fight(name, seed, contestant)
                is_wide = source(name).task == "multiclass"
                if is_wide and contestant in BY_METRIC:
                    yield Fight(name, seed, contestant, metric="accuracy")


def time_fights(chosen: argparse.Namespace) -> Iterator[Fight]:
    """What `TIMED` lists, of the data and contestants asked for."""
    for contestants, names, epochs in TIMED:
        for name in names:
            for contestant in contestants:
                if name in chosen.only and contestant in chosen.contestants:
                    yield Fight(
                        name,
                        chosen.seeds[0],
                        contestant,
                        kind="time",
                        threads=TIME_THREADS,
                        epochs=epochs if chosen.epochs is None else chosen.epochs,
                    )


def run(fights: Sequence[Fight], place: Place, out: Path, n_jobs: int) -> None:
    """Do what is not done yet, `n_jobs` at a time, and append the rows."""
    done = {key_of(row) for row in read(out) if counts(row)}
    todo = [fight for fight in fights if fight.key not in done]
    with ThreadPoolExecutor(n_jobs) as pool:
        running = {pool.submit(fit, fight, place): fight for fight in todo}
        for finished in as_completed(running):
            try:
                row = finished.result()
            except subprocess.CalledProcessError as error:
                key = "-".join(running[finished].key)
                print(f"{key}: exit code {error.returncode}", file=sys.stderr)
                continue
            append(out, row)
            print(*row.values(), sep=", ", flush=True)


def throughput(chosen: argparse.Namespace) -> dict[str, object]:
    """Useful work per second in training, measured in a process of its own."""
    job = {
        "folder": str(chosen.data),
        "seed": chosen.seeds[0],
        "threads": TIME_THREADS,
        "epochs": chosen.epochs or THROUGHPUT_EPOCHS,
    }
    command = [sys.executable, str(HERE / "fair_fight_throughput.py"), json.dumps(job)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    row: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return row


def merge(path: Path, out: Path) -> None:
    """Add the rows of another file that are not in the results."""
    done = {key_of(row) for row in read(out)}
    for row in read(path):
        if key_of(row) not in done:
            append(out, row)


if __name__ == "__main__":
    main()
