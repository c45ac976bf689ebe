"""Ruled lines become grids of cells: what no line parts is one cell, over as many columns and rows as it reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.readers.pdf.strokes import Rule

# Lines closer than this are one; so long a piece of a dashed line may be left out.
_SNAP, _DASH = 3.0, 5.0
# More lines than this are a drawing.
_MOST = 600
# Of a side of a cell so much is drawn where it is a wall.
_WALL = 0.5


@dataclass(slots=True)
class Edge:
    """A line of a grid: where it runs, and from where to where."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Grid:
    """A table's columns and rows by their edges, and of each place the number of the cell that it belongs to."""

    columns: list[float]
    rows: list[float]
    cells: list[list[int]] = field(default_factory=list)

    def is_closed(self, rules: Iterable[Rule], y: float, column: int) -> bool:
        """Whether a flat line is drawn over a column at a height."""
        left, right = self.columns[column], self.columns[column + 1]
        spans = (min(rule.x1, right) - max(rule.x0, left) for rule in rules if rule.y0 - _SNAP <= y <= rule.y1 + _SNAP)
        return sum(span for span in spans if span > 0) >= _WALL * (right - left)

    def column(self, x: float) -> int:
        """The number of the column that holds a place, or the one beside the edge that it has passed."""
        return _lane(self.columns, x)

    def row(self, y: float) -> int:
        """The number of the row that holds a height."""
        return _lane(self.rows, y)


def _lane(edges: list[float], at: float) -> int:
    place = bisect_right(edges, at) - 1
    return 0 if place < 0 else place if place < len(edges) - 1 else len(edges) - 2


def edges(rules: Iterable[Rule]) -> tuple[list[Edge], list[Edge]]:
    """The flat and the upright lines that rules make up, pieces of one line put together."""
    flat, upright = [], []
    for rule in rules:
        if rule.flat:
            flat.append(Edge((rule.y0 + rule.y1) / 2, rule.x0, rule.x1))
        else:
            upright.append(Edge((rule.x0 + rule.x1) / 2, rule.y0, rule.y1))
    return _merged(flat), _merged(upright)


def _merged(pieces: list[Edge]) -> list[Edge]:
    """Pieces on one line put together where they touch or nearly do."""
    found: list[Edge] = []
    pieces.sort(key=lambda piece: piece.at)
    start = 0
    for number, piece in enumerate(pieces, 1):
        after = pieces[number].at if number < len(pieces) else float("inf")
        if after - piece.at > _SNAP or after - pieces[start].at > 2 * _SNAP:
            found.extend(_one_line(pieces[start:number], (pieces[start].at + piece.at) / 2))
            start = number
    return found


def _one_line(pieces: list[Edge], at: float) -> Iterator[Edge]:
    pieces.sort(key=lambda piece: piece.start)
    grown = Edge(at, pieces[0].start, pieces[0].end)
    for piece in pieces:
        if piece.start - grown.end > _DASH:
            yield grown
            grown = Edge(at, piece.start, piece.end)
        elif piece.end > grown.end:
            grown.end = piece.end
    yield grown


def _steps(values: Iterable[float]) -> list[float]:
    """The different values among nearly equal ones, sorted; each the middle of those that it stands for."""
    found: list[float] = []
    first = last = float("-inf")
    for value in sorted(values):
        if value - last > _SNAP or value - first > 2 * _SNAP:
            found.append(value)
            first = value
        last = value
        found[-1] = (first + last) / 2
    return found


def _nearest(steps: Sequence[float], value: float) -> int:
    place = bisect_left(steps, value)
    before = place > 0 and (place == len(steps) or value - steps[place - 1] <= steps[place] - value)
    return place - 1 if before else place


def groups(flat: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The lines that hang together, table by table."""
    if len(flat) + len(upright) > _MOST:
        return []
    family = list(range(len(flat) + len(upright)))

    def root(number: int) -> int:
        while family[number] != number:
            family[number] = family[family[number]]
            number = family[number]
        return number

    for one, line in enumerate(flat):
        for other, post in enumerate(upright, len(flat)):
            if line.start - _SNAP <= post.at <= line.end + _SNAP and post.start - _SNAP <= line.at <= post.end + _SNAP:
                family[root(other)] = root(one)
    found: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(flat):
        found[root(number)][0].append(line)
    for number, post in enumerate(upright, len(flat)):
        found[root(number)][1].append(post)
    return [found[key] for key in sorted(found)]


def grid(flat: list[Edge], upright: list[Edge]) -> Grid | None:
    """The grid of lines that hang together; sides that are not drawn are where the lines across them end."""
    columns = _steps([*(post.at for post in upright), *_open_ends(flat)])
    rows = _steps([*(line.at for line in flat), *_open_ends(upright)])
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > 40 * _MOST:
        return None
    found = Grid(columns, rows)
    _join_cells(found, flat, upright)
    return found


def _open_ends(lines: list[Edge]) -> list[float]:
    """The outermost places at which several lines end together."""
    if len(lines) < 2:
        return []
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    found = []
    for outer, others in ((min(starts), starts), (max(ends), ends)):
        if sum(abs(other - outer) <= _SNAP for other in others) >= 2:
            found.append(outer)
    return found


def _join_cells(found: Grid, flat: list[Edge], upright: list[Edge]) -> None:
    """Number the cells: places side by side belong to one where no wall stands between them."""
    width, height = len(found.columns) - 1, len(found.rows) - 1
    walls = _walls(upright, found.columns, found.rows)
    floors = _walls(flat, found.rows, found.columns)
    family = list(range(width * height))

    def root(number: int) -> int:
        while family[number] != number:
            family[number] = family[family[number]]
            number = family[number]
        return number

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and (column + 1, row) not in walls:
                family[root(here + 1)] = root(here)
            if row + 1 < height and (row + 1, column) not in floors:
                family[root(here + width)] = root(here)
    found.cells = [[root(row * width + column) for column in range(width)] for row in range(height)]


def _walls(lines: list[Edge], at: list[float], across: list[float]) -> set[tuple[int, int]]:
    """Of each line of the grid the pieces, by number, that are drawn."""
    drawn: dict[tuple[int, int], float] = defaultdict(float)
    for line in lines:
        place = _nearest(at, line.at)
        for number in range(max(bisect_right(across, line.start) - 1, 0), len(across) - 1):
            start, end = across[number], across[number + 1]
            if start >= line.end:
                break
            drawn[place, number] += (min(end, line.end) - max(start, line.start)) / (end - start)
    return {place for place, share in drawn.items() if share >= _WALL}
