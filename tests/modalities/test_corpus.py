"""Broken, odd and hostile files are read as expected or refused in words."""

import pytest

from dlcompare.errors import UnreadableUpload
from tests.modalities.corpus import READ, REFUSED, Case


@pytest.mark.parametrize("case", READ, ids=lambda case: case.what)
def test_odd_files_are_read(parse, case: Case):
    reading = parse(case.name, case.make(), **case.options).reading

    said = [f"{d.name} {d.value} {d.reason}" for d in reading.decisions]
    kinds = {column.name: column.kind for column in reading.columns}
    assert case.kinds.items() <= kinds.items()
    assert case.n_rows == reading.n_rows
    assert case.note in " ".join([*reading.notes, *said])


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.what)
def test_broken_and_hostile_files_are_refused_in_words(parse, case: Case):
    with pytest.raises(UnreadableUpload, match=case.refusal) as caught:
        parse(case.name, case.make(), **case.options)

    assert caught.value.fix
    assert case.name in caught.value.what
