"""The lines between boxes and labels: calm S-curves from spread-out ends, and Graphviz's own way round obstacles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diagrams.curves import Cubic, samples
from diagrams.shapes import Point

# How close two ends may come on a side, how far they keep from its corners, and how far a line keeps from boxes.
_APART, _CORNER, _CLEAR = 15.0, 9.0, 3.0
_NEAR = 15.0
_BENDS = (0.5, 0.35, 0.65, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that lines end at or keep clear of: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies within it, or within ``margin`` of it."""
        x, y = point
        return (
            self.x - margin < x < self.x + self.width + margin and self.y - margin < y < self.y + self.height + margin
        )

    def turned(self) -> Box:
        """The box with x and y exchanged, as it lies when the layers run downwards."""
        return Box(self.y, self.x, self.height, self.width)


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a line, from a node's box to a label, and the way that Graphviz found for it."""

    node: str
    label: int
    found: tuple[Cubic, ...]


def routed(
    halves: Sequence[Half], boxes: Mapping[str, Box], labels: Sequence[Box], *, across: bool
) -> tuple[tuple[Cubic, ...], ...]:
    """The curve of every half, from its node's box to its label.

    With ``across`` the layers run from left to right and lines leave boxes sideways, else up and down.
    """
    if not across:
        flat = [Half(half.node, half.label, _exchanged(half.found)) for half in halves]
        turned = {name: box.turned() for name, box in boxes.items()}
        return tuple(map(_exchanged, routed(flat, turned, [box.turned() for box in labels], across=True)))
    ends = _ends(halves, boxes, labels)
    return tuple(
        _curve(half, ends[place], boxes, labels) if place in ends else half.found for place, half in enumerate(halves)
    )


def _exchanged(curve: Iterable[Cubic]) -> tuple[Cubic, ...]:
    return tuple(((a[1], a[0]), (b[1], b[0]), (c[1], c[0]), (d[1], d[0])) for a, b, c, d in curve)


def _ends(halves: Sequence[Half], boxes: Mapping[str, Box], labels: Sequence[Box]) -> dict[int, tuple[Point, Point]]:
    """Where each half leaves its box and meets its label: the ends on one side of a box are spread along it.

    A half whose label lies neither right nor left of its box has no such ends.
    """
    sides: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, half in enumerate(halves):
        box, label = boxes[half.node], labels[half.label]
        if label.x >= box.x + box.width:
            sides[half.node, True].append(place)
        elif label.x + label.width <= box.x:
            sides[half.node, False].append(place)
    found = {}
    for (node, right), places in sides.items():
        box = boxes[node]
        edge = box.x + box.width if right else box.x
        away = {place: abs(_near_edge(labels[halves[place].label], right) - edge) for place in places}
        nearest = min(away.values())

        def rank(place: int, away: dict[int, float] = away, nearest: float = nearest) -> tuple[float, int]:
            # a far label says nothing about the height at which its line comes in between the near ones
            direct = away[place] < nearest + _NEAR * 4
            half = halves[place]
            return (labels[half.label].middle[1] if direct else _height_at(half.found, nearest), place)

        places.sort(key=rank)
        heights = [labels[halves[place].label].middle[1] for place in places]
        for place, y in zip(places, _spread(heights, box), strict=True):
            label = labels[halves[place].label]
            found[place] = ((edge, y), (_near_edge(label, right), label.middle[1]))
    return found


def _near_edge(label: Box, right: bool) -> float:
    """Where a label that lies to the right, or else to the left, of a box begins."""
    return label.x if right else label.x + label.width


def _height_at(found: tuple[Cubic, ...], away: float) -> float:
    """The height that a way has reached this far to the side of its beginning, or at its end."""
    start = found[0][0]
    for point in samples(found, 24):
        if abs(point[0] - start[0]) >= away:
            return point[1]
    return found[-1][3][1]


def _spread(heights: Sequence[float], box: Box) -> list[float]:
    """Heights along a side of the box, in order, as near to the wanted ones as spreading them allows."""
    top, bottom = box.y + min(_CORNER, box.height / 3), box.y + box.height - min(_CORNER, box.height / 3)
    count = len(heights)
    pitch = min(_APART, (bottom - top) / (count - 1)) if count > 1 else 0.0
    reach = pitch * (count - 1)
    wanted = sum(heights) / count - reach / 2 if count == 1 else box.middle[1] - reach / 2
    first = min(max(wanted, top), bottom - reach)
    return [first + pitch * place for place in range(count)]


def _from(curve: tuple[Cubic, ...], start: Point) -> tuple[Cubic, ...]:
    """The curve with its beginning moved, if that is near by."""
    (a, b, c, d), *rest = curve
    dx, dy = start[0] - a[0], start[1] - a[1]
    if abs(dx) > _NEAR or abs(dy) > _NEAR * 4:
        return curve
    return (start, (b[0] + dx, b[1] + dy), c, d), *rest


def _curve(half: Half, ends: tuple[Point, Point], boxes: Mapping[str, Box], labels: Sequence[Box]) -> tuple[Cubic, ...]:
    """An S between the ends if one stays clear of everything else, or else the way that Graphviz found."""
    (x, y), (u, v) = ends
    others = [box for name, box in boxes.items() if name != half.node]
    others += [box for place, box in enumerate(labels) if place != half.label]
    low, high = min(y, v) - _CLEAR, max(y, v) + _CLEAR
    near = [box for box in others if box.y < high and box.y + box.height > low]
    for bend in _BENDS:
        middle = x + (u - x) * bend
        curve = (((x, y), (middle, y), (middle, v), (u, v)),)
        if not any(box.holds(point, _CLEAR) for point in samples(curve, 24) for box in near):
            return curve
    return _from(half.found, ends[0])
