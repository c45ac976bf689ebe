"""Fairs and forums: programmes where they are held, platforms where something else is done on them.

``举办全球未来产业发展论坛`` holds one; ``依托进博会``, and ``进博会、广交会等贸易平台``, use them.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.names.lattice import Mention
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "names.yml")
# So many characters at most lie between a fair and what tells its use.
_NEAR = 80


def as_used(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, each fair that the text uses somewhere as a platform throughout."""
    used = {mention.name for mention in mentions if _is_expo(mention) and _is_used(text, mention)}
    return [
        replace(mention, label="Platform") if mention.name in used and _is_expo(mention) else mention
        for mention in mentions
    ]


def _is_expo(mention: Mention) -> bool:
    return mention.label == "Programme" and _FORMS.compiled("expo").search(mention.name) is not None


def _is_used(text: str, mention: Mention) -> bool:
    """Whether what stands around a fair says that something is done on it."""
    before = _FORMS.compiled("used").search(text, max(0, mention.start - _NEAR), mention.start)
    behind = _FORMS.compiled("are_platforms").match(text, mention.end, mention.end + _NEAR)
    return before is not None or behind is not None
