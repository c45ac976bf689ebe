"""What a Cypher statement names, read from its tokens: parameters, labels, relationship types, properties, columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string>  '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" )
    | (?P<quoted>  `[^`]*` )
    | (?P<parameter> \$[^\W\d]\w* )
    | (?P<number> \d+(?:\.\d+)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<mark>    \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"
_AFTER_COLUMNS = {"ORDER", "SKIP", "LIMIT"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token outside of comments: its kind, its text, and how deep in brackets it stands."""

    kind: str
    text: str
    depth: int

    @property
    def name(self) -> str:
        """The text without the backticks that quote it."""
        return self.text.strip("`")


_NOTHING = Token("mark", "", 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A Cypher statement as far as a saved query must be known: no parser, no judgement of its meaning.

    >>> statement = Statement.parse("MATCH (p:Park)-[r:SERVES]->() WHERE p.name = $park RETURN p.name AS park")
    >>> statement.parameters, statement.labels, statement.types, statement.columns
    (frozenset({'park'}), frozenset({'Park'}), frozenset({'SERVES'}), ('park',))
    """

    tokens: tuple[Token, ...]
    parameters: frozenset[str]
    labels: frozenset[str]
    types: frozenset[str]
    properties: frozenset[str]
    words: frozenset[str]
    columns: tuple[str | None, ...]

    @classmethod
    def parse(cls, text: str) -> Statement:
        """Read a statement; a column that is an expression without a name is None."""
        tokens = tuple(_tokens(text))
        labels, types = _named(tokens)
        return cls(
            tokens=tokens,
            parameters=frozenset(token.text[1:] for token in tokens if token.kind == "parameter"),
            labels=frozenset(labels),
            types=frozenset(types),
            properties=frozenset(_properties(tokens)),
            words=frozenset(token.text.upper() for token in tokens if token.kind == "word"),
            columns=tuple(_columns(tokens)),
        )


def _tokens(text: str) -> Iterator[Token]:
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "comment":
            continue
        if match.group() in _CLOSING:
            depth -= 1
        yield Token(kind, match.group(), depth)
        if match.group() in _OPENING:
            depth += 1


def _named(tokens: tuple[Token, ...]) -> tuple[set[str], set[str]]:
    """Labels and relationship types: the names after a colon, and after the bars that go on from it."""
    labels: set[str] = set()
    types: set[str] = set()
    brackets: list[str] = []
    found: set[str] | None = None
    for before, token in zip((_NOTHING, *tokens), tokens, strict=False):
        if token.text in _OPENING:
            brackets.append(token.text)
        elif token.text in _CLOSING and brackets:
            brackets.pop()
        inside = brackets[-1] if brackets else ""
        if token.text == ":" and inside != "{":  # in curly brackets a colon parts a key from its value
            found = types if inside == "[" else labels
        elif found is not None and before.text in {":", "|"} and token.kind in {"word", "quoted"}:
            found.add(token.name)
        elif token.text != "|":
            found = None
    return labels, types


def _properties(tokens: tuple[Token, ...]) -> Iterator[str]:
    """Names after a dot, and the keys of maps."""
    for before, token, after in zip(tokens, tokens[1:], (*tokens[2:], _NOTHING), strict=False):
        if token.kind not in {"word", "quoted"}:
            continue
        if before.text == "." or (after.text == ":" and before.text in {"{", ","} and token.depth > 0):
            yield token.name


def _columns(tokens: tuple[Token, ...]) -> Iterator[str | None]:
    """The names of what the last RETURN gives back."""
    starts = [at for at, token in enumerate(tokens) if token.text.upper() == "RETURN" and token.depth == 0]
    if not starts:
        return
    item: list[Token] = []
    for token in tokens[starts[-1] + 1 :]:
        ends = token.depth == 0 and token.kind == "word" and token.text.upper() in _AFTER_COLUMNS
        if ends:
            break
        if token.text == "," and token.depth == 0:
            yield _column(item)
            item = []
        else:
            item.append(token)
    yield _column(item)


def _column(item: list[Token]) -> str | None:
    """The name of a column: what follows AS, or a variable that stands by itself."""
    if len(item) == 1 and item[0].kind in {"word", "quoted"}:
        return item[0].name
    if len(item) >= 3 and item[-2].text.upper() == "AS":
        return item[-1].name
    return None
