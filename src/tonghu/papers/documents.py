"""文书内容: what a paper says, as frozen values; the same content becomes Word, PDF and Excel.

Pure: no Django, no clock. `kept` and `again` turn content into JSON and back, unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = str | int | float | bool | date | None
ALIGNS = ("left", "center", "right")
FORMATS = {
    "text": "文字", "id": "证件号等号码，Excel里总是文字", "integer": "整数", "decimal": "两位小数", "money": "元",
    "percent": "百分数，0.25写作25%", "date": "日期", "month": "年月", "yes_no": "是、否",
}  # fmt: skip
TOTALS = ("", "sum", "count", "label")


@dataclass(frozen=True, slots=True)
class Heading:
    """小标题: level 1 一、 (黑体), 2 （一） (楷体), 3 and 4 1. （1） (仿宋); the number is part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """一段: set two characters in unless `indent` is False; `lead` in 黑体 before it (出席：)."""

    text: str
    indent: bool = True
    align: str = "left"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """一格: label or value of a field grid; `span` columns wide, `down` rows high."""

    text: str = ""
    label: bool = False
    span: int = 1
    down: int = 1
    align: str = ""
    vertical: bool = False  # 竖排: the name of a block at the left edge


@dataclass(frozen=True, slots=True)
class FieldGrid:
    """登记表格: rows of cells that fill `columns`; `widths` are shares, equal when not given.

    `height` is the least height of a row in millimetres.
    """

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    widths: tuple[float, ...] = ()
    height: float = 9.0


@dataclass(frozen=True, slots=True)
class Column:
    """列: key in the rows, head, group above the head (甲/乙 for two levels), width in 全角 characters."""

    key: str
    head: str
    group: str = ""
    width: float = 0
    align: str = ""  # "" by format: numbers right, days and short marks centred
    format: str = "text"
    total: str = ""  # sum, count, label (the cell that says 合计), "" nothing


@dataclass(frozen=True, slots=True)
class Table:
    """表: columns as data, rows in their order; `totals` given by hand win over the columns' own.

    `numbered` prints 1, 2, 3… under the heads (栏次), `ordinal` a first column 序号.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    note: str = ""
    totals: tuple[Value, ...] | None = None
    total_label: str = "合计"
    numbered: bool = False
    ordinal: bool = True
    empty: str = "本期没有。"

    @classmethod
    def of(
        cls, columns: Sequence[Column], rows: Iterable[Mapping[str, Value]], **more: Any
    ) -> Table:
        """From rows that name their values; a column no row names stays empty."""
        keys = [one.key for one in columns]
        return cls(tuple(columns), tuple(tuple(row.get(k) for k in keys) for row in rows), **more)


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who issues it and the day, at the right, no seal (D-062); or lines to be signed by hand."""

    organ: str = ""
    on: date | None = None
    lines: tuple[str, ...] = ()  # 填表人 · 复核人 · 单位负责人: a blank to sign after each


@dataclass(frozen=True, slots=True)
class Note:
    """说明: small print under a table or at the end."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """另起一页."""


Block = Heading | Paragraph | FieldGrid | Table | Signature | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """一份文书的内容; number, code and page numbers are added when it is printed.

    `organ` is the red head of an official paper or letter. `about` are the ids of the children named
    in it: whoever opens the paper, the access log keeps them.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""  # under the title: period, 填报单位
    organ: str = ""
    recipient: str = ""  # 主送机关
    attachments: tuple[str, ...] = ()  # 附件说明
    copies_to: str = ""  # 抄送
    printed_by: str = ""  # 印发机关
    printed_on: date | None = None
    about: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it: what an Excel workbook can be made of."""
        return tuple(one for one in self.blocks if isinstance(one, Table))


def choice(options: Iterable[str], chosen: Iterable[str] | str | None) -> str:
    """选项: ■健康  □残疾; nothing chosen leaves all boxes empty, to be ticked by hand."""
    picked = {chosen} if isinstance(chosen, str) else set(chosen or ())
    return "　".join(f"{'■' if one in picked else '□'}{one}" for one in options)
