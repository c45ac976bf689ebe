"""The draft of a mapping: what was guessed of a register as YAML, with a comment wherever somebody must decide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import yaml

from graph.ontology import Ontology
from loaders.readers.sheet import Sheet
from loaders.registers.guess import Guess, Proposal
from loaders.registers.mapping import ALIASES, Names


def generate_draft(proposal: Proposal, ontology: Ontology, file: str, *, picked: bool = False) -> Iterator[str]:
    """The lines of a mapping file; the whole is YAML that reads the register, or one sheet of it, as it was guessed."""
    header, sheet = proposal.header, proposal.sheet
    rows = f"{header.top + 1}" if header.top == header.bottom else f"{header.top + 1}—{header.bottom + 1}"
    where = f"工作表“{sheet.name}”的" if sheet.name else ""
    yield f"# {_plain(file)} 的映射草稿，按{_plain(where)}表头（第 {rows} 行）和内容拟出，请逐行核对。"
    yield from _sheets(proposal)
    title = proposal.title or PurePath(file).stem
    yield f"title: {_value(title)}"
    yield f"date: {_value(str(proposal.date))}" if proposal.date else "# date: 2031-05  # 公布的日期，没有找到，请补上"
    yield "# source: 公布的单位或网址"
    if picked:
        yield f"sheet: {_value(sheet.name)}"
    yield f"# 每一行是一个什么：{_plain(proposal.why)}" + ("。" if proposal.sure else "，没有把握，请核对。")
    yield "entity:"
    yield f"  label: {proposal.label}  # {ontology.nodes[proposal.label].zh}"
    yield f"  name: {_value(proposal.name)}"
    if proposal.aliases:
        aliases = [_aliases(names) for names in proposal.aliases]
        yield f"  aliases: {_value(aliases if len(aliases) > 1 else aliases[0])}"
    if proposal.kind:
        yield f"  kind: {_value(proposal.kind)}"
    yield from _relations(proposal, ontology)
    if proposal.fill:
        yield "# 空着的格子若指上一行的内容，请用下面一行："
        yield f"# fill: {_value(list(proposal.fill))}"
    if proposal.unused:
        told = "、".join(f"{name}（{why}）" for name, why in proposal.unused)
        yield f"# 没有用到的列：{_plain(told)}"


def _sheets(proposal: Proposal) -> Iterator[str]:
    if proposal.alike:
        yield f"# 列相同的工作表一起读入：{_plain('、'.join(proposal.alike))}；只读一张时写 sheet: 工作表名"
    if proposal.unlike:
        yield f"# 列不同的工作表不读：{_plain('、'.join(proposal.unlike))}"


def _relations(proposal: Proposal, ontology: Ontology) -> Iterator[str]:
    sure = [guess for guess in proposal.guesses if guess.sure]
    unsure = [guess for guess in proposal.guesses if not guess.sure]
    if sure:
        yield "relations:"
        yield from (f"  - {_link(guess)}  # {_say(guess, proposal, ontology)}" for guess in sure)
    elif not unsure:
        yield "# 没有找到说明关系的列。"
    if unsure and not sure:
        yield "# relations:"
    for guess in unsure:
        yield f"  # 没有把握：{guess.why}。若是，请去掉下一行开头的“# ”。"
        yield f"  # - {_link(guess)}  # {_say(guess, proposal, ontology)}"


def _aliases(names: Names) -> Any:
    plain = names.split in ((), (ALIASES,))
    return names.column if plain else {"name": names.column, "split": _several(names.split)}


def _several(texts: tuple[str, ...]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)


def _say(guess: Guess, proposal: Proposal, ontology: Ontology) -> str:
    own, other = ontology.nodes[proposal.label].zh, ontology.nodes[guess.link.label].zh
    head, tail = (other, own) if guess.link.reverse else (own, other)
    return f"{head} {ontology.relations[guess.link.type].zh} {tail}"


def _link(guess: Guess) -> str:
    link = guess.link
    split = _several(link.names.split) if link.names.split else None
    raw: dict[str, Any] = {"type": link.type, "to": {"label": link.label, "name": link.names.column}}
    return _value({**raw, **({"split": split} if split else {}), **({"reverse": True} if link.reverse else {})})


def _value(value: Any) -> str:
    """A value on one line of YAML, as it may stand within brackets."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str) and not value.isprintable():
        return json.dumps(value)
    text: str = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=10**9)
    return text.strip()[1:-1]


def _plain(text: str) -> str:
    """A text on one line and without signs that YAML refuses, so that a comment stays one."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def beginning(sheet: Sheet, bottom: int, count: int) -> Sheet:
    """A sheet with only the first rows below its header."""
    return replace(sheet, rows=sheet.rows[: bottom + 1 + count])
