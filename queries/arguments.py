"""The values that a user gives for a query's parameters, read as the types its header declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graph.errors import QueryError
from queries.saved import Parameter, SavedQuery

_YEAR = re.compile(r"([12]\d{3})年?")


def typed(query: SavedQuery, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check what was given against the header and fill in the defaults.

    Values may be texts, as a shell or a form hands them over. QueryError says in one sentence which
    parameter is unknown, missing or of the wrong type, and what to write.
    """
    for name in given:
        if query.parameter(name) is None:
            raise QueryError(f"查询 {query.name} 没有参数“{name}”；{_known(query)}")
    return {parameter.name: _value(query, parameter, given.get(parameter.name)) for parameter in query.parameters}


def _known(query: SavedQuery) -> str:
    names = "、".join(f"{parameter.name}（{parameter.title}）" for parameter in query.parameters)
    return f"它的参数有：{names}" if names else "它不需要参数"


def _value(query: SavedQuery, parameter: Parameter, value: Any) -> str | int:
    text = str(value).strip() if value is not None and not isinstance(value, bool) else value
    if text is None or text == "":
        if parameter.default is None:
            example = query.example.get(parameter.name, "…")
            raise QueryError(
                f"查询 {query.name} 缺少参数 {parameter.name}（{parameter.title}），例如 {parameter.name}={example}"
            )
        return parameter.default
    if not isinstance(text, str):
        raise _wrong(parameter, "文字", value)
    if parameter.type == "integer":
        return _integer(parameter, text)
    if parameter.type == "year":
        return _year(parameter, text)
    if parameter.type == "choice":
        return _choice(parameter, text)
    return text


def _integer(parameter: Parameter, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _wrong(parameter, "整数，如 10", text) from None


def _year(parameter: Parameter, text: str) -> str:
    match = _YEAR.fullmatch(text)
    if match is None:
        raise _wrong(parameter, "四位数的年份，如 2025", text)
    return str(int(match[1]))


def _choice(parameter: Parameter, text: str) -> str:
    for value, title in parameter.choices:
        if text in (value, title):
            return value
    offered = "、".join(f"{value}（{title}）" for value, title in parameter.choices)
    raise _wrong(parameter, f"以下之一：{offered}", text)


def _wrong(parameter: Parameter, wanted: str, given: Any) -> QueryError:
    return QueryError(f"参数 {parameter.name}（{parameter.title}）应为{wanted}，而不是“{given}”")
