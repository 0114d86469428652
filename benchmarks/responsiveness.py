"""How long a user waits: first score, stop, and a page of an open study.

    python benchmarks/responsiveness.py --table FILE --target COLUMN [--runs N]

Prints medians over the runs. "First score" is from the start of the driver to the
first fold in the store; "stop" from the request to no driver and no worker left;
"page" is the time the app's own process takes for one rerun of a page of the
finished study, without the browser. "Priorities" is from a switch or a limit to the
recommendation: the page again, and the work alone for 20 candidates on 25 folds.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dlcompare.advice import recommend  # noqa: E402
from dlcompare.comparison import compare  # noqa: E402
from dlcompare.conclusion import on_same_folds  # noqa: E402
from dlcompare.jobs import intake, launcher, pools  # noqa: E402
from dlcompare.jobs.store import SqliteStore  # noqa: E402
from dlcompare.planning import budget, make_plan  # noqa: E402
from dlcompare.records import (  # noqa: E402
    Candidate,
    FoldResult,
    FoldScheme,
    Latency,
    Plan,
    Priorities,
    Setup,
)

PAGES = ("explore", "train", "compare", "verdict", "history")
LOOK_SECONDS = 0.01
STOP_AFTER_SECONDS = 6.0  # by then both lanes are at work


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--table", type=Path, required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DLCOMPARE_HOME"] = folder
        setup, plan = prepared(Path(folder), arguments.table, arguments.target)
        first, stop = [], []
        for _ in range(arguments.runs):
            waited, stopped = start_and_stop(Path(folder), setup, plan)
            first.append(waited)
            stop.append(stopped)
        report("start to first stored score, s", first)
        report("stop to nothing running, s", stop)
        id = finished(Path(folder), setup)
        for page in PAGES:
            report(f"rerun of {page}, ms", reruns(page, id, arguments.runs))
        report("page after new priorities, ms", switches(id))
    report("priorities among 20 candidates, ms", among_twenty(arguments.runs))


def prepared(folder: Path, table: Path, target: str) -> tuple[Setup, Plan]:
    """The file read and described, and a plan for it."""
    with table.open("rb") as stream:
        upload = intake.keep_upload(folder, table.name, stream)
    setup = Setup(upload, target=target, budget=budget("standard"))
    described = intake.describe_guarded(folder, setup)
    return setup, make_plan(described.profile, setup, n_threads=pools.n_threads())


def start_and_stop(folder: Path, setup: Setup, plan: Plan) -> tuple[float, float]:
    """Seconds to the first fold, and to stop while both lanes work."""
    store = SqliteStore(folder)
    id = store.create(setup)
    begun = time.perf_counter()
    launcher.start(folder, id, plan)
    while not store.folds(id):
        time.sleep(LOOK_SECONDS)
    first = time.perf_counter() - begun
    time.sleep(max(0.0, STOP_AFTER_SECONDS - first))
    begun = time.perf_counter()
    launcher.stop(folder, id)
    return first, time.perf_counter() - begun


def finished(folder: Path, setup: Setup) -> str:
    """A study that has come to its end, with two quick models per family."""
    quick = replace(
        setup, budget=budget("60"), models=("linear", "boosting", "document_mlp")
    )
    described = intake.describe_guarded(folder, quick)
    store = SqliteStore(folder)
    id = store.create(quick)
    launcher.start(folder, id, make_plan(described.profile, quick))
    while store.load(id).state in ("queued", "running"):
        time.sleep(0.2)
    return id


def reruns(page: str, id: str, n_runs: int) -> list[float]:
    """Milliseconds of one rerun each, after two that fill the caches."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["study"] = id
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    app.run()
    taken = []
    for _ in range(n_runs):
        begun = time.perf_counter()
        app.run()
        taken.append(1000 * (time.perf_counter() - begun))
    assert not app.exception, app.exception
    return taken


def switches(id: str) -> list[float]:
    """Milliseconds of the verdict page after each of some new priorities."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["study"] = id
    app.run()
    app.switch_page("pages/verdict.py").run()
    taken = []
    for number in range(len(app.toggle)):
        app.toggle[number].set_value(True)
        begun = time.perf_counter()
        app.run()
        taken.append(1000 * (time.perf_counter() - begun))
    for number in range(len(app.selectbox)):
        app.selectbox[number].select_index(1)
        begun = time.perf_counter()
        app.run()
        taken.append(1000 * (time.perf_counter() - begun))
    assert not app.exception, app.exception
    return taken


def among_twenty(n_runs: int) -> list[float]:
    """Milliseconds from new priorities to a recommendation, nothing remembered."""
    rng = np.random.default_rng(0)
    families = ["classical"] * 12 + ["deep"] * 8
    names = [f"model {number}" for number in range(20)]
    plan = Plan(
        task="binary",
        metric="roc_auc",
        candidates=(
            Candidate("dummy", "Guessing", "dummy"),
            *(Candidate(m, m, f) for m, f in zip(names, families, strict=True)),
        ),
        scheme=FoldScheme(5, 5),
        budget=budget("standard"),
        expected_seconds=1.0,
        seconds_by_family={},
    )
    folds = [
        FoldResult(
            c.model,
            c.family,
            number // 5,
            number % 5,
            scores=dict.fromkeys(
                ("roc_auc", "accuracy", "log_loss"),
                0.5 if c.family == "dummy" else float(rng.normal(0.85, 0.01)),
            ),
            fit_seconds=float(rng.uniform(0.1, 60)),
            size_bytes=int(rng.integers(1_000, 9_000_000)),
            n_test=100,
            latency=Latency(0.001, float(rng.uniform(0.001, 0.1)), 40),
        )
        for c in plan.candidates
        for number in range(plan.scheme.n_folds)
    ]
    compared = compare(folds, plan, n_rows=4_000)
    taken = []
    for run in range(n_runs):
        wishes = Priorities(
            small_team=True,
            max_row_ms=90.0 - run,
            max_size_mb=8.0,
            max_train_seconds=50,
        )
        begun = time.perf_counter()
        recommend(compared, wishes, on_same_folds(compared, folds, plan))
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


def report(what: str, values: list[float]) -> None:
    """One row: what, median, least, most."""
    low, high = min(values), max(values)
    print(f"| {what} | {statistics.median(values):.2f} | {low:.2f} | {high:.2f} |")


if __name__ == "__main__":
    main()
