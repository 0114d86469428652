"""Images in class folders, packed as ZIP."""

from dlcompare.modalities.images.dataset import (
    open_images,
    read_column,
    read_first_rows,
)
from dlcompare.modalities.images.describe import describe, pixel_hashes
from dlcompare.modalities.images.read import read
from dlcompare.modalities.images.testfile import open_test_images
from dlcompare.modalities.modality import Modality

IMAGES = Modality(
    name="images",
    label="Images",
    accepts=(".zip",),
    read=read,
    open=open_images,
    open_test=open_test_images,
    hashes=lambda dataset: pixel_hashes(dataset.X).to_numpy(),
    describe=describe,
    first_rows=read_first_rows,
    column=read_column,
)
