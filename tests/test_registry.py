"""Finding entries by name, and helping those who mistype."""

from dataclasses import dataclass

import pytest

from dlcompare.errors import UnknownName
from dlcompare.registry import find


@dataclass(frozen=True)
class Entry:
    name: str


ENTRIES = (Entry("linear"), Entry("forest"))


def test_entry_is_found_by_its_name():
    assert ENTRIES[1] is find("forest", ENTRIES, kind="model")


def test_near_miss_suggests_the_nearest_name():
    with pytest.raises(UnknownName, match="Did you mean 'forest'"):
        find("florest", ENTRIES, kind="model")


def test_unknown_name_lists_all_known_names():
    with pytest.raises(UnknownName) as caught:
        find("zzz", ENTRIES, kind="model")

    assert "There is no model called 'zzz'." == caught.value.what
    assert "Known: linear, forest." == caught.value.fix
