import json
from dataclasses import replace

from dlcompare.codec import decode, encode
from dlcompare.records import Report
from dlcompare.reports import EXPORTERS
from dlcompare.reports.json_record import encode as write


def test_record_comes_back_but_for_the_path(make):
    report = make.report()
    upload = replace(report.setup.upload, path="churn.csv")
    expected = replace(report, setup=replace(report.setup, upload=upload))

    again = decode(Report, json.loads(write(report)))

    assert encode(expected) == encode(again)


def test_promised_fields_are_there(make):
    record = json.loads(write(make.report()))

    assert "equivalent" == record["verdict"]["choice"]
    assert "DL006" == record["verdict"]["findings"][0]["code"]
    assert {"model", "family", "score", "low", "high", "fit_seconds"} <= set(
        record["standings"][0]
    )
    assert {"metric", "profile", "checks", "versions", "seed", "study"} <= set(record)


def test_what_is_not_finite_is_text(make):
    odd = make.fold("mlp", "deep", 0, float("nan"))

    text = write(make.report(folds=(odd,))).decode("utf-8")

    assert '"roc_auc": "nan"' in text
    assert json.loads(text)


def test_letters_of_every_language_stay_readable(make):
    text = write(make.report(name="größe 数.csv")).decode("utf-8")

    assert "größe 数.csv" in text


def test_exporters_have_different_names_and_suffixes():
    assert ["html", "json"] == [e.name for e in EXPORTERS]
    assert [".html", ".json"] == [e.suffix for e in EXPORTERS]
