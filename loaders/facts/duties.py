"""Who leads and who answers: the brackets and lines in which a measure names its bodies.

``A牵头，B、C按职责分工负责`` — A leads, B and C are responsible; where nobody leads all are responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from loaders.lexicon import Lexicon
from loaders.patternfile import PatternFile

_SHUT = {"（": "）", "〔": "〕", "(": ")", "[": "]", "〈": "〉"}
# The shortest bracket of duties, with its first sign: （商务部负责, and the longest.
_SHORTEST, _LONGEST = 4, 900
_OPENING = re.compile(r"[（\[]")
_STOPS = frozenset("。；！")
# Segments that hold one of these name nobody: they say how the others are read.
_NOTES = ("first_leads", "also_all", "unlisted")
_OPENED = {close: opened for opened, close in _SHUT.items()}


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


class DutyForms(PatternFile):
    """The patterns of ``patterns/duties.yml``, compiled when first asked for."""

    @cached_property
    def roles(self) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
        """What the end of a segment says its members do, and whether it says so of bodies alone."""
        flags = ["only" in item for item in self.raw["roles"]]
        return tuple((*pair, flag) for pair, flag in zip(self.series("roles", "role"), flags, strict=True))

    @cached_property
    def running(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """How sentences give duties, with the role of each."""
        return self.series("running", "role")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label such as 责任单位：, in a group named for its role."""
        parts = [f"(?P<{role}>{pattern.pattern})" for role, pattern in self.series("labels", "role")]
        return re.compile(f"(?:{'|'.join(parts)})[：:]")

    @cached_property
    def line(self) -> re.Pattern[str]:
        """A line outside of brackets that begins with a label and lists bodies to its end."""
        return re.compile(rf"(?:^|(?<=[\n。]))(?:{self.label.pattern})[^\n。]{{2,400}}", re.MULTILINE)

    @cached_property
    def collective(self) -> re.Pattern[str]:
        """Collective bodies: 各市（州）政府."""
        return re.compile("|".join(pattern.pattern for _, pattern in self.series("collectives", "pattern")))


def find(text: str, lexicon: Lexicon, forms: DutyForms) -> list[Duty]:
    """Every bracket and line of duties in a clean text, in order."""
    found: list[Duty] = []
    first_leads = comma_leads = False
    also: list[str] = []
    for start, end, plain in _places(text, lexicon, forms):
        content = text[start:end]
        first_leads = first_leads or bool(forms.compiled("first_leads").search(content))
        note = forms.compiled("comma_leads").search(content)
        comma_leads = comma_leads or note is not None
        extra = forms.compiled("also_all").search(content)
        if extra is not None:
            also = [extra["who"]]
        if plain or note is not None:
            listed = content[: note.start()] if note is not None else content
            members = _listed(listed.rstrip("。，；"), start, comma_leads, lexicon, forms)
        else:
            members = _members(content, start, lexicon, forms)
        if not members:
            continue
        head = members[0]
        opens = not content[: head.start - start].rpartition("：")[2]
        if first_leads and opens and not any(member.role == "LEADS" for member in members):
            members[0] = Member(head.start, head.end, head.name, "LEADS")
        named = {member.name for member in members}
        members.extend(Member(start, end, name, "RESPONSIBLE_FOR") for name in also if name not in named)
        found.append(Duty(start, end, tuple(members)))
    found.extend(_running(text, found, lexicon, forms))
    return sorted(found, key=lambda duty: duty.start)


def _running(text: str, bracketed: list[Duty], lexicon: Lexicon, forms: DutyForms) -> Iterator[Duty]:
    """Duties that a sentence gives: 由市科技局牵头. Only bodies count, and none that a bracket names already."""
    spans = [(duty.start, duty.end) for duty in bracketed]
    for role, pattern in forms.running:
        for match in pattern.finditer(text):
            start, end = match.span("who")
            if any(first <= start < last for first, last in spans):
                continue
            items = list(_items(text, start, end, lexicon, forms))
            members = [
                Member(begin, stop, text[begin:stop], role)
                for begin, stop in items
                if _is_named(text[begin:stop], lexicon, forms)
            ]
            # What begins with anything else is another sentence, in which bodies are only spoken of.
            if members and members[0].start == items[0][0]:
                yield Duty(start, end, tuple(members))


