"""Which sentences promise a fact and gave none: where reading may have passed something over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Batch
from loaders.document import structure
from loaders.document.sentences import cut
from loaders.patternfile import PATTERNS, PatternFile

_FORMS = PatternFile(PATTERNS / "triggers.yml")


@dataclass(frozen=True, slots=True)
class Silent:
    """A sentence that gave no fact: the path of its measure, the words that promise one, and the sentence."""

    measure: str
    trigger: str
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of a document hold a trigger, and those of them that gave no fact."""

    promising: int
    silent: tuple[Silent, ...]

    @property
    def share(self) -> float:
        """The share of the promising sentences that gave nothing; 0 where none promises anything.

        >>> Coverage(promising=4, silent=(Silent("1", "建设", "建设平台。"),)).share
        0.25
        """
        return len(self.silent) / self.promising if self.promising else 0.0


def find(batch: Batch) -> Coverage:
    """How far the facts of a document cover its sentences."""
    text = batch.document.text
    outline = structure.parse(text)
    headings = {passage.start: passage.title for passage in outline.passages}
    starts = sorted(_places(batch))
    promising = 0
    silent = []
    for sentence in cut(text, outline):
        words = text[sentence.start : sentence.end]
        title = headings.get(sentence.start)
        if _heads(words.strip(), sentence.measure, title):
            continue
        trigger = next((match[0] for name in _FORMS.raw if (match := _FORMS.compiled(name).search(words))), "")
        if trigger:
            promising += 1
            first = bisect_left(starts, sentence.start)
            if first == len(starts) or starts[first] >= sentence.end:
                silent.append(Silent(sentence.measure, trigger, words.strip()))
    return Coverage(promising, tuple(silent))


def _heads(words: str, measure: str, heading: str | None) -> bool:
    """Whether a sentence only heads what follows: what a title or a heading promises is said below it."""
    if not measure and not words.endswith("。"):
        return True
    return heading is not None and words.rstrip("。").endswith(heading)


def _places(batch: Batch) -> Iterator[int]:
    """Where the words of the facts begin."""
    for relation in batch.relations:
        yield from (evidence.start for evidence in relation.evidence)
    for target in batch.targets:
        yield from (evidence.start for evidence in target.evidence)
