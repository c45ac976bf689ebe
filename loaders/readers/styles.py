"""The styles of a Word document, each with what it is based on: what a paragraph does not say itself, they say."""

from __future__ import annotations

from loaders.readers.wordml import Element, attribute, child, children, switched

# Further than this no style is based on others; one that is based on itself goes on without end.
_MOST = 16


class Styles:
    """The styles by their identifiers; an empty set of them where the document has none."""

    def __init__(self, root: Element | None = None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._hidden: dict[str, bool] = {}
        for style in children(root, "w:style") if root is not None else ():
            name = attribute(style, "styleId") or ""
            self._styles.setdefault(name, style)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default = name

    def of(self, properties: Element | None) -> str:
        """The style of the paragraph that has these properties."""
        name = attribute(child(properties, "w:pStyle")) or ""
        return name if name in self._styles else self._default

    def chain(self, name: str | None) -> tuple[Element, ...]:
        """A style and those that it is based on, itself first; empty where it is not defined."""
        if name not in self._chains:
            found: list[Element] = []
            style = self._styles.get(name or "")
            while style is not None and len(found) < _MOST:
                found.append(style)
                style = self._styles.get(attribute(child(style, "w:basedOn")) or "")
            self._chains[name or ""] = tuple(found)
        return self._chains[name or ""]

    def hides(self, name: str | None) -> bool:
        """Whether the text of a style is not shown: the borders of a web form, notes of a template."""
        key = name or ""
        if key not in self._hidden:
            said = (switched(child(style, "w:rPr"), "w:vanish") for style in self.chain(key))
            self._hidden[key] = next((value for value in said if value is not None), False)
        return self._hidden[key]
