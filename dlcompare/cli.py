"""`python -m dlcompare study FILE`: the same path as the app, in text."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dlcompare import answers, metrics, models, options
from dlcompare.advice import advise
from dlcompare.advice.holdout import opened_before
from dlcompare.answers import set_aside, undecided
from dlcompare.codec import encode
from dlcompare.conclusion import versions
from dlcompare.errors import DlcompareError, UnreadableUpload, UnsuitableTarget
from dlcompare.jobs import intake, launcher, pools, questions
from dlcompare.jobs.follow import ledger_lines, progress_lines
from dlcompare.jobs.opening import earlier_openings
from dlcompare.jobs.progress import n_planned
from dlcompare.jobs.results import load_report
from dlcompare.jobs.store import SqliteStore, Store, home
from dlcompare.jobs.testfile import match_guarded
from dlcompare.planning import budget, make_plan
from dlcompare.records import (
    Plan,
    Setup,
    Study,
    Upload,
    Verdict,
)
from dlcompare.reports import EXPORTERS
from dlcompare.words import count, duration, score, share

UNFINISHED, BAD_INPUT, INTERRUPTED = 1, 2, 130  # exit codes; 0: a verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0: a verdict was reached, or a profile made. 1: training did not come to
        its end. 2: bad input, with one message on standard error. 130: interrupted.
    """
    chosen = options.parser(study=_study, profile=_profile).parse_args(arguments)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except DlcompareError as error:
        _say(str(error))
        return BAD_INPUT
    except OSError as error:
        _say(f"{error.filename or 'A file'}: {error.strerror}.")
        return BAD_INPUT
    except KeyboardInterrupt:
        _say("Interrupted.")
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


def _study(chosen: argparse.Namespace) -> int:
    for output in (chosen.json, chosen.report):
        _check_output(output)
    names = tuple(n.strip() for n in chosen.models.split(",") if n.strip())
    for name in names:
        models.model(name)
    if chosen.metric:
        metrics.find(chosen.metric)
    store = SqliteStore()
    test = chosen.test_file and _keep(store.folder, chosen.test_file)
    setup = replace(
        options.setup(chosen, _keep(store.folder, chosen.file)),
        metric=chosen.metric,
        budget=budget(chosen.budget),
        models=names,
        priorities=options.priorities(chosen),
        seed=chosen.seed,
        test_upload=test,
        closer_look=not chosen.no_closer_look,
        sealed_share=chosen.seal,
    )
    setup, described = _understand(store.folder, setup)
    _tell_test_file(store, setup)
    plan = make_plan(described.profile, setup, n_threads=pools.n_threads())
    id = store.create(setup)
    ended = _train(store, id, plan)
    if ended.state != "done":
        return UNFINISHED
    report = load_report(store, id)
    store.save_report(id, report)
    for output, name in ((chosen.json, "json"), (chosen.report, "html")):
        exporter = next(e for e in EXPORTERS if e.name == name)
        if output:
            _write(output, exporter.write(report))
    _tell(report.verdict)
    if report.recommendation:
        said = report.recommendation
        print(f"With your priorities: {said.title} {said.sentence}")
    for line in ledger_lines(report.ledger):
        print(line)
    return 0


def _profile(chosen: argparse.Namespace) -> int:
    _check_output(chosen.json)
    folder = home()
    setup = options.setup(chosen, _keep(folder, chosen.file))
    setup, described = _understand(folder, setup)
    prior = advise(described.profile)
    record = {
        "name": setup.upload.name,
        "reading": intake.read_guarded(folder, setup.upload, setup.options),
        "profile": described.profile,
        "checks": described.checks,
        "prior": prior,
        "versions": versions(),
    }
    if chosen.json:
        text = json.dumps(encode(record), indent=2, ensure_ascii=False)
        _write(chosen.json, f"{text}\n".encode())
    for trait in described.profile.traits:
        shown = share if trait.unit == "share" else score
        is_whole = trait.unit != "share" and trait.value % 1 == 0
        value = f"{trait.value:,.0f}" if is_whole else shown(trait.value)
        print(f"{trait.label}: {value}")
    _tell(prior)
    return 0


