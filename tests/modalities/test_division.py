"""What the user says of rows becomes groups, order and folds, or one clear error."""

import pickle

import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import InvalidPlan
from dlcompare.modalities import IMAGES, TABULAR, describe
from dlcompare.modalities.grouping import with_equal_together
from dlcompare.records import ReadOptions, Setup, Upload

N = 60


@pytest.fixture
def opened(tmp_path):
    """`opened(frame, **choices)` reads the table and opens it with these choices."""

    def opened(frame, **choices):
        path = tmp_path / "rows.csv"
        frame.to_csv(path, index=False)
        upload = Upload("rows.csv", str(path), path.stat().st_size, "0" * 64)
        setup = Setup(upload, target="y", **choices)
        reading = TABULAR.read(upload, ReadOptions(), tmp_path)
        return TABULAR.open(tmp_path, reading, setup)

    return opened


def visits(n_rows=N):
    """Visits of customers: who, when, in whose fold, and what came of it."""
    rng = np.random.default_rng(0)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.permutation(n_rows), "D")
    return pd.DataFrame(
        {
            "customer": [f"c{i % 12}" for i in range(n_rows)],
            "day": days.strftime("%Y-%m-%d"),
            "fold": np.arange(n_rows) % 4 + 1,
            "x": rng.permutation(n_rows) / 10,
            "y": rng.choice(["no", "yes"], n_rows),
        }
    )


def test_a_grouping_column_makes_groups_and_is_no_feature(opened):
    dataset = opened(visits(), group_by="customer")

    names = visits()["customer"]
    for name in names.unique():
        assert 1 == len(set(dataset.groups[names == name]))
    assert 12 == len(set(dataset.groups))
    assert "customer" not in dataset.X
    assert dataset.order is None
    assert dataset.folds is None


@pytest.mark.parametrize("by", ["group_by", "order_by", "fold_by"])
def test_a_dividing_column_that_is_kept_is_a_feature_too(opened, by):
    dataset = opened(visits(), **{by: "fold"}, kept=("fold",))

    assert "fold" in dataset.X


def test_a_date_column_orders_the_rows(opened):
    dataset = opened(visits(), order_by="day")

    assert np.argsort(dataset.order).tolist() == visits()["day"].argsort().tolist()
    assert "day" not in dataset.X


def test_a_fold_column_gives_the_folds(opened):
    dataset = opened(visits(), fold_by="fold")

    assert (visits()["fold"] - 1).tolist() == dataset.folds.tolist()


def test_a_row_without_a_group_stands_alone(opened):
    frame = visits()
    frame.loc[[3, 7], "customer"] = None

    dataset = opened(frame, group_by="customer")

    assert 14 == len(set(dataset.groups))
    assert any("2 rows without 'customer' are groups" in n for n in dataset.notes)


def test_a_row_without_a_time_is_left_out_and_that_is_said(opened):
    frame = visits()
    frame.loc[3, "day"] = None

    dataset = opened(frame, order_by="day")

    assert N - 1 == len(dataset.y) == len(dataset.order) == len(dataset.X)
    assert any("1 row without 'day' left out" in note for note in dataset.notes)


def test_rows_without_a_target_leave_groups_too(opened):
    frame = visits()
    frame.loc[frame["customer"] == "c3", "y"] = None

    dataset = opened(frame, group_by="customer")

    assert sorted(set(dataset.groups)) == list(range(11))
    assert len(dataset.groups) == len(dataset.y) == 55


def test_equal_rows_are_one_group(opened):
    frame = visits()[["x", "y"]]
    frame = pd.concat([frame, frame.iloc[[5, 5]]], ignore_index=True)

    dataset = opened(frame, duplicates_together=True)

    assert N == len(set(dataset.groups))
    assert 1 == len(set(dataset.groups[[5, N, N + 1]]))


def test_equal_rows_join_the_groups_they_are_in(opened):
    frame = visits()[["customer", "x", "y"]]
    frame.loc[1, ["x", "y"]] = frame.loc[0, ["x", "y"]]  # of c0 and of c1
    frame.loc[14, ["x", "y"]] = frame.loc[13, ["x", "y"]]  # of c1 and of c2

    dataset = opened(frame, group_by="customer", duplicates_together=True)

    assert 10 == len(set(dataset.groups))
    together = frame["customer"].isin(["c0", "c1", "c2"])
    assert 1 == len(set(dataset.groups[together]))


