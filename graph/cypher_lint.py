"""Four shapes of Cypher that the embedded engine answers wrongly without a word, each with its cure.

Neo4j answers all of them rightly (or refuses them itself), so they are refused on the embedded engine alone: an
answer that is silently wrong is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.cypher import Clause, Group, Part, Token, clauses, groups, parse, split

_AGGREGATES = frozenset(
    ["COUNT", "COLLECT", "SUM", "AVG", "MIN", "MAX", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC"],
)
_PREDICATES = ("IS", "IN", "AND", "OR", "XOR", "NOT", "STARTS", "ENDS", "CONTAINS", "=~")
_SUBQUERIES = ("COUNT", "EXISTS", "COLLECT")
_WORDS = frozenset(
    [
        "AND",
        "OR",
        "XOR",
        "NOT",
        "IS",
        "NULL",
        "IN",
        "STARTS",
        "ENDS",
        "WITH",
        "CONTAINS",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "TRUE",
        "FALSE",
        "DISTINCT",
        "AS",
        "WHERE",
        "ASC",
        "DESC",
        "ASCENDING",
        "DESCENDING",
        "BY",
    ]
)

_AGGREGATE = (
    "内嵌引擎会算错这种聚合：{what}；请先用 WITH 把聚合结果取名，例如 WITH …, collect(x) AS xs，再在下一句里用 xs"
)
_GROUPING = "聚合与未分组的 {what} 写在同一个表达式里，分组不明；请先用 WITH 把 {what} 与聚合分别取名，再组合"
_PUSHED = (
    "内嵌引擎会漏掉这种条件的结果（MATCH 的 WHERE 里，子查询与别的节点的属性混在一个条件中）；"
    "请写成 MATCH … WITH * WHERE …"
)
_CYCLE = (
    "内嵌引擎会漏掉这种结果（变长路径回到带 A|B 标签的 {what}）；请去掉模式里的 |，改写成 WHERE {what}:A OR {what}:B"
)
_DYNAMIC = "内嵌引擎会忽略动态关系类型 $(…)，结果会错；请把类型直接写出，例如 -[r:SERVES]->，或用 WHERE type(r) = $type"


def problem(cypher: str) -> str:
    """What the embedded engine would answer wrongly, with its cure; empty when nothing is known against it.

    >>> problem("MATCH (n:Park) RETURN n.name, count(*) > 1")
    ''
    >>> "WITH" in problem("MATCH (n:Park)--(m) RETURN n.name, collect(m)[0] IS NULL")
    True
    """
    return next(_problems(parse(cypher)), "")


def _problems(parts: Sequence[Part]) -> Iterator[str]:
    if _names_type_by_expression(parts) or any(
        _names_type_by_expression(group.parts) for group, _, _ in groups(parts) if group.bracket != "("
    ):
        yield _DYNAMIC
    yield from _cycles(parts)
    yield from _scope(parts)


def _scope(parts: Sequence[Part]) -> Iterator[str]:
    """The problems of a statement's clauses and, further in, of its subqueries."""
    found = list(clauses(parts))
    bound = {name for clause in found if clause.keyword.endswith("MATCH") for name in _pattern_names(clause.parts)}
    for before, clause in zip([Clause("", ()), *found], found, strict=False):
        if clause.keyword in {"WITH", "RETURN"}:
            yield from _projection(clause.parts)
        elif clause.keyword == "WHERE" and before.keyword == "MATCH":
            yield from _condition(clause.parts, bound)
        elif clause.keyword == "ORDER" and _aggregated(clause.parts) and not _aggregated(before.parts):
            yield _AGGREGATE.format(what="ORDER BY 里的聚合不在返回的列中")
    for part in parts:
        if isinstance(part, Group):
            yield from _scope(part.parts)


def _projection(parts: Sequence[Part]) -> Iterator[str]:
    """W1: an aggregate inside a predicate, before a property, in a map projection, or beside what is not grouped."""
    items = [_unnamed(item) for item in split(parts, ",")]
    keys = {_source(item) for item in items if not _aggregated(item)}
    keys |= {key.partition(".")[0] for key in keys if "." not in key}
    for item in items:
        if not _aggregated(item):
            continue
        what = _misplaced(item)
        if what:
            yield _AGGREGATE.format(what=what)
        for name in sorted(_references(item, _locals(item)) - keys):
            if name.partition(".")[0] not in keys:
                yield _GROUPING.format(what=name)


