"""The cells of a workbook as a spreadsheet program shows them; run as a program for what may bring its reader down.

The reader of the old binary format gives up the whole process on some broken files. As a program of its own
(``python cells.py < file``) it answers with one line of JSON, or with nothing at all.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from decimal import Decimal
from typing import Any

# What the program may use before it is ended: bytes of memory, seconds of a processor, and of the clock.
MEMORY = 1024**3
WORK = 8
SECONDS = 60

# Rows times columns of all sheets together, and their characters.
CELLS = 3_000_000
CHARACTERS = 20_000_000

# What stands in the way: its own word is told by whoever asked.
LOCKED, TOO_LARGE, BROKEN = "locked", "too large", "broken"


def read(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook: ``{"sheets": [...]}``, or ``{"error": why}``.

    A sheet has its ``name``, its ``rows`` from the first row and column on, whether it is ``hidden``, and the
    ``merged`` areas, each as first row, first column, last row, last column.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _sheets(workbook)
    except PasswordError:
        return {"error": LOCKED}
    except Exception as error:
        return {"error": BROKEN, "reason": str(error)}
    except BaseException as error:
        # A panic of the library is no Exception; an interruption is not ours to keep.
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        return {"error": BROKEN, "reason": str(error)}


def _sheets(workbook: Any) -> dict[str, Any]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = []
    cells = characters = 0
    known: dict[str, str] = {}
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        last_row, last_column = sheet.end or (-1, -1)
        cells += (last_row + 1) * (last_column + 1)
        if cells > CELLS:
            return {"error": TOO_LARGE}
        # Texts that are the same are kept once.
        table = sheet.to_python(skip_empty_area=False)
        rows = [[known.setdefault(text, text) for text in map(shown, row)] for row in table]
        characters += sum(len(cell) for row in rows for cell in row)
        if characters > CHARACTERS:
            return {"error": TOO_LARGE}
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        hidden = about.visible != SheetVisibleEnum.Visible
        found.append({"name": about.name, "rows": rows, "merged": sorted(merged), "hidden": hidden})
    return {"sheets": found}


def shown(value: Any) -> str:
    """A value as text: whole numbers without a point, dates as 2024-05-01, texts as they are.

    >>> shown(2024.0), shown(0.1 + 0.2), shown(datetime.date(2024, 5, 1))
    ('2024', '0.3', '2024-05-01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # Fifteen digits are what spreadsheets keep; those behind are noise.
        text = format(value, ".15g")
        return format(Decimal(text), "f") if "e" in text else text
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else _without_seconds(value.isoformat(" "))
    if isinstance(value, datetime.time):
        return _without_seconds(value.isoformat())
    return str(value)


def _without_seconds(text: str) -> str:
    return text.removesuffix(":00")


def main() -> None:
    """Read the workbook on standard input and write what it holds as JSON to standard output."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    except (ImportError, ValueError, OSError):
        # Not every system can bound a process; the time that it is given is bounded everywhere.
        pass
    sys.stdout.buffer.write(json.dumps(read(sys.stdin.buffer.read()), ensure_ascii=True).encode())


if __name__ == "__main__":
    main()
