import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest

from dlcompare.cli import main
from dlcompare.codec import decode
from dlcompare.jobs.store import SqliteStore
from dlcompare.records import FoldResult, Report

ROOT = Path(__file__).parents[1]
LINES = [f"{i % 7},{i % 3},{'no' if i % 7 < 3 else 'yes'}" for i in range(60)]
TABLE = "a,b,target\n" + "\n".join(LINES)


def zipped(**members: bytes) -> bytes:
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return block.getvalue()


@pytest.fixture
def folder(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(TABLE)
    (tmp_path / "folder").mkdir()
    return tmp_path


BAD_FILES = {
    "an empty file": ("data.csv", b"", "empty"),
    "one column": ("data.csv", b"target\n" + b"no\nyes\n" * 20, "column"),
    "three rows": ("data.csv", b"a,target\n1,no\n2,yes\n3,no\n", "rows"),
    "one value": ("data.csv", b"a,target\n" + b"1,no\n2,no\n" * 20, "same value"),
    "no value": ("data.csv", b"a,target\n" + b"1,\n2,\n" * 20, "no values"),
    "a program": ("data.csv", b"MZ\x90\x00" * 50, "program"),
    "no class folders": ("data.zip", zipped(**{"a.png": b"x"}), "folder"),
    "a way out": ("data.zip", zipped(**{"../../a.png": b"x"}), "data.zip"),
    "a spreadsheet": ("data.xlsx", zipped(a=b"x"), "no Excel workbook"),
}


@pytest.mark.parametrize(
    ("command", "case"),
    [*(("study", case) for case in BAD_FILES), ("profile", "one value")],
)
def test_a_bad_file_gives_one_message(folder, capsys, command, case):
    name, content, text = BAD_FILES[case]
    (folder / name).write_bytes(content)

    code = main([command, name, "--target", "target"])

    said = capsys.readouterr()
    assert (2, "") == (code, said.out)
    assert text in said.err
    assert "Traceback" not in said.err


BAD_CHOICES = {
    "no file": (["nowhere.csv"], "does not exist"),
    "a folder": (["folder"], "is a folder"),
    "an unknown target": (["table.csv", "--target", "targte"], "targte"),
    "an unknown metric": (["table.csv", "--metric", "accurcy"], "accurcy"),
    "a metric of another task": (["table.csv", "--metric", "rmse"], "rmse"),
    "another task": (["table.csv", "--task", "regression"], "number"),
    "an unknown model": (["table.csv", "--models", "linaer"], "linaer"),
    "no time": (["table.csv", "--budget", "0"], "0 seconds"),
    "no time for a row": (["table.csv", "--max-latency-ms", "0"], "0 ms for one row"),
    "a size of no number": (["table.csv", "--max-size-mb", "nan"], "nan MB"),
    "an unknown budget": (["table.csv", "--budget", "fast"], "fast"),
    "no place for JSON": (["table.csv", "--json", "none/out.json"], "none/out.json"),
    "a folder for a report": (["table.csv", "--report", "folder"], "folder"),
    "no test file": (["table.csv", "--test-file", "none.csv"], "none.csv"),
    "a test file without columns": (
        ["table.csv", "--test-file", "other.csv"],
        "test file",
    ),
}


@pytest.mark.parametrize("case", BAD_CHOICES)
def test_a_bad_choice_gives_one_message_and_no_study(folder, capsys, case):
    arguments, text = BAD_CHOICES[case]
    (folder / "other.csv").write_text(TABLE.replace("a,b", "c,d"))

    code = main(["study", *arguments])

    said = capsys.readouterr()
    assert (2, "") == (code, said.out)
    assert text in said.err.splitlines()[-1]
    assert () == SqliteStore().list(include_drafts=True)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--group-by", "nowhere"], "no column called 'nowhere'"),
        (["--order-by", "target"], "'target' is the target"),
    ],
)
def test_what_cannot_divide_the_rows_gives_one_message(folder, capsys, option, message):
    code = main(["study", "table.csv", "--target", "target", *option])

    said = capsys.readouterr()
    assert (2, "") == (code, said.out)
    assert message in said.err.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments", [[], ["train"], ["study"], ["study", "a.csv", "--seed", "x"]]
)
def test_a_wrong_command_line_exits_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as exit:
        main(arguments)

    assert 2 == exit.value.code
    assert "usage:" in capsys.readouterr().err


