"""Graphs to draw: the neighbourhood of the carbon-fibre chain, as large as a test asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from diagrams.figure import Figure
from graph.ids import make_id
from graph.subgraph import Edge, Node, Subgraph


@cache
def _raw() -> dict[str, Any]:
    text = Path(__file__).with_name("regions.yml").read_text(encoding="utf-8")
    # everything is text: a path such as 3.1 is no number
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def documents() -> list[Node]:
    return [Node(key, "Document", said) for key, said in _raw()["documents"].items()]


def node(spec: Sequence[str]) -> Node:
    label, name, *rest = spec
    if label == "Document":
        return Node(name, label, _raw()["documents"][name])
    said: dict[str, Any] = {"name": name}
    if label == "Measure":
        said = {"name": f"{name} {rest[0]}", "path": name, "title": rest[0]}
    elif label == "Target":
        keys = ("comparator", "figure", "unit", "year", "kind")
        said = {"name": name, "indicator": name, **dict(zip(keys, rest, strict=True))}
    return Node(make_id(label, name), label, said)


def carbon_fibre(size: int) -> Figure:
    """The figure of the first ``size`` nodes, about the carbon-fibre chain."""
    raw = _raw()
    nodes = {spec[1]: node(spec) for spec in raw["nodes"][:size]}
    edges = []
    for kind, head, tail, *passages in raw["edges"]:
        if head in nodes and tail in nodes:
            for passage in passages:
                document, _, path = passage.partition(" ")
                said = {"document": document, "measure": path, "evidence": f"这里写明：{head}与{tail}有关。"}
                edges.append(Edge(make_id(kind, head, tail, passage), kind, nodes[head].id, nodes[tail].id, said))
    return Figure.of(
        Subgraph.of(nodes.values(), edges),
        title="碳纤维产业链的创新平台、园区与举措",
        date="2026-01-10",
        documents=documents(),
        focus=[nodes["碳纤维"].id],
    )


def hub(leaves: int) -> Figure:
    """The figure of one industry that many platforms serve."""
    centre = node(["Industry", "医药健康"])
    spokes = [node(["Platform", f"吉林省医药健康第{number}公共技术服务平台"]) for number in range(1, leaves + 1)]
    edges = [
        Edge(f"e{place}", "SERVES", spoke.id, centre.id, {"document": "d2", "measure": "2.1", "evidence": "服务于此。"})
        for place, spoke in enumerate(spokes)
    ]
    return Figure.of(
        Subgraph.of([centre, *spokes], edges),
        title="服务医药健康产业的平台",
        date="2026-01-10",
        documents=documents(),
        focus=[centre.id],
    )
