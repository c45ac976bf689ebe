"""The elements of Word's markup by the short names that its specification calls them: ``w:p``, ``w:tbl``, ``m:t``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

# The transitional name of each vocabulary and its strict one, which the same programs write on demand.
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_VML = "urn:schemas-microsoft-com:vml"
_PREFIXES = {
    _MAIN: "w",
    _STRICT: "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    _VML: "v",
}
_SPEAKING = (*(f"{{{name}}}t" for name, prefix in _PREFIXES.items() if prefix in "wm"), f"{{{_VML}}}textpath")
_ON = frozenset({"", "1", "true", "on"})
# Decimal digits and no more of them than any count in a document has.
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")


def tag(element: Element) -> str:
    """The short name of an element; one of a vocabulary that holds no text keeps its long name."""
    return _short(str(element.tag))


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    space, _, local = name[1:].partition("}")
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else name


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, of that the first child of the next name, and so on."""
    for name in path:
        element = next((each for each in element if tag(each) == name), None) if element is not None else None
    return element


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of a name in their order."""
    return (each for each in element if tag(each) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own vocabulary, whose prefix some programs leave away."""
    if element is None:
        return None
    found = element.get(f"{{{_MAIN}}}{name}") or element.get(f"{{{_STRICT}}}{name}") or element.get(name)
    return str(found) if found else None


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number; none where it is no number at all."""
    text = attribute(element, name)
    return int(text) if text and _WHOLE.fullmatch(text) else None


def switched(properties: Element | None, name: str) -> bool | None:
    """Whether a property such as ``w:vanish`` is switched on or off here; none where nothing is said of it."""
    element = child(properties, name)
    return None if element is None else (attribute(element) or "").lower() in _ON


def branch(alternate: Element) -> Element | None:
    """The one of several ways of saying the same that is read: the newest that has words, else the newest."""
    offered = [each for each in alternate if tag(each) in ("mc:Choice", "mc:Fallback")]
    return next((each for each in offered if _speaks(each)), offered[0] if offered else None)


def _speaks(element: Element) -> bool:
    return any(each.text or each.get("string") for each in element.iter(*_SPEAKING))
