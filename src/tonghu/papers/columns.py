"""列定义: the columns of a table as a file of data in the module that owns the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghu.papers.documents import ALIGNS, FORMATS, TOTALS, Column

SHEET_KEYS = {"title", "basis", "note", "numbered", "ordinal", "column"}
COLUMN_KEYS = {"key", "head", "group", "width", "align", "format", "total"}


class ColumnFault(ValueError):
    """列定义有错: which file, which column, what is wrong."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张表的定义: its columns, what it rests on, what is printed under it."""

    title: str
    columns: tuple[Column, ...]
    basis: str = ""
    note: str = ""
    numbered: bool = False
    ordinal: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """What each row is asked for."""
        return tuple(one.key for one in self.columns)


def load(path: Path) -> Sheet:
    """Reads and checks a file of columns; raises `ColumnFault` with every fault it has."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ColumnFault(f"{path.name}：不是合格的TOML：{fault}") from None
    faults = [*_sheet_faults(read), *_column_faults(read.get("column", []))]
    if faults:
        raise ColumnFault("\n".join(f"{path.name}：{one}" for one in faults))
    given = {name: value for name, value in read.items() if name != "column"}
    return Sheet(columns=tuple(Column(**one) for one in read["column"]), **given)


def _sheet_faults(read: dict[str, Any]) -> list[str]:
    told = [f"不认识“{name}”" for name in sorted(read.keys() - SHEET_KEYS)]
    if not read.get("title"):
        told.append("没有写title")
    if not read.get("column"):
        told.append("一列也没有")
    return told


def _column_faults(columns: list[dict[str, Any]]) -> list[str]:
    told, seen = [], set[str]()
    for at, one in enumerate(columns, 1):
        where = f"第{at}列“{one.get('head', '')}”"
        told += [f"{where}不认识“{name}”" for name in sorted(one.keys() - COLUMN_KEYS)]
        told += [f"{where}没有写{name}" for name in ("key", "head") if not one.get(name)]
        for name, words in (("align", ("", *ALIGNS)), ("format", FORMATS), ("total", TOTALS)):
            if name in one and one[name] not in words:
                told.append(
                    f"{where}的{name}不能是“{one[name]}”，只能是{'、'.join(w for w in words if w)}"
                )
        width = one.get("width", 0)
        if isinstance(width, bool) or not isinstance(width, int | float) or width < 0:
            told.append(f"{where}的width不是数")
        if one.get("key") in seen:
            told.append(f"{where}的key“{one['key']}”前面已经有了")
        seen.add(str(one.get("key")))
    return told
