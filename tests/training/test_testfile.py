"""A test file is brought into the shape that was trained on."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import UnreadableUpload, UnsuitableTarget
from dlcompare.modalities.labels import UNSEEN
from dlcompare.training.testfile import align


def test_columns_are_put_in_the_trained_order(small_table):
    trained, test = small_table(seed=0), small_table(seed=1)
    shuffled = replace(test, X=test.X[["member", "weight", "colour", "height"]])

    aligned, notes = align(shuffled, trained)

    assert list(trained.X.columns) == list(aligned.X.columns)
    assert () == notes


def test_class_codes_are_matched_by_label(small_table):
    trained = small_table("multiclass")
    test = replace(trained, classes=("c", "a", "b"), y=(trained.y + 1) % 3)

    aligned, _ = align(test, trained)

    assert trained.classes == aligned.classes
    assert trained.y.tolist() == aligned.y.tolist()


def test_a_class_never_trained_on_gets_no_code_and_a_note(small_table):
    trained = small_table("multiclass", n_rows=9)
    test = replace(trained, classes=("a", "b", "z"), y=np.repeat([0, 1, 2], 3))

    aligned, notes = align(test, trained)

    assert [0, 0, 0, 1, 1, 1] + [UNSEEN] * 3 == aligned.y.tolist()
    assert "3 of 9 test rows are of a class that training never saw (z)" in notes[0]


def test_a_binary_test_file_may_hold_a_subset_of_many_classes(small_table):
    trained = small_table("multiclass", n_rows=9)
    test = replace(
        trained, task="binary", classes=("b", "c"), y=np.array([0, 1] * 4 + [0])
    )

    aligned, _ = align(test, trained)

    assert [1, 2] * 4 + [1] == aligned.y.tolist()
    assert "multiclass" == aligned.task


def test_cells_that_are_not_numbers_count_as_missing_and_are_told(small_table):
    trained = small_table(n_rows=8)
    X = trained.X.assign(height=["1.5", "tall", *["2"] * 6])

    aligned, notes = align(replace(trained, X=X), trained)

    assert 1.5 == aligned.X["height"].iloc[0]
    assert [False, True] == aligned.X["height"].isna().tolist()[:2]
    assert "1 cell of 'height'" in notes[0]


def test_numbers_become_labels_where_labels_were_trained(small_table):
    trained = small_table(n_rows=4)
    X = trained.X.assign(colour=[1.0, 2.5, np.nan, 1.0])

    aligned, _ = align(replace(trained, X=X), trained)

    assert isinstance(aligned.X["colour"].dtype, pd.CategoricalDtype)
    assert ["1", "2.5"] == list(aligned.X["colour"].cat.categories)
    assert aligned.X["colour"].isna().tolist()[2]


def test_images_take_the_size_and_channels_that_were_trained(small_images):
    trained = small_images(side=12, channels=1)
    test = small_images(side=20, channels=3)

    aligned, notes = align(test, trained)

    assert (24, 12, 12, 1) == aligned.X.shape
    assert "20 x 20 x 3 were brought to 12 x 12 x 1" in notes[0]


def test_a_missing_column_is_named(small_table):
    trained = small_table()
    test = replace(trained, X=trained.X.drop(columns="weight"))

    with pytest.raises(UnreadableUpload, match="lacks 1 column: weight"):
        align(test, trained)


def test_images_cannot_test_a_table(small_table, small_images):
    with pytest.raises(UnreadableUpload, match="same kind"):
        align(small_images(), small_table())


def test_numbers_cannot_test_classes(small_table):
    with pytest.raises(UnsuitableTarget, match="read as regression"):
        align(small_table("regression"), small_table("binary"))


def test_rows_already_coded_as_unseen_stay_so(small_table):
    trained = small_table("binary", n_rows=6)
    test = replace(trained, y=np.array([0, 1, UNSEEN, 0, 1, UNSEEN]))

    aligned, notes = align(test, trained)

    assert [0, 1, UNSEEN, 0, 1, UNSEEN] == aligned.y.tolist()
    assert "2 of 6 test rows are of a class that training never saw;" in notes[0]
