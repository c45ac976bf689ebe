"""Curves between boxes: cut at a box's outline, shortened for an arrowhead, and measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagrams.shapes import Point, bezier

Cubic = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrowhead: its tip and the two corners behind it."""

    tip: Point
    left: Point
    right: Point


def cubics(points: tuple[Point, ...]) -> tuple[Cubic, ...]:
    """A spline of 3n + 1 points as n cubics."""
    return tuple((points[at], points[at + 1], points[at + 2], points[at + 3]) for at in range(0, len(points) - 1, 3))


def turned(curve: tuple[Cubic, ...]) -> tuple[Cubic, ...]:
    """The same curve walked the other way."""
    return tuple((d, c, b, a) for a, b, c, d in reversed(curve))


def reach(curve: tuple[Cubic, ...], polygon: tuple[Point, ...], centre: Point) -> tuple[Cubic, ...]:
    """The curve led on straight from its end until it meets the polygon, whose bounding box it has reached.

    Where going straight on would miss the polygon, it turns towards the centre.
    """
    end = curve[-1][3]
    if inside(end, polygon):
        return curve
    for towards in (_ahead(curve[-1]), (centre[0] - end[0], centre[1] - end[1])):
        met = _meeting(end, towards, polygon)
        if met is not None and math.dist(end, met) < 40:
            if math.dist(end, met) < 0.05:
                return curve
            third = ((end[0] * 2 + met[0]) / 3, (end[1] * 2 + met[1]) / 3)
            return (*curve, (end, third, ((end[0] + met[0] * 2) / 3, (end[1] + met[1] * 2) / 3), met))
    return curve


def headed(curve: tuple[Cubic, ...], *, length: float, half: float) -> tuple[tuple[Cubic, ...], Arrow]:
    """The curve cut short by an arrowhead, and the head, whose tip is where the curve ended."""
    tip = curve[-1][3]
    kept = list(curve)
    while len(kept) > 1 and math.dist(kept[-1][0], tip) <= length:
        kept.pop()
    last = kept.pop()
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if math.dist(bezier(*last, middle), tip) > length:
            low = middle
        else:
            high = middle
    base = bezier(*last, low)
    along = _unit((tip[0] - base[0], tip[1] - base[1]))
    back = (tip[0] - along[0] * length, tip[1] - along[1] * length)
    side = (-along[1] * half, along[0] * half)
    head = Arrow(tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    if low > 0:
        # a hair of overlap, so that no gap shows between line and head
        kept.append(_first_part(last, min(1.0, low + 0.02)))
    return tuple(kept), head


def inside(point: Point, polygon: tuple[Point, ...]) -> bool:
    """Whether a point lies within a polygon."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def samples(curve: tuple[Cubic, ...], steps: int = 16) -> tuple[Point, ...]:
    """Points along a curve, both ends with them."""
    found = [curve[0][0]] if curve else []
    for cubic in curve:
        found.extend(bezier(*cubic, step / steps) for step in range(1, steps + 1))
    return tuple(found)


def _ahead(cubic: Cubic) -> Point:
    a, b, c, d = cubic
    for behind in (c, b, a):
        if math.dist(behind, d) > 0.01:
            return _unit((d[0] - behind[0], d[1] - behind[1]))
    return (1.0, 0.0)


def _unit(vector: Point) -> Point:
    size = math.hypot(*vector)
    return (vector[0] / size, vector[1] / size) if size else (1.0, 0.0)


def _meeting(start: Point, towards: Point, polygon: tuple[Point, ...]) -> Point | None:
    """Where a ray first meets the polygon."""
    best = None
    for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        sx, sy = b[0] - a[0], b[1] - a[1]
        cross = towards[0] * sy - towards[1] * sx
        if abs(cross) < 1e-9:
            continue
        dx, dy = a[0] - start[0], a[1] - start[1]
        far = (dx * sy - dy * sx) / cross
        share = (dx * towards[1] - dy * towards[0]) / cross
        if far >= 0 and -1e-9 <= share <= 1 + 1e-9 and (best is None or far < best):
            best = far
    return None if best is None else (start[0] + towards[0] * best, start[1] + towards[1] * best)


def _first_part(cubic: Cubic, t: float) -> Cubic:
    """The part of a cubic up to ``t``."""
    a, b, c, d = cubic

    def between(p: Point, q: Point) -> Point:
        return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)

    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    return (a, ab, abc, between(abc, bcd))
