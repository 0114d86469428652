"""Blocks of a table to understood columns, with few blocks in memory at a time.

Text of plain numbers becomes numbers block by block; of other text the different
values are kept, and where each stands. Only columns that turn out to be something
else than their first block looked like are read once more.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.modalities.tabular.columns import understand
from dlcompare.modalities.tabular.distinct import encoded, gather, is_text
from dlcompare.modalities.tabular.near_unique import understand_near_unique
from dlcompare.modalities.tabular.plain import (
    is_surely_plain,
    may_be_plain,
    parsed_block,
    plain_block,
    understand_plain,
)
from dlcompare.modalities.tabular.source import (
    Block,
    NotNumbers,
    Source,
    check_cells,
)
from dlcompare.modalities.tabular.typed import understand_typed
from dlcompare.modalities.tabular.understood import Understood, Wishes

MAX_THREADS = 4  # blocks converted at once; more of them wait for the parser
MAX_PENDING = 2  # blocks being converted or waiting for it, while one is cut

# Words of many different values are kept as they are until all are read: their
# values would be looked up twice, in each block and in all.
PLAIN, WORDS, VARIED, TYPED = "plain", "words", "varied", "typed"
VARIED_SHARE = 0.5  # different values over rows of the first block


def understand_all(
    source: Source, upload_name: str, names: Sequence[str], wish_of: Sequence[Wishes]
) -> tuple[list[Understood], int, int]:
    """Every column as understood, the number of rows, and of lines left out.

    Raises
    ------
    UnreadableUpload
        As the source and the columns do, or there are too many cells.
    """
    everything = range(len(names))
    with ThreadPoolExecutor(min(MAX_THREADS, os.cpu_count() or 1)) as pool:
        gathered = partial(_gather, source, upload_name, everything, wish_of, pool)
        try:
            ways, blocks, n_rows, n_left_out = gathered()
        except NotNumbers:
            ways, blocks, n_rows, n_left_out = gathered(as_written=True)
        pa.default_memory_pool().release_unused()  # what the parser read ahead
        if not n_rows:
            return [], 0, n_left_out

        def finish(i: int) -> Understood | None:
            parts, blocks[i] = blocks[i], []  # freed when it is understood
            if ways[i] == VARIED:
                parts = [pa.concat_arrays(parts).cast(pa.string())]
            return _finish(names[i], ways[i], parts, wish_of[i])

        longest_first = sorted(everything, key=lambda i: ways[i] != VARIED)
        found: list[Understood | None] = [None for _ in names]
        for i, one in zip(longest_first, pool.map(finish, longest_first), strict=True):
            found[i] = one
        again = [i for i, one in enumerate(found) if one is None]
        if again:
            words = _words(source, again, pool)
            for i, parts in zip(again, words, strict=True):
                found[i] = understand(names[i], gather(parts), wish_of[i])
    return [one for one in found if one is not None], n_rows, n_left_out


def _gather(
    source: Source,
    upload_name: str,
    columns: Sequence[int],
    wish_of: Sequence[Wishes],
    pool: ThreadPoolExecutor,
    *,
    as_written: bool = False,
) -> tuple[list[str], list[list[Any]], int, int]:
    """How each column is converted, its blocks, and rows kept and left out.

    What the first block shows to be plain numbers is then cut into numbers at once,
    unless all is to be read `as_written`.
    """
    reading = source.blocks(columns)
    first = next(reading, None)
    if first is None:
        return [], [[] for _ in columns], 0, 0
    ways = [_way(cells, w) for cells, w in zip(first.cells, wish_of, strict=True)]
    parts = list(pool.map(_convert, ways, first.cells))
    blocks: list[list[Any]] = [[part] for part in parts]
    n_rows, n_left_out = len(first.cells[0]), first.n_left_out
    check_cells(upload_name, n_rows, len(columns))
    second = next(reading, None)
    if second is None:
        return ways, blocks, n_rows, n_left_out
    following: Iterator[Block] = chain([second], reading)
    numbers = [i for i, part in enumerate(parts) if is_surely_plain(part)]
    if source.parsed is not None and numbers and not as_written:
        following = source.parsed(columns, numbers)
        next(following)  # the first block, known as it is written
        reading.close()  # its parser reads ahead
    pending: deque[Future[list[Any]]] = deque()
    for block in following:
        n_rows += len(block.cells[0])
        n_left_out += block.n_left_out
        check_cells(upload_name, n_rows, len(columns))
        if len(pending) == MAX_PENDING:
            _collect(pending, blocks)
        pending.append(pool.submit(_convert_all, ways, block.cells))
    while pending:
        _collect(pending, blocks)
    return ways, blocks, n_rows, n_left_out


def _collect(pending: deque[Future[list[Any]]], blocks: list[list[Any]]) -> None:
    """Put the earliest block that is being converted to those before it."""
    for parts, part in zip(blocks, pending.popleft().result(), strict=True):
        parts.append(part)


def _way(cells: Any, wish: Wishes) -> str:
    """How a column's blocks are converted, by its first block."""
    if not is_text(cells.type):
        return TYPED
    if may_be_plain(cells, wish):
        return PLAIN
    n_values = pc.count_distinct(cells).as_py()
    return VARIED if n_values > VARIED_SHARE * len(cells) else WORDS


def _convert_all(ways: Sequence[str], cells: Sequence[Any]) -> list[Any]:
    return [_convert(way, column) for way, column in zip(ways, cells, strict=True)]


def _convert(way: str, cells: Any) -> Any:
    if way == PLAIN:
        return plain_block(cells) if is_text(cells.type) else parsed_block(cells)
    return encoded(cells) if way == WORDS else cells


def _finish(
    name: str, way: str, blocks: Sequence[Any], wish: Wishes
) -> Understood | None:
    if way == PLAIN:
        return understand_plain(name, blocks, wish)
    if way == WORDS:
        return understand(name, gather(blocks), wish)
    if way == VARIED:
        return understand_near_unique(name, blocks[0], wish) or understand(
            name, gather([encoded(blocks[0])]), wish
        )
    return understand_typed(name, pa.chunked_array(blocks), wish)


def _words(
    source: Source, columns: Sequence[int], pool: ThreadPoolExecutor
) -> list[list[Any]]:
    """Columns read again, all of their cells as they are written."""
    parts: list[list[Any]] = [[] for _ in columns]
    for block in source.blocks(columns):
        done = pool.map(encoded, block.cells)
        for column, cells in zip(parts, done, strict=True):
            column.append(cells)
    return parts
