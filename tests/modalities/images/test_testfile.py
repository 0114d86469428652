"""A second archive becomes the test set."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities import IMAGES
from dlcompare.modalities.labels import UNSEEN
from dlcompare.modalities.overlap import compare_files
from dlcompare.records import Setup


def archive(labels, size=(12, 12), mode="L", value=None, seed=0) -> bytes:
    """Five images per label, of noise or of one `value`."""
    rng, block = np.random.default_rng(seed), io.BytesIO()
    with zipfile.ZipFile(block, "w") as file:
        for label in labels:
            for i in range(5):
                pixels = rng.integers(0, 256, size, dtype=np.uint8)
                image = Image.fromarray(pixels).convert(mode)
                if value is not None:
                    image = Image.new(mode, size, value)
                content = io.BytesIO()
                image.save(content, "PNG")
                file.writestr(f"{label}/{i}.png", content.getvalue())
    return block.getvalue()


@pytest.fixture
def opened(parse):
    """`opened(trained, test)` gives both datasets."""

    def opened(trained, test):
        first = parse("a.zip", trained)
        like = first.dataset()
        second = parse("b.zip", test)
        setup = Setup(first.upload, test_upload=second.upload)
        return like, IMAGES.open_test(second.folder, second.reading, setup, like)

    return opened


def test_size_channels_and_codes_are_those_of_training(opened):
    colour = archive(["dog", "emu", "cat"], (30, 30), "RGB", (255, 0, 0))

    _, test = opened(archive(["cat", "dog"]), colour)

    assert (15, 12, 12, 1) == test.X.shape
    assert [0] * 5 + [1] * 5 + [UNSEEN] * 5 == test.y.tolist()
    assert 76 == test.X[0, 0, 0, 0]  # 0.299 of 255
    texts = " ".join(one.text for one in test.differences)
    assert "brought from 30 x 30 to 12 x 12 pixels" in texts
    assert "in colour; training saw them grey" in texts
    assert "5 of 15 test rows are of a class" in texts


def test_class_folders_in_another_spelling_are_matched(opened):
    _, test = opened(archive(["cat", "dog"]), archive(["Cat", "DOG "]))

    assert [0] * 5 + [1] * 5 == test.y.tolist()
    assert all(one.is_repaired for one in test.differences)


def test_an_archive_of_other_classes_is_refused(opened):
    with pytest.raises(UnsuitableTarget, match="was seen in training"):
        opened(archive(["cat", "dog"]), archive(["emu", "gnu"]))


def test_images_of_both_archives_are_counted(opened):
    like, test = opened(archive(["cat", "dog"]), archive(["dog", "cat"]))

    found = compare_files(IMAGES, test, like)

    assert (10, 10) == (found.n_rows, found.n_shared)
    assert "10 of 10 images (100%) are in a.zip too" in found.differences[0].text
