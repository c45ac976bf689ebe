"""What a document says it is: title, 文号, who signed, when, for whom, and the region they speak for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import pytest

from loaders.document import metadata, structure
from loaders.document.text import clean
from loaders.knowledge import Knowledge
from tests.loaders.cases import CASES
from tests.loaders.conftest import Reader


@dataclass(frozen=True)
class Letterhead:
    """A made-up document and what is to be read from its head and foot; what is None is not asked."""

    text: str
    title: str | None = None
    number: str | None = None
    issuers: tuple[str, ...] | None = None
    date: str | None = None
    region: str | None = None
    level: str | None = None
    recipients: str | None = None
    publicity: str | None = None
    aliases: tuple[str, ...] | None = None

    def asked(self) -> dict[str, object]:
        """The fields that are asked for, by name."""
        named = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "text"}
        return {name: value for name, value in named.items() if value is not None}


LETTERHEADS = {
    "a bureau's notice": Letterhead(
        "沈阳市科学技术局关于开展中试平台认定工作的通知\n"
        "沈科发〔2033〕7号\n"
        "各区、县（市）科技局，各有关单位：\n"
        "为规范认定工作，现将有关事项通知如下。\n"
        "一、认定条件\n（一）场地。\n"
        "沈阳市科学技术局\n2033年9月1日",
        title="沈阳市科学技术局关于开展中试平台认定工作的通知",
        number="沈科发〔2033〕7号",
        issuers=("沈阳市科学技术局",),
        date="2033-09-01",
        region="沈阳市",
        level="市",
        recipients="各区、县（市）科技局，各有关单位",
    ),
    "two bodies that pass on a plan": Letterhead(
        "吉林省财政厅\n吉林省科学技术厅\n关于印发《科技创新券管理办法》的通知\n"
        "吉财教〔2035〕88号\n"
        "各市（州）财政局、科技局：\n现将办法印发给你们。\n"
        "吉林省财政厅\n吉林省科学技术厅\n2035年12月31日\n"
        "第一条 为规范管理，制定本办法。\n第二条 本办法自公布之日起施行。",
        number="吉财教〔2035〕88号",
        issuers=("吉林省财政厅", "吉林省科学技术厅"),
        date="2035-12-31",
        region="吉林省",
        level="省",
        recipients="各市（州）财政局、科技局",
        aliases=("科技创新券管理办法",),
    ),
    "a date in Chinese characters": Letterhead(
        "国务院关于深化科研经费改革的若干意见\n国发〔2030〕12号\n"
        "各省、自治区、直辖市人民政府：\n一、总则\n（一）目标。\n国务院\n二〇三〇年七月三日",
        title="国务院关于深化科研经费改革的若干意见",
        number="国发〔2030〕12号",
        issuers=("国务院",),
        date="2030-07-03",
    ),
    "party and government in two lines": Letterhead(
        "中共浙江省委\n浙江省人民政府\n关于建设开放创新高地的意见\n"
        "一、总要求\n（一）目标。\n中共浙江省委\n浙江省人民政府\n2032年6月18日",
        issuers=("中共浙江省委", "浙江省人民政府"),
        date="2032-06-18",
        region="浙江省",
        level="省",
    ),
    "a note of publicity": Letterhead(
        "长春市人民政府关于支持概念验证的若干措施\n长府发〔2031〕3号\n"
        "一、总则\n（一）目标。\n长春市人民政府\n2031年4月2日\n（此件公开发布）",
        title="长春市人民政府关于支持概念验证的若干措施",
        publicity="公开发布",
        date="2031-04-02",
        region="长春市",
        level="市",
    ),
    "brackets of another shape": Letterhead(
        "杭州市科技局关于发布榜单的通知\n杭科[2031]21号\n一、榜单\n（一）条件。\n2031年1月15日",
        number="杭科[2031]21号",
        date="2031-01-15",
        region="杭州市",
    ),
    "a bare plan of a city": Letterhead(
        "胶州市低空经济行动方案（2034—2036年）\n一、总体思路\n（一）目标。",
        title="胶州市低空经济行动方案（2034—2036年）",
        region="胶州市",
        level="县",
    ),
    "a letterhead above the title": Letterhead(
        "吉林省人民政府办公厅文件\n吉政办发〔2031〕15号\n"
        "吉林省人民政府办公厅关于印发吉林省数字经济促进计划的通知\n"
        "各市（州）人民政府：\n现印发给你们。\n吉林省人民政府办公厅\n2031年4月2日\n"
        "吉林省数字经济促进计划\n一、总体目标\n（一）规模。",
        title="吉林省人民政府办公厅关于印发吉林省数字经济促进计划的通知",
    ),
    "two bodies in the title alone": Letterhead(
        "中共浙江省委 浙江省人民政府\n关于建设开放创新高地的意见\n（2032年6月18日）\n一、总要求\n（一）目标。",
        issuers=("中共浙江省委", "浙江省人民政府"),
    ),
    "a web page's date above the title": Letterhead(
        "发布日期：2034-05-06\n胶州市低空经济行动方案（2034—2036年）\n一、总体思路\n（一）目标。",
        title="胶州市低空经济行动方案（2034—2036年）",
    ),
    "the State itself": Letterhead(
        "国务院关于科研经费的意见\n一、总则\n（一）目标。\n国务院\n2030年7月3日", level="国家"
    ),
    "nothing but a text": Letterhead("一、平台\n（一）共享。开放仪器。", number="", issuers=(), recipients=""),
}


def read_of(read: Reader, letterhead: Letterhead) -> dict[str, object]:
    document = read(letterhead.text).document
    read_values = {name: getattr(document, name) for name in letterhead.asked()}
    return {name: str(value) if name == "date" else value for name, value in read_values.items()}


@pytest.mark.parametrize(
    "letterhead",
    [
        *(pytest.param(letterhead, id=name) for name, letterhead in LETTERHEADS.items()),
    ],
)
def test_a_document_says_what_it_is(read: Reader, letterhead: Letterhead) -> None:
    assert read_of(read, letterhead) == letterhead.asked()


@dataclass(frozen=True)
class Letter:
    """A document of ``tests/cases/letters.txt``: its text, what the page around it says, and what it says of itself."""

    name: str
    text: str
    hints: dict[str, str]
    wanted: dict[str, str]


def letters() -> Iterator[Letter]:
    """The documents of the table in its order."""
    for block in (CASES / "letters.txt").read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        told = [line.strip() for line in lines if line.startswith("    ")]
        text = [line for line in lines if line and not line.startswith(("    ", "@"))]
        hints = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
        yield Letter(name, "\n".join(text), hints, dict(line.split(": ", 1) for line in told))


LETTERS = tuple(letters())


@pytest.mark.parametrize("letter", [pytest.param(letter, id=letter.name) for letter in LETTERS])
def test_a_letter_says_what_it_is(knowledge: Knowledge, letter: Letter) -> None:
    cleaned = clean(letter.text, blocks=True).text
    outline = structure.parse(cleaned)
    found = metadata.read(cleaned, outline, knowledge.lexicon, knowledge.metadata, front={}, hints=letter.hints)
    said = {
        **{name: getattr(found, name) for name in letter.wanted},
        "issuers": " ".join(issuer.text for issuer in found.issuers),
        "recipients": found.recipients.text if found.recipients else "",
        "aliases": " ".join(found.aliases),
    }
    assert {name: str(said[name] or "-") for name in letter.wanted} == letter.wanted
    for issuer in found.issuers:
        if issuer.text not in letter.hints.values():
            assert cleaned[issuer.start :].startswith(issuer.text[:2])


def test_there_are_letters_of_every_kind() -> None:
    assert len(LETTERS) == len({letter.name for letter in LETTERS}) >= 40


def test_who_signed_issued(read: Reader) -> None:
    batch = read(LETTERHEADS["two bodies that pass on a plan"].text)
    names = {entity.id: entity.name for entity in batch.entities}
    issued = [(names[fact.source], fact.target) for fact in batch.relations if fact.type == "ISSUED"]
    assert sorted(issued) == [("吉林省科学技术厅", batch.document.id), ("吉林省财政厅", batch.document.id)]


def test_what_is_known_of_a_document_overrules_what_it_seems_to_say(read: Reader) -> None:
    text = LETTERHEADS["a bureau's notice"].text
    document = read(text, title="中试平台认定通知", number="沈科发〔2033〕8号", date="2033-09-02").document
    assert (document.title, document.number, str(document.date)) == (
        "中试平台认定通知",
        "沈科发〔2033〕8号",
        "2033-09-02",
    )


def test_a_document_is_told_by_its_number(read: Reader) -> None:
    text = LETTERHEADS["a bureau's notice"].text
    other = text.replace("中试平台认定工作", "中试基地认定工作").replace("〔2033〕", "[2033]")
    assert read(text).document.id == read(other).document.id
    assert read(text).document.id != read(text.replace("7号", "8号")).document.id


def test_a_document_without_a_number_is_told_by_its_title(read: Reader) -> None:
    text = LETTERHEADS["a bare plan of a city"].text
    assert read(text).document.id == read(text + "到2036年见效。").document.id
    assert read(text).document.id != read(text.replace("低空", "航空")).document.id


def test_no_date_is_an_issue_and_no_guess(read: Reader) -> None:
    assert read("星海省行动方案\n一、总则\n（一）目标。").document.date is None
