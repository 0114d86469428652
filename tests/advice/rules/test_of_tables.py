"""DL009 to DL012, DL015, DL018: what they read from a table."""

from dataclasses import replace

import pytest

from dlcompare.advice.rule import NotApplicable
from dlcompare.advice.rules import (
    irregular,
    many_columns,
    mixed_columns,
    rows_per_column,
    several_classes,
    short_texts,
)
from dlcompare.records import ColumnProfile, Facts, Priorities, Trait

NONE = Priorities()


def column(**more):
    return ColumnProfile("c", "number", 0.0, 9, (), **more)


@pytest.mark.parametrize(
    ("rule", "profile", "leaning", "seen"),
    [
        (several_classes, {"n_classes": 3}, "deep", "3 classes"),
        (many_columns, {"n_features": 100}, "classical", "100 columns"),
        (
            rows_per_column,
            {"n_rows": 400, "n_features": 10},
            "classical",
            "40 rows per column",
        ),
        (
            rows_per_column,
            {"n_rows": 62, "n_features": 2_000},
            "classical",
            "fewer rows than columns",
        ),
    ],
)
def test_it_leans_and_names_its_record(make_profile, rule, profile, leaning, seen):
    finding = rule.run(replace(make_profile(), **profile), None, NONE)

    assert leaning == finding.leaning
    assert seen in finding.text
    assert "such public tables" in finding.text
    assert finding.record is not None


def test_mixed_columns_lean_to_classical(make_profile):
    finding = mixed_columns.run(make_profile(categorical_share=0.4), None, NONE)

    assert "classical" == finding.leaning
    assert "40.0% of the columns" in finding.text


def test_many_columns_say_how_few_tell(make_profile):
    told = [column(association=0.5, association_low=0.4)]
    rest = [column(association=0.1, association_low=0.0)] * 99
    profile = replace(make_profile(n_features=100), columns=tuple(told + rest))

    text = many_columns.run(profile, None, NONE).text

    assert "100 columns, of which 1 tells something of the target alone" in text


def test_skewed_numbers_lean_weakly_and_without_a_record(make_profile):
    profile = replace(make_profile(), columns=(column(skew=-3.0), column(skew=4.0)))

    finding = irregular.run(profile, None, NONE)

    assert ("classical", 0.1, None) == (
        finding.leaning,
        finding.strength,
        finding.record,
    )
    assert "The typical number has skew 3.5" in finding.text


def texts(profile, typical):
    traits = (
        Trait("typical_words", typical, "words", "Words"),
        Trait("texts_per_word", profile.n_rows / typical, "ratio", "Texts per word"),
    )
    return replace(profile, traits=(*profile.traits, *traits))


def test_few_long_texts_lean_to_classical(make_profile):
    finding = short_texts.run(texts(make_profile(n_rows=25_000), 200.0), None, NONE)

    assert "classical" == finding.leaning
    assert "125 texts per word" in finding.text


@pytest.mark.parametrize(
    ("rule", "profile", "reason"),
    [
        (several_classes, {}, "2 classes, fewer than three"),
        (several_classes, {"task": "regression"}, "is a number"),
        (several_classes, {"modality": "images"}, "of tables"),
        (many_columns, {}, "17 columns, fewer than 100"),
        (many_columns, {"modality": "images"}, "not a table"),
        (rows_per_column, {}, "254 rows per column, not fewer than 50"),
        (rows_per_column, {"modality": "images"}, "not a table"),
        (mixed_columns, {}, "Nearly all columns are numbers"),
        (mixed_columns, {"modality": "images"}, "not a table"),
        (irregular, {}, "Neither most numbers"),
        (irregular, {"modality": "images"}, "not a table"),
        (short_texts, {}, "No column holds free text"),
    ],
)
def test_it_does_not_apply(make_profile, rule, profile, reason):
    with pytest.raises(NotApplicable, match=reason):
        rule.run(replace(make_profile(), **profile), None, NONE)


def test_many_texts_are_not_concerned(make_profile):
    with pytest.raises(NotApplicable, match=r"1,500 texts per word, not fewer"):
        short_texts.run(texts(make_profile(n_rows=15_000), 10.0), None, NONE)


@pytest.mark.parametrize(
    "rule", [several_classes, many_columns, rows_per_column, mixed_columns]
)
def test_unknown_facts_tell_nothing(rule):
    assert rule.applies(Facts()) is None
