"""Who leads and who answers: the brackets, lines and sentences in which a measure names its bodies.

``A牵头，B、C按职责分工负责`` — A leads, B and C are responsible; where nobody leads all are responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.facts import brackets
from loaders.facts.bodies import Bodies

_STOPS = frozenset("。；！")
# Segments that hold one of these name nobody: they say how the others are read.
_NOTES = ("first_leads", "also_all", "unlisted", "star_leads")


@dataclass(frozen=True, slots=True)
class Member:
    """A body named in a duty list: its place, its name in full, and what it does (LEADS or RESPONSIBLE_FOR)."""

    start: int
    end: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One bracket or line of duties: where it stands and whom it names."""

    start: int
    end: int
    members: tuple[Member, ...]


def find(text: str, bodies: Bodies) -> list[Duty]:
    """Every bracket, line and sentence of duties in a clean text, in order."""
    found: list[Duty] = []
    forms = bodies.forms
    first_leads = comma_leads = False
    also: list[str] = []
    starred = forms.compiled("star_leads").search(text)
    for start, end, plain in _places(text, bodies):
        content = text[start:end]
        first_leads = first_leads or bool(forms.compiled("first_leads").search(content))
        note = forms.compiled("comma_leads").search(content)
        comma_leads = comma_leads or note is not None
        listed = brackets.closed(content[: note.start()] if note is not None else content)
        if plain or (comma_leads and _is_plain(listed, bodies)):
            members = _listed(listed, start, comma_leads, bodies)
        else:
            members = _members(content, start, bodies)
        if not members:
            continue
        if starred is not None:
            members = [_starred(text, member, starred["star"]) for member in members]
        head = members[0]
        opens = not content[: head.start - start].rpartition("：")[2]
        if first_leads and opens and not any(member.role == "LEADS" for member in members):
            members[0] = Member(head.start, head.end, head.name, "LEADS")
        extra = forms.compiled("also_all").search(content)
        if extra is not None:
            also = _also(extra["who"] or extra["whose"], members, bodies)
        named = {member.name for member in members}
        members.extend(Member(start, end, name, "RESPONSIBLE_FOR") for name in also if name not in named)
        found.append(Duty(start, end, tuple(members)))
    found.extend(_running(text, found, bodies))
    return sorted(found, key=lambda duty: duty.start)


def _starred(text: str, member: Member, star: str) -> Member:
    """A body that leads where the sign stands beside it: ☆市科技局、市财政局."""
    beside = text[max(0, member.start - 1) : member.start] + text[member.end : member.end + 1]
    return replace(member, role="LEADS") if star in beside else member


def _also(listed: str, members: list[Member], bodies: Bodies) -> list[str]:
    """Who answers for all that follows, by the names in full that the same bracket gives them: 各县区｜人民政府."""
    found: list[str] = []
    for start, end in bodies.among(listed, 0, len(listed)):
        name = _each(listed[start:end], found[-1] if found else "", bodies)
        found.append(next((member.name for member in members if name in member.name), name))
    return found


def _running(text: str, bracketed: list[Duty], bodies: Bodies) -> Iterator[Duty]:
    """Duties that a sentence gives: 由市科技局牵头. Only bodies count, and none that a bracket names already."""
    spans = [(duty.start, duty.end) for duty in bracketed]
    for role, pattern in bodies.forms.running:
        for match in pattern.finditer(text):
            start, end = match.span("who")
            if any(first <= start < last for first, last in spans):
                continue
            members: list[Member] = []
            prefix = ""
            for begin, stop in bodies.among(text, start, end):
                prefix, name = bodies.in_full(prefix, text[begin:stop])
                if bodies.is_public(name):
                    members.append(Member(begin, stop, name, role))
                elif not members:
                    # What begins with anything else is another sentence, in which bodies are only spoken of.
                    break
            if members:
                yield Duty(start, end, tuple(members))


def _places(text: str, bodies: Bodies) -> list[tuple[int, int, bool]]:
    """The insides of brackets that hold duties, and lines that do, from left to right; and whether they only list."""
    places = []
    for start, end in brackets.inside(text):
        if any(word in text[start:end] for word in bodies.forms.raw["triggers"]):
            places.append((start, end, False))
        elif text[start - 2 : start - 1] in _STOPS and bodies.listed_alone(text[start:end]):
            places.append((start, end, True))
    for match in bodies.forms.line.finditer(text):
        if not any(start <= match.start() < end for start, end, _ in places):
            places.append((*match.span(), False))
    return sorted(places)


def _is_plain(content: str, bodies: Bodies) -> bool:
    """Whether a text lists bodies behind no label, or one that gives them no role of their own: 责任单位：."""
    labels = list(bodies.forms.label.finditer(content))
    if not labels:
        return not any(pattern.search(content) for _, pattern, _ in bodies.forms.roles)
    return len(labels) == 1 and bodies.forms.compiled("plain_label").match(content) is not None


def _listed(content: str, offset: int, comma_leads: bool, bodies: Bodies) -> list[Member]:
    """The bodies of a plain list, behind its label if it has one; those before its first comma may lead."""
    found: list[Member] = []
    prefix = ""
    label = bodies.forms.label.match(content)
    first = label.end() if label else 0
    for place, (start, end) in enumerate(brackets.cut(content, first, len(content), "，；。")):
        if any(bodies.forms.compiled(name).search(content, start, end) for name in _NOTES):
            continue
        role = "LEADS" if comma_leads and place == 0 else "RESPONSIBLE_FOR"
        for item_start, item_end in bodies.among(content, start, end):
            prefix, name = bodies.in_full(prefix, content[item_start:item_end])
            found.append(Member(offset + item_start, offset + item_end, name, role))
    return found


