"""What the report says in words of its own: the command, the answers, the warnings."""

import shlex

from dlcompare import answers, words
from dlcompare.records import CheckResult, Report, Setup, Standing

LOOKS = {  # kind of an inspection -> what its fits did
    "rows": "on fewer rows",
    "seed": "with another seed",
    "without": "without one column",
    "explain": "to see what a champion goes by",
}


def command(setup: Setup) -> str:
    """The command line that runs the same study, quoted for a POSIX shell."""
    wishes = setup.priorities
    limits = {
        "--max-latency-ms": wishes.max_row_ms,
        "--max-size-mb": wishes.max_size_mb,
        "--max-train-seconds": wishes.max_train_seconds,
    }
    options = [
        ("--target", setup.target),
        ("--task", setup.task or ""),
        ("--metric", setup.metric),
        ("--budget", f"{setup.budget.seconds:g}"),
        ("--seed", str(setup.seed)),
        ("--models", ",".join(setup.models)),
        *(("--exclude", column) for column in setup.excluded),
        *(("--keep", column) for column in setup.kept),
        ("--group-by", setup.group_by),
        ("--order-by", setup.order_by),
        ("--fold-by", setup.fold_by),
        *(("--priority", name) for name, it in vars(wishes).items() if it is True),
        *((name, repr(limit)) for name, limit in limits.items() if limit is not None),
        ("--test-file", _operand(setup.test_upload.name) if setup.test_upload else ""),
        ("--seal", f"{setup.sealed_share:g}" if setup.sealed_share else ""),
    ]
    parts = ["python", "-m", "dlcompare", "study", _operand(setup.upload.name)]
    parts += [f"{name}={value}" for name, value in options if value]
    parts += ["--duplicates-together"] if setup.duplicates_together else []
    parts += [] if setup.closer_look else ["--no-closer-look"]
    return shlex.join(parts)


def question(report: Report) -> str:
    """What the study was to find out."""
    profile = report.profile
    if profile.modality == "images":
        return (
            f"Which learns better to tell the {words.count(profile.n_classes)} classes"
            f" of '{profile.target}' apart from {words.count(profile.n_rows, 'image')}:"
            " deep or classical learning?"
        )
    columns = words.count(profile.n_features, "other column")
    return (
        f"Which predicts '{profile.target}' better from {columns} of"
        f" {words.count(profile.n_rows, 'row')}: deep or classical learning?"
    )


def reading(setup: Setup) -> str:
    """How the user had the file read, where that differs from what was recognised."""
    chosen = {
        "delimiter": setup.options.delimiter,
        "encoding": setup.options.encoding,
        "decimal sign": setup.options.decimal,
        "bad rows": "skipped" if setup.options.skip_bad_rows else None,
    }
    return "; ".join(f"{name} {value!r}" for name, value in chosen.items() if value)


def answered(report: Report) -> list[tuple[CheckResult, str]]:
    """What the checks found, with the answer given or what the question is."""
    quiet = ("passed", "not_applicable")
    found = [check for check in report.checks if check.severity not in quiet]
    return [(check, _answer(check, report.setup)) for check in found]


def closer(report: Report) -> str:
    """What the closer look did, or why there is none."""
    if not report.setup.closer_look:
        return "It was switched off for this study."
    if not report.inspected:
        return (
            "None of its fits is done: they come after the folds, within a share of the"
            " budget."
        )
    kinds = [one.task.kind for one in report.inspected]
    parts = [
        f"{kinds.count(kind)} {text}" for kind, text in LOOKS.items() if kind in kinds
    ]
    n_failed = sum(bool(one.failure) for one in report.inspected)
    failed = f" {words.count(n_failed)} of them failed." if n_failed else ""
    return (
        f"After the folds {words.count(len(kinds), 'further fit')}"
        f" {'was' if len(kinds) == 1 else 'were'} made:"
        f" {words.listed(parts)}.{failed}"
    )


def champions(report: Report) -> tuple[Standing, Standing] | None:
    """The best classical and the best deep candidate, once both exist."""
    by_model = {s.model: s for s in report.comparison.standings}
    classical = by_model.get(report.comparison.best_classical)
    deep = by_model.get(report.comparison.best_deep)
    return (classical, deep) if classical and deep else None


def warnings(report: Report) -> dict[str, int]:
    """What the fits warned of, and on how many folds."""
    counted: dict[str, int] = {}
    for fold in report.folds:
        for text in dict.fromkeys(fold.warnings):
            line = f"{fold.model}: {text}"
            counted[line] = counted.get(line, 0) + 1
    return counted


def _operand(name: str) -> str:
    """A file name that no option parser takes for an option."""
    return f"./{name}" if name.startswith("-") else name


def _answer(check: CheckResult, setup: Setup) -> str:
    remedy = answers.given(setup, check)
    return (
        check.question if remedy is None else f"Answered: {answers.statement(remedy)}"
    )
