"""The page that describes every saved query, made from the queries themselves.

``python -m queries.reference docs/queries.md`` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from graph.ontology import Ontology
from queries.catalog import Catalog
from queries.saved import Parameter, SavedQuery

_TEXTS = Path(__file__).with_name("reference.yml")
_TYPES = {"text": "文字", "entity": "名称", "integer": "整数", "year": "年份", "choice": "选项"}


def generate(catalog: Catalog, ontology: Ontology) -> Iterator[str]:
    """The lines of the page: an introduction, the list of queries, then one section for each."""
    yield from yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["introduction"].rstrip("\n").splitlines()
    yield ""
    yield "| 主题 | 问题 | 查询 |"
    yield "|---|---|---|"
    for query in catalog:
        yield f"| {query.topic} | [{query.title}](#{query.name}) | `{query.name}` |"
    for query in catalog:
        yield ""
        yield from _section(query, ontology)


def _section(query: SavedQuery, ontology: Ontology) -> Iterator[str]:
    yield f"## {query.name}"
    yield ""
    yield f"**{query.title}** · {query.title_en}"
    yield ""
    yield query.about
    yield ""
    if query.parameters:
        yield "| 参数 | 名称 | 类型 | 默认 | 说明 |"
        yield "|---|---|---|---|---|"
        for parameter in query.parameters:
            yield _parameter(parameter, ontology)
        yield ""
    own = query.columns[:-6]
    yield f"返回：{'、'.join(f'{column.title}（`{column.name}`）' for column in own)}，以及依据和出处。"
    yield ""
    yield "```shell"
    given = "".join(f" --param {name}={value}" for name, value in query.example.items())
    yield f"innograph query {query.name}{given}"
    yield "```"


def _parameter(parameter: Parameter, ontology: Ontology) -> str:
    kind = _TYPES[parameter.type]
    if parameter.labels:
        kind += "：" + "、".join(ontology.nodes[label].zh for label in parameter.labels)
    if parameter.choices:
        kind += "：" + "、".join(f"{title}（`{value}`）" for value, title in parameter.choices)
    default = "必填" if parameter.required else (f"`{parameter.default}`" if parameter.default != "" else "可不填")
    return f"| `{parameter.name}` | {parameter.title} | {kind} | {default} | {parameter.about} |"


if __name__ == "__main__":
    page = "\n".join(generate(Catalog.load(), Ontology.load())) + "\n"
    Path(sys.argv[1]).write_text(page, encoding="utf-8")
