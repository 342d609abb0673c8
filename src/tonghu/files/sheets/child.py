"""读表格的子进程: one file in, its cells as text out; started with limits and a bare environment."""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

LOST = "\x1a"  # a number of more digits than Excel keeps
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, LONGEST = 100_000, 200, 30, 2_000
MEMORY, SECONDS = 1_500_000_000, 60
EXACT = 10**15


class TooMuch(Exception):
    """More rows than one file may have."""


def main() -> int:
    """Reads the file named first, of the kind named second; one JSON document on standard output."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    path, kind = Path(sys.argv[1]), sys.argv[2]
    import python_calamine  # noqa: F401  (mapped before the limit is set)

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer: dict[str, Any] = {"sheets": list(_csv(path) if kind == "csv" else _book(path))}
    except TooMuch:
        answer = {"refused": "rows"}
    except MemoryError:
        answer = {"refused": "memory"}
    except Exception:  # noqa: BLE001  (a hostile file may raise anything)
        answer = {"refused": "unreadable"}
    json.dump(answer, sys.stdout, ensure_ascii=False)
    return 0


def _book(path: Path) -> Iterator[dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names[:MOST_SHEETS]:
        yield _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _csv(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    text = _decoded(raw)
    first = text.partition("\n")[0]
    between = max(",\t;", key=first.count)
    yield _sheet("", csv.reader(io.StringIO(text), delimiter=between))


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _sheet(name: str, rows: Iterable[Iterable[object]]) -> dict[str, Any]:
    kept: list[list[str]] = []
    for row in rows:
        kept.append([_text(cell) for cell in list(row)[:MOST_COLUMNS]])
        if len(kept) > MOST_ROWS:
            raise TooMuch
    while kept and not any(kept[-1]):
        kept.pop()
    return {"name": name, "rows": kept}


def _text(cell: object) -> str:
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")[:16] if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, int | float):
        return _number(float(cell))
    return flat(str(cell))


def flat(text: str) -> str:
    """A text as a cell gives it: blanks, tabs and new lines as one blank, cut where nobody reads on."""
    return " ".join(text.split())[:LONGEST]


def _number(value: float) -> str:
    if abs(value) >= EXACT:
        return LOST
    return str(int(value)) if value.is_integer() else str(value)


if __name__ == "__main__":
    sys.exit(main())
