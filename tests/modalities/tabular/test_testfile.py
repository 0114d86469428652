"""A second table becomes the test set: what is matched, said and refused."""

import re

import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import UnreadableUpload, UnsuitableTarget
from dlcompare.modalities.labels import UNSEEN
from dlcompare.modalities.overlap import compare_files
from dlcompare.records import Setup

N = 40


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "size": np.arange(N) / 4,
            "colour": ["red", "blue"] * (N // 2),
            "day": pd.date_range("1970-01-02", periods=N).strftime("%Y-%m-%d"),
            "grade": [1, 2, 3, 4] * (N // 4),
            "member": ["yes", "no"] * (N // 2),
            "target": ["gain", "loss"] * (N // 2),
        }
    )


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


@pytest.fixture
def opened(parse):
    """`opened(trained, test, **choices)` gives both datasets."""

    def opened(trained, test, **choices):
        first = parse("a.csv", csv(trained))
        like = first.dataset(**{"target": "target"} | choices)
        second = parse("b.csv", csv(test))
        setup = Setup(first.upload, test_upload=second.upload, **choices)
        table = second.modality
        return like, table.open_test(second.folder, second.reading, setup, like)

    return opened


def said(dataset, is_repaired: bool) -> list[str]:
    return [one.text for one in dataset.differences if one.is_repaired == is_repaired]


def test_the_same_file_has_no_difference(opened, frame):
    like, test = opened(frame, frame)

    pd.testing.assert_frame_equal(like.X, test.X)
    assert like.y.tolist() == test.y.tolist()
    assert () == test.differences


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda f: f.rename(columns=str.upper), "'SIZE' is 'size'"),
        (lambda f: f.rename(columns={"day": "  Day "}), "'Day' is 'day'"),
        (lambda f: f.rename(columns={"size": "ｓｉｚｅ"}), "'ｓｉｚｅ' is 'size'"),
        (lambda f: f[["day", "size", *f.columns[[1, 3, 4, 5]]]], "in another order"),
        (lambda f: f.assign(x=1, y=2), "2 further columns, not used: 'x' and 'y'"),
        (lambda f: f.assign(colour=f["colour"].str.upper()), "'BLUE' is 'blue'"),
        (lambda f: f.assign(target=f["target"].str.title()), "'Gain' is 'gain'"),
        (lambda f: f.assign(member=f["member"] == "yes"), "'True' is 'yes'"),
    ],
    ids=["case", "blanks", "width", "order", "extra", "labels", "classes", "truth"],
)
def test_what_is_repaired_is_said_and_costs_nothing(opened, frame, change, text):
    like, test = opened(frame, change(frame))

    pd.testing.assert_frame_equal(like.X, test.X)
    assert like.y.tolist() == test.y.tolist()
    assert [] == said(test, is_repaired=False)
    assert text in " ".join(said(test, is_repaired=True))


def test_marks_between_words_are_passed_over(opened, frame):
    trained = frame.rename(columns={"size": "Total Size"})

    _, test = opened(trained, frame.rename(columns={"size": "total_size"}))

    assert "Total Size" in test.X
    assert "'total_size' is 'Total Size'" in said(test, is_repaired=True)[0]


def test_a_column_left_out_of_the_study_is_not_called_further(opened, frame):
    _, test = opened(frame, frame, excluded=("size",))

    assert () == test.differences


