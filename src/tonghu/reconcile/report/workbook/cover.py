"""说明: the first sheet of every workbook."""

from __future__ import annotations

from dataclasses import dataclass

import xlsxwriter

from tonghu.reconcile.report.discrepancies import DiscrepancyKind
from tonghu.reconcile.report.terms import Terms, chinese_date
from tonghu.reconcile.report.workbook.sheets import Looks, set_up_print

JUDGE = "请县里判断"
UNITS = "各单位"
_FOR_UNITS = "只列本单位自己的这一条和要回答的问题，别的单位填了什么不在这里"
_FOR_COUNTY = "县里能看到两边。请不要把这一册发给乡镇和单位，他们各有一册"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook holds: matters (or, in a town, questions) by kind, and the county's own."""

    title: str
    counts: dict[DiscrepancyKind, int]
    judge: int = 0
    units: int = 0
    county: bool = False


def write_cover(book: xlsxwriter.Workbook, looks: Looks, terms: Terms, contents: Contents) -> None:
    """What is in here, what each sheet asks, by when, and who sees what."""
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 96)
    set_up_print(sheet)
    sheet.write_string(0, 0, contents.title, looks.title)
    row = 2
    for label, text in _about(terms, county=contents.county):
        sheet.write_string(row, 0, label, looks.bold)
        sheet.write_string(row, 2, text, looks.note)
        row += 1
    row += 1
    for at, head in enumerate(("工作表", "件数", "问什么")):
        sheet.write_string(row, at, head, looks.head)
    for name, number, asks in _lines(contents):
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.link, name)
        sheet.write_number(row, 1, number, looks.number)
        sheet.write_string(row, 2, asks, looks.note)


def _about(terms: Terms, *, county: bool) -> list[tuple[str, str]]:
    version = f"，版本{terms.profile_version}" if terms.profile_version else ""
    lines = [
        ("比对日期", chinese_date(terms.as_of)),
        ("口径", f"{terms.profile_name or '没有指定'}，未满{terms.under_age}周岁{version}"),
        ("依据", terms.clause or "文件没有写，按系统默认办法"),
        ("答复时限", terms.due_sentence),
        ("怎么填", "在每张表右边填处理结果、情况说明、处理人和日期，填好后交回县联席会议办公室"),
        ("谁看到什么", _FOR_COUNTY if county else _FOR_UNITS),
        ("证件号", "只露头三位和末两位。完整号码按“在哪里”写的文件和行号查原名册"),
    ]
    if terms.demo:
        lines.append(("演示", "人物、单位情况和数字都是虚构的"))
    return lines


def _lines(contents: Contents) -> list[tuple[str, int, str]]:
    lines = [
        (kind.label, number, f"{kind.facts.meaning}。{kind.facts.ask}")
        for kind, number in contents.counts.items()
    ]
    if contents.judge:
        lines.append((JUDGE, contents.judge, "系统拿不准的，请县里判断是不是同一个孩子"))
    if contents.units:
        lines.append((UNITS, contents.units, "每个单位要回答几问，催办用"))
    return lines
