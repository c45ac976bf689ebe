"""How a page of a PDF is turned when it is looked at, or read."""

from __future__ import annotations

from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """Where the page lies in the file, and its turn in degrees, clockwise.

    In vertical writing the letters stand ``upright`` on a page that is turned: its lines run from top to bottom.
    """

    x: float
    y: float
    width: float
    height: float
    turn: int = 0
    upright: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as they are seen."""
        return (self.width, self.height) if self.turn in (0, 180) else (self.height, self.width)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file as left, top, right, bottom of the page as it is seen, from its upper left corner."""
        left, bottom, right, top = left - self.x, bottom - self.y, right - self.x, top - self.y
        if self.turn == 90:
            return bottom, left, top, right
        if self.turn == 180:
            return self.width - right, bottom, self.width - left, top
        if self.turn == 270:
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom

    def turned(self, degrees: int) -> View:
        """The page turned further, clockwise."""
        return replace(self, turn=(self.turn + degrees) % 360)

    def vertical(self) -> View:
        """The page as vertical writing is read: columns from right to left are lines from top to bottom."""
        return replace(self, turn=(self.turn + 270) % 360, upright=True)