def _members(content: str, offset: int, bodies: Bodies) -> list[Member]:
    """The bodies of a bracket or line, each with the role that its segment gives."""
    found: list[Member] = []
    for start, end, role, only_bodies in _segments(content, bodies):
        prefix = ""
        for item_start, item_end in bodies.among(content, start, end):
            name = content[item_start:item_end]
            if only_bodies and not bodies.is_body(name):
                continue
            if bodies.forms.compiled("no_body").search(name):
                continue
            name = _each(name, found[-1].name if found else "", bodies)
            prefix, name = bodies.in_full(prefix, name)
            found.append(Member(offset + item_start, offset + item_end, name, role))
    return _seated(found, bodies)


def _each(name: str, before: str, bodies: Bodies) -> str:
    """A kind of places with the 各 of the one before it: 各区、｜县级市."""
    return f"各{name}" if name in bodies.forms.raw["each_of"] and before.startswith("各") else name


def _seated(members: list[Member], bodies: Bodies) -> list[Member]:
    """The members, each city with the office that the last of their list names: 广州、深圳市政府."""
    found: list[Member] = []
    place = office = ""
    for member in reversed(members):
        shared = bodies.forms.compiled("shared_seat").fullmatch(member.name)
        if shared is not None and any(bodies.lexicon.known(other.name, "Region") for other in members):
            place, office = shared["place"], shared["office"]
            continue
        named = bodies.forms.compiled("seat").search(member.name)
        city = bodies.lexicon.known(member.name, "Region")
        if city is None:
            place, office = (named["place"], named["office"] or "") if named else ("", "")
        elif place and city.name.endswith(place) and city.name.startswith(member.name):
            member = replace(member, name=f"{city.name}{office}")
        elif named:
            place = named["place"]
        found.append(member)
    return found[::-1]


def _segments(content: str, bodies: Bodies) -> list[tuple[int, int, str, bool]]:
    """The stretches of a duty text that give a role, which, and whether to known bodies alone."""
    labels = list(bodies.forms.label.finditer(content))
    return _labelled(content, labels, bodies) if labels else _told(content, bodies)


def _labelled(content: str, labels: list[re.Match[str]], bodies: Bodies) -> list[tuple[int, int, str, bool]]:
    """The stretches behind labels: 牵头单位：…责任单位：…."""
    stops = [match.start() for match in labels[1:]] + [len(content)]
    note = bodies.forms.compiled("note")
    found = []
    for label, stop in zip(labels, stops, strict=True):
        role = "LEADS" if label.groupdict().get("LEADS") else "RESPONSIBLE_FOR"
        told = _told(content, bodies, label.end(), stop)
        if any(said == "LEADS" for _, _, said, _ in told):
            # 责任单位：甲牵头，乙配合
            found.extend(told)
            continue
        until = bodies.forms.compiled("until").search(content, label.end(), stop)
        for start, end in brackets.cut(content, label.end(), until.start() if until else stop, "，；。"):
            piece = re.sub(r"〔[^〕]*〕", "", content[start:end])
            if "：" not in piece and not any(bodies.forms.compiled(name).search(piece) for name in _NOTES):
                # A list may end in a note such as 〔列第一位的为牵头单位，下同〕.
                noted = note.search(content, start, end)
                found.append((start, noted.start() if noted else _unsaid(content, start, end, bodies), role, False))
    return found


def _pieces(content: str, first: int, last: int, bodies: Bodies) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch between ，；。 and behind what leads: 甲牵头｜、乙、丙配合."""
    for start, end in brackets.cut(content, first, last, "，；。"):
        begin = start
        for match in bodies.forms.compiled("led_by").finditer(content, start, end):
            yield begin, match.end()
            begin = match.end() + 1
        if begin < end:
            yield begin, end


def _unsaid(content: str, start: int, end: int, bodies: Bodies) -> int:
    """Where a labelled list ends without the words that say again what its bodies do: 甲、乙｜按照职责分工负责."""
    said = (pattern.search(content, start, end) for role, pattern, only in bodies.forms.roles if not only)
    return min((match.start() for match in said if match), default=end)


def _told(content: str, bodies: Bodies, first: int = 0, last: int | None = None) -> list[tuple[int, int, str, bool]]:
    """The stretches whose end says what their bodies do: …牵头, …按职责分工负责."""
    found: list[tuple[int, int, str, bool]] = []
    pending: list[tuple[int, int]] = []
    for start, end in _pieces(content, first, len(content) if last is None else last, bodies):
        piece = content[start:end]
        if any(bodies.forms.compiled(name).search(piece) for name in _NOTES[1:]):
            continue
        role, stop, only = next(
            (
                (role, start + match.start(), only)
                for role, pattern, only in bodies.forms.roles
                if (match := pattern.search(piece))
            ),
            ("", end, False),
        )
        if not role:
            pending.append((start, end))
            continue
        found.extend((begin, finish, role, only) for begin, finish in pending)
        pending = []
        found.append((start, stop, role, only))
    if any(role == "LEADS" for _, _, role, _ in found):
        # Who stands behind the one that leads, and is told nothing, answers with it.
        found.extend((begin, finish, "RESPONSIBLE_FOR", True) for begin, finish in pending)
    return found