def _is_named(name: str, lexicon: Lexicon, forms: DutyForms) -> bool:
    """Whether a text names a public body, or several at once: a firm that leads a project answers for no measure."""
    if name in lexicon.classes or forms.compiled("urged").match(name):
        return False
    known = lexicon.known(name, "Institution")
    if known is not None:
        return known.kind in forms.raw["public"]
    regional = any(
        end == len(name)
        and (not start or forms.compiled("placed").fullmatch(name[:start]) or lexicon.known(name[:start], "Region"))
        for start, end, _ in lexicon.stems(name)
    )
    return regional or any(form.fullmatch(name) for form in (forms.collective, forms.compiled("office")))


def _places(text: str, lexicon: Lexicon, forms: DutyForms) -> Iterator[tuple[int, int, bool]]:
    """The insides of brackets that hold duties, and lines that do, from left to right; and whether they only list."""
    places = []
    for start, end in _brackets(text):
        if any(word in text[start:end] for word in forms.raw["triggers"]):
            places.append((start, end, False))
        elif text[start - 2 : start - 1] in _STOPS and _is_list(text[start:end], lexicon, forms):
            places.append((start, end, True))
    for match in forms.line.finditer(text):
        if not any(start <= match.start() < end for start, end, _ in places):
            places.append((*match.span(), False))
    return iter(sorted(places))


