"""PDF files become paragraphs and rows of tables, with the page of every character."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2

from graph.errors import DocumentError
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import CELL, Item, RawText
from loaders.readers.limits import PAGES, TEXT_CHARACTERS
from loaders.readers.pdf import furniture, order, paragraphs, tables
from loaders.readers.pdf.order import Line
from loaders.readers.pdf.strokes import Sheet, sheet
from loaders.readers.pdf.tables import Table

# The library that opens the files is not made for threads.
_ONE_AT_A_TIME = threading.Lock()
_FORMS = PatternFile(PATTERNS / "print.yml")
# So many characters a page are text; a scan's stamp or page number is not.
_LEAST = 12
_STRANGE = 0.3


def read(item: Item) -> RawText:
    """Read a PDF; raise DocumentError where it is broken, locked, or holds pictures of pages only."""
    with _ONE_AT_A_TIME:
        sheets = _sheets(item)
    _check(item, sheets)
    found: list[Table] = [table for page, each in enumerate(sheets, 1) for table in tables.take(each, page)]
    furniture.remove(sheets)
    losses = tuple(
        (f"第 {page} 页", "这一页只有图片，没有可读的文字，请先做文字识别（OCR）")
        for page, each in enumerate(sheets, 1)
        if each.pictures and not each.stretches and not any(table.page == page for table in found)
    )
    text, pages = _text(sheets, found)
    return RawText(text, blocks=True, pages=pages, losses=losses)


def _sheets(item: Item) -> list[Sheet]:
    try:
        document = pypdfium2.PdfDocument(item.content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(f"{item.name}：PDF 设有打开密码，请去掉密码后再载入") from error
        raise DocumentError(f"{item.name}：PDF 已损坏或不完整，无法打开，请重新下载后再载入") from error
    try:
        if len(document) > PAGES:
            raise DocumentError(f"{item.name}：PDF 有 {len(document)} 页，超过可读取的 {PAGES} 页，请拆分后再载入")
        return list(_pages(item, document))
    finally:
        document.close()


def _pages(item: Item, document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"{item.name}：PDF 第 {number + 1} 页已损坏，无法读取，请重新下载后再载入") from error
        try:
            found = sheet(page)
        finally:
            page.close()
        characters += sum(len(stretch.text) for stretch in found.stretches)
        if characters > TEXT_CHARACTERS:
            raise DocumentError(f"{item.name}：正文超过可读取的 {TEXT_CHARACTERS} 字，请拆分后再载入")
        yield found


def _check(item: Item, sheets: list[Sheet]) -> None:
    """Refuse what has no text: scans, and files whose letters stand for nothing."""
    characters = sum(len(stretch.text) for each in sheets for stretch in each.stretches)
    strange = sum(each.strange for each in sheets)
    if strange > _STRANGE * (strange + characters):
        raise DocumentError(
            f"{item.name}：PDF 的字体没有文字编码，复制出来是乱码，请用原文件另存，或先做文字识别（OCR）再载入"
        )
    if characters < _LEAST * len(sheets) and any(each.pictures for each in sheets):
        raise DocumentError(
            f"{item.name}：PDF 是扫描件，{len(sheets)} 页都是图片，没有可读的文字，请先做文字识别（OCR）再载入"
        )
    if not characters:
        raise DocumentError(f"{item.name}：PDF 里没有可读的文字，请先做文字识别（OCR）或换一份文件再载入")


def _text(sheets: list[Sheet], found: list[Table]) -> tuple[str, tuple[int, ...]]:
    """The paragraphs and rows of all pages, and where in them each page begins."""
    blocks = [list(_blocks(each, page, found)) for page, each in enumerate(sheets, 1)]
    design = paragraphs.layout([block for page in blocks for block in page if isinstance(block, Line)])
    text = _Text()
    above: Line | Table | None = None
    for page in blocks:
        text.turn()
        for block in page:
            if isinstance(block, Table):
                if isinstance(above, Table) and block.page > above.page and block.continues(above):
                    tables.join(above.rows, block.rows)
                    above.page = block.page
                    continue
                text.hold(block)
            elif isinstance(above, Line) and paragraphs.continues(above, block, design):
                text.add(paragraphs.glue(above.text, block.text) + _whole(block.text))
            else:
                text.open(_whole(block.text))
            above = block
    return text.done()


def _whole(line: str) -> str:
    """A line without the page's number that it has swallowed."""
    return _FORMS.compiled("swallowed").sub("", line)


def _blocks(each: Sheet, page: int, found: list[Table]) -> Iterator[Line | Table]:
    """The lines and tables of a page in the order in which they are read."""
    lines = order.read(each.stretches, page)
    tables_at: dict[int, list[Table]] = defaultdict(list)
    for table in (table for table in found if table.page == page):
        tables_at[_place(table, lines)].append(table)
    for number, line in enumerate(lines):
        yield from tables_at[number]
        yield line
    yield from tables_at[len(lines)]


def _place(table: Table, lines: list[Line]) -> int:
    """Before which of the lines a table is read: behind the last one above it in its column."""
    beside = [
        (number, line) for number, line in enumerate(lines) if line.left < table.right and line.right > table.left
    ]
    above = [number for number, line in beside if line.top + line.size / 2 <= table.top]
    below = [number for number, line in beside if line.bottom - line.size / 2 >= table.bottom]
    if above:
        return max(above) + 1
    return min(below) if below else len(lines)


class _Text:
    """Paragraphs as they grow; a table is written when it can grow no more."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._table: Table | None = None
        self._turns: list[int] = []

    def turn(self) -> None:
        """Begin a page: here, or with the next row of a table that may go on."""
        if self._table is None:
            self._pages.append(self._length)
        else:
            self._turns.append(len(self._table.rows))

    def open(self, line: str) -> None:
        """Begin a paragraph."""
        self._flush()
        self._line(line)

    def _line(self, line: str) -> None:
        if self._length:
            self.add("\n")
        self.add(line)

    def add(self, text: str) -> None:
        """Go on with the paragraph."""
        self._pieces.append(text)
        self._length += len(text)

    def hold(self, table: Table) -> None:
        """Begin a table, which may go on on the next page."""
        self._flush()
        self._table = table

    def _flush(self) -> None:
        table, self._table = self._table, None
        for number, row in enumerate(table.rows if table else ()):
            self._pages.extend(self._length + 1 for turn in self._turns if turn == number)
            self._line(CELL.join(row))
        self._pages.extend(self._length for turn in self._turns if table is None or turn >= len(table.rows))
        self._turns.clear()

    def done(self) -> tuple[str, tuple[int, ...]]:
        """The text, and where each page begins in it."""
        self._flush()
        return "".join(self._pieces), tuple(self._pages)
