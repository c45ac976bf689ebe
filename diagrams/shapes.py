"""The outlines of boxes: one shape a node type, with the room it takes from the text inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Point = tuple[float, float]

# The share of a cubic's handle that makes a quarter of a circle.
_ROUND = 0.5523


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed outline around (0, 0)–(w, h): a start and cubic segments of three points each.

    A straight side is a cubic whose handles lie on it, so that there is one kind of segment to write and to cut.
    """

    start: Point
    segments: tuple[tuple[Point, Point, Point], ...]
    straight: tuple[bool, ...]

    def polygon(self, steps: int = 8) -> tuple[Point, ...]:
        """The outline as corners, with every curve sampled."""
        found = [self.start]
        here = self.start
        for (one, two, end), straight in zip(self.segments, self.straight, strict=True):
            if not straight:
                found.extend(bezier(here, one, two, end, step / steps) for step in range(1, steps))
            found.append(end)
            here = end
        return tuple(found)


def bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """The point of a cubic at ``t``."""
    s = 1 - t
    weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    points = (a, b, c, d)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )


def inset(shape: str, height: float) -> tuple[float, float]:
    """How much room the shape takes from the text at its left and at its right."""
    depth = _depth(shape, height)
    return {
        "hexagon": (depth * 0.75, depth * 0.75),
        "octagon": (depth * 0.4, depth * 0.4),
        "rhomboid": (depth, depth),
        "ellipse": (depth * 0.42, depth * 0.42),
        "tag": (0.0, depth),
        "concave-hexagon": (depth, depth),
        "cut-rectangle": (0.0, depth * 0.5),
        "barrel": (depth, depth),
    }.get(shape, (0.0, 0.0))


def outline(shape: str, w: float, h: float) -> Outline:
    """The outline of a shape at this size; a shape that is not known is a rectangle."""
    return _OUTLINES.get(shape, _rectangle)(w, h, _depth(shape, h))


def _depth(shape: str, height: float) -> float:
    """How far the shape's corners reach in, whatever its width, so that rows of boxes look alike."""
    share, most = {
        "round-rectangle": (0.3, 9.0),
        "hexagon": (0.32, 14.0),
        "octagon": (0.26, 11.0),
        "rhomboid": (0.3, 12.0),
        "ellipse": (0.5, 38.0),
        "tag": (0.32, 14.0),
        "concave-hexagon": (0.22, 9.0),
        "cut-rectangle": (0.3, 12.0),
        "barrel": (0.2, 7.0),
    }.get(shape, (0.0, 0.0))
    return min(share * height, most)


def _straight(*points: Point) -> Outline:
    corners = (*points[1:], points[0])
    starts = points
    segments = []
    for (x, y), (u, v) in zip(starts, corners, strict=True):
        segments.append(((x + (u - x) / 3, y + (v - y) / 3), (u - (u - x) / 3, v - (v - y) / 3), (u, v)))
    return Outline(points[0], tuple(segments), (True,) * len(segments))


def _rectangle(w: float, h: float, _: float) -> Outline:
    return _straight((0, 0), (w, 0), (w, h), (0, h))


def _rounded(w: float, h: float, r: float) -> Outline:
    k = r * (1 - _ROUND)
    line = _straight((r, 0), (w - r, 0), (w, r), (w, h - r), (w - r, h), (r, h), (0, h - r), (0, r))
    segments = list(line.segments)
    for place, (one, two) in {
        1: ((w - k, 0), (w, k)),
        3: ((w, h - k), (w - k, h)),
        5: ((k, h), (0, h - k)),
        7: ((0, k), (k, 0)),
    }.items():
        segments[place] = (one, two, segments[place][2])
    return Outline(line.start, tuple(segments), (True, False) * 4)


def _hexagon(w: float, h: float, d: float) -> Outline:
    return _straight((d, 0), (w - d, 0), (w, h / 2), (w - d, h), (d, h), (0, h / 2))


def _octagon(w: float, h: float, d: float) -> Outline:
    return _straight((d, 0), (w - d, 0), (w, d), (w, h - d), (w - d, h), (d, h), (0, h - d), (0, d))


def _rhomboid(w: float, h: float, d: float) -> Outline:
    return _straight((d, 0), (w, 0), (w - d, h), (0, h))


def _tag(w: float, h: float, d: float) -> Outline:
    return _straight((0, 0), (w - d, 0), (w, h / 2), (w - d, h), (0, h))


def _ticket(w: float, h: float, d: float) -> Outline:
    return _straight((0, 0), (w, 0), (w - d, h / 2), (w, h), (0, h), (d, h / 2))


def _page(w: float, h: float, d: float) -> Outline:
    return _straight((0, 0), (w - d, 0), (w, d), (w, h), (0, h))


def _barrel(w: float, h: float, d: float) -> Outline:
    line = _straight((d, 0), (w - d, 0), (w - d, h), (d, h))
    out = d * 4 / 3
    segments = list(line.segments)
    segments[1] = ((w - d + out, h * 0.28), (w - d + out, h * 0.72), (w - d, h))
    segments[3] = ((d - out, h * 0.72), (d - out, h * 0.28), (d, 0))
    return Outline(line.start, tuple(segments), (True, False, True, False))


_OUTLINES: dict[str, Callable[[float, float, float], Outline]] = {
    "rectangle": _rectangle,
    "round-rectangle": _rounded,
    "ellipse": _rounded,
    "cut-rectangle": _page,
    "hexagon": _hexagon,
    "octagon": _octagon,
    "rhomboid": _rhomboid,
    "tag": _tag,
    "concave-hexagon": _ticket,
    "barrel": _barrel,
}
