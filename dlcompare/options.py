"""What the command line takes, and the setup that it makes."""

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from dlcompare import __version__
from dlcompare.answers import given, remedies
from dlcompare.records import (
    CheckResult,
    Priorities,
    ReadOptions,
    Remedy,
    Setup,
    Task,
    Upload,
)

PRIORITIES = ("interpretability", "limited_compute", "top_accuracy", "small_team")
DESCRIPTION = "Is deep learning worth it on this data, or does classical ML do?"
WORDS = {"exclude": "--exclude", "keep": "--keep", "group": "--group-by"}
WORDS |= {"order": "--order-by", "together": "--duplicates-together"}

Command = Callable[[argparse.Namespace], int]


def parser(*, study: Command, profile: Command) -> argparse.ArgumentParser:
    """The whole command line; `study` and `profile` are called with what was chosen."""
    whole = argparse.ArgumentParser("dlcompare", description=DESCRIPTION)
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("study", help="train both families and decide")
    look = commands.add_parser("profile", help="what the data looks like")
    for command, run in ((train, study), (look, profile)):
        command.set_defaults(run=run)
        command.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="CSV, TSV or Parquet, or a ZIP of images in class folders",
        )
        command.add_argument("--target", default="", help="the column to predict")
        command.add_argument(
            "--json", type=Path, metavar="OUT", help="all of it, as JSON"
        )
        for option in ("--delimiter", "--encoding", "--decimal"):
            command.add_argument(option, help="of a text file, if not as recognised")
        command.add_argument(
            "--skip-bad-rows", action="store_true", help="lines of unequal length"
        )
        _add_answers(command)
    _add_choices(train)
    return whole


def _add_answers(command: argparse.ArgumentParser) -> None:
    """Add what can be answered to the checks."""
    command.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="COLUMN",
        help="leave this column out; may be given several times",
    )
    command.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="COLUMN",
        help="use this column although a check asks about it or leaves it out",
    )
    rows = command.add_mutually_exclusive_group()
    rows.add_argument(
        "--group-by",
        default="",
        metavar="COLUMN",
        help="rows alike in it stay on one side of every split",
    )
    rows.add_argument(
        "--order-by",
        default="",
        metavar="COLUMN",
        help="test on rows later, by it, than those trained on",
    )
    rows.add_argument(
        "--fold-by", default="", metavar="COLUMN", help="it names the fold of each row"
    )
    command.add_argument(
        "--duplicates-together",
        action="store_true",
        help="equal rows stay on one side of every split",
    )


def _add_choices(study: argparse.ArgumentParser) -> None:
    """Add what can be chosen about training."""
    tasks = ("auto", *get_args(Task))
    study.add_argument("--task", default="auto", choices=tasks)
    study.add_argument("--metric", default="", help="the metric that decides")
    study.add_argument(
        "--budget",
        default="standard",
        help="wall clock for training: seconds, or quick, standard, thorough",
    )
    study.add_argument("--seed", type=int, default=0)
    tests = study.add_mutually_exclusive_group()
    tests.add_argument(
        "--test-file",
        type=Path,
        metavar="FILE",
        help="score the champions, refitted on all rows, on this file once",
    )
    tests.add_argument(
        "--seal",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="keep this share of the rows sealed, and score the champions on it once",
    )
    study.add_argument(
        "--models", default="", help="only these, with commas between their names"
    )
    study.add_argument("--priority", action="append", default=[], choices=PRIORITIES)
    for option, metavar, what in (
        ("--max-latency-ms", "MS", "to predict one row alone (95 of 100 rows)"),
        ("--max-size-mb", "MB", "of a stored model"),
        ("--max-train-seconds", "SECONDS", "to train once"),
    ):
        text = f"recommend only what stays under this limit {what}"
        study.add_argument(option, type=float, metavar=metavar, help=text)
    study.add_argument(
        "--no-closer-look",
        action="store_true",
        help="end with the verdict, without further fits of the champions",
    )
    study.add_argument(
        "--report", type=Path, metavar="OUT.html", help="all of it, as one page"
    )


def setup(chosen: argparse.Namespace, upload: Upload) -> Setup:
    """What both commands know: the file, how it is read, and the answers."""
    return Setup(
        upload=upload,
        options=read_options(chosen),
        target=chosen.target,
        task=None if getattr(chosen, "task", "auto") == "auto" else chosen.task,
        excluded=tuple(chosen.exclude),
        kept=tuple(chosen.keep),
        group_by=chosen.group_by,
        order_by=chosen.order_by,
        fold_by=chosen.fold_by,
        duplicates_together=chosen.duplicates_together,
    )


def priorities(chosen: argparse.Namespace) -> Priorities:
    """What matters beside the score.

    Raises
    ------
    InvalidPlan
        A limit is not a positive number.
    """
    return Priorities(
        **dict.fromkeys(chosen.priority, True),
        max_row_ms=chosen.max_latency_ms,
        max_size_mb=chosen.max_size_mb,
        max_train_seconds=chosen.max_train_seconds,
    )


def read_options(chosen: argparse.Namespace) -> ReadOptions:
    """How a text file is to be read."""
    delimiter = "\t" if chosen.delimiter == "\\t" else chosen.delimiter
    return ReadOptions(delimiter, chosen.encoding, chosen.decimal, chosen.skip_bad_rows)


def how(check: CheckResult, setup: Setup) -> list[str]:
    """What was answered to a check, or else the options that would."""
    answer = given(setup, check)
    offered = [word for word in map(_word, remedies(check)) if word]
    if answer is not None:
        return [f"({_word(answer) or answer.label})"]
    question = [check.question] if check.question else []
    return question + ([f"Answer with {' or '.join(offered)}."] if offered else [])


def _word(remedy: Remedy) -> str:
    """The option that gives a remedy; "" where there is none."""
    option = WORDS.get(remedy.action, "")
    if not option or not remedy.columns:
        return option
    return " ".join(f"{option}={shlex.quote(name)}" for name in remedy.columns)
