"""Archives: what lies in them under its own name, and what is refused for what it is."""

from __future__ import annotations

import io
import os
import random
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from graph.errors import DocumentError
from loaders import readers, sources
from loaders.readers import archive, limits
from loaders.sources import Source
from tests.cli.shell import POLICY

Entry = tuple[str | zipfile.ZipInfo, str | bytes]
GOOD: Entry = ("好.txt", POLICY)

# Where a header of an entry, in front of its content and in the directory, has its flags, its packing and its size.
FLAGS, METHOD, SIZE = (6, 8), (8, 10), (22, 24)
LOCKED, UTF8 = 0x1, 0x800


def packed(*entries: Entry, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries, in their order, the bad ones packed in some way; a string becomes UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made, warnings.catch_warnings(action="ignore", category=UserWarning):
        for name, content in entries:
            made.writestr(name, content, how if (name, content) != GOOD else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def spelled(name: str, encoding: str) -> bytes:
    """An archive of one entry whose name is written in an encoding, with no flag that says which."""
    stand_in = b"X" * len(name.encode(encoding))
    return packed((stand_in.decode(), POLICY)).replace(stand_in, name.encode(encoding))


def changed(content: bytes, field: tuple[int, int], value: int, *, entries: int = 99) -> bytes:
    """The archive with a field of its first entries set to another value, in both places where it stands."""
    made = bytearray(content)
    for mark, place in zip((b"PK\x03\x04", b"PK\x01\x02"), field, strict=True):
        start = made.find(mark)
        for _ in range(entries):
            if start >= 0:
                made[start + place : start + place + 2] = value.to_bytes(2, "little")
                start = made.find(mark, start + 4)
    return bytes(made)


def turned(content: bytes, at: int) -> bytes:
    """The archive with a few bits turned."""
    made = bytearray(content)
    made[at : at + 4] = bytes(value ^ 0xFF for value in made[at : at + 4])
    return bytes(made)


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def lay(folder: Path, content: bytes, name: str = "文件.zip") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(path: Path) -> list[Source]:
    return list(sources.find([path]))


def read(source: Source) -> str:
    """The text of a source, or the message that says why there is none."""
    try:
        return readers.read(source.item()).text
    except DocumentError as error:
        return str(error)


NAMES = {
    "UTF-8, said so": packed(("政策/关于创新的意见.txt", POLICY)),
    "UTF-8, not said": spelled("政策/关于创新的意见.txt", "utf-8"),
    "GBK": spelled("政策/关于创新的意见.txt", "gbk"),
    "GBK, with backslashes": spelled("政策\\关于创新的意见.txt", "gbk"),
}


@pytest.mark.parametrize("content", NAMES.values(), ids=NAMES)
def test_a_name_is_read_as_its_maker_wrote_it(tmp_path: Path, content: bytes) -> None:
    path = lay(tmp_path, content)
    (source,) = found(path)
    assert source.member == "政策/关于创新的意见.txt"
    assert source.name == f"{path}/政策/关于创新的意见.txt"
    assert source.file == "关于创新的意见.txt"
    assert read(source) == POLICY


# Characters of which GBK writes the second half as a backslash, and a word whose GBK is valid UTF-8 for another.
@pytest.mark.parametrize("name", ["乗馬.txt", "俓俔.txt", "一路.txt", "意见(1).txt", "plain.txt"])
def test_a_treacherous_name_of_gbk_stays_whole(tmp_path: Path, name: str) -> None:
    assert [source.member for source in found(lay(tmp_path, spelled(name, "gb18030")))] == [name]


def test_folders_are_read_in_the_order_of_the_names_however_they_were_packed(tmp_path: Path) -> None:
    names = ["乙/二.txt", "甲/内/深/一.md", "甲/三.html", "序.txt"]
    for number, order in enumerate((names, names[::-1], sorted(names))):
        path = lay(tmp_path, packed(*((name, name) for name in order)), f"{number}.zip")
        assert [(source.member, read(source)) for source in found(path)] == [(name, name) for name in sorted(names)]


def test_what_is_no_document_is_passed_over(tmp_path: Path) -> None:
    others = ["__MACOSX/._意见.txt", ".DS_Store", "Thumbs.db", "~$意见.txt", ".隐藏.txt", "封面.png", "文件夹/", "空\\"]
    path = lay(tmp_path, packed(GOOD, *((name, "") for name in others)))
    assert [source.member for source in found(path)] == ["好.txt"]
    assert sources.passed_over(path) == ("封面.png",)


TRAPS = ["../坏.txt", "甲/../../坏.txt", "/etc/坏.txt", "C:\\坏.txt", "c:坏.txt", "..\\坏.txt", "\\\\server\\坏.txt"]


@pytest.mark.parametrize("name", TRAPS)
def test_a_path_that_leads_out_is_refused_with_the_whole_archive(tmp_path: Path, name: str) -> None:
    path = lay(tmp_path, packed(GOOD, (name, POLICY)))
    with pytest.raises(DocumentError, match="指向包外") as caught:
        sources.find([path])
    assert str(caught.value).startswith(f"{path}：")


@pytest.mark.parametrize("name", ["2031:意见.txt", "甲..乙/意见.txt", "甲/意见..txt", "./意见.txt"])
def test_a_path_that_only_looks_like_a_trap_is_read(tmp_path: Path, name: str) -> None:
    (source,) = found(lay(tmp_path, packed((name, POLICY))))
    assert read(source) == POLICY


def test_what_unpacks_to_far_more_than_it_is_packed_in_is_named(tmp_path: Path) -> None:
    path = lay(tmp_path, packed(("炸弹.txt", bytes(8 * 1024**2)), GOOD))
    assert path.stat().st_size < 20_000
    told = {source.member: read(source) for source in found(path)}
    assert f"压缩比超过 {limits.RATIO} 倍" in told["炸弹.txt"]
    assert told["好.txt"] == POLICY


def test_a_small_file_of_blanks_is_no_bomb(tmp_path: Path) -> None:
    (source,) = found(lay(tmp_path, packed(("表.txt", " " * 1024**2))))
    assert source.item().content == b" " * 1024**2


def test_an_archive_that_is_too_large_unpacked_is_refused_unread(tmp_path: Path) -> None:
    # All entries of the directory point at one and the same megabyte of zeros.
    content = packed(("0000.txt", bytes(1024**2)))
    start, stop = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory = b"".join(content[start:stop].replace(b"0000", b"%04d" % number) for number in range(1100))
    end = bytearray(content[stop:])
    end[8:16] = (1100).to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little")
    path = lay(tmp_path, content[:start] + directory + end)
    with pytest.raises(DocumentError, match="1100 个文件、1100 MB，超过上限"):
        sources.find([path])


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    many = packed(*((f"{number}.txt", "") for number in range(limits.MEMBERS + 1)))
    with pytest.raises(DocumentError, match="超过上限"):
        sources.find([lay(tmp_path, many)])


BROKEN = {
    "an empty file": (b"", "不是 ZIP"),
    "no archive at all": (POLICY.encode(), "不是 ZIP"),
    "its end is missing": (packed(GOOD)[:-40], "已损坏"),
    "only its beginning is there": (packed(GOOD)[:100], "已损坏"),
    "its directory is damaged": (packed(GOOD).replace(b"PK\x01\x02", b"PK\x01\x09"), "已损坏"),
    "a name that is no UTF-8 though it says so": (changed(spelled("意见.txt", "gbk"), FLAGS, UTF8), "已损坏"),
    "nothing in it": (packed(), "没有可以读取的文件"),
    "nothing in it that is read": (packed(("封面.png", b"\x89PNG")), "没有可以读取的文件"),
    "all of it locked": (changed(packed(GOOD, ("乙.txt", POLICY)), FLAGS, LOCKED | UTF8), "设有密码"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_an_archive_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = lay(tmp_path, content)
    with pytest.raises(DocumentError, match=reason) as caught:
        sources.find([path])
    assert str(caught.value).startswith(f"{path}：")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_in_a_folder_it_is_named_in_its_turn_and_the_other_files_are_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    lay(tmp_path, POLICY.encode(), "甲.txt")
    lay(tmp_path, content, "乙.zip")
    told = {source.path.name: read(source) for source in found(tmp_path)}
    assert told["甲.txt"] == POLICY
    assert reason in told["乙.zip"]


BAD = {
    "locked": (changed(packed(("坏.txt", POLICY), GOOD), FLAGS, LOCKED | UTF8, entries=1), "设有密码"),
    "its checksum is another": (turned(packed(("坏.txt", POLICY), GOOD, how=zipfile.ZIP_STORED), 200), "已损坏"),
    "it cannot be unpacked": (turned(packed(("坏.txt", POLICY), GOOD), 50), "已损坏"),
    "it is longer than it says": (changed(packed(("坏.txt", POLICY), GOOD), SIZE, 100, entries=1), "已损坏"),
    "packed in an unknown way": (changed(packed(("坏.txt", POLICY), GOOD), METHOD, 99, entries=1), "压缩方式"),
    "packed in a way that cannot be bounded": (packed(("坏.txt", POLICY), GOOD, how=zipfile.ZIP_BZIP2), "压缩方式"),
    "an archive in the archive": (packed(("坏.zip", packed(("意见.txt", POLICY))), GOOD), "不再展开"),
    "a link": (packed((link("坏.txt"), "../../../etc/passwd"), GOOD), "符号链接"),
    "two of one name": (packed(("坏.txt", POLICY), ("坏.txt", "另一份"), GOOD), "2 个同名而内容不同的文件"),
    "empty": (packed(("坏.txt", ""), GOOD), "空的"),
    "no text": (packed(("坏.txt", bytes(range(256)) * 4), GOOD), "二进制"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_file_in_an_archive_that_cannot_be_read_is_named_and_the_other_is_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = lay(tmp_path, content)
    told = {source.member: read(source) for source in found(path)}
    assert told.pop("好.txt") == POLICY
    ((name, message),) = told.items()
    assert reason in message
    assert message.startswith(f"{path}/{name}：")


def test_a_file_that_was_packed_twice_is_read_once(tmp_path: Path) -> None:
    (source,) = found(lay(tmp_path, packed(GOOD, GOOD)))
    assert read(source) == POLICY


def test_an_archive_that_is_gone_when_it_is_its_turn_is_named(tmp_path: Path) -> None:
    path = lay(tmp_path, packed(GOOD))
    (source,) = found(path)
    archive.release()
    path.unlink()
    assert read(source) == f"{path}：文件不存在，请检查路径"


def test_an_archive_that_was_exchanged_meanwhile_is_read_as_it_is(tmp_path: Path) -> None:
    contents = [packed(("意见.txt", text), how=zipfile.ZIP_STORED) for text in (POLICY, POLICY[::-1])]
    assert len(contents[0]) == len(contents[1])
    for hour, (content, text) in enumerate(zip(contents, (POLICY, POLICY[::-1]), strict=True)):
        path = lay(tmp_path, content)
        os.utime(path, (hour * 3600, hour * 3600))
        (source,) = found(path)
        assert read(source) == text
    lay(tmp_path, packed(("另一份.txt", POLICY)))
    assert "没有这个文件" in read(source)


def test_for_whatever_is_broken_in_an_archive_there_is_a_sentence(tmp_path: Path) -> None:
    content = packed(("政策/意见.txt", POLICY), ("政策/决定.md", POLICY * 9), (link("链接.txt"), "x"), GOOD, GOOD)
    chance = random.Random(4)
    good = 0
    for number in range(400):
        made = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            made[chance.randrange(len(made))] = chance.randrange(256)
        if number % 5 == 0:
            del made[chance.randrange(len(made)) :]
        # In a folder of its own, where a broken archive does not keep its name from being told.
        lay(tmp_path / str(number), bytes(made))
        good += sum(read(source) == POLICY for source in found(tmp_path / str(number)))
    assert good > 100
