"""Whether a saved query keeps its promises: header against Cypher, Cypher against the ontology."""

from __future__ import annotations

from collections.abc import Iterator

from graph.ontology import PROVENANCE, Ontology
from queries.saved import COLUMN_TYPES, PARAMETER_TYPES, PROVENANCE_TYPES, Parameter, SavedQuery
from queries.statement import Statement

_WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "CALL"})
# Properties that the store gives to every node or relationship, beside those of the schema.
_STORED = frozenset({"id", *PROVENANCE})


def faults(query: SavedQuery, ontology: Ontology) -> Iterator[str]:
    """Everything in the file that does not fit together, a sentence each, with what to do."""
    if query.name != query.path.stem:
        yield f"name 是 {query.name}，与文件名 {query.path.stem} 不同：请改成一样的"
    for parameter in query.parameters:
        yield from _parameter_faults(parameter, ontology)
    for column in query.columns:
        if column.type not in (*COLUMN_TYPES, *PROVENANCE_TYPES):
            yield f"列 {column.name} 的 type 是 {column.type}：请用 {'、'.join(COLUMN_TYPES)} 之一"
        if column.type == "entity" and not column.labels:
            yield f"列 {column.name} 是实体，却没有写 labels：请写明它可以是哪些类型"
        yield from (_unknown("标签", label) for label in column.labels if label not in ontology.nodes)
    yield from _example_faults(query)
    yield from _cypher_faults(query, Statement.parse(query.cypher), ontology)


def _parameter_faults(parameter: Parameter, ontology: Ontology) -> Iterator[str]:
    if parameter.type not in PARAMETER_TYPES:
        yield f"参数 {parameter.name} 的 type 是 {parameter.type}：请用 {'、'.join(PARAMETER_TYPES)} 之一"
    if parameter.type == "entity" and not parameter.labels:
        yield f"参数 {parameter.name} 是实体，却没有写 labels：请写明它可以是哪些类型"
    if (parameter.type == "choice") != bool(parameter.choices):
        yield f"参数 {parameter.name} 的 type 与 choices 不合：choice 要有 choices，其他类型不要"
    if parameter.type == "choice" and parameter.default not in (None, *(value for value, _ in parameter.choices)):
        yield f"参数 {parameter.name} 的默认值 {parameter.default} 不在 choices 里：请改成其中之一"
    yield from (_unknown("标签", label) for label in parameter.labels if label not in ontology.nodes)
    if parameter.suggest:
        statement = Statement.parse(parameter.suggest)
        if statement.columns != ("value",):
            yield f"参数 {parameter.name} 的 suggest 应只返回一列 value：请写 RETURN … AS value"
        yield from _name_faults(statement, ontology)


def _example_faults(query: SavedQuery) -> Iterator[str]:
    for name in query.example:
        if query.parameter(name) is None:
            yield f"example 里的 {name} 不是它的参数：请删去或改名"
    for parameter in query.parameters:
        if parameter.required and parameter.name not in query.example:
            yield f"example 没有给出必填的参数 {parameter.name}：请补上"


def _cypher_faults(query: SavedQuery, statement: Statement, ontology: Ontology) -> Iterator[str]:
    declared = {parameter.name for parameter in query.parameters}
    for name in sorted(declared - statement.parameters):
        yield f"参数 {name} 在 Cypher 里没有用到：请用上 ${name} 或从开头删去"
    for name in sorted(statement.parameters - declared):
        yield f"Cypher 用了 ${name}，开头却没有这个参数：请在 parameters 里写明"
    if statement.columns != tuple(column.name for column in query.columns):
        found = "、".join(name or "（没有 AS）" for name in statement.columns) or "没有列"
        wanted = "、".join(column.name for column in query.columns)
        yield f"Cypher 返回的列是 {found}，开头写的是 {wanted}：请使两者次序和名称一致"
    if "ORDER" not in statement.words:
        yield "Cypher 没有 ORDER BY：答案要有固定的次序，请补上"
    for word in sorted(statement.words & _WRITING):
        yield f"Cypher 里有 {word}：查询只读，请删去"
    yield from _name_faults(statement, ontology)


def _name_faults(statement: Statement, ontology: Ontology) -> Iterator[str]:
    properties = set(_STORED)
    properties.update(name for node in ontology.nodes.values() for name in node.properties)
    properties.update(name for relation in ontology.relations.values() for name in relation.properties)
    yield from (_unknown("标签", name) for name in sorted(statement.labels - ontology.nodes.keys()))
    yield from (_unknown("关系", name) for name in sorted(statement.types - ontology.relations.keys()))
    yield from (_unknown("属性", name) for name in sorted(statement.properties - properties))


def _unknown(what: str, name: str) -> str:
    return f"{what} {name} 不在本体里：请用 graph/schema 里有的名称"
