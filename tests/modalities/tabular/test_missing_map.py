import numpy as np

from dlcompare.modalities.tabular.missing_map import (
    MOST_BLOCKS,
    MOST_COLUMNS,
    MissingCells,
)
from dlcompare.records import MissingPattern


def cells(n_rows: int, **columns: set[int]) -> MissingCells:
    found = MissingCells(n_rows)
    for name, rows in columns.items():
        found.add(name, np.isin(np.arange(n_rows), list(rows)))
    return found


def test_patterns_say_which_columns_are_missing_together():
    found = cells(10, a={0, 1, 2}, b={0, 1}, c=set(), d={9})

    known = found.as_map()

    assert ("a", "b", "d") == known.columns
    assert 3 == known.n_columns
    assert {
        MissingPattern((), 0, 6),
        MissingPattern(("a", "b"), 2, 2),
        MissingPattern(("a",), 1, 1),
        MissingPattern(("d",), 1, 1),
    } == set(known.patterns)
    assert MissingPattern((), 0, 6) == known.patterns[0]
    assert 4 == known.n_patterns
    assert 0.6 == found.complete_share()
    assert 6 == found.n_cells


def test_blocks_of_rows_have_their_counts():
    known = cells(125, a=set(range(5)), b={124}).as_map()

    assert MOST_BLOCKS + 1 == len(known.starts)
    assert (0, 2, 5) == known.starts[:3]
    assert 125 == known.starts[-1]
    assert (2, 3, 0) == known.counts[0][:3]
    assert 1 == known.counts[1][-1] == sum(known.counts[1])


def test_few_rows_have_a_block_each():
    known = cells(3, a={1}).as_map()

    assert ((0, 1, 0),) == known.counts


def test_nothing_missing_gives_no_map():
    assert cells(10, a=set()).as_map() is None
    assert 1.0 == cells(10).complete_share()


def test_of_many_columns_those_with_most_missing_are_kept():
    many = {f"c{i}": set(range(i)) for i in range(40)}

    known = cells(50, **many).as_map()

    assert "c39" == known.columns[0]
    assert MOST_COLUMNS == len(known.columns)
    assert 39 == known.n_columns
    longest = max(known.patterns, key=lambda pattern: pattern.n_columns)
    assert longest.n_columns > MOST_COLUMNS == len(longest.columns)
