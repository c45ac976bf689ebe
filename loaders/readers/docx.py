"""Word documents (DOCX), also those that WPS writes: their words in order, with the numbers that Word adds itself."""

from __future__ import annotations

from graph.errors import DocumentError
from loaders.readers.item import Item, RawText

# Where every program puts the text, should nothing say so.
_MAIN = "word/document.xml"


def read(item: Item) -> RawText:
    """Read a Word document; headers, footers, footnotes, comments and the table of contents are left out."""
    try:
        return _read(item)
    except RecursionError as error:
        raise DocumentError(f"{item.name}：文件内部嵌套过深，可能是恶意文件，没有载入；可用 Word 另存后再试") from error


def _read(item: Item) -> RawText:
    # The library of markup takes longer to load than most files to read.
    from loaders.readers.numbering import Numbering
    from loaders.readers.package import Package
    from loaders.readers.story import Story
    from loaders.readers.styles import Styles
    from loaders.readers.wordml import child, tag

    package = Package(item)
    main = package.related("", "officeDocument") or _MAIN
    root = package.tree(main)
    if root is None or tag(root) != "w:document":
        raise DocumentError(
            f"{item.name}：文件里没有 Word 正文，不是 DOCX 文档，请用 WPS、Word 打开后另存为 DOCX 再载入"
        )
    body = child(root, "w:body")
    if body is None:
        return RawText("", blocks=True)
    folder = main.rpartition("/")[0]
    styles = Styles(package.tree(package.related(main, "styles") or f"{folder}/styles.xml"))
    lists = package.tree(package.related(main, "numbering") or f"{folder}/numbering.xml")
    story = Story(item.name, styles, Numbering(lists, styles))
    lines = story.lines(body)
    if story.broken or story.contents > sum(map(len, lines)):
        # Marks of fields that do not close would hide what follows them.
        story = Story(item.name, styles, Numbering(lists, styles), fields=False)
        lines = story.lines(body)
    if not lines and story.pictures:
        raise DocumentError(f"{item.name}：文件里只有图片，没有文字可读，请先做文字识别（OCR）再载入")
    if lists is None and any(tag(each) == "w:numPr" for each in body.iter()):
        story.losses["文档的自动编号没有定义，标题前的编号无法还原"] = None
    return RawText("\n".join(lines), blocks=True, losses=tuple(("", loss) for loss in story.losses))
