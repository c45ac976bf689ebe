"""The names in a text: known ones by the lexicon, unknown ones by their grammar, overlaps settled once.

A name that nobody has listed is modifier + core + head: 碳纤维｜新产品应用｜试验中心. Its right edge is a
head word, its left edge the first word that cannot stand inside a name: 加快建设｜长白山中药网.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from loaders.document.sentences import Sentence
from loaders.lexicon import Head
from loaders.names.coordination import bare, counted_tail, quoted_member, shared_head, shared_tail
from loaders.names.edges import balanced, closing, left_edge, trim
from loaders.names.lattice import Lattice, Mention
from loaders.names.naming import is_name


def find(lattice: Lattice, sentences: Iterable[Sentence], collective: re.Pattern[str]) -> list[Mention]:
    """All mentions of the sentences in order; none overlaps another but for members of a coordination.

    ``collective`` reads the bodies that are named together: 各市（州）政府.
    """
    found: list[Mention] = []
    for sentence in sentences:
        together = [
            Mention(match.start(), match.end(), "Institution", match.group(), "collective", 0.9)
            for match in collective.finditer(lattice.text, sentence.start, sentence.end)
            if match.group().endswith(lattice.rules.tails["bearing"])
        ]
        spans = [(mention.start, mention.end) for mention in together]
        found.extend(together)
        found.extend(
            m
            for m in _in_sentence(lattice, sentence)
            if not any(m.start < end and start < m.end for start, end in spans)
        )
    return sorted(found, key=lambda mention: (mention.start, -mention.end, mention.label, mention.name))


def _in_sentence(lattice: Lattice, sentence: Sentence) -> list[Mention]:
    heads = [
        (start, end, head)
        for start, end, head in lattice.heads_in(sentence.start, sentence.end)
        if lattice.words.ends[lattice.word_at(end - 1)] == end
        or (end < len(lattice.text) and lattice.text[end] in "”）（")
    ]
    false = lattice.rules.tails["false_heads"]
    heads = [
        item for item in heads if len(item[2].word) > 2 or not lattice.text[sentence.start : item[1]].endswith(false)
    ]
    found: list[Mention] = []
    covered = sentence.end + 1
    for start, end, head in reversed(heads):
        if end > covered:
            continue
        names = _named(lattice, sentence, start, end, head)
        found.extend(names)
        covered = min([covered, *(name.start for name in names)])
    found.extend(_lexical(lattice, sentence, found))
    return found


def _lexical(lattice: Lattice, sentence: Sentence, found: list[Mention]) -> Iterator[Mention]:
    """Known names that no longer name covers."""
    taken = sorted((mention.start, mention.end) for mention in found)
    starts = [start for start, _ in taken]
    first = bisect_left(lattice.known_starts, sentence.start)
    for mention in lattice.known[first:]:
        if mention.start >= sentence.end:
            break
        place = bisect_right(starts, mention.start) - 1
        inside = place >= 0 and taken[place][1] > mention.start
        ahead = place + 1 < len(taken) and taken[place + 1][0] < mention.end
        if not inside and not ahead:
            yield mention


def _named(lattice: Lattice, sentence: Sentence, start: int, end: int, head: Head) -> list[Mention]:
    """The names that end in a head word: one, the members of a coordination, or none where it is a class."""
    end = closing(lattice.text, end, sentence.end)
    edge, stopper = left_edge(lattice, sentence, start, head)
    left = trim(lattice, edge, start, head)
    if stopper == "等" and bare(lattice, edge, start):
        shared = list(shared_head(lattice, sentence, edge, end, head))
        if shared:
            return shared
    counted = list(counted_tail(lattice, sentence, left, end, head)) if head.label in ("Park", "Platform") else []
    if counted:
        return counted
    if is_name(lattice, left, start, end, head, stopper):
        name = balanced(lattice.text[left:end])
        if name is None:
            return []
        found = [Mention(left, end, head.label, name, "grammar", 0.75, core=(left, start))]
        if stopper == "、":
            found.extend(shared_tail(lattice, sentence, left, end, head))
        found.extend(quoted_member(lattice, sentence, left, head))
        return found
    return []