def _is_list(content: str, lexicon: Lexicon, forms: DutyForms) -> bool:
    """Whether a bracket behind a sentence lists bodies and nothing else: （市科技局、各区政府）."""
    for start, end in _split(content, 0, len(content), "、，；"):
        piece = forms.compiled("tails").sub("", forms.compiled("besides").sub("", content[start:end]))
        if not (_is_named(piece, lexicon, forms) or is_body(piece, lexicon)):
            return False
    return True


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets that can hold a name and what it does, without those around them."""
    opened = _OPENING.search(text)
    while opened is not None:
        close = _close(text, opened.start())
        if close - opened.start() > _SHORTEST:
            yield opened.end(), close
        opened = _OPENING.search(text, max(close, opened.start()) + 1)


def _close(text: str, place: int) -> int:
    """Where a bracket closes in its line; -1 where it does not."""
    opening, closing = text[place], _SHUT[text[place]]
    depth = 0
    for offset in range(place, min(len(text), place + _LONGEST)):
        if text[offset] == opening:
            depth += 1
        elif text[offset] == closing:
            depth -= 1
            if depth == 0:
                return offset
        elif text[offset] == "\n":
            break
    return -1


def _listed(content: str, offset: int, comma_leads: bool, lexicon: Lexicon, forms: DutyForms) -> list[Member]:
    """The bodies of a plain list; those before its first comma lead where the document says so."""
    found: list[Member] = []
    prefix = ""
    for place, (start, end) in enumerate(_split(content, 0, len(content), "，；")):
        role = "LEADS" if comma_leads and place == 0 else "RESPONSIBLE_FOR"
        for item_start, item_end in _items(content, start, end, lexicon, forms):
            prefix, name = _with_prefix(prefix, content[item_start:item_end], lexicon, forms)
            found.append(Member(offset + item_start, offset + item_end, name, role))
    return found


def _members(content: str, offset: int, lexicon: Lexicon, forms: DutyForms) -> list[Member]:
    found: list[Member] = []
    for start, end, role, only_bodies in _segments(content, forms):
        prefix = ""
        for item_start, item_end in _items(content, start, end, lexicon, forms):
            name = content[item_start:item_end]
            if only_bodies and not (_is_named(name, lexicon, forms) or is_body(name, lexicon)):
                continue
            if forms.compiled("no_body").search(name):
                continue
            if name in forms.raw["each_of"] and found and found[-1].name.startswith("各"):
                name = f"各{name}"
            prefix, name = _with_prefix(prefix, name, lexicon, forms)
            found.append(Member(offset + item_start, offset + item_end, name, role))
    return found


def _segments(content: str, forms: DutyForms) -> list[tuple[int, int, str, bool]]:
    """The stretches of a duty text that give a role, which, and whether to known bodies alone."""
    labels = list(forms.label.finditer(content))
    if labels:
        stops = [match.start() for match in labels[1:]] + [len(content)]
        found = []
        for label, stop in zip(labels, stops, strict=True):
            role = "LEADS" if label.groupdict().get("LEADS") else "RESPONSIBLE_FOR"
            for start, end in _split(content, label.end(), stop, "，；。"):
                piece = re.sub(r"〔[^〕]*〕", "", content[start:end])
                if "：" not in piece and not any(forms.compiled(name).search(piece) for name in _NOTES):
                    found.append((start, _without_notes(content, start, end, forms), role, False))
        return found
    found = []
    pending: list[tuple[int, int]] = []
    for start, end in _split(content, 0, len(content), "，；。"):
        piece = content[start:end]
        if any(forms.compiled(name).search(piece) for name in _NOTES[1:]):
            continue
        role, stop, only = next(
            (
                (role, start + match.start(), only)
                for role, pattern, only in forms.roles
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
    return found


def _without_notes(content: str, start: int, end: int, forms: DutyForms) -> int:
    """Where a segment ends before a note such as 〔列第一位的为牵头单位，下同〕."""
    match = forms.compiled("note").search(content, start, end)
    return match.start() if match else end


def _split(content: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """Cut at marks that stand outside of any bracket."""
    found = []
    depth = 0
    begin = start
    for place in range(start, end):
        character = content[place]
        if character in _SHUT:
            depth += 1
        elif character in _OPENED:
            depth -= 1
        elif character in marks and depth <= 0:
            found.append((begin, place))
            begin = place + 1
    found.append((begin, end))
    return [(left, right) for left, right in found if right > left]


def _items(content: str, start: int, end: int, lexicon: Lexicon, forms: DutyForms) -> Iterator[tuple[int, int]]:
    """The bodies of a segment: collective ones whole, the others between 、, 和 and 及."""
    begin = start
    for match in forms.collective.finditer(content, start, end):
        if match.start() < begin or (
            match.start() > start
            and not forms.compiled("before_collective").match(content, match.start() - 1, match.start())
        ):
            continue
        yield from _plain_items(content, begin, match.start(), lexicon, forms)
        yield match.span()
        begin = match.end()
    yield from _plain_items(content, begin, end, lexicon, forms)


def _plain_items(content: str, start: int, end: int, lexicon: Lexicon, forms: DutyForms) -> Iterator[tuple[int, int]]:
    fringe = forms.raw["fringe"]
    for left, right in _split(content, start, end, "、，"):
        for begin, stop in _conjuncts(content, left, right, lexicon, forms):
            whole = content[begin:stop].strip(fringe)
            if forms.compiled("nobody").match(whole):
                continue
            office = forms.compiled("office").fullmatch(content, begin, stop)
            tail = None if office else forms.compiled("tails").search(content, begin, stop)
            finish = tail.start() if tail else stop
            besides = forms.compiled("besides").search(content, begin, finish)
            finish = besides.start() if besides else finish
            while begin < finish and content[begin] in fringe:
                begin += 1
            name = content[begin:finish]
            if len(name) >= 2 and not forms.compiled("nobody").match(name):
                yield begin, finish


def _conjuncts(content: str, start: int, end: int, lexicon: Lexicon, forms: DutyForms) -> Iterator[tuple[int, int]]:
    """Cut a member at 和, 及, 以及 or 与 where both sides are bodies of their own."""
    for match in forms.compiled("conjunction").finditer(content, start + 2, end):
        left = forms.compiled("others").sub("", content[start : match.start()])
        right = content[match.end() : end]
        if is_body(left, lexicon) and (is_body(right, lexicon) or forms.compiled("anybody").match(right) or not right):
            yield start, match.start()
            yield from _conjuncts(content, match.end(), end, lexicon, forms)
            return
    yield start, end


def is_body(name: str, lexicon: Lexicon) -> bool:
    """Whether a text is, as a whole, the name of a body: 省科技厅, 长春市人民政府, 一汽集团."""
    if lexicon.known(name, "Institution") is not None:
        return True
    for start, end, _ in lexicon.stems(name):
        if end == len(name) and start <= 8:
            return True
    return any(
        end == len(name) and head.label == "Institution" and start > 0 for start, end, head in lexicon.head_words(name)
    )


def _with_prefix(prefix: str, name: str, lexicon: Lexicon, forms: DutyForms) -> tuple[str, str]:
    """Give a bare stem the 省 or 市 that an earlier member of the list carries."""
    match = forms.compiled("area").match(name)
    if match is not None and name not in lexicon.bodies:
        return match[1], name
    if prefix and lexicon.known(name) is None and (name in lexicon.bodies or _is_bare(name, lexicon, forms)):
        return prefix, prefix + name
    return prefix, name


def _is_bare(name: str, lexicon: Lexicon, forms: DutyForms) -> bool:
    """Whether a name is that of an office without its province or city: 政务和数据局, but not 长春海关."""
    if forms.compiled("bare").fullmatch(name) is None:
        return False
    return all(found.start for found in lexicon.names_of(frozenset({"Region"}), name))
