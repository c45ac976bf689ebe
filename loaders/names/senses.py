"""What kind of thing a word names: a material, a process, a sector, a body.

The classes of ``model/senses.txt`` were assigned for this project, word by word, as policy prose uses the words. They
let the tagger judge words that it has seldom or never read in its training prose.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from graph.errors import KnowledgeError

TABLE = Path(__file__).with_name("model") / "senses.txt"
# The class of a word that has none.
NONE = 0


class Senses:
    """The class of each known word, a number above zero."""

    def __init__(self, classes: dict[str, int]) -> None:
        self._classes = classes

    @classmethod
    def load(cls, path: Path = TABLE) -> Senses:
        """Read a table of lines ``letter word word …``; raise KnowledgeError where a line is of another form.

        Source: the table is part of the program; lines that begin with ``#`` tell what the letters mean.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise KnowledgeError(f"{path}：词类表无法读取（{error}），请重新安装") from error
        classes: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            letter, *words = line.split() or ["#"]
            if letter == "#":
                continue
            if len(letter) != 1:
                raise KnowledgeError(f"{path} 第 {number} 行：行首应是一个字母，后面是这一类的词，用空格分开")
            classes.update(dict.fromkeys(words, ord(letter)))
        return cls(classes)

    def of(self, word: str) -> int:
        """The class of a word: its own, or that of the longest known word it ends in.

        >>> senses = Senses({"行业": 3, "汽车": 2})
        >>> senses.of("汽车"), senses.of("汽车行业"), senses.of("之")
        (2, 3, 0)
        """
        for start in range(len(word)):
            found = self._classes.get(word[start:])
            if found is not None:
                return found
        return NONE


@lru_cache(maxsize=1)
def shipped() -> Senses:
    """The table of the program, read once."""
    return Senses.load()