def test_a_divided_dataset_can_be_sent_to_another_process(opened):
    dataset = opened(visits(), group_by="customer", duplicates_together=True)

    again = pickle.loads(pickle.dumps(dataset))

    assert dataset.groups.tolist() == again.groups.tolist()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"group_by": "customer", "order_by": "day"}, "'customer' and 'day' at once"),
        ({"group_by": "costumer"}, "no column called 'costumer'. Did you mean"),
        ({"group_by": "y"}, "'y' is the target"),
        ({"order_by": "customer"}, "holds words such as 'c0', which have no order"),
        ({"fold_by": "x"}, "Column 'x' names 60 folds; between 2 and 20"),
        ({"fold_by": "one"}, "Column 'one' names 1 fold"),
        ({"fold_by": "holes"}, "names no fold in 1 of 60 rows"),
        ({"fold_by": "part"}, "divides the rows once, into test and train"),
        ({"group_by": "most"}, "57 of 60 rows are of one group"),
        ({"group_by": "copy"}, "Every class lies within one group"),
        ({"order_by": "half"}, "says no time in 30 of 60 rows"),
        ({"order_by": "two"}, "only 2 different times"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_cannot_divide_the_rows_is_refused(opened, choices, message):
    frame = visits()
    frame["one"] = 1
    frame["two"] = np.arange(N) % 2
    frame["part"] = np.where(np.arange(N) < 50, "train", "test")
    frame["most"] = np.where(np.arange(N) < 57, "a", "b")
    frame["copy"] = frame["y"].map({"no": "left", "yes": "right"})
    frame["half"] = np.where(np.arange(N) % 2, np.nan, np.arange(N))
    frame["holes"] = frame["fold"].astype("float").mask(np.arange(N) == 9)

    with pytest.raises(InvalidPlan) as caught:
        opened(frame, **choices)

    assert message in str(caught.value)


def test_large_groups_and_lonely_classes_are_said(opened):
    frame = visits()
    frame["block"] = np.where(np.arange(N) < 40, "big", frame["customer"])
    frame["y"] = np.where(np.arange(N) < 5, "rare", frame["y"])

    dataset = opened(frame, group_by="block")

    said = " ".join(dataset.notes)
    assert "66.7% of the rows are of one group" in said
    assert "Within one group alone, so never learned where tested: 'rare'." in said


def test_groups_of_one_row_are_said_to_change_nothing(opened):
    frame = visits()
    frame["row"] = [f"r{i}" for i in range(N)]

    dataset = opened(frame, group_by="row")

    assert "Every group has one row, so grouping changes nothing." in dataset.notes


@pytest.mark.parametrize(
    ("choices", "traits"),
    [
        ({}, {}),
        ({"group_by": "customer"}, {"n_groups": 12, "largest_group_share": 5 / 60}),
        ({"order_by": "day"}, {"n_times": 60}),
        ({"fold_by": "fold"}, {"n_given_folds": 4, "given_test_share": 1 / 4}),
    ],
    ids=["chance", "groups", "order", "folds"],
)
def test_a_profile_tells_how_rows_may_be_divided(opened, tmp_path, choices, traits):
    profile = describe(opened(visits(), **choices), tmp_path)

    names = ("n_groups", "largest_group_share", "n_times", "n_given_folds")
    names += ("given_test_share",)
    found = {t.name: t.value for t in profile.traits if t.name in names}
    assert traits == pytest.approx(found)


def test_equal_images_are_one_group(small_images):
    dataset = small_images()
    hashes = np.arange(len(dataset.y)) // 2

    grouped = with_equal_together(dataset, hashes)

    assert hashes.tolist() == grouped.groups.tolist()


def test_images_are_grouped_by_what_their_names_share(image_archive, tmp_path):
    names = {
        f"{label}/p{i // 2}_{i % 2}.png": i for label in ("a", "b") for i in range(12)
    }
    upload = image_archive(names)
    reading = IMAGES.read(upload, ReadOptions(), tmp_path)

    dataset = IMAGES.open(tmp_path, reading, Setup(upload, group_by="file-name prefix"))

    for row, name in enumerate(dataset.row_names):
        mates = [n for n, g in enumerate(dataset.groups) if g == dataset.groups[row]]
        prefix = name.split("/")[1].split("_")[0]
        assert {prefix} == {
            dataset.row_names[n].split("/")[1].split("_")[0] for n in mates
        }
    assert 6 == len(set(dataset.groups))


def test_images_have_no_time(image_archive, tmp_path):
    upload = image_archive({f"{c}/p{i}_0.png": i for c in "ab" for i in range(12)})
    reading = IMAGES.read(upload, ReadOptions(), tmp_path)

    with pytest.raises(InvalidPlan, match="have no order in time"):
        IMAGES.open(tmp_path, reading, Setup(upload, order_by="file-name prefix"))


@pytest.fixture
def image_archive(tmp_path):
    """`image_archive({name: seed})` writes a ZIP of small grey images."""
    import io
    import zipfile

    from PIL import Image

    def image_archive(names):
        path = tmp_path / "images.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, seed in names.items():
                pixels = np.random.default_rng(seed + len(name)).integers(
                    0, 255, (12, 12), dtype=np.uint8
                )
                block = io.BytesIO()
                Image.fromarray(pixels).save(block, "PNG")
                archive.writestr(name, block.getvalue())
        return Upload("images.zip", str(path), path.stat().st_size, "2" * 64)

    return image_archive
