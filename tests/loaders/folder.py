"""A folder of everything that people keep in one: formats and encodings, lists, archives, and what is no document."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

from bench.folder import document, texts
from loaders.readers import READERS
from tests.cli.shell import POLICY, ROOT

# Files in every format, made from one text for the tests of reading.
READING = ROOT / "tests" / "cases" / "reading"

MAPPING = """\
title: 园区名单
entity: {label: Park, name: 名称}
relations:
  - {type: LOCATED_IN, to: {label: Region, name: 所在地}}
"""
# Long to read and quick to store: nothing in it is a fact.
PROSE = "".join(
    f"这一段说的是平常的事情，和前面的内容没有什么关系，读的人可以把它放过去，接着往下看就是了。这是第{number}遍。\n"
    for number in range(250)
)
PARKS = "名称,所在地\n长春高新区,长春市\n,吉林市\n延吉高新区,延吉市\n"


def lay(folder: Path, *, documents: int = 0) -> Path:
    """Write the folder, with so many long documents more; answer with its path."""
    bases = texts()
    pages = ["".join(f"<p>{line}</p>" for line in base.splitlines()) for base in bases[:2]]
    files = {
        "甲/意见.txt": document(1, bases).encode(),
        "甲/意见.md": f"---\nnumber: 星政发〔2031〕1号\n---\n{POLICY}".encode(),
        "甲/国标.txt": document(2, bases).encode("gb18030"),
        "甲/没有编号.txt": "东港市支持星海大学建设碳纤维中试基地。".encode(),
        "甲/双字节.TXT": document(3, bases).encode("utf-16"),
        "乙/网页.html": f"<html><body>{pages[0]}</body></html>".encode(),
        "乙/旧网页.htm": f"<html><body><div>{pages[1]}</div></body></html>".encode("gbk"),
        "乙/意见.txt": document(5, bases).encode("utf-8-sig"),
        "名单/园区.yml": MAPPING.encode(),
        "名单/园区.csv": PARKS.encode(),
        "名单/没有说明.csv": PARKS.encode(),
        "包.zip": packed({"文件/一.txt": document(7, bases), "文件/二.txt": document(8, bases), "空.txt": ""}),
        "坏包.zip": packed({"一.txt": POLICY})[:60],
        "包中包.zip": packed({"内.zip": "PK", "外.txt": document(9, bases)}),
        "空.txt": b"",
        "图片.txt": bytes(range(256)) * 8,
    }
    for number in range(20, 20 + documents):
        files[f"多/{number:04d}.txt"] = (document(number, (POLICY,)) + PROSE).encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "各种格式").mkdir()
    for path in one_of_each():
        shutil.copy(path, folder / "各种格式")
    return folder


def one_of_each() -> list[Path]:
    """A file of every format; of those that another program converts, which takes seconds, the oldest alone."""
    found: dict[str, Path] = {}
    for path in sorted(READING.rglob("*")):
        if path.suffix in READERS and path.suffix not in (".odt", ".rtf"):
            found.setdefault(path.suffix, path)
    return list(found.values())


def packed(files: dict[str, str]) -> bytes:
    """An archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
