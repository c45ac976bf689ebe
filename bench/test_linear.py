"""Twice the text takes twice the time: cleaning, numbering, metadata and sentences of texts like no document."""

from __future__ import annotations

import gc
import time
import warnings
from collections.abc import Callable

import pytest

from bench import reading
from loaders.document import metadata, sentences, structure
from loaders.document.text import clean
from loaders.knowledge import Knowledge

# A text of about so many characters, made of one piece over and over.
SHAPES: dict[str, tuple[str, int]] = {
    "two million characters in one line": ("创新平台，建设", 2_000_000),
    "two hundred thousand lines of one character": ("创\n", 400_000),
    "sentences in one line": ("建设平台。", 500_000),
    "a blank behind every character": ("创 ", 150_000),
    "straight quotation marks": ('"创', 150_000),
    "commas": ("创,a", 150_000),
    "wrapped lines": ("创新平台" * 10 + "\n", 500_000),
    "headings": ("1.创\n", 60_000),
    "headings within headings": ("一、创\n（一）新\n1.平\n（1）台\n", 60_000),
    "circled numbers": ("①创\n", 60_000),
    "decimal numbers": ("1.1创\n1.2新\n", 60_000),
    "annexes": ("附件1\n创新\n", 60_000),
    "what is attached": ("附件：1.创\n2.新\n", 60_000),
    "boxes above rows": ("专栏1新\n创\t新\n", 60_000),
    "captions above rows": ("表1新\n创\t新\n", 60_000),
    "titles between rows": ("1\t新\n一、创\n", 60_000),
    "contents lists": ("目录\n", 60_000),
    "leaders": ("1…", 150_000),
    "days": ("2030年1月1日\n", 150_000),
    "signatures": ("省科技厅\n省科技厅\n2030年1月1日\n", 150_000),
    "labels": ("索引号：1\n", 150_000),
    "regions": ("长春市", 150_000),
    "words of validity": ("有效期", 150_000),
    "days of effect": ("自发布之日起", 150_000),
    "brackets": ("（", 500_000),
}
# Below this a measurement is noise.
TELLING = 0.08
# On a busy machine one round may go wrong; what takes four times as long goes wrong in each.
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for a piece of work, the less of two; what else lies in memory has no part in it."""
    found = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            started = time.process_time()
            work()
            found.append(time.process_time() - started)
    finally:
        gc.enable()
    return min(found)


@pytest.mark.parametrize(("piece", "size"), SHAPES.values(), ids=SHAPES)
def test_twice_the_text_takes_twice_the_time(knowledge: Knowledge, piece: str, size: int) -> None:
    def read(raw: str) -> None:
        text = clean(raw).text
        outline = structure.parse(text)
        metadata.read(text, outline, knowledge.lexicon, knowledge.metadata, front={})
        sentences.split(text, outline, *sentences.body(text, outline))

    half, whole = piece * (size // len(piece) // 2), piece * (size // len(piece))
    measured = []
    for _ in range(ROUNDS):
        one, two = seconds(lambda: read(half)), seconds(lambda: read(whole))
        assert two < 10
        if two < max(TELLING, 3 * one):
            return
        measured.append(f"{one:.2f} s, then {two:.2f} s")
    pytest.fail("；".join(measured))


def test_cleaning_and_structure_are_ten_times_as_fast_as_tagging() -> None:
    raws = list(reading.documents())
    with warnings.catch_warnings():
        # jieba's own patterns are spelt carelessly, which Python tells when it compiles them anew.
        warnings.simplefilter("ignore")
        best = reading.measure(raws, [each.text for each in reading.cleaned(raws)], runs=2)
    assert best["clean"] + best["structure"] < best["jieba.posseg"] / 10
