"""A small province for the queries: two plans and a city's notice, with real passages, names and places in the text.

The documents are made up. A fact is told by the words that say it; its sentence, offsets and measure are found in
the text, so that every place is a true one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.ids import entity_id, make_id, measure_id
from graph.model import Batch, Document, Entity, Evidence, Measure, Property, Relation, Target
from graph.values import Comparator, PartialDate

_HEADING = re.compile(r"(?m)^(?P<path>\d+(?:\.\d+)*) (?P<title>[^\n]+)$")
_SENTENCE = re.compile(r"[^。\n]+。?")


@dataclass
class Page:
    """One document as it is written: text first, then what is read from it."""

    title: str
    text: str
    number: str = ""
    date: str = ""
    entities: list[Entity] = field(default_factory=list)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.id = entity_id("Document", self.title)
        self.text = f"{self.title}\n{self.text}"
        self.measures = tuple(self._measures())
        self.ends = {"@doc": self.id} | {f"@{measure.path}": measure.id for measure in self.measures}

    def _measures(self) -> Sequence[Measure]:
        headings = list(_HEADING.finditer(self.text))
        found = []
        for at, heading in enumerate(headings):
            path = heading["path"]
            inside = (later for later in headings[at + 1 :] if not later["path"].startswith(f"{path}."))
            end = next((later.start() for later in inside), len(self.text))
            parent = path.rpartition(".")[0]
            found.append(
                Measure(measure_id(self.id, path), self.id, path, heading["title"], parent, heading.start(), end)
            )
        return found

    def evidence(self, words: str) -> Evidence:
        at = self.text.index(words)
        sentence = next(each for each in _SENTENCE.finditer(self.text) if each.start() <= at < each.end())
        around = [each for each in self.measures if each.start <= at < each.end]
        path = around[-1].path if around else ""
        return Evidence(self.id, path, sentence.start(), sentence.end(), sentence.group(), "test", 0.9)

    def name(self, label: str, *names: str, kind: str = "") -> Page:
        for name in names:
            written, *aliases = name.split("|")
            count = max(1, sum(self.text.count(each) for each in (written, *aliases)))
            evidence = self.evidence(next(each for each in (written, *aliases) if each in self.text))
            key = entity_id(label, written)
            self.entities.append(Entity(key, label, written, written, tuple(sorted(aliases)), evidence, count, kind))
            self.ends |= dict.fromkeys((written, *aliases), key)
        return self

    def say(self, kind: str, source: str, target: str, words: str, **properties: Property) -> Page:
        ends = (self.ends[source], self.ends[target])
        seen = Relation(kind, *ends, (self.evidence(words),), tuple(sorted(properties.items())))
        key = (kind, *ends)
        self.relations[key] = self.relations[key] + seen if key in self.relations else seen
        return self

    def aim(
        self, words: str, indicator: str, sign: str, value: str, unit: str, year: str = "", kind: str = "target"
    ) -> Page:
        evidence = self.evidence(words)
        key = make_id("Target", self.id, evidence.measure, indicator, sign, value, unit, year, kind)
        self.ends[indicator] = key
        aim = Target(key, self.id, evidence.measure, indicator, Comparator(sign), value, unit, year, kind, (evidence,))
        self.targets.append(aim)
        return self

    def batch(self) -> Batch:
        whole = Document(
            self.id,
            self.title,
            number=self.number,
            date=PartialDate.parse(self.date) if self.date else None,
            region="云岭省",
            level="省",
            source=f"{self.title}.txt",
            text=self.text,
        )
        relations = tuple(self.relations[key] for key in sorted(self.relations))
        return Batch(whole, self.measures, tuple(self.entities), relations, tuple(self.targets))


def province() -> tuple[Batch, ...]:
    """The documents of the province, in the order of their dates."""
    return plan().batch(), programme().batch(), notice().batch()


def plan() -> Page:
    page = Page(
        "云岭省科技创新规划",
        "云岭省人民政府\n"
        "1 目标\n到2025年，高新技术企业达到5000户，研发投入强度超过2.5%。2020年高新技术企业为2495户。\n"
        "2 平台\n"
        "2.1 建设省实验室\n依托云岭大学创建云岭碳纤维省实验室，面向碳纤维产业开展攻关。"
        "支持“星光一号”卫星研制。（省科技厅牵头，省教育厅负责）\n"
        "2.2 提升大装置\n完善极端条件实验装置，服务超导材料研究。（省科技厅、省发展改革委牵头）\n"
        "3 产业\n3.1 培育集群\n重点发展碳纤维、智能网联汽车产业，突破大丝束碳纤维制备技术。"
        "谋划建设云岭高新区碳纤维产业园。（省工信厅负责）\n"
        "3.2 扩大开放\n推动云岭省与海东省合作，云岭大学与海东大学共建联合研究中心。\n",
        number="云政发〔2021〕1号",
        date="2021-03-01",
    )
    page.name("Institution", "云岭省人民政府|省政府", "省科技厅|云岭省科学技术厅|云岭省科技厅", kind="government")
    page.name("Institution", "省教育厅", "省发展改革委|省发改委", "省工信厅", kind="government")
    page.name("Institution", "云岭大学|云大", "海东大学", "联合研究中心", kind="university")
    page.name("Platform", "云岭碳纤维省实验室|碳纤维省实验室", "极端条件实验装置")
    page.name("Park", "云岭高新区|云岭高新技术产业开发区", "云岭高新区碳纤维产业园|碳纤维产业园")
    page.name("Industry", "碳纤维|碳纤维产业", "智能网联汽车")
    page.name("Technology", "超导材料", "“星光一号”卫星", "大丝束碳纤维制备技术")
    page.name("Region", "云岭省", "海东省")
    page.say("ISSUED", "云岭省人民政府", "@doc", "云岭省人民政府")
    page.say("RELIES_ON", "云岭碳纤维省实验室", "云岭大学", "依托云岭大学")
    page.say("SERVES", "云岭碳纤维省实验室", "碳纤维", "面向碳纤维产业")
    page.say("SUPPORTS", "@2.1", "云岭碳纤维省实验室", "依托云岭大学", action="创建", status="planned")
    page.say("FOCUSES_ON", "@2.1", "“星光一号”卫星", "“星光一号”卫星")
    page.say("LEADS", "省科技厅", "@2.1", "省科技厅牵头").say("RESPONSIBLE_FOR", "省教育厅", "@2.1", "省教育厅负责")
    page.say("SUPPORTS", "@2.2", "极端条件实验装置", "完善极端", action="完善", status="existing")
    page.say("SERVES", "极端条件实验装置", "超导材料", "服务超导材料")
    page.say("LEADS", "省科技厅", "@2.2", "省发展改革委牵头").say("LEADS", "省发展改革委", "@2.2", "省发展改革委牵头")
    page.say("FOCUSES_ON", "@3.1", "碳纤维", "重点发展碳纤维").say(
        "FOCUSES_ON", "@3.1", "智能网联汽车", "重点发展碳纤维"
    )
    page.say("FOCUSES_ON", "@3.1", "大丝束碳纤维制备技术", "重点发展碳纤维")
    page.say("SUPPORTS", "@3.1", "云岭高新区碳纤维产业园", "谋划建设", action="谋划", status="planned")
    page.say("LOCATED_IN", "云岭高新区碳纤维产业园", "云岭高新区", "谋划建设")
    page.say("SERVES", "云岭高新区碳纤维产业园", "碳纤维", "谋划建设")
    page.say("RESPONSIBLE_FOR", "省工信厅", "@3.1", "省工信厅负责")
    page.say("PARTNERS_WITH", "云岭省", "海东省", "推动云岭省").say(
        "PARTNERS_WITH", "云岭大学", "海东大学", "推动云岭省"
    )
    page.aim("到2025年", "高新技术企业", ">=", "5000", "户", "2025").aim(
        "到2025年", "研发投入强度", ">", "2.5", "%", "2025"
    )
    return page.aim("2020年", "高新技术企业", "=", "2495", "户", "2020", kind="baseline")


def programme() -> Page:
    page = Page(
        "云岭省创新生态实施方案",
        "为贯彻落实《云岭省科技创新规划》，制定本方案。\n"
        "1 企业\n1.1 壮大企业\n到2025年，高新技术企业总数达到5600户。（省科技厅负责）\n"
        "1.2 转化成果\n支持云岭高新区建设成果转化示范区，推动碳纤维复合材料应用。"
        "云岭高新区聚焦碳纤维、超导材料。（省工信厅牵头，省科技厅配合）\n"
        "2 载体\n云岭超导创新中心由云岭大学承担，位于云岭市，服务超导材料产业。\n",
        number="云政办发〔2022〕6号",
        date="2022-08-12",
    )
    page.name("Document", "云岭省科技创新规划")
    page.name("Institution", "省科技厅", "省工信厅", kind="government").name(
        "Institution", "云岭大学", kind="university"
    )
    page.name("Park", "云岭高新区").name("Industry", "碳纤维", "碳纤维复合材料").name("Technology", "超导材料")
    page.name("Platform", "云岭超导创新中心").name("Region", "云岭市")
    page.say("IMPLEMENTS", "@doc", "云岭省科技创新规划", "为贯彻落实")
    page.say("RESPONSIBLE_FOR", "省科技厅", "@1.1", "（省科技厅负责）")
    page.say("SUPPORTS", "@1.2", "云岭高新区", "支持云岭高新区", action="支持", status="existing")
    page.say("FOCUSES_ON", "@1.2", "碳纤维复合材料", "支持云岭高新区")
    page.say("FOCUSES_ON", "云岭高新区", "碳纤维", "云岭高新区聚焦").say(
        "FOCUSES_ON", "云岭高新区", "超导材料", "云岭高新区聚焦"
    )
    page.say("LEADS", "省工信厅", "@1.2", "省工信厅牵头").say("RESPONSIBLE_FOR", "省科技厅", "@1.2", "省科技厅配合")
    page.say("RELIES_ON", "云岭超导创新中心", "云岭大学", "由云岭大学承担")
    page.say("LOCATED_IN", "云岭超导创新中心", "云岭市", "位于云岭市")
    page.say("SERVES", "云岭超导创新中心", "超导材料", "由云岭大学承担")
    return page.aim("到2025年", "高新技术企业总数", ">=", "5600", "户", "2025")


def notice() -> Page:
    page = Page(
        "云岭市碳纤维工作通知",
        "按照《云岭省科技创新规划》部署，现就有关工作通知如下。\n"
        "1 布局\n云岭高新区位于云岭市。云岭碳纤维省实验室服务碳纤维下游应用。\n",
        date="2023-05",
    )
    page.name("Document", "云岭省科技创新规划").name("Park", "云岭高新区").name("Region", "云岭市")
    page.name("Platform", "云岭碳纤维省实验室").name("Industry", "碳纤维")
    page.say("CITES", "@doc", "云岭省科技创新规划", "按照《", manner="落实")
    page.say("LOCATED_IN", "云岭高新区", "云岭市", "云岭高新区位于")
    return page.say("SERVES", "云岭碳纤维省实验室", "碳纤维", "服务碳纤维下游")
