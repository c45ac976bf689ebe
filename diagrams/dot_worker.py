"""A process of its own that asks Graphviz for coordinates: a JSON list of DOT texts in, a JSON list of places out.

Graphviz holds the interpreter while it works and can take long, so it never runs within the program.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pygraphviz


def places(dot: str) -> dict[str, Any]:
    """Lay one graph out: its size, the middle of every node and the spline of every edge by its ``id``."""
    drawn = json.loads(pygraphviz.AGraph(string=dot).draw(format="json0", prog="dot"))
    _, _, width, height = map(float, drawn["bb"].split(","))
    nodes = {item["name"]: _point(item["pos"], height) for item in drawn["objects"]}
    edges = {
        item["id"]: [_point(pair, height) for pair in item["pos"].split()]
        for item in drawn.get("edges", ())
        if item.get("pos")
    }
    return {"width": width, "height": height, "nodes": nodes, "edges": edges}


def _point(pair: str, height: float) -> tuple[float, float]:
    """A point with its y counted downwards, as screens and paper do."""
    x, y = map(float, pair.split(","))
    return round(x, 2), round(height - y, 2)


def main() -> None:
    """Answer what stands on the standard input."""
    json.dump([places(dot) for dot in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
