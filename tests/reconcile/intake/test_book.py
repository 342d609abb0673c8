"""Workbooks: values as a clerk sees them, formulas and lost digits marked, sheets told apart."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from tests.reconcile.intake.conftest import Reading, notice, only, refusal, rows, texts
from tests.reconcile.intake.make import CELL, HEADER, book, book_rows, people, rewritten, tiny_book
from tonghu.reconcile.engine.fields import Field


def test_values_are_shown_as_a_clerk_sees_them(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "出生日期", "联系电话", "年级", "备注", "是否留守"]
    day, moment = dt.date(2015, 1, 2), dt.datetime(2015, 1, 2, 8, 30)
    table = [
        head,
        ["王小明", day, 13800000000, 3, 0.1 + 0.2, True],
        ["李芳", moment, "139", 3.5, "", ""],
    ]
    sheet = only(reading(book_rows(tmp_path / "a.xlsx", table)))
    assert texts(sheet, Field.BIRTH_DATE) == ["2015-01-02", "2015-01-02 08:30:00"]
    assert texts(sheet, Field.PHONE) == ["13800000000", "139"]
    assert texts(sheet, Field.GRADE) == ["3", "3.5"]
    assert texts(sheet, Field.REMARK) == ["0.3", ""]
    assert texts(sheet, Field.LEFT_BEHIND) == ["TRUE", ""]


def test_numbers_stored_as_numbers_lost_their_last_digits(tmp_path: Path, reading: Reading) -> None:
    table: list[list[object]] = [HEADER, *people(5)]
    table[3] = [*table[3]]
    table[3][3] = 990101201405061234
    intake = reading(book_rows(tmp_path / "a.xlsx", table))
    assert texts(only(intake), Field.ID_NUMBER)[2] == "990101201405061000"
    assert notice(intake, "numeric_id").rows == (3,)
    assert "末几位已丢失" in notice(intake, "numeric_id").text


def with_values(path: Path) -> Path:
    """Formulas get the cached results that Excel would have stored."""

    def change(name: str, data: bytes) -> bytes:
        return re.sub(rb"</f><v( ?/>|></v>)", b"</f><v>7</v>", data)  # with lxml or without

    return rewritten(path, change)


def test_formula_cells_are_marked_and_their_stored_value_used(
    tmp_path: Path, reading: Reading
) -> None:
    table: list[list[object]] = [["演示小学花名册"], HEADER, *people(5)]
    table[3] = [*table[3][:5], "=1+6", "演示东村"]
    table[5] = [*table[5][:5], '=CONCATENATE("1","2")', "演示东村"]
    intake = reading(with_values(book_rows(tmp_path / "a.xlsx", table)))
    assert notice(intake, "formula_cells").rows == (2, 4)
    assert texts(only(intake), Field.PHONE)[1] == "7"


def test_formulas_far_down_and_with_prefixed_tags(tmp_path: Path, reading: Reading) -> None:
    """Chunks of the archive cut tags anywhere; other writers prefix every tag."""
    cells = "".join(
        f'<x:row r="{r}"><x:c r="A{r}" t="inlineStr"><x:is><x:t>王小{"明芳丽"[r % 3]}</x:t></x:is></x:c>'
        f'<x:c r="B{r}">{"<x:f>1+1</x:f>" if r % 5_000 == 0 else ""}<x:v>{r}</x:v></x:c></x:row>'
        for r in range(2, 20_002)
    )
    head = CELL.format("姓名").replace(
        "</row>", '<c r="B1" t="inlineStr"><is><t>户号</t></is></c></row>'
    )
    prefixed = head.replace("</", "</x:").replace("<r", "<x:r").replace("<c ", "<x:c ")
    prefixed = prefixed.replace("<is", "<x:is").replace("<t>", "<x:t>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData>{prefixed}{cells}</x:sheetData></x:worksheet>'
    )
    intake = reading(tiny_book(tmp_path / "a.xlsx", xml))
    assert len(only(intake).rows) == 20_000
    assert notice(intake, "formula_cells").rows == (4_999, 9_999, 14_999, 19_999)


def test_names_that_are_formulas(tmp_path: Path, reading: Reading) -> None:
    table: list[list[object]] = [HEADER, *([p[0], f'="王"&"{p[1]}"', *p[2:]] for p in people(5))]
    assert refusal(reading(with_values(book_rows(tmp_path / "a.xlsx", table)))).code in {
        "formula_names"
    }


def test_error_values_become_blank_and_are_said(tmp_path: Path, reading: Reading) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [HEADER, *people(4)]:
            sheet.append(list(row))
        sheet["F3"] = "#N/A"
        sheet["F3"].data_type = "e"

    intake = reading(book(tmp_path / "a.xlsx", fill))
    assert texts(only(intake), Field.PHONE)[1] == ""
    assert notice(intake, "error_cells").rows == (2,)


def test_every_visible_sheet_counts_and_others_are_told(tmp_path: Path, reading: Reading) -> None:
    workbook = openpyxl.Workbook()
    for title in ("一年级", "二年级", "旧表"):
        sheet = workbook.create_sheet(title)
        for row in [["演示小学" + title], HEADER, *people(3)]:
            sheet.append(row)
    workbook["旧表"].sheet_state = "hidden"
    guide = workbook.create_sheet("填表说明")
    guide.append(["一、请如实填写"])
    guide.append(["二、九月底前报送"])
    workbook.save(tmp_path / "a.xlsx")
    intake = reading(tmp_path / "a.xlsx")
    assert [s.sheet for s in intake.sheets] == ["一年级", "二年级"]
    assert intake.refused == ()
    assert notice(intake, "hidden_sheet").sheet == "旧表"
    assert notice(intake, "empty_sheet").sheet == "Sheet"
    assert notice(intake, "skipped_sheet").sheet == "填表说明"


def test_one_bad_sheet_does_not_spoil_the_other(tmp_path: Path, reading: Reading) -> None:
    workbook = openpyxl.Workbook()
    for title, year in (("学生", 2014), ("教师", 1980)):
        sheet = workbook.create_sheet(title)
        for row in [HEADER, *people(5, year=year)]:
            sheet.append(row)
    workbook.save(tmp_path / "a.xlsx")
    intake = reading(tmp_path / "a.xlsx")
    assert [s.sheet for s in intake.sheets] == ["学生"]
    assert [(n.code, n.sheet) for n in intake.refused] == [("adults", "教师")]


def test_a_table_that_does_not_begin_in_a1(tmp_path: Path, reading: Reading) -> None:
    def fill(sheet: Worksheet) -> None:
        for r, row in enumerate([HEADER, *people(3)]):
            for c, value in enumerate(row):
                sheet.cell(r + 4, c + 3, value)

    sheet = only(reading(book(tmp_path / "a.xlsx", fill)))
    assert sheet.header_row == 4
    assert rows(sheet) == [1, 2, 3]
    assert sheet.mapping[1].index == 3


def test_an_old_workbook_with_merged_head(tmp_path: Path, reading: Reading) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 4, "演示小学2026年9月在校学生花名册")
    sheet.write_merge(1, 2, 0, 0, "姓名")
    sheet.write_merge(1, 2, 1, 1, "身份证号")
    sheet.write_merge(1, 1, 2, 3, "母亲")
    sheet.write(2, 2, "姓名")
    sheet.write(2, 3, "联系电话")
    for r, p in enumerate(people(3), start=3):
        for c, value in enumerate((p[1], p[3], "赵秀英", 13912345678)):
            sheet.write(r, c, value)
    workbook.save(str(tmp_path / "a.xls"))
    read = only(reading(tmp_path / "a.xls"))
    assert read.header_row == 3
    assert texts(read, Field.MOTHER_PHONE) == ["13912345678"] * 3
    assert read.file.sender == "演示小学"


@pytest.mark.parametrize("count", [5, 3_000])
def test_formulas_of_an_old_workbook(tmp_path: Path, reading: Reading, count: int) -> None:
    """Both as a small stream inside the root's and as a long chain of sectors."""
    workbook = xlwt.Workbook()
    workbook.add_sheet("Sheet1")
    sheet = workbook.add_sheet("名单")
    for r, row in enumerate([HEADER, *people(count)]):
        for c, value in enumerate(row):
            if (r, c) == (2, 5):
                sheet.write(r, c, xlwt.Formula("6+1"))
            elif (r, c) == (4, 6):
                sheet.row(r).set_cell_error(c, "#N/A!")
            else:
                sheet.write(r, c, value)
    workbook.save(str(tmp_path / "a.xls"))
    intake = reading(tmp_path / "a.xls")
    assert len(only(intake).rows) == count
    assert notice(intake, "formula_cells").rows == (2,)
    assert notice(intake, "error_cells").rows == (4,)
