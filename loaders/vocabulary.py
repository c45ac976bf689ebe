"""The vocabulary: words that documents use for industries and technologies, many more than anybody asks for by name.

A word of the lexicon is known to be spoken of; one of the vocabulary only tells where such a word begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import KnowledgeError
from loaders import compiled
from loaders.matcher import Matcher

LABELS = ("Industry", "Technology")
_SHORTEST = 2


class Vocabulary:
    """Words with the label of what they name, found all at once."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels
        self._matcher = Matcher(sorted(labels))

    def __len__(self) -> int:
        return len(self._labels)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> Vocabulary:
        """Read every YAML file of a folder, ``label`` and ``names``; none where there is no such folder.

        Raise KnowledgeError that names the file at fault.
        """
        labels: dict[str, str] = {}
        for path in sorted(folder.glob("*.yml")):
            raw = compiled.read(path, cache)
            label, names = raw.get("label"), raw.get("names")
            if label not in LABELS or not isinstance(names, list):
                raise KnowledgeError(f"{path}：词汇文件缺少 label（Industry 或 Technology）或 names（一列词）")
            for name in map(str, names):
                if len(name) < _SHORTEST:
                    raise KnowledgeError(f"{path}：“{name}”太短，词汇至少两个字")
                labels[name] = str(label)
        return cls(labels)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every word of the vocabulary in a text, leftmost and longest: start, end and label."""
        for index, start, end in self._matcher.find(text):
            yield start, end, self._labels[self._matcher.words[index]]