def test_leading_zeros_that_a_spreadsheet_took_are_found_again(opened, frame):
    codes = ["007", "012", "101", "xx"] * (N // 4)
    trained = frame.assign(code=codes)

    like, test = opened(trained, frame.assign(code=[7, 12, 101, 101] * (N // 4)))

    assert "category" == like.columns[-1].kind
    assert ["007", "012", "101", "101"] == test.X["code"].astype("str").tolist()[:4]


@pytest.mark.parametrize(
    ("trained", "cells", "expected"),
    [
        ([1.5, 2.5], ["1.5 kg", "2 kg"], [1.5, 2.0]),
        ([1.5, 2.5], ["1,5 kg", "2,5kg"], [1.5, 2.5]),
        ([0, 1], ["no", "yes"], [0.0, 1.0]),
    ],
    ids=["unit", "comma and unit", "truth"],
)
def test_numbers_written_otherwise_are_read(opened, frame, trained, cells, expected):
    def with_amounts(amounts):
        return frame.assign(amount=[*amounts] * (N // 2))

    _, test = opened(with_amounts(trained), with_amounts(cells))

    assert expected == test.X["amount"].tolist()[:2]
    assert [] == said(test, is_repaired=False)


def test_cells_that_are_no_number_count_as_missing_and_are_named(opened, frame):
    _, test = opened(frame, frame.assign(grade=["1", "x"] * (N // 2)))

    assert N // 2 == test.X["grade"].isna().sum()
    text = "'grade' has 20 cells that are no number ('x'), taken as missing."
    assert [text] == said(test, is_repaired=False)


def test_labels_never_seen_are_kept_behind_the_known_and_counted(opened, frame):
    _, test = opened(frame, frame.assign(colour=["green", "red"] * (N // 2)))

    assert ["blue", "red", "green"] == list(test.X["colour"].cat.categories)
    text = "'colour' has labels that training never saw, in 20 rows: 'green'."
    assert [text] == said(test, is_repaired=False)


def test_another_unit_is_noticed(opened, frame):
    _, test = opened(frame, frame.assign(size=1000 + frame["size"]))

    assert "'size' lies between" in said(test, is_repaired=False)[0]
    assert "perhaps it is in another unit" in said(test, is_repaired=False)[0]


def test_another_unit_of_the_target_is_noticed(opened, frame):
    trained = frame.assign(target=np.arange(N) * 1.5)
    test = frame.assign(target=np.arange(N) * 1.5 + 1000)

    _, dataset = opened(trained, test, task="regression")

    assert "'target' lies between" in said(dataset, is_repaired=False)[0]


def test_an_empty_column_is_said(opened, frame):
    _, test = opened(frame, frame.assign(size="?", day=""))

    assert test.X[["size", "day"]].isna().all(axis=None)
    texts = ["'size' is empty.", "'day' is empty."]
    assert texts == [t for t in said(test, is_repaired=False) if "empty" in t]


def test_of_many_columns_alike_some_are_named(opened, frame):
    wide = frame.assign(**{f"c{i}": ["a", "b"] * (N // 2) for i in range(9)})
    other = wide.assign(**{f"c{i}": ["a", "z"] * (N // 2) for i in range(9)})

    _, test = opened(wide, other)

    texts = said(test, is_repaired=False)
    assert 6 == len(texts)
    assert "4 further columns have labels that training never saw" in texts[-1]


def test_unseen_and_absent_targets_are_counted(opened, frame):
    test = frame.copy()
    test.loc[0, "target"] = "draw"
    test.loc[1, "target"] = None

    like, dataset = opened(frame, test)

    assert (N - 1, UNSEEN) == (len(dataset.y), dataset.y[0])
    assert like.classes == dataset.classes
    assert len(dataset.X) == len(dataset.y)
    assert "1 of 39 test rows are of a class" in said(dataset, is_repaired=False)[0]
    assert "1 row of the test file without 'target'" in said(dataset, True)[0]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda f: f.drop(columns=["size", "day"]), UnreadableUpload,
         "lacks 2 columns of the trained file: 'size' and 'day'"),
        (lambda f: f.drop(columns="target"), UnreadableUpload,
         r"'target' \(to be predicted\)"),
        (lambda f: f.rename(columns={"colour": "color"}), UnreadableUpload,
         "Rename 'color' for 'colour' if meant so"),
        (lambda f: f.drop(columns="size").assign(Size=1, SIZE=2), UnreadableUpload,
         "Rename 'Size' for 'size' and 'SIZE' for 'size'"),
        (lambda f: f.rename(columns=lambda n: f"_{len(n)}{n[::-1]}"), UnreadableUpload,
         "no column in common"),
        (lambda f: f.assign(day=1.5, grade="high"), UnreadableUpload,
         "2 columns of the test file cannot be read as in training: 'day' holds num"),
        (lambda f: f.assign(target="other"), UnsuitableTarget, "was seen in training"),
    ],
    ids=["missing", "no target", "near", "two meant", "none", "kinds", "classes"],
)  # fmt: skip
def test_what_cannot_be_matched_is_one_error(opened, frame, change, error, message):
    with pytest.raises(error) as caught:
        opened(frame, change(frame))

    assert re.search(message, str(caught.value))


def test_rows_of_both_files_are_counted(parse, opened, frame):
    fresh = frame.assign(size=frame["size"] + 0.1)
    like, test = opened(frame, pd.concat([fresh, frame[:8]]))

    found = compare_files(parse("a.csv", csv(frame)).modality, test, like)

    assert (48, 8) == (found.n_rows, found.n_shared)
    assert "8 of 48 rows (16.7%) are in a.csv too" in found.differences[0].text
    assert not found.differences[0].is_repaired


def test_rows_equal_but_for_the_target_are_not_shared(parse, opened, frame):
    other = frame.assign(target=frame["target"].map({"gain": "loss", "loss": "gain"}))
    like, test = opened(frame, other)

    found = compare_files(parse("a.csv", csv(frame)).modality, test, like)

    assert 0 == found.n_shared


def test_groups_of_the_test_rows_come_along(opened, frame):
    frame["who"] = np.arange(N) // 4

    _, test = opened(frame, frame[10:30], group_by="who")
    _, without = opened(frame, frame.drop(columns="who"), group_by="who")

    assert 6 == len(np.unique(test.groups))
    assert without.groups is None
