"""Where everything goes: Graphviz gives the coordinates, everything else about a figure is drawn by ourselves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagrams.cards import Card, card
from diagrams.curves import Arrow, Cubic, cubics, headed, reach, turned
from diagrams.figure import Fact, Figure, by_number
from diagrams.fonts import Typeface
from diagrams.labels import Label, label
from diagrams.plans import Plan, dot, most_ends, plans, reversed_facts
from diagrams.routes import Box, Half, routed
from diagrams.shapes import Point, outline
from diagrams.style import RelationStyle, Style
from diagrams.terms import Terms
from graph.errors import ExportError
from graph.subgraph import Node

WORKER = Path(__file__).with_name("dot_worker.py")
TIME_LIMIT = 60.0
MOST_NODES = 200
# The room that a 16:9 page leaves for the graph, in pixels; of two plans the better fills it at a larger scale.
_ROOM = (1500.0, 700.0)
_ARROW = (9.0, 4.2)


@dataclass(frozen=True, slots=True)
class Place:
    """A card and where its upper left corner lies."""

    card: Card
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Link:
    """A fact as a line: its curves, its arrowheads, its label and where the label's upper left corner lies."""

    fact: Fact
    style: RelationStyle
    curves: tuple[tuple[Cubic, ...], ...]
    arrows: tuple[Arrow, ...]
    label: Label
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A graph laid out: its size in pixels, its boxes and its lines."""

    width: float
    height: float
    places: tuple[Place, ...]
    links: tuple[Link, ...]


def lay_out(figure: Figure, *, style: Style, typeface: Typeface, time_limit: float = TIME_LIMIT) -> Layout:
    """Lay the figure out in several ways and keep the one whose text is largest on a 16:9 page.

    Raise ExportError when the figure has too many nodes to be read, or Graphviz takes longer than ``time_limit``.
    """
    nodes = sorted(figure.subgraph.nodes, key=lambda node: (style.node(node.label).rank, by_number(node.name), node.id))
    if not nodes:
        return Layout(0, 0, (), ())
    if len(nodes) > MOST_NODES:
        raise ExportError(f"{len(nodes)} 个节点的图无法看清：请缩小范围，最多 {MOST_NODES} 个节点")
    order = {node.id: place for place, node in enumerate(nodes)}
    facts = sorted(figure.facts(), key=lambda fact: (fact.type, order[fact.source], order[fact.target]))
    labels = [label(figure, fact, typeface=typeface) for fact in facts]
    tried = plans(facts, len(nodes))
    ends = most_ends(facts)

    def set_card(node: Node, wide: float) -> Card:
        strong, count = node.id in figure.focus, ends.get(node.id, 0)
        return card(node, wide=wide, ends=count, strong=strong, style=style, typeface=typeface)

    cards = {wide: [set_card(node, wide) for node in nodes] for wide in sorted({plan.wide for plan in tried})}
    dots = [dot(plan, cards[plan.wide], facts, labels) for plan in tried]
    found = list(zip(tried, _ask(dots, time_limit, len(nodes)), strict=True))
    plan, places = max(found, key=lambda pair: _merit(*pair))
    return _assembled(plan, places, cards[plan.wide], facts, labels, style)


def _ask(dots: Sequence[str], time_limit: float, nodes: int) -> list[dict[str, Any]]:
    """The places that Graphviz gives, from a process that is ended when it takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER)],
            input=json.dumps(dots),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExportError(
            f"laying out {nodes} nodes takes longer than {time_limit:g} s: choose fewer nodes, or split the figure"
        ) from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ExportError(f"Graphviz could not lay the figure out ({last}): check that pygraphviz is installed")
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def _merit(plan: Plan, places: dict[str, Any]) -> float:
    """How good a layout is: the scale at which it fills a page, a little less for every departure from the plain."""
    scale = min(_ROOM[0] / places["width"], _ROOM[1] / places["height"], 1.0)
    return float(scale - 0.03 * (not plan.across) - 0.03 * plan.balanced)


def _assembled(
    plan: Plan,
    places: dict[str, Any],
    cards: Sequence[Card],
    facts: Sequence[Fact],
    labels: Sequence[Label],
    style: Style,
) -> Layout:
    middles: dict[str, Point] = {name: (x, y) for name, (x, y) in places["nodes"].items()}
    placed = {}
    for number, item in enumerate(cards):
        x, y = middles[f"n{number}"]
        placed[item.node.id] = Place(item, round(x - item.width / 2, 2), round(y - item.height / 2, 2))
    boxes = {key: Box(place.x, place.y, place.card.width, place.card.height) for key, place in placed.items()}
    spots = [_around(text, middles[f"l{number}"]) for number, text in enumerate(labels)]
    halves = _halves(facts, places["edges"], reversed_facts(plan, facts))
    curves = routed(halves, boxes, spots, across=plan.across)
    links = tuple(
        _link(fact, text, spot, (curves[2 * number], curves[2 * number + 1]), placed, style.relation(fact.type))
        for number, (fact, text, spot) in enumerate(zip(facts, labels, spots, strict=True))
    )
    return Layout(places["width"], places["height"], tuple(placed.values()), links)


def _around(text: Label, middle: Point) -> Box:
    x, y = middle
    return Box(round(x - text.width / 2, 2), round(y - text.height / 2, 2), text.width, text.height)


def _halves(facts: Sequence[Fact], edges: dict[str, Any], reverse: frozenset[int]) -> list[Half]:
    """The two halves of every fact's line, of its source and of its target, both led from the box to the label."""
    found = []
    for number, fact in enumerate(facts):
        one, two = (cubics(tuple((x, y) for x, y in edges[f"{half}{number}"])) for half in "ab")
        near_source, near_target = (turned(two), one) if number in reverse else (one, turned(two))
        found += [Half(fact.source, number, near_source), Half(fact.target, number, near_target)]
    return found


def _link(
    fact: Fact,
    text: Label,
    spot: Box,
    curves: tuple[tuple[Cubic, ...], tuple[Cubic, ...]],
    placed: dict[str, Place],
    look: RelationStyle,
) -> Link:
    """The line of a fact: both halves led to the outlines of their boxes, with a head where it points to."""
    length, half = (size * (0.8 + 0.12 * look.width) for size in _ARROW)
    first = _reached(turned(curves[0]), placed[fact.source])
    second, head = headed(_reached(turned(curves[1]), placed[fact.target]), length=length, half=half)
    arrows = [head]
    if fact.type in Terms.load().symmetric:
        first, head = headed(first, length=length, half=half)
        arrows.append(head)
    return Link(
        fact=fact,
        style=look,
        curves=tuple(filter(None, (turned(first), second))),
        arrows=tuple(arrows),
        label=text,
        x=spot.x,
        y=spot.y,
    )


def _reached(curve: tuple[Cubic, ...], place: Place) -> tuple[Cubic, ...]:
    item = place.card
    corners = outline(item.style.shape, item.width, item.height).polygon()
    polygon = tuple((x + place.x, y + place.y) for x, y in corners)
    return reach(curve, polygon, (place.x + item.width / 2, place.y + item.height / 2))
