from pathlib import Path

import pytest

from dlcompare.errors import UnreadableUpload
from dlcompare.jobs import intake, parcel
from dlcompare.jobs.store import SqliteStore


@pytest.fixture
def study(store, setup):
    return store.load(store.create(setup))


def test_a_parcel_has_all_that_a_fit_needs(store, study, tmp_path):
    there = tmp_path / "there"
    there.mkdir()

    parcel.unpack(parcel.pack(store.folder, study), there, study.id)

    copy = SqliteStore(there).load(study.id)
    ours = intake.open_dataset(store.folder, study.setup)
    theirs = intake.open_dataset(there, copy.setup)
    assert study.setup == copy.setup
    assert ours.X.equals(theirs.X)
    assert list(ours.y) == list(theirs.y)
    assert not (there / "uploads").exists()


def test_what_only_pages_show_stays(store, study, tmp_path):
    intake.describe_guarded(store.folder, study.setup)

    parcel.unpack(parcel.pack(store.folder, study), tmp_path, study.id)

    assert list(store.folder.rglob("described.json"))
    assert [] == list((tmp_path / "readings").rglob("described.json"))


def test_data_that_are_gone_are_said(store, study):
    Path(study.setup.upload.path).unlink()

    with pytest.raises(UnreadableUpload, match="no longer there"):
        parcel.pack(store.folder, study)