def _understand(folder: Path, setup: Setup) -> tuple[Setup, intake.Described]:
    """Target filled in, columns that help nothing left out; all of it said."""
    reading = intake.read_guarded(folder, setup.upload, setup.options)
    _say(
        f"{setup.upload.name}: {count(reading.n_rows, 'row')},"
        f" {count(len(reading.columns), 'column')}."
    )
    for note in reading.notes:
        _say(note)
    if not setup.target:
        if not reading.target:
            raise UnsuitableTarget(
                "No column of this file can be predicted: none has two values.",
                "Give a file with a column of classes or numbers to predict.",
            )
        setup = replace(setup, target=reading.target)
        _say(f"Target '{reading.target}', because {reading.target_reason}.")
    open_setup = undecided(setup)
    of_columns = intake.describe_guarded(folder, open_setup).checks
    setup = set_aside(setup, of_columns)
    checks = questions.ask(folder, setup)
    for check in checks:
        if check.severity not in ("passed", "not_applicable"):
            _say(" ".join([f"{check.title}. {check.text}", *options.how(check, setup)]))
    described = intake.describe_guarded(folder, setup)
    for note in (*answers.said(setup), *described.notes):
        if note not in reading.notes:
            _say(note)
    _say(f"The task is {described.profile.task}.")
    return setup, replace(described, checks=checks)


def _tell_test_file(store: Store, setup: Setup) -> None:
    """Say how the test file goes with the file; refuse it before any training."""
    matching = match_guarded(store.folder, setup)
    openings = earlier_openings(store, setup)
    if openings:
        _say(opened_before(len(openings), openings[0].at))
    if matching is None:
        return
    _say(f"Test file {matching.name}: {count(matching.n_rows, 'row')}.")
    for difference in matching.differences:
        _say(f"{'Matched' if difference.is_repaired else 'Mind'}: {difference.text}")


def _train(store: Store, id: str, plan: Plan) -> Study:
    """Run the study's driver and tell what comes in; an interrupt stops it.

    During the closer look it stops that alone: the verdict is reached.
    """
    for note in (*plan.notes, *(f"{m.label}: {m.reason}" for m in plan.left_out)):
        _say(note)
    _say(f"Study {id}, expected to take {duration(plan.expected_seconds)}.")
    try:
        launcher.start(store.folder, id, plan)
        for line in progress_lines(store, id, plan):
            _say(line)
    except KeyboardInterrupt:
        launcher.stop(store.folder, id)
        if store.load(id).state == "done":
            _say("The closer look is ended; the verdict stands.")
            return store.load(id)
        n_kept, planned = count(len(store.folds(id)), "fit"), store.load(id).plan
        n_fits = n_planned(planned or plan)
        _say(f"Stopped. {n_kept} of {n_fits} are kept in study {id}.")
        raise
    return store.load(id)


def _tell(verdict: Verdict) -> None:
    said = (
        *(verdict.title, verdict.sentence, verdict.luck, verdict.holdout),
        *(verdict.together, verdict.reference),
    )
    for line in said:
        if line:
            print(line)


def _keep(folder: Path, file: Path) -> Upload:
    """The file as an upload, copied into the store."""
    if not file.is_file():
        what = "is a folder" if file.is_dir() else "does not exist"
        raise UnreadableUpload(f"{file} {what}.", "Give the path of a file.")
    try:
        with file.open("rb") as stream:
            return intake.keep_upload(folder, file.name, stream)
    except PermissionError as error:
        raise UnreadableUpload(
            f"{file} cannot be read.", "Check its permissions."
        ) from error


def _check_output(output: Path | None) -> None:
    """Refuse a place that cannot be written to, before any work."""
    if output is None:
        return
    parent = output.absolute().parent
    if output.is_dir() or not parent.is_dir() or not os.access(parent, os.W_OK):
        raise DlcompareError(
            f"{output} cannot be written.", "Name a file in a folder that exists."
        )


def _write(output: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = output.with_name(f".{output.name}.part")
    partial.write_bytes(content)
    partial.replace(output)


def _say(text: Any) -> None:
    print(text, file=sys.stderr, flush=True)
