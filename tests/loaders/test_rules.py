"""Every pattern reads its own examples and refuses its own rejects; a faulty pattern file is refused by name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import KnowledgeError
from loaders.document.metadata import Forms
from loaders.facts.citations import CitationForms
from loaders.facts.dutyforms import DutyForms
from loaders.facts.targetforms import TargetForms
from loaders.patternfile import PATTERNS
from loaders.rules import Example, Rule, Rules, expand

RULES = [rule for family in Rules.load().families.values() for rule in family]
EXAMPLES = [
    pytest.param(*(rule, example), id=f"{rule.id}：{example.text}") for rule in RULES for example in rule.examples
]
REJECTS = [pytest.param(rule, text, id=f"{rule.id}：{text}") for rule in RULES for text in rule.rejects]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_reads_its_example(rule: Rule, example: Example) -> None:
    matches = list(rule.find(example.text))
    assert matches, "nothing was read"
    read = [{name: match[name] for name in example.yields} for match in matches]
    assert dict(example.yields) in read


@pytest.mark.parametrize(("rule", "text"), REJECTS)
def test_a_rule_refuses_its_reject(rule: Rule, text: str) -> None:
    assert [match.group() for match in rule.find(text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_refuses_and_how_far_it_can_be_trusted(rule: Rule) -> None:
    assert rule.rejects
    assert 0 < rule.confidence <= 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_word_that_a_rule_needs_stands_in_its_examples(rule: Rule) -> None:
    # Otherwise the word would keep the pattern from ever being tried.
    for example in rule.examples:
        assert not rule.needs or any(word in example.text for word in rule.needs)


def test_the_names_of_rules_are_their_own() -> None:
    names = [rule.id for rule in RULES]
    assert len(names) == len(set(names))


ROLES: list[dict[str, Any]] = DutyForms(PATTERNS / "duties.yml").raw["roles"]


def role_of(segment: str) -> str:
    """What the end of a segment says its bodies do: the first role that fits, as duties are read."""
    roles = DutyForms(PATTERNS / "duties.yml").roles
    return next((role for role, pattern, _ in roles if pattern.search(segment)), "")


@pytest.mark.parametrize(
    ("role", "segment"),
    [pytest.param(item["role"], text, id=text) for item in ROLES for text in item["examples"]],
)
def test_a_role_reads_its_example(role: str, segment: str) -> None:
    assert role_of(segment) == role


@pytest.mark.parametrize(
    ("role", "segment"),
    [pytest.param(item["role"], text, id=f"{item['role']}：{text}") for item in ROLES for text in item["rejects"]],
)
def test_a_role_refuses_its_reject(role: str, segment: str) -> None:
    assert role_of(segment) != role


@pytest.fixture
def patterns(tmp_path: Path) -> Path:
    """The program's patterns in a folder where they may be broken."""
    folder = tmp_path / "patterns"
    shutil.copytree(PATTERNS, folder)
    return folder


Break = Callable[[dict[str, Any]], object]
BREAKS: dict[str, tuple[Break, str]] = {
    "no examples": (lambda rule: rule.update(examples=[]), "没有示例"),
    "the examples forgotten": (lambda rule: rule.pop("examples"), "examples"),
    "an atom that nobody knows": (lambda rule: rule.update(pattern="%{NOWHERE}建设"), "NOWHERE"),
    "a bracket that does not close": (lambda rule: rule.update(pattern="(?P<carrier>依托"), "unterminated"),
    "no pattern": (lambda rule: rule.pop("pattern"), "pattern"),
}


@pytest.mark.parametrize(("spoil", "reason"), BREAKS.values(), ids=BREAKS)
def test_a_faulty_rule_is_refused_with_its_file_and_name(patterns: Path, spoil: Break, reason: str) -> None:
    path = patterns / "reliance.yml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    spoil(raw["rules"][1])
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=reason) as caught:
        Rules.load(patterns)
    assert "reliance.yml" in str(caught.value)
    assert raw["rules"][1]["id"] in str(caught.value)


@pytest.mark.parametrize("content", ["rules: [", "- 一\n- 二\n", "\x00"], ids=["broken YAML", "a list", "binary"])
def test_a_file_that_is_no_mapping_is_refused(patterns: Path, content: str) -> None:
    (patterns / "reliance.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"reliance\.yml"):
        Rules.load(patterns)


def test_a_folder_without_patterns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"atoms\.yml"):
        Rules.load(tmp_path)


@pytest.mark.parametrize("forms", [DutyForms, TargetForms, CitationForms], ids=lambda each: each.__name__)
@pytest.mark.parametrize("content", [None, "title: ["], ids=["missing", "broken"])
def test_forms_that_cannot_be_read_are_refused_by_file(
    tmp_path: Path, forms: Callable[[Path], DutyForms | TargetForms | CitationForms], content: str | None
) -> None:
    path = tmp_path / "forms.yml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"forms\.yml"):
        _ = forms(path).raw


@pytest.mark.parametrize("content", [None, "title: [", "title: '('"], ids=["missing", "broken", "no pattern"])
def test_metadata_forms_that_cannot_be_read_are_refused_by_file(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "forms.yml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"forms\.yml"):
        Forms(path).compiled("title")


ATOMS = {"YEAR": r"\d{4}年", "SPAN": "%{YEAR:from}至%{YEAR:to}"}
LISTS = {"build": ("建设", "建", "组建")}


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        ("%{YEAR}", "2027年", {}),
        ("到%{YEAR:by}", "到2027年", {"by": "2027年"}),
        ("%{SPAN}", "2025年至2027年", {"from": "2025年", "to": "2027年"}),
        ("%{BUILD:verb}平台", "组建平台", {"verb": "组建"}),
        ("%{BUILD:verb}", "建设", {"verb": "建设"}),
    ],
)
def test_an_atom_is_written_out(pattern: str, text: str, groups: dict[str, str]) -> None:
    match = re.fullmatch(expand(pattern, ATOMS, LISTS), text)
    assert match is not None
    assert match.groupdict() == groups


def test_nothing_is_tried_where_a_needed_word_is_missing() -> None:
    rule = Rule("test.rule", ("依托",), re.compile("建设"), 0.8, {}, (), ())
    assert list(rule.find("建设平台")) == []
    assert [match.group() for match in rule.find("依托高校建设平台")] == ["建设"]
    assert list(rule.find("依托高校建设平台", 2)) == []
