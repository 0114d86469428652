"""Answers to checks: given, taken back, still open, and said."""

from dataclasses import replace

import pytest

from dlcompare import answers
from dlcompare.records import CheckResult, ReadOptions, Remedy, Setup, Upload

SETUP = Setup(Upload("a.csv", "/a.csv", 1, "0"), target="y")
OUT, KEEP = Remedy("exclude", "Leave it out", ("id",)), Remedy("keep", "Keep", ("id",))
GROUP = Remedy("group", "Keep rows with the same id together", ("id",))
ORDER = Remedy("order", "Test on later rows", ("day",))
TOGETHER = Remedy("together", "Keep equal rows together")
MISSING = Remedy("missing", "Read 999 as missing", ("age",), ("999",))


def check(severity="decide", *remedies, text_score=0.0, **more):
    text = f"It scores {text_score}."
    return CheckResult("DC1", "Title", severity, text, remedies=remedies, **more)


@pytest.mark.parametrize(
    "remedy", [OUT, KEEP, GROUP, ORDER, TOGETHER, MISSING], ids=lambda r: r.action
)
def test_an_answer_can_be_given_and_taken_back(remedy):
    assert not answers.is_given(SETUP, remedy)

    given = answers.give(SETUP, remedy)

    assert answers.is_given(given, remedy)
    assert SETUP == answers.take_back(given, remedy)
    assert answers.said(given)


def test_keeping_a_column_undoes_leaving_it_out_and_back():
    out = answers.give(SETUP, OUT)
    kept = answers.give(out, KEEP)

    assert ((), ("id",)) == (kept.excluded, kept.kept)
    assert out == answers.give(kept, OUT)


def test_of_groups_and_time_the_last_holds():
    both = answers.give(answers.give(SETUP, GROUP), ORDER)

    assert ("", "day") == (both.group_by, both.order_by)
    assert "id" == answers.give(both, GROUP).group_by


def test_a_column_set_aside_unasked_is_kept_when_taken_back():
    out = answers.give(SETUP, OUT)

    back = answers.take_back(out, OUT, was_noted=True)

    assert ((), ("id",)) == (back.excluded, back.kept)


def test_further_missing_values_join_those_before():
    setup = replace(SETUP, options=ReadOptions(missing={"age": ("-1",)}))

    both = answers.give(setup, MISSING)

    assert {"age": ("-1", "999")} == both.options.missing
    assert setup == answers.take_back(both, MISSING)


def test_a_question_is_open_until_it_is_answered():
    asked = check("decide", OUT, KEEP)

    assert (asked,) == answers.open_questions(SETUP, [asked, check("check", OUT)])
    for remedy in (OUT, KEEP):
        assert () == answers.open_questions(answers.give(SETUP, remedy), [asked])


def test_what_must_be_decided_can_be_declined():
    asked = check("decide", GROUP)

    declined = answers.remedies(asked)[-1]

    assert ("keep", ("id",)) == (declined.action, declined.columns)
    assert () == answers.open_questions(answers.give(SETUP, declined), [asked])


def test_a_check_that_only_excludes_offers_both_answers():
    offered = answers.remedies(check("note", exclude=("id",)))

    assert ["exclude", "keep"] == [remedy.action for remedy in offered]


def test_a_dividing_column_is_not_set_aside():
    noted = check("note", exclude=("id",))

    assert ("id",) == answers.set_aside(SETUP, [noted]).excluded
    assert () == answers.set_aside(replace(SETUP, group_by="id"), [noted]).excluded


def test_columns_are_judged_before_answers_and_rows_after():
    of_column, of_rows = check("decide", OUT), check("check", TOGETHER)
    passed = CheckResult("DC1", "Fine", "passed", "")

    found = answers.joined([of_column, of_rows], [passed, replace(of_rows, code="DC2")])

    assert (of_column, replace(of_rows, code="DC2")) == found


def test_every_question_is_open_again_without_answers():
    answered = replace(
        SETUP,
        excluded=("a",),
        kept=("b",),
        group_by="c",
        order_by="d",
        fold_by="e",
        duplicates_together=True,
    )

    assert SETUP == answers.undecided(answered)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({}, "by chance"),
        ({"group_by": "id"}, "by chance, rows alike in 'id' together"),
        ({"order_by": "day"}, "by time, by 'day'"),
        ({"fold_by": "fold"}, "as column 'fold' says"),
        ({"duplicates_together": True}, "by chance, equal rows together"),
    ],
)
def test_how_rows_are_divided_is_said(choices, said):
    assert said == answers.divided(replace(SETUP, **choices))


def test_divisions_are_measured_without_the_columns_left_out():
    before = check("note", GROUP, columns=("id",), text_score=1.0)
    after = check("note", GROUP, columns=("id",), text_score=0.7)

    assert (after,) == answers.joined([before], [after])
    assert (before,) == answers.joined([before], [])
