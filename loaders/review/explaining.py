"""Why a sentence was read as it was: its words, every candidate for a name and what became of it, and the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import DocumentError
from graph.model import Batch
from loaders import pipeline
from loaders.document import sentences, structure
from loaders.document import text as cleaning
from loaders.knowledge import Knowledge
from loaders.names import topics, words
from loaders.names.lattice import TOPICS, Lattice, Mention
from loaders.names.topics import Topic

TAGGER = "tagger"
_HEADING = "一、\n"
Place = tuple[int, int, str, str]
Named = Mention | Topic


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that something took for a name.

    ``finders`` are the rules that did, in the order of the steps. ``taken`` says whether the stretch was read as this
    name; where it was not, ``rival`` is the name that was preferred to it, empty where it was refused for itself.
    """

    start: int
    end: int
    label: str
    name: str
    finders: tuple[str, ...]
    taken: bool
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text, its words with their parts of speech, the candidates in order, and all that was read."""

    text: str
    words: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    batch: Batch


def explain(raw: str, knowledge: Knowledge) -> Explanation:
    """Read a sentence and keep what was weighed on the way; raise DocumentError where there is nothing to read.

    A sentence without a number of its own is read as measure ``1``: duties and tasks are borne by measures.
    """
    text = cleaning.clean(raw).text
    if not text.strip():
        raise DocumentError("句子是空的：请写一句话，例如 支持吉林大学建设碳纤维实验室。")
    outline = structure.parse(text)
    cut = sentences.split(text, outline)
    lattice = Lattice(text, words.cut(text), knowledge.lexicon, knowledge.rules)
    weighed = pipeline.weigh(lattice, cut, knowledge)
    found: dict[Place, list[str]] = {}
    for mention in (*lattice.known, *weighed.ruled):
        _note(found, _place(mention), mention.rule)
    for span in weighed.tagged:
        _note(found, (span.start, span.end, span.label, text[span.start : span.end]), TAGGER)
    focused = topics.find(lattice, cut, list(weighed.settled), weighed.weights)
    taken: list[Named] = [*(mention for mention in weighed.settled if mention.label not in TOPICS), *focused]
    for named in taken:
        # What the last steps mended or added stands nowhere among what was found.
        if _place(named) not in found:
            _note(found, _place(named), named.rule.removeprefix("focus."))
    return Explanation(
        text,
        tuple(zip(lattice.words.forms, lattice.words.kinds, strict=True)),
        tuple(_candidates(found, taken)),
        pipeline.read_text(raw if outline.passages else _HEADING + raw, knowledge).batch,
    )


def _place(named: Named) -> Place:
    return named.start, named.end, named.label, named.name


def _note(found: dict[Place, list[str]], place: Place, finder: str) -> None:
    finders = found.setdefault(place, [])
    if finder not in finders:
        finders.append(finder)


def _candidates(found: dict[Place, list[str]], named: list[Named]) -> Iterator[Candidate]:
    taken = {_place(item) for item in named}
    for place, finders in sorted(found.items()):
        start, end, label, name = place
        over = (item.name for item in named if item.start < end and start < item.end)
        rival = "" if place in taken else next(over, "")
        yield Candidate(start, end, label, name, tuple(finders), place in taken, rival)
