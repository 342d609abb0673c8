"""Titles, merged heads, repeated heads, no head, foot lines: and the row numbers in all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.reconcile.intake.conftest import Reading, notice, only, rows, texts
from tests.reconcile.intake.make import HEADER, book, book_rows, csv_file, id_number, people
from tonghu.reconcile.engine.fields import Field, Population

TITLE = "演示县演示东镇中心小学2026年9月在校学生花名册"


def merged_head(sheet: Worksheet) -> None:
    """Title on line 1, unit on line 2, a two-line header on 3 and 4."""
    sheet.append([TITLE])
    sheet.append(["填报单位：演示东镇中心小学", None, None, "填表日期：2026年9月5日"])
    sheet.append(["序号", "学生", None, None, "父亲", None, None, "母亲", None, "备注"])
    sheet.append(
        [None, "姓名", "性别", "身份证号", "姓名", "身份证号", "联系电话", "姓名", "联系电话"]
    )
    for place in ("A1:J1", "A2:C2", "A3:A4", "B3:D3", "E3:G3", "H3:I3", "J3:J4"):
        sheet.merge_cells(place)
    for i, p in enumerate(people(4)):
        father = id_number(1985, 101 + 2 * i)
        sheet.append([i + 1, p[1], p[2], p[3], p[4], father, p[5], "赵秀英", "13900000000"])
    sheet.append(["合计", "4人"])
    sheet.append(["填表人：周某", None, None, "审核人：吴某"])


def test_a_merged_two_line_header_under_a_title(tmp_path: Path, reading: Reading) -> None:
    path = book(tmp_path / "a.xlsx", merged_head)
    intake = reading(path)
    sheet = only(intake)
    assert sheet.header_row == 4
    assert rows(sheet) == [1, 2, 3, 4]
    wanted = {
        Field.SERIAL, Field.NAME, Field.SEX, Field.ID_NUMBER, Field.FATHER_NAME, Field.FATHER_ID,
        Field.FATHER_PHONE, Field.MOTHER_NAME, Field.MOTHER_PHONE, Field.REMARK,
    }  # fmt: skip
    assert set(sheet.columns) == wanted
    assert texts(sheet, Field.FATHER_NAME)[0] == "王国安"
    assert [c.header for c in sheet.mapping][4] == "父亲姓名"
    assert notice(intake, "foot_rows").rows == (5, 6)
    assert notice(intake, "foot_rows").count == 2


def test_the_title_declares(tmp_path: Path, reading: Reading) -> None:
    file = only(reading(book(tmp_path / "a.xlsx", merged_head))).file
    assert file.sender == "演示东镇中心小学"
    assert file.town == "演示东镇"
    assert file.as_of == date(2026, 9, 1)
    assert file.population is Population.ALL


@pytest.mark.parametrize(
    ("title", "population"),
    [
        ("演示西乡2026年留守儿童花名册", Population.FLAGGED),
        ("演示西乡农村留守儿童摸底排查汇总表", Population.FLAGGED),
        ("演示西乡派出所户籍儿童名册", Population.ALL),
        ("演示西乡全体学生（含留守儿童）名单", Population.ALL),
        ("演示西乡困境儿童名册", Population.PARTIAL),
        ("演示西乡补报留守儿童名单", Population.PARTIAL),
        ("名单", None),
    ],
)
def test_population_by_title(
    tmp_path: Path, reading: Reading, title: str, population: Population | None
) -> None:
    path = csv_file(tmp_path / "a.csv", [[title], HEADER, *people(4)])
    assert only(reading(path)).file.population is population


@pytest.mark.parametrize(
    ("answers", "population"),
    [
        (["是", "是", "是", "是"], Population.FLAGGED),
        (["是", "否", "是", "否"], Population.ALL),
        (["是", "", "", "是"], Population.ALL),
    ],
)
def test_population_by_column(
    tmp_path: Path, reading: Reading, answers: list[str], population: Population
) -> None:
    table = [[*r, a] for r, a in zip([HEADER, *people(4)], ["是否留守", *answers], strict=True)]
    assert only(reading(csv_file(tmp_path / "a.csv", table))).file.population is population


@pytest.mark.parametrize("lines", range(6))
def test_the_header_on_any_early_line(tmp_path: Path, reading: Reading, lines: int) -> None:
    above: list[list[object]] = [[TITLE], ["填报单位：演示小学"], [], ["说明：如实填写"], []]
    sheet = only(reading(book_rows(tmp_path / "a.xlsx", [*above[:lines], HEADER, *people(3)])))
    assert sheet.header_row == lines + 1
    assert rows(sheet) == [1, 2, 3]


def test_a_two_line_header_in_csv(tmp_path: Path, reading: Reading) -> None:
    head = [
        ["序号", "姓名", "身份证号", "父亲", "", "母亲", ""],
        ["", "", "", "姓名", "电话", "姓名", "电话"],
    ]
    body = [[p[0], p[1], p[3], p[4], p[5], "赵秀英", "13911112222"] for p in people(4)]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [[TITLE, *[""] * 6], *head, *body])))
    assert sheet.header_row == 3
    assert texts(sheet, Field.MOTHER_PHONE)[0] == "13911112222"
    assert texts(sheet, Field.FATHER_NAME)[0] == "王国安"
    assert texts(sheet, Field.NAME)[0] == "王小明"


def test_a_header_repeated_at_a_page_break(tmp_path: Path, reading: Reading) -> None:
    table = [[TITLE], HEADER, *people(3), [TITLE], HEADER, *people(2)]
    intake = reading(book_rows(tmp_path / "a.xlsx", table))
    assert rows(only(intake)) == [1, 2, 3, 6, 7]
    assert notice(intake, "repeated_header").rows == (4, 5)


def test_foot_lines_of_many_kinds(tmp_path: Path, reading: Reading) -> None:
    feet = [
        ["小计", "", "", "", "", "", ""], ["合 计", "3人", "", "", "", "", ""],
        ["", "总计：3人", "", "", "", "", ""], ["", "", "", "", "", "", ""],
        ["备注：本表一式两份", "", "", "", "", "", ""], ["注：不得漏填", "", "", "", "", "", ""],
        ["填表人：周某", "", "审核：吴某", "", "", "", ""], ["校长（签字）：", "", "", "", "", "", ""],
    ]  # fmt: skip
    intake = reading(csv_file(tmp_path / "a.csv", [HEADER, *people(3), *feet]))
    assert rows(only(intake)) == [1, 2, 3]
    assert notice(intake, "foot_rows").rows == (4, 5, 6, 8, 9, 10, 11)


def test_rows_with_only_a_serial_and_rows_about_nobody(tmp_path: Path, reading: Reading) -> None:
    table = [
        HEADER,
        *people(3),
        ["4", *[""] * 6],
        ["", "", "", "", "赵某", "13800000000", "演示村"],
    ]
    intake = reading(csv_file(tmp_path / "a.csv", [*table, *people(1)]))
    assert rows(only(intake)) == [1, 2, 3, 6]
    assert notice(intake, "serial_only").rows == (4,)
    assert notice(intake, "no_child").rows == (5,)


def test_a_name_or_number_missing_is_still_a_child(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(4)]
    table[2][1] = ""
    table[3][3] = ""
    assert rows(only(reading(csv_file(tmp_path / "a.csv", table)))) == [1, 2, 3, 4]


def test_no_header_at_all(tmp_path: Path, reading: Reading) -> None:
    intake = reading(csv_file(tmp_path / "a.csv", people(10)))
    sheet = only(intake)
    assert sheet.header_row == 0
    assert rows(sheet) == list(range(1, 11))
    assert texts(sheet, Field.NAME)[0] == "王小明"
    assert texts(sheet, Field.ID_NUMBER)[0] == people(1)[0][3]
    assert texts(sheet, Field.PHONE)[1] == "13800000001"
    assert notice(intake, "no_header")


def test_no_header_under_a_title(tmp_path: Path, reading: Reading) -> None:
    sheet = only(reading(book_rows(tmp_path / "a.xlsx", [[TITLE], *people(10)])))
    assert sheet.header_row == 0
    assert rows(sheet) == list(range(2, 12))


def test_a_village_merged_over_its_rows(tmp_path: Path, reading: Reading) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [HEADER, *people(4)]:
            sheet.append(list(row))
        sheet.merge_cells("G2:G4")
        sheet.merge_cells("B4:B5")

    intake = reading(book(tmp_path / "a.xlsx", fill))
    sheet = only(intake)
    assert texts(sheet, Field.VILLAGE) == ["演示东村", "演示东村", "演示东村", "演示北村"]
    assert texts(sheet, Field.NAME)[3] == ""  # a child's own name is never copied down
    assert notice(intake, "merged_filled").rows == (2, 3)
