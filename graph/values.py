"""Values with their own grammar: dates that know how precise they are, comparators, plain numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from graph.errors import ModelError

_PARTIAL = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precisely as a document gives it: year, year and month, or a day.

    >>> str(PartialDate.parse("2022-08"))
    '2022-08'
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2022``, ``2022-08`` or ``2022-08-12``; raise ModelError for anything else."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ModelError(f"“{text}” is no date: write 2022, 2022-08 or 2022-08-12")
        return cls(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


class Comparator(StrEnum):
    """How the value of a target is to be compared with what is reached."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"


def plain_number(value: Decimal) -> str:
    """Write a number with digits only and no useless zeros.

    >>> plain_number(Decimal("5000.0")), plain_number(Decimal("2.50"))
    ('5000', '2.5')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str) -> Decimal:
    """Read digits, with or without thousands separators, as an exact number."""
    try:
        return Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise ModelError(f"“{text}” is no number") from error