def _misplaced(parts: Sequence[Part]) -> str:
    """How an aggregate stands here where the engine does not see it; empty when it stands well."""
    for place, part in enumerate(parts):
        if not isinstance(part, Group) or not _carries(parts, place):
            continue
        after = next((later for later in parts[place + 1 :] if not later.says("[")), None)
        if after is not None and after.says("."):
            return "聚合后面接属性"
        if part.bracket == "{" and place and _is_name(parts[place - 1]):
            return "映射投影里的聚合"
        if _is_aggregate(parts, place):
            continue
        for piece in split(part.parts, ","):
            if what := _misplaced(_after_source(piece)):
                return what
    if _aggregated(parts) and any(isinstance(part, Token) and part.says(*_PREDICATES) for part in parts):
        return "聚合与 IS、IN、AND、OR、NOT、CONTAINS 等写在同一个条件里"
    return ""


def _after_source(piece: Sequence[Part]) -> Sequence[Part]:
    """Of ``x IN list WHERE …`` the list and what follows: this IN is no predicate."""
    if len(piece) > 2 and _is_name(piece[0]) and piece[1].says("IN"):
        return next(split(next(split(piece[2:], "|")), "WHERE"))
    return piece


def _condition(parts: Sequence[Part], bound: set[str]) -> Iterator[str]:
    """W2: one condition of a MATCH that mixes a subquery with a property of another node."""
    for term in split(parts, "AND"):
        if len(term) == 1 and isinstance(term[0], Group) and term[0].bracket == "(" and not _is_pattern(term, 0):
            yield from _condition(term[0].parts, bound)
            continue
        inner = {name for part in _subqueries(term) for name in _words(part)} & bound
        outer = {name.partition(".")[0] for name in _references(term, set())} & bound
        if outer and inner and len(outer | inner) > 1:
            yield _PUSHED


def _cycles(parts: Sequence[Part]) -> Iterator[str]:
    """W3: a path of variable length back to a node whose pattern names one label or another."""
    either = {
        name
        for group, _, _ in groups(parts)
        if group.bracket == "(" and (name := _labelled(group)) and any(_alternatives(group.parts))
    }
    for name in sorted(either):
        for clause in _matches(parts):
            for path in split(clause.parts, ","):
                ends = [
                    part for part in path if isinstance(part, Group) and part.bracket == "(" and _named(part) == name
                ]
                if len(ends) > 1 and _variable_length(path):
                    yield _CYCLE.format(what=name)


def _matches(parts: Sequence[Part]) -> Iterator[Clause]:
    yield from (clause for clause in clauses(parts) if clause.keyword.endswith("MATCH"))
    for part in parts:
        if isinstance(part, Group):
            yield from _matches(part.parts)


def _names_type_by_expression(parts: Sequence[Part]) -> bool:
    """W4: ``$(`` anywhere but in a node's brackets, where alone the engine understands it."""
    return any(part.says("$") and following.says("(") for part, following in pairwise(parts))


def _alternatives(parts: Sequence[Part]) -> Iterator[bool]:
    for part in parts:
        if part.says("|"):
            yield True
        elif isinstance(part, Group) and part.bracket == "(":
            yield from _alternatives(part.parts)


def _variable_length(path: Sequence[Part]) -> bool:
    for place, part in enumerate(path):
        if isinstance(part, Group) and part.bracket == "[" and any(inner.says("*") for inner in part.parts):
            return True
        if place and part.says("{", "+", "*") and path[place - 1].says(">", "-", "]", "("):
            return True
    return False


def _pattern_names(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Group) and part.bracket in "([":
            if name := _named(part):
                yield name
            yield from _pattern_names(part.parts)


def _named(group: Group) -> str:
    """The variable that a node's or relationship's brackets begin with."""
    first = group.parts[0] if group.parts else None
    return first.text if isinstance(first, Token) and first.kind in {"word", "name"} else ""


def _labelled(group: Group) -> str:
    return _named(group) if len(group.parts) > 1 and group.parts[1].says(":", "IS") else ""


