"""A Cypher statement as tokens in their brackets: enough to see its clauses and columns, without a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)
    |(?P<name>`(?:``|[^`])*`?)
    |(?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
    |(?P<number>\d[\w]*(?:\.\d\w*)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>=~|<>|<=|>=|\+=|\|\||::|\.\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_READING = frozenset(
    [
        "MATCH",
        "OPTIONAL",
        "WHERE",
        "WITH",
        "RETURN",
        "UNWIND",
        "CALL",
        "YIELD",
        "ORDER",
        "SKIP",
        "OFFSET",
        "LIMIT",
        "UNION",
        "USE",
        "FINISH",
    ]
)
_WRITING = frozenset(
    [
        "CREATE",
        "MERGE",
        "SET",
        "REMOVE",
        "DELETE",
        "DETACH",
        "FOREACH",
        "LOAD",
        "DROP",
        "ALTER",
        "GRANT",
        "DENY",
        "REVOKE",
        "RENAME",
        "TERMINATE",
    ]
)
_CLAUSES = _READING | _WRITING


@dataclass(frozen=True, slots=True)
class Token:
    """One word, name, number, string, parameter or sign, and where it begins and ends in the statement."""

    kind: str
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords or signs."""
        return self.kind in {"word", "sign"} and self.text.upper() in words


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two brackets, with the bracket that opens it."""

    bracket: str
    parts: tuple[Part, ...]
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is opened by one of these brackets."""
        return self.bracket in words


Part = Token | Group


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a statement or subquery: its keyword (``OPTIONAL MATCH`` is one) and what follows it."""

    keyword: str
    parts: tuple[Part, ...]


def parse(cypher: str) -> tuple[Part, ...]:
    """The parts of a statement, brackets nested; an unclosed bracket reaches to the end, for the engine to refuse."""
    tokens = [
        Token(match.lastgroup or "", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(cypher)
        if match.lastgroup != "blank"
    ]
    parts, _ = _nested(tokens, 0, "")
    return parts


def clauses(parts: Sequence[Part]) -> Iterator[Clause]:
    """The clauses at this level, in order; what stands before the first has the keyword ``""``."""
    keyword, held = "", list[Part]()
    for place, part in enumerate(parts):
        word = part.text.upper() if isinstance(part, Token) and part.kind == "word" else ""
        if word not in _CLAUSES or _is_operator_or_name(parts, place):
            held.append(part)
            continue
        if word == "MATCH" and keyword == "OPTIONAL" and not held:
            keyword = "OPTIONAL MATCH"
            continue
        yield Clause(keyword, tuple(held))
        keyword, held = word, []
    yield Clause(keyword, tuple(held))


def split(parts: Sequence[Part], *separators: str) -> Iterator[tuple[Part, ...]]:
    """The pieces between separators such as ``,`` or ``AND`` at this level."""
    piece: list[Part] = []
    for part in parts:
        if isinstance(part, Token) and part.says(*separators):
            yield tuple(piece)
            piece = []
        else:
            piece.append(part)
    yield tuple(piece)


def groups(parts: Sequence[Part]) -> Iterator[tuple[Group, Sequence[Part], int]]:
    """Every bracket at any depth, with the parts it stands among and its place there."""
    for place, part in enumerate(parts):
        if isinstance(part, Group):
            yield part, parts, place
            yield from groups(part.parts)


def writing_clause(parts: Sequence[Part]) -> str:
    """The keyword of the first clause, at any depth, that does more than read; empty when all of them read.

    >>> writing_clause(parse("MATCH (n:Park) CALL { WITH n SET n.name = 'x' } RETURN n"))
    'SET'
    """
    for clause in clauses(parts):
        if clause.keyword in _WRITING:
            return clause.keyword
    inner = (writing_clause(part.parts) for part in parts if isinstance(part, Group))
    return next((keyword for keyword in inner if keyword), "")


def columns(cypher: str) -> tuple[str, ...]:
    """The names of the columns that a statement returns; empty where only the engine can tell.

    >>> columns("MATCH (n:Park) RETURN n.name AS 园区, count(*) ORDER BY 园区 LIMIT 5")
    ('园区', 'count(*)')
    """
    parts = parse(cypher)
    returned = [clause.parts for clause in clauses(parts) if clause.keyword == "RETURN"]
    if not returned:
        return ()
    items = returned[-1]
    if items and items[0].says("DISTINCT"):
        items = items[1:]
    names = []
    for item in split(items, ","):
        if not item or item[0].says("*"):
            return ()
        last = item[-1]
        if len(item) > 2 and isinstance(last, Token) and item[-2].says("AS"):
            names.append(last.text.strip("`").replace("``", "`"))
        else:
            names.append(cypher[item[0].start : item[-1].end])
    return tuple(names)


def without_version(cypher: str) -> str:
    """The statement without the ``CYPHER 5`` in front of it, blanks in its place so that columns are counted alike.

    >>> without_version("CYPHER 5 RETURN 1")
    '         RETURN 1'
    """
    match = re.match(r"\s*CYPHER(?:\s+\d+(?:\.\d+)?)?\s", cypher, re.IGNORECASE)
    return re.sub(r"\S", " ", match[0]) + cypher[match.end() :] if match else cypher


def _nested(tokens: Sequence[Token], place: int, closing: str) -> tuple[tuple[Part, ...], int]:
    parts: list[Part] = []
    while place < len(tokens):
        token = tokens[place]
        if closing and token.says(closing):
            return tuple(parts), place
        if token.kind == "sign" and token.text in _CLOSES:
            inner, end = _nested(tokens, place + 1, _CLOSES[token.text])
            last = tokens[end].end if end < len(tokens) else tokens[-1].end
            parts.append(Group(token.text, inner, token.start, last))
            place = end
        else:
            parts.append(token)
        place += 1
    return tuple(parts), place


def _is_operator_or_name(parts: Sequence[Part], place: int) -> bool:
    """Whether a clause's keyword here is something else: a property, a label, the rest of ``STARTS WITH``."""
    before = parts[place - 1] if place else None
    after = parts[place + 1] if place + 1 < len(parts) else None
    if before is not None and before.says(".", ":", "STARTS", "ENDS", "AS"):
        return True
    return after is None or (isinstance(after, Token) and after.kind == "sign" and not after.says("*", "-", "$"))
