"""Workbooks: a town sees its own record and a question, as text, ready to print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reconcile.report.sample import TERMS, A, B, C, D, build
from tests.requirement import requirement
from tonghu.reconcile.report.discrepancies import DiscrepancyKind, find
from tonghu.reconcile.report.workbook import write_workbooks
from tonghu.reconcile.report.workbook.books import file_name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("books")
    write_workbooks(find(build(), TERMS), out)
    return out


def cells(path: Path, sheet: str | None = None) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    sheets = [book[sheet]] if sheet else book.worksheets
    return [[cell.value for cell in row] for page in sheets for row in page.iter_rows()]


@requirement("D-315")
def test_one_workbook_per_town_and_one_for_the_county(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {"全县.xlsx", "演示甲镇.xlsx", "演示乙乡.xlsx", "演示丙街道.xlsx"}
    book = openpyxl.load_workbook(folder / "演示乙乡.xlsx")
    assert book.sheetnames[0] == "说明"
    assert {"疑似重报", "字段不一致", "证件号不可读", "名册系统性差错"} <= set(book.sheetnames)
    assert "疑似漏报" not in book.sheetnames, "no sheet without a question"


def test_no_number_stands_in_full_anywhere(folder: Path) -> None:
    for path in folder.iterdir():
        text = str(cells(path))
        assert not [full for full in (A, B, C, D) if full in text]
        assert "990*************" in text


def test_a_town_sees_its_own_record_only(folder: Path) -> None:
    mine = cells(folder / "演示乙乡.xlsx", "字段不一致")[3:]
    assert [row[4] for row in mine] == ["周紫晗", "周子涵", "=李强", "=李强"]
    assert "周大山" not in str(mine)
    assert "周大三" not in str(mine)
    repeat = cells(folder / "演示乙乡.xlsx", "疑似重报")[3:]
    assert [row[1] for row in repeat] == ["演示乙乡西村"]
    assert "东村" not in str(cells(folder / "演示乙乡.xlsx"))


def test_the_county_sees_both_sides(folder: Path) -> None:
    both = cells(folder / "全县.xlsx", "疑似重报")[3:]
    assert {row[2] for row in both} >= {"演示甲镇东村", "演示乙乡西村"}
    conflict = cells(folder / "全县.xlsx", "字段不一致")[3:]
    assert "对照" in [row[11] for row in conflict]
    assert "周大三" in str(conflict)


def test_of_a_missing_child_the_village_learns_who_and_from_which_roster(folder: Path) -> None:
    (row,) = cells(folder / "演示甲镇.xlsx", "疑似漏报")[3:]
    assert row[1:5] == ["演示甲镇象溪村", "学校学籍", "演示甲镇中心小学四年级", "阙小满"]


def test_text_of_others_is_never_a_formula(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "演示乙乡.xlsx")
    named = [c for row in book["字段不一致"].iter_rows() for c in row if c.value == "=李强"]
    assert named
    assert {cell.data_type for cell in named} <= {"s", "inlineStr"}


def test_sheets_are_ready_to_work_in_and_to_print(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "演示乙乡.xlsx")["证件号不可读"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:M17"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [c.value for c in sheet[3]][-4:] == ["处理结果", "情况说明", "处理人", "处理日期"]
    assert {c.number_format for c in sheet["H"][3:]} == {"@"}
    assert '"已补正' in sheet.data_validations.dataValidation[0].formula1


def test_cover_says_what_by_when_and_who_sees_what(folder: Path) -> None:
    text = str(cells(folder / "演示甲镇.xlsx", "说明"))
    assert "请在2026年10月14日前答复（5个工作日内）" in text
    assert "松政办发〔2017〕139号 三（三）" in text
    assert "只列本单位自己的这一条" in text
    assert "不要把这一册发给乡镇" in str(cells(folder / "全县.xlsx", "说明"))


def test_rows_equal_counts(folder: Path) -> None:
    found = find(build(), TERMS)
    asked = 0
    for path in folder.iterdir():
        if path.name != "全县.xlsx":
            book = openpyxl.load_workbook(path)
            asked += sum(page.max_row - 3 for page in book.worksheets[1:])
    assert asked == sum(found.count_questions().values())
    county = openpyxl.load_workbook(folder / "全县.xlsx")
    for kind, number in found.count_cases().items():
        numbers = {row[0].value for row in county[kind.label].iter_rows(min_row=4)}
        assert len(numbers) == number, kind
    assert county["请县里判断"].max_row - 3 == 2


@pytest.mark.parametrize("town", ["../甲", "a/b", 'x:"<>|?*', "..", ""])
def test_a_town_cannot_choose_where_its_file_lies(town: str) -> None:
    name = file_name(town)
    assert name
    assert not set(name) & set('/\\:*?"<>|')
    assert not name.startswith(".")


def test_every_kind_has_a_sheet_name_excel_takes() -> None:
    for kind in DiscrepancyKind:
        assert len(kind.label) <= 31
        assert len(",".join(kind.facts.answers)) <= 255


def test_rows_are_high_enough_for_their_question(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "演示乙乡.xlsx")["证件号不可读"]
    heights = {
        str(row[8].value): sheet.row_dimensions[row[0].row].height for row in sheet["A4:M17"]
    }
    assert heights["没有填证件号。请照户口簿补填"] is None, "one line: the usual height"
    assert max(height or 15 for height in heights.values()) >= 45


def test_a_sheet_that_is_cut_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tonghu.reconcile.report.workbook.sheets.MOST_ROWS", 5)
    write_workbooks(find(build(), TERMS), tmp_path)
    last = cells(tmp_path / "全县.xlsx", "证件号不可读")[-1]
    assert last[0] == "这张表只列前5行，其余见各乡镇的一册。"