def _subqueries(parts: Sequence[Part]) -> Iterator[Group]:
    """Every subquery, pattern or pattern comprehension in an expression, outermost only."""
    for place, part in enumerate(parts):
        if not isinstance(part, Group):
            continue
        if _is_subquery(parts, place) or _is_pattern(parts, place) or _is_pattern(part.parts, 0):
            yield part
        else:
            yield from _subqueries(part.parts)


def _is_subquery(parts: Sequence[Part], place: int) -> bool:
    return bool(parts[place].says("{") and place and parts[place - 1].says(*_SUBQUERIES))


def _is_pattern(parts: Sequence[Part], place: int) -> bool:
    """Whether a bracket here is a node of a pattern, with a relationship before or after it."""
    if place >= len(parts) or not parts[place].says("("):
        return False
    after, before = parts[place + 1 : place + 3], parts[max(place - 2, 0) : place]
    starts = len(after) == 2 and (
        (after[0].says("-") and after[1].says("-", "[", ">")) or (after[0].says("<") and after[1].says("-"))
    )
    ends = len(before) == 2 and (
        (before[1].says("-") and before[0].says("-", "[", "<")) or (before[1].says(">") and before[0].says("-"))
    )
    return starts or ends


def _is_aggregate(parts: Sequence[Part], place: int) -> bool:
    """Whether the bracket here holds the arguments of an aggregate function."""
    if not place or not parts[place].says("("):
        return False
    before = parts[place - 1]
    plain = isinstance(before, Token) and before.kind == "word" and before.text.upper() in _AGGREGATES
    return plain and not (place > 1 and parts[place - 2].says("."))


def _carries(parts: Sequence[Part], place: int) -> bool:
    """Whether the bracket here is an aggregate's, or has one inside."""
    part = parts[place]
    if not isinstance(part, Group) or _is_subquery(parts, place):
        return False
    return _is_aggregate(parts, place) or _aggregated(part.parts)


def _aggregated(parts: Sequence[Part]) -> bool:
    return any(_carries(parts, place) for place in range(len(parts)))


def _unnamed(item: Sequence[Part]) -> Sequence[Part]:
    """An item of RETURN or WITH without DISTINCT before and ``AS name`` behind it."""
    if item and item[0].says("DISTINCT"):
        item = item[1:]
    return item[:-2] if len(item) > 2 and item[-2].says("AS") else item


def _source(item: Sequence[Part]) -> str:
    return "".join(part.text for part in item if isinstance(part, Token))


def _references(parts: Sequence[Part], own: set[str], *, bracket: str = "") -> set[str]:
    """The variables and properties (``n.name``) that an expression speaks of outside aggregates and subqueries."""
    found: set[str] = set()
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else None
        after = parts[place + 1] if place + 1 < len(parts) else None
        if isinstance(part, Group):
            pattern = _is_pattern(parts, place) or _is_pattern(part.parts, 0)
            if not (_is_aggregate(parts, place) or _is_subquery(parts, place) or pattern):
                found |= _references(part.parts, own, bracket=part.bracket)
            continue
        if not _is_name(part) or (after is not None and after.says("(") and part.kind == "word"):
            continue
        if before is not None and (before.says(".") or (before.says(":") and bracket != "{")):
            continue
        if (bracket == "{" and after is not None and after.says(":")) or part.text in own:
            continue
        if part.says(*_SUBQUERIES) and after is not None and after.says("{"):
            continue
        following = parts[place + 2] if place + 2 < len(parts) else None
        dotted = after is not None and after.says(".") and isinstance(following, Token)
        found.add(f"{part.text}.{following.text}" if dotted and isinstance(following, Token) else part.text)
    return found


def _locals(parts: Sequence[Part]) -> set[str]:
    """The variables that comprehensions and ``reduce`` bring with them."""
    found: set[str] = set()
    for group, _, _ in groups(parts):
        for piece in split(group.parts, ","):
            if len(piece) > 1 and isinstance(piece[0], Token) and piece[1].says("IN", "="):
                found.add(piece[0].text)
    return found


def _is_name(part: Part) -> bool:
    if not isinstance(part, Token):
        return False
    return part.kind == "name" or (part.kind == "word" and part.text.upper() not in _WORDS)


def _words(part: Part) -> Iterator[str]:
    if isinstance(part, Token):
        yield part.text
    else:
        for inner in part.parts:
            yield from _words(inner)
