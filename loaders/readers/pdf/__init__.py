"""PDF files become paragraphs and rows of tables, with the page of every character."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2

from graph.errors import DocumentError
from loaders.patternfile import PATTERNS, PatternFile
from loaders.readers.item import Item, RawText
from loaders.readers.limits import PAGES, TEXT_CHARACTERS
from loaders.readers.pdf import blanks, bulk, footnotes, furniture, order, overprint, paths, strokes, tables
from loaders.readers.pdf.flow import text
from loaders.readers.pdf.lines import Line
from loaders.readers.pdf.strokes import Sheet
from loaders.readers.pdf.tables import Table
from loaders.readers.pdf.view import View

_FORMS = PatternFile(PATTERNS / "print.yml")
# The library that opens the files is not made for threads.
_ONE_AT_A_TIME = threading.Lock()
# So many characters a page are text; a scan's stamp or page number is not.
_LEAST = 12
_STRANGE = 0.3


def read(item: Item) -> RawText:
    """Read a PDF; raise DocumentError where it is broken, locked, or holds pictures of pages only."""
    bulk.check(item)
    with _ONE_AT_A_TIME:
        sheets = _sheets(item)
    _check(item, sheets)
    overprint.remove(sheets)
    found: list[Table] = []
    for page, each in enumerate(sheets):
        found.extend(tables.take(each, page, found[-1:]))
    furniture.remove(sheets)
    losses = tuple(_losses(sheets, {table.page for table in found}))
    notes = [footnotes.take(each, page) for page, each in enumerate(sheets)]
    said, pages = text(_blocks(sheets, found), notes)
    return RawText(said, blocks=True, pages=pages, losses=losses)


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
            found = _sheet(page)
        finally:
            page.close()
        characters += sum(len(stretch.text) for stretch in found.stretches)
        if characters > TEXT_CHARACTERS:
            raise DocumentError(f"{item.name}：正文超过可读取的 {TEXT_CHARACTERS} 字，请拆分后再载入")
        yield found


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    found, view = strokes.write(page, View(left, bottom, right - left, top - bottom, page.get_rotation()))
    found.rules, found.pictured = paths.read(page, view, len(found.stretches))
    return found


def _check(item: Item, sheets: list[Sheet]) -> None:
    """Refuse what has no text: scans, and files whose letters stand for nothing."""
    texts = [stretch.text for each in sheets for stretch in each.stretches]
    characters = sum(map(len, texts))
    strange = sum(each.strange for each in sheets)
    odd = sum(len(_FORMS.compiled("odd").findall(text)) for text in texts)
    if strange + odd > _STRANGE * (strange + characters):
        raise DocumentError(
            f"{item.name}：PDF 的字体没有文字编码，复制出来是乱码，请用原文件另存，或先做文字识别（OCR）再载入"
        )
    if characters < _LEAST * len(sheets) and any(each.pictured for each in sheets):
        raise DocumentError(
            f"{item.name}：PDF 是扫描件，{len(sheets)} 页都是图片，没有可读的文字，请先做文字识别（OCR）再载入"
        )
    if not characters:
        raise DocumentError(f"{item.name}：PDF 里没有可读的文字，请先做文字识别（OCR）或换一份文件再载入")


def _losses(sheets: list[Sheet], tabled: set[int]) -> Iterator[tuple[str, str]]:
    """The pages of which nothing, or not all, could be read."""
    for page, each in enumerate(sheets):
        letters = sum(len(stretch.text) for stretch in each.stretches)
        if each.pictured and letters < _LEAST and page not in tabled:
            yield f"第 {page + 1} 页", "这一页只有图片，没有可读的文字，请先做文字识别（OCR）"
        elif (lost := each.strange - each.signs) > 0:
            yield f"第 {page + 1} 页", f"有 {lost} 个字没有文字编码，没有读入，请对照原文件核对这一页"


def _blocks(sheets: list[Sheet], found: list[Table]) -> list[list[Line | Table]]:
    """The lines and tables of each page in the order in which they are read."""
    own = [order.gutters(each.stretches) for each in sheets]
    blocks = []
    for page, each in enumerate(sheets):
        beside = {gutter.x for other in (page - 1, page + 1) if 0 <= other < len(own) for gutter in own[other]}
        gutters = order.gutters(each.stretches, beside) if beside else own[page]
        shown = list(blanks.tables(order.read(each.stretches, page, gutters)))
        blocks.append(list(_placed(shown, [table for table in found if table.page == page])))
    return blocks


def _placed(shown: list[Line | Table], found: list[Table]) -> Iterator[Line | Table]:
    """The lines of a page with its ruled tables, each where it is read."""
    tables_at: dict[int, list[Table]] = defaultdict(list)
    for table in found:
        tables_at[_place(table, shown)].append(table)
    for number, block in enumerate(shown):
        yield from tables_at[number]
        yield block
    yield from tables_at[len(shown)]


def _place(table: Table, shown: list[Line | Table]) -> int:
    """Before which of the lines a table is read: behind the last one above it in its column."""
    beside = [
        (number, line) for number, line in enumerate(shown) if line.left < table.right and line.right > table.left
    ]
    above = [number for number, line in beside if line.top + (line.bottom - line.top) / 2 <= table.top]
    below = [number for number, line in beside if line.bottom - (line.bottom - line.top) / 2 >= table.bottom]
    if above:
        return max(above) + 1
    return min(below) if below else len(shown)
