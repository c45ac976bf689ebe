"""Markup cut down to what a parser can take: the nesting and the attributes that no real page has cost it hours."""

from __future__ import annotations

import re
from collections import Counter

from loaders.readers.elements import named

# The parser's time grows with the square of how deep boxes lie, of how much formatting is left open, and of the
# attributes of one element. Real pages stay below a tenth of these.
_DEPTH = 4000
_OPEN_FORMATTING = 300
_ATTRIBUTES = 400

# A tag as browsers read it: a quotation mark opens a value behind = only.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[\s/]++|"
    r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+)(?:>|\Z)"
)
_APART = re.compile(r"[\s/\"'=]+")


# What a parser reads as no tags: it runs to its own end, whatever looks like a tag in it.
_UNREAD = re.compile(r"<!--|<(?P<name>script|style|noscript)(?=[\s/>])", re.IGNORECASE)
_UNREAD_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE) for name in ("script", "style", "noscript")
}
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")


def bounded(markup: str) -> str:
    """Markup without scripts that can be parsed in a time that grows with its length; none of its text is lost."""
    markup = _without_scripts(markup)
    found = [(match["end"] == "/", match["name"].lower(), match["rest"]) for match in _TAG.finditer(markup)]
    if any(_crowded(rest) for _, _, rest in found):
        markup = _TAG.sub(lambda tag: f"<{tag['end']}{tag['name']}>" if _crowded(tag["rest"]) else tag[0], markup)
    if len(found) <= _OPEN_FORMATTING:
        return markup
    tags = [(ends, name) for ends, name, _ in found]
    formatting = named("formatting")
    if _deepest(tags, formatting) > _OPEN_FORMATTING:
        markup = _TAG.sub(lambda tag: "" if tag["name"].lower() in formatting else tag[0], markup)
    boxes = frozenset(name for _, name in tags) - formatting - named("void") - named("closed_by_next")
    if _deepest(tags, boxes) > _DEPTH:
        markup = _TAG.sub(lambda tag: "<br>" if tag["name"].lower() in boxes else tag[0], markup)
    return markup


def _without_scripts(markup: str) -> str:
    """Markup without scripts, styles and comments."""
    kept, place = [], 0
    while (start := _UNREAD.search(markup, place)) is not None:
        kept.append(markup[place : start.start()])
        end = _UNREAD_ENDS.get((start["name"] or "").lower(), _COMMENT_END).search(markup, start.end())
        if end is None:
            return "".join(kept)
        place = end.end()
    return "".join([*kept, markup[place:]])


def _crowded(attributes: str) -> bool:
    return len(attributes) > 2 * _ATTRIBUTES and len(_APART.split(attributes, _ATTRIBUTES)) > _ATTRIBUTES


def _deepest(tags: list[tuple[bool, str]], names: frozenset[str]) -> int:
    """How many of the named elements lie open at once, at the worst place; an end without its start ends nothing."""
    begun, depth, deepest = Counter[str](), 0, 0
    for ends, name in tags:
        if name not in names or (ends and not begun[name]):
            continue
        step = -1 if ends else 1
        begun[name] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest
