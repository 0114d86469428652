"""Where a label may stand so that it covers no mark and no other label."""

from collections.abc import Sequence
from dataclasses import dataclass

HALF_MARKER_PX = 8.0
HALF_LINE_PX = 3.0
TEXT_HEIGHT_PX = 17.0
ROAM_PX = 180  # how far from its mark a label may stand
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Point:
    """A mark with an upright interval, and the width of its label, in pixels."""

    x: float
    y: float
    low: float
    high: float
    width: float


@dataclass(frozen=True)
class Spot:
    """Where a label stands relative to its mark, in plotly's words."""

    anchor: str
    vertical: str
    dx: float
    dy: float
    has_leader: bool = False


def place(
    points: Sequence[Point], area: tuple[float, float], *, avoid: Sequence[Box] = ()
) -> list[Spot | None]:
    """One spot for each point, earlier points first; None where all are taken.

    Tried in this order: right, left, above, below of the mark, then along its
    interval;
    what is in `avoid` is covered only where nothing else is free. The last resort is
    the nearest free place with a leader to the mark.
    """
    taken = [box for p in points for box in _marks(p)]
    spots: list[Spot | None] = []
    for point in points:
        free = [s for s in _spots(point) if _is_free(_box(point, s), taken, area)]
        clear = (s for s in free if _is_free(_box(point, s), avoid, area))
        spot = next(clear, free[0] if free else None)
        spot = spot or _distant(point, [*taken, *avoid], area)
        spots.append(spot)
        if spot is not None:
            taken.append(_box(point, spot))
    return spots


def _marks(p: Point) -> list[Box]:
    m, t = HALF_MARKER_PX, HALF_LINE_PX
    return [(p.x - m, p.y - m, p.x + m, p.y + m), (p.x - t, p.low, p.x + t, p.high)]


def _spots(p: Point) -> list[Spot]:
    side = HALF_MARKER_PX + 2
    above, below = p.high - p.y + 4, p.low - p.y - 4
    return [
        Spot("left", "middle", side, 0),
        Spot("right", "middle", -side, 0),
        Spot("center", "bottom", 0, above),
        Spot("center", "top", 0, below),
        *(
            Spot(anchor, "middle", dx, dy)
            for dy in (12.0, -12.0, 22.0, -22.0)
            for anchor, dx in (("left", side), ("right", -side))
        ),
        *(
            Spot(anchor, "middle", dx, part * (end - p.y))
            for part in (0.5, 0.8)
            for end in (p.high, p.low)
            for anchor, dx in (("left", 6.0), ("right", -6.0))
        ),
        Spot("left", "bottom", -6, above),
        Spot("right", "bottom", 6, above),
        Spot("left", "top", -6, below),
        Spot("right", "top", 6, below),
    ]


def _distant(
    point: Point, taken: Sequence[Box], area: tuple[float, float]
) -> Spot | None:
    """The free place nearest to the mark, None if there is none."""
    spots = [
        Spot("center", "middle", dx, dy, has_leader=True)
        for dx in range(-ROAM_PX, ROAM_PX + 1, 10)
        for dy in range(-ROAM_PX, ROAM_PX + 1, 6)
    ]
    spots.sort(key=lambda s: (abs(s.dy) + max(0.0, abs(s.dx) - point.width / 2), s.dx))
    free = (s for s in spots if _is_free(_box(point, s), taken, area))
    return next(free, None)


def _box(p: Point, s: Spot) -> Box:
    left = p.x + s.dx - {"left": 0.0, "center": 0.5, "right": 1.0}[s.anchor] * p.width
    drop = {"bottom": 0.0, "middle": 0.5, "top": 1.0}[s.vertical]
    bottom = p.y + s.dy - drop * TEXT_HEIGHT_PX
    return left, bottom, left + p.width, bottom + TEXT_HEIGHT_PX


def _is_free(box: Box, taken: Sequence[Box], area: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[2] <= area[0] and box[1] >= 0 and box[3] <= area[1] + 8
    return inside and not any(
        box[0] < other[2]
        and other[0] < box[2]
        and box[1] < other[3]
        and other[1] < box[3]
        for other in taken
    )
