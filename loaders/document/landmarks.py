"""What stands in a document beside its numbered passages: a contents list, annexes, boxes and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from loaders.document.numbering import FORMS, Lines, marker
from loaders.numerals import integer
from loaders.readers.item import CELL

# The lines of a contents list are no longer than this and no more.
_ENTRY, _ENTRIES = 80, 600
# A table's caption stands so near above its rows; so few lines that are no row part its rows, and they are short.
_NEAR, _SHORT = 3, 40
# A signature stands within so many lines behind the list of what is attached.
_FOOT = 10
_CONTENT = 40
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Landmark:
    """An ``annex``, a ``box`` or a captioned ``table``: the line that opens it, and where its rows end (else 0).

    ``step`` is what it adds to a path (附1, 专3, 表2), ``title`` is its words, in its own line or the next.
    """

    kind: str
    step: str
    title: str
    start: int
    body: int
    end: int = 0


@dataclass(frozen=True, slots=True)
class Landmarks:
    """All of them in order, the stretches in which numbers open nothing, and the stretches of all tables."""

    found: tuple[Landmark, ...] = ()
    contents: tuple[int, int] | None = None
    silent: tuple[tuple[int, int], ...] = ()
    tables: tuple[tuple[int, int], ...] = ()


def find(lines: Lines) -> Landmarks:
    """Find the landmarks in the lines of a document."""
    contents = _contents(lines)
    leaders = [line for line in lines.openings if line not in contents and _is_leader(lines[line])]
    passed = {*contents, *leaders}
    annexes = {line: match for line, match in _matches(lines, "annex", passed) if _is_annex(match)}
    listed = _listed(lines, annexes) | _alone(lines, annexes)
    boxes = dict(_matches(lines, "box", passed))
    captions = dict(_matches(lines, "caption", passed))
    tables = list(_tables(lines, {*annexes, *boxes, *captions}))
    found = [
        *_opened(lines, {line: match for line, match in annexes.items() if line not in listed}),
        *_boxes(lines, boxes, tables),
        *_captions(lines, captions, tables),
    ]
    silent = [range(line, line + 1) for line in (*leaders, *listed)]
    return Landmarks(
        tuple(sorted(found, key=lambda mark: mark.start)),
        _stretch(lines, contents) if contents else None,
        tuple(sorted(_stretch(lines, each) for each in ([contents] if contents else []) + silent)),
        tuple(_stretch(lines, rows) for rows in tables),
    )


def _stretch(lines: Lines, numbers: range) -> tuple[int, int]:
    return lines.start(numbers.start), lines.start(numbers.stop)


def _matches(lines: Lines, name: str, passed: Collection[int]) -> Iterator[tuple[int, re.Match[str]]]:
    pattern = FORMS.compiled(name)
    for line in lines.openings:
        match = pattern.match(lines[line])
        if match is not None and line not in passed and CELL not in match.string:
            yield line, match


def _contents(lines: Lines) -> range:
    """The lines of the contents list, from its title to the heading that its first entry repeats."""
    title = next((line for line in lines.openings if FORMS.compiled("contents").fullmatch(lines[line])), None)
    if title is None:
        return _untitled_contents(lines)
    first = _entry(lines[title + 1])
    for line in range(title + 2, min(len(lines), title + _ENTRIES)):
        words = lines[line]
        if first and _entry(words) == first:
            return range(title, line)
        if len(words) > _ENTRY or "。" in words:
            break
    last = title + 1
    while _is_leader(lines[last]):
        last += 1
    return range(title, last) if last > title + 1 else range(0)


def _is_leader(words: str) -> bool:
    """Whether dots lead from a heading to a page number."""
    return len(words) <= 2 * _ENTRY and FORMS.compiled("leader").fullmatch(words) is not None


def _untitled_contents(lines: Lines) -> range:
    """Headings that stand together above the first text and begin again below."""
    first = next((line for line in lines.openings if marker(lines[line], 0, len(lines[line])) is not None), None)
    if first is None:
        return range(0)
    for line in range(first + 1, min(len(lines), first + _ENTRIES)):
        words = lines[line]
        if words == lines[first]:
            return range(first, line)
        if len(words) > _SHORT or marker(words, 0, len(words)) is None:
            break
    return range(0)


def _entry(words: str) -> str:
    """An entry of a contents list, or a heading, without a page number."""
    return FORMS.compiled("page_tail").sub("", words).replace(CELL, "")


def _tables(lines: Lines, breaks: Collection[int]) -> Iterator[range]:
    """The rows of each table; what stands between two of them in few short lines is of the table too."""
    if lines.text.find(CELL, lines.start(0), lines.start(len(lines))) < 0:
        return
    rows = [line for line in range(len(lines)) if _is_row(lines[line].strip(CELL))]
    if not rows:
        return
    first = rows[0]
    for one, other in pairwise([*rows, len(lines) + _NEAR + 2]):
        between = range(one + 1, min(other, one + _NEAR + 2))
        if len(between) > _NEAR or any(_parts(lines[line]) or line in breaks for line in between):
            yield range(first, one + 1)
            first = other


def _is_row(words: str) -> bool:
    """Whether a line is a table's row, and no heading that a blank cell sets off from its number."""
    return CELL in words and marker(words, 0, len(words)) is None