def test_a_study_gives_a_verdict_and_the_promised_json(folder, capsys):
    code = main(
        [
            *("study", "table.csv", "--models", "linear", "--budget", "10"),
            *("--seed", "3", "--test-file", "table.csv", "--max-train-seconds", "60"),
            *("--json", "out.json", "--report", "out.html", "--no-closer-look"),
        ]
    )

    said = capsys.readouterr()
    record = json.loads((folder / "out.json").read_text())
    report = decode(Report, record)
    assert 0 == code
    told = said.out.splitlines()
    assert [report.verdict.title, report.verdict.sentence] == told[:2]
    assert "Budget: 10 s for each family." in told
    assert any(line.startswith("With your priorities: ") for line in told)
    assert 60 == record["setup"]["priorities"]["max_train_seconds"]
    assert record["recommendation"]["title"]
    assert all(row["latency"]["p95_seconds"] > 0 for row in record["standings"])
    assert "Target 'target', because" in said.err
    assert f"Study {report.study}" in said.err
    assert "Mind: 60 of 60 rows (100%) are in table.csv too" in said.err
    assert "of 51: Linear model, repeat 1, fold 1: roc_auc" in said.err
    promised = "model family score low high fit_seconds predict_us_per_row test_score"
    assert all(set(promised.split()) <= set(row) for row in record["standings"])
    scores = {row["model"]: row["test_score"] for row in record["standings"]}
    assert [None, True] == [scores["dummy"], scores["linear"] > 0]
    assert record["verdict"]["choice"]
    assert all("code" in finding for finding in record["verdict"]["findings"])
    assert record["profile"]["traits"]
    assert (3, "roc_auc") == (record["seed"], record["metric"])
    assert {"checks", "versions", "study"} <= set(record)
    assert () == report.inspected
    assert str(folder) not in (folder / "out.json").read_text()
    assert (folder / "out.html").read_text().lstrip().startswith("<!")
    assert report.study in [study.id for study in SqliteStore().list()]


@pytest.mark.slow
def test_a_closer_look_follows_and_is_in_the_json(folder, capsys):
    arguments = ("table.csv", "--models", "linear", "--budget", "10")

    assert 0 == main(["study", *arguments, "--json", "out.json"])

    report = decode(Report, json.loads((folder / "out.json").read_text()))
    assert {"explain", "seed"} <= {one.task.kind for one in report.inspected}
    assert "A closer look, 1 of" in capsys.readouterr().err


@pytest.mark.slow
def test_identifiers_are_left_out_and_said(folder, capsys):
    head, *rows = TABLE.splitlines()
    numbered = [f"id,{head}", *(f"{i},{row}" for i, row in enumerate(rows))]
    (folder / "numbered.csv").write_text("\n".join(numbered))

    main(["profile", "numbered.csv", "--json", "out.json"])

    record = json.loads((folder / "out.json").read_text())
    assert ["a", "b"] == [column["name"] for column in record["profile"]["columns"]]
    assert "id identifies the rows" in capsys.readouterr().err


@pytest.mark.slow
def test_how_a_file_is_read_can_be_overridden(folder, capsys):
    (folder / "ragged.csv").write_text(TABLE.replace(",", "|") + "\n1|2|no|9|9")
    arguments = ["profile", "ragged.csv", "--delimiter", "|"]

    assert 2 == main(arguments)
    assert "line 62" in capsys.readouterr().err
    assert 0 == main([*arguments, "--skip-bad-rows"])
    assert "Rows: 60" in capsys.readouterr().out


def test_a_home_that_cannot_be_used_is_said(folder, capsys, monkeypatch):
    monkeypatch.setenv("DLCOMPARE_HOME", str(folder / "table.csv"))

    for command in ("study", "profile"):
        assert 2 == main([command, "table.csv"])
        assert "table.csv" in capsys.readouterr().err


def test_a_profile_is_told_and_written(folder, capsys):
    code = main(["profile", "table.csv", "--target", "a", "--json", "out.json"])

    record = json.loads((folder / "out.json").read_text())
    assert 0 == code
    assert "Rows: 60" in capsys.readouterr().out
    assert "a" == record["profile"]["target"]
    assert {"reading", "checks", "prior", "versions"} <= set(record)


@pytest.mark.slow
def test_an_interrupt_stops_the_driver_and_keeps_folds(folder):
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "dlcompare", "study", "table.csv"),
            *("--models", "linear,forest", "--budget", "60"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # A background job of a shell inherits an ignored interrupt.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    next(line for line in process.stderr if "fold 1" in line)
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=30)

    assert (130, "") == (process.returncode, out)
    assert "are kept in study" in rest
    assert "Traceback" not in rest
    (study,) = SqliteStore().list()
    assert "stopped" == study.state
    assert isinstance(SqliteStore().folds(study.id)[0], FoldResult)
