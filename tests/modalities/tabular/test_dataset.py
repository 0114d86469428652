import io

import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import DlcompareError, UnsuitableTarget


@pytest.fixture
def frame():
    n = 40
    return pd.DataFrame(
        {
            "size": np.arange(n) / 4,
            "colour": ["red", "blue"] * (n // 2),
            "day": pd.date_range("1970-01-02", periods=n).strftime("%Y-%m-%d"),
            "story": [f"once there was {i}" for i in range(n)],
            "grade": [1, 2, 3, 4] * (n // 4),
            "target": ["yes", "no"] * (n // 2),
        }
    )


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def test_dtypes_follow_the_kinds(parse, frame):
    X = parse("a.csv", csv(pd.concat([frame] * 2).assign(story=range(80)))).dataset().X

    kinds = {"size": "float32", "colour": "category", "day": "float32"}
    assert kinds | {"story": "float32", "grade": "float32"} == dict(
        X.dtypes.astype(str)
    )
    assert [1.0, 2.0] == X["day"].tolist()[:2]


def test_running_text_is_str(parse, frame):
    many = pd.concat([frame] * 2, ignore_index=True)
    many["story"] = [f"once there was {i}" for i in range(80)]

    assert "str" == str(parse("a.csv", csv(many)).dataset().X["story"].dtype)


def test_target_and_excluded_columns_are_no_features(parse, frame):
    dataset = parse("a.csv", csv(frame)).dataset(target="grade", excluded=("colour",))

    assert "grade" not in dataset.X
    assert "colour" not in dataset.X
    assert [c.name for c in dataset.columns] == list(dataset.X)
    assert ("multiclass", ("1", "2", "3", "4")) == (dataset.task, dataset.classes)


def test_the_affirmative_class_is_code_one(parse, frame):
    dataset = parse("a.csv", csv(frame)).dataset()

    assert ("no", "yes") == dataset.classes
    assert [1, 0] == dataset.y.tolist()[:2]
    assert np.int64 == dataset.y.dtype


def test_a_number_can_be_predicted_instead_of_classes(parse, frame):
    dataset = parse("a.csv", csv(frame)).dataset(target="grade", task="regression")

    assert () == dataset.classes
    assert [1.0, 2.0, 3.0, 4.0] == dataset.y.tolist()[:4]


def test_rows_without_target_and_single_members_are_left_out_and_said(parse, frame):
    frame.loc[0, "target"] = None
    frame.loc[1, "target"] = "maybe"

    dataset = parse("a.csv", csv(frame)).dataset()

    assert 38 == len(dataset.y) == len(dataset.X)
    assert "binary" == dataset.task
    assert "1 row without 'target' left out." in dataset.notes
    assert "1 class with a single row left out: 'maybe'." in dataset.notes
    assert 0.5 == dataset.X["size"][0]


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"target": "tarket"}, "Did you mean 'target'"),
        ({"target": "story"}, "too many to be classes"),
        ({"target": "day"}, "is a date"),
        ({"target": "colour", "task": "regression"}, "holds words"),
        (
            {"excluded": ("size", "colour", "day", "story", "grade")},
            "No column is left",
        ),
    ],
)
def test_impossible_choices_are_refused(parse, frame, choices, message):
    parsed = parse("a.csv", csv(frame))

    with pytest.raises(UnsuitableTarget, match=message):
        parsed.dataset(**choices)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([None] * 40, "no values at all"),
        ([None] * 20 + [3] * 20, "the same value, 3"),
        ([None] * 37 + [1, 2, 3], "only 3 rows"),
    ],
)
def test_a_target_with_nothing_to_learn_is_refused(parse, frame, values, message):
    parsed = parse("a.csv", csv(frame.assign(target=values)))

    with pytest.raises(UnsuitableTarget, match=message):
        parsed.dataset(target="target")


def test_a_file_without_any_varying_column_is_refused(parse):
    parsed = parse("a.csv", b"a,b\n" + b"1,2\n" * 20)

    with pytest.raises(UnsuitableTarget, match="nothing can be predicted"):
        parsed.dataset()


def test_first_rows_show_dates_as_dates(parse, frame):
    parsed = parse("a.csv", csv(frame))

    shown = parsed.modality.first_rows(parsed.folder, 3)

    assert 3 == len(shown)
    assert "1970-01-02" == str(shown["day"][0].date())


def test_a_frame_written_is_read_again(parse, frame):
    block = io.BytesIO()
    frame.to_parquet(block)

    first = parse("a.csv", csv(frame)).dataset()
    second = parse("a.parquet", block.getvalue()).dataset()

    pd.testing.assert_frame_equal(first.X, second.X)


def test_every_error_says_what_to_do(parse, frame):
    parsed = parse("a.csv", csv(frame))

    with pytest.raises(DlcompareError) as caught:
        parsed.dataset(target="nothing")

    assert caught.value.fix.endswith(".")


def test_a_huge_cell_of_text_is_said_to_be_read_in_part(parse, frame):
    many = pd.concat([frame] * 2, ignore_index=True)
    many["story"] = [f"once there was number {i}" for i in range(79)] + [
        "long " * 20_000
    ]

    dataset = parse("a.csv", csv(many)).dataset()

    assert any("1 text longer than 50,000 characters" in n for n in dataset.notes)


@pytest.mark.parametrize("cell", ["", "always the very same words of one story"])
def test_texts_that_are_all_empty_or_all_equal_are_no_text_column(parse, frame, cell):
    many = pd.concat([frame] * 2, ignore_index=True).assign(story=cell)

    reading = parse("a.csv", csv(many)).reading

    kinds = {column.name: column.kind for column in reading.columns}
    assert "text" != kinds.get("story")