def _parts(words: str) -> bool:
    """Whether a line is too long to stand between two rows of one table."""
    return len(words) > _SHORT or "。" in words


def _is_annex(match: re.Match[str]) -> bool:
    title = match["title"]
    if title and not FORMS.compiled("annex_text").fullmatch(title):
        return False
    return bool(match["colon"] or match["number"] or (match["kind"] and not title))


def _listed(lines: Lines, annexes: dict[int, re.Match[str]]) -> set[int]:
    """The lines that only say what is attached: those before the signature, and links below the text."""
    found: set[int] = set()
    numbers: set[str] = set()
    last_bare = max((line for line, match in annexes.items() if not match["colon"]), default=-1)
    for line, match in annexes.items():
        entries = _entries(lines, line, match["title"])
        again = bool(match["number"]) and match["number"] in numbers
        together = line + 1 in annexes or (line - 1 in annexes and not again)
        if together or _only_lists(lines, match, entries, last_bare > line):
            found |= {line, *entries}
            numbers.add(match["number"])
    return found


def _alone(lines: Lines, annexes: dict[int, re.Match[str]]) -> set[int]:
    """The line above a text that is itself the only annex: it has been kept without what it was attached to."""
    first = next((line for line in range(len(lines)) if lines[line].strip()), -1)
    return {first} if [*annexes] == [first] and not annexes[first]["title"] else set()


def _entries(lines: Lines, line: int, title: str) -> range:
    """The lines behind one that go on with the list that it begins."""
    numbered = FORMS.compiled("listed").match(title)
    due = int(numbered[1]) + 1 if numbered else 1
    last = line + 1
    while (entry := FORMS.compiled("listed").match(lines[last])) and int(entry[1]) == due:
        last, due = last + 1, due + 1
    return range(line + 1, last)


def _only_lists(lines: Lines, match: re.Match[str], entries: range, opened_below: bool) -> bool:
    """Whether the line of an annex names what is attached elsewhere, and does not open it."""
    behind = range(entries.stop, len(lines))
    if FORMS.compiled("attached").match(match["title"]) or not _is_content(lines, behind):
        return True
    foot = behind[:_FOOT]
    closing = next((line for line in foot if FORMS.compiled("closing").fullmatch(lines[line])), None)
    # Nothing but those who sign may stand between.
    if closing is not None and not any(_parts(lines[line]) for line in range(foot.start, closing)):
        return True
    numbered = bool(entries) or FORMS.compiled("listed").match(match["title"]) is not None
    return bool(match["colon"]) and (opened_below or numbered)


def _is_content(lines: Lines, behind: range) -> bool:
    """Whether more than a title stands in some lines: something numbered, a row, a sentence, a list of names."""
    first = behind[:_CONTENT]
    return len(first) > 2 or any(_parts(lines[line]) or CELL in lines[line] for line in first)


def _opened(lines: Lines, annexes: dict[int, re.Match[str]]) -> Iterator[Landmark]:
    counts: dict[str, int] = {}
    for line, match in annexes.items():
        called = match["kind"] or "件"
        counts[called] = counts.get(called, 0) + 1
        yield _landmark(lines, line, match, "annex", count=counts[called])


def _boxes(lines: Lines, found: dict[int, re.Match[str]], tables: list[range]) -> Iterator[Landmark]:
    for count, (line, match) in enumerate(found.items(), 1):
        yield _landmark(lines, line, match, "box", count=count, rows=_below(line, tables))


def _captions(lines: Lines, found: dict[int, re.Match[str]], tables: list[range]) -> Iterator[Landmark]:
    for line, match in found.items():
        if rows := _below(line, tables):
            yield _landmark(lines, line, match, "table", rows=rows)


def _below(line: int, tables: list[range]) -> range:
    """The rows of the table that begins right below a line."""
    place = bisect_right(tables, line, key=lambda rows: rows.start)
    return tables[place] if place < len(tables) and tables[place].start <= line + _NEAR else range(0)


def _landmark(
    lines: Lines, line: int, match: re.Match[str], kind: str, *, count: int = 0, rows: range = range(0)
) -> Landmark:
    step = FORMS.raw["steps"][match["kind"] or "件" if kind == "annex" else kind]
    number = match["number"] or str(count)
    with suppress(ValueError):
        number = str(integer(number))
    title = match["title"] or _title_below(lines, line + 1)
    end = lines.start(rows.stop) if rows else 0
    return Landmark(kind, f"{step}{number}", title, lines.start(line), lines.end(line), end)


def _title_below(lines: Lines, line: int) -> str:
    """The words of the line below, where it can be a title."""
    words = lines[line]
    fits = len(words) <= _TITLE and "。" not in words and CELL not in words
    return words if fits and marker(words, 0, len(words)) is None else ""
