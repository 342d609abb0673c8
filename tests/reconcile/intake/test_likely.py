"""Headers that all but name a field, and columns that stand under each other's header."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import Reading, notice, only, texts
from tests.reconcile.intake.make import csv_file, people
from tonghu.reconcile.engine.fields import Field

PEOPLE = people(8)
BIRTHS = [f"201{i}-03-04" for i in range(8)]
VALUES: dict[str, list[str]] = {
    "姓名": [p[1] for p in PEOPLE],
    "性别": [p[2] for p in PEOPLE],
    "身份证号": [p[3] for p in PEOPLE],
    "出生日期": BIRTHS,
    "监护人": [p[4] for p in PEOPLE],
    "与儿童关系": ["祖父", "祖母", "父亲", "母亲", "外公", "外婆", "祖父", "祖母"],
    "联系电话": [p[5] for p in PEOPLE],
    "乡镇": [f"演示{p[6][2]}镇" for p in PEOPLE],
    "村": [p[6] for p in PEOPLE],
    "学校": [f"演示{p[6][2]}小学" for p in PEOPLE],
}


def table(headers: list[str], values: list[str]) -> list[list[str]]:
    """Headers over the values of these columns."""
    return [headers, *map(list, zip(*(VALUES[v] for v in values), strict=True))]


@pytest.mark.parametrize("header", ["出身年月", "出生年", "生辰", "出升日期", "出生目期"])
def test_birth_dates_under_a_misspelt_header(tmp_path: Path, reading: Reading, header: str) -> None:
    rows = table(["姓名", "身份证号", header], ["姓名", "身份证号", "出生日期"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    assert texts(sheet, Field.BIRTH_DATE) == BIRTHS


def test_a_date_of_leaving_is_no_birth_date(tmp_path: Path, reading: Reading) -> None:
    rows = table(["姓名", "身份证号", "出校日期"], ["姓名", "身份证号"])
    rows = [rows[0], *([*r, f"2026-0{i + 1}-01"] for i, r in enumerate(rows[1:]))]
    assert Field.BIRTH_DATE not in only(reading(csv_file(tmp_path / "a.csv", rows))).columns


def test_a_misspelt_father(tmp_path: Path, reading: Reading) -> None:
    rows = table(["姓名", "身份证号", "父亲联糸电话"], ["姓名", "身份证号", "联系电话"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    assert texts(sheet, Field.FATHER_PHONE) == VALUES["联系电话"]


def test_numbered_guardians(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "监护人1姓名", "监护人1电话", "监护人2姓名", "监护人2电话"]
    rows = table(head, ["姓名", "身份证号", "监护人", "联系电话", "姓名", "联系电话"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    taken = [c.field for c in sheet.mapping]
    assert taken[2:] == [Field.GUARDIAN_NAME, Field.PHONE, None, None]


def test_a_second_guardian_alone(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "监护人2姓名", "监护人2电话"]
    rows = table(head, ["姓名", "身份证号", "监护人", "联系电话"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    assert [c.field for c in sheet.mapping][2:] == [Field.GUARDIAN_NAME, Field.PHONE]


@pytest.mark.parametrize(("first", "second"), [("联系电话1", "联系电话2"), ("phone", "phone2")])
def test_a_second_telephone(tmp_path: Path, reading: Reading, first: str, second: str) -> None:
    rows = table(["姓名", "身份证号", first, second], ["姓名", "身份证号", "联系电话", "联系电话"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    assert [c.field for c in sheet.mapping][2:] == [Field.PHONE, Field.FATHER_PHONE]


def test_a_second_telephone_beside_the_fathers(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "phone", "mobile2", "父亲电话"]
    rows = table(head, ["姓名", "身份证号", "联系电话", "联系电话", "联系电话"])
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    assert [c.field for c in sheet.mapping][2:] == [Field.PHONE, None, Field.FATHER_PHONE]


def test_heads_of_households_and_codes_of_sex(tmp_path: Path, reading: Reading) -> None:
    head = ["name", "id_no", "head_of_household", "relationship_to_head", "性别码"]
    rows = table(head[:4], ["姓名", "身份证号", "监护人", "与儿童关系"])
    rows = [head, *([*r, str(1 + i % 2)] for i, r in enumerate(rows[1:]))]
    sheet = only(reading(csv_file(tmp_path / "a.csv", rows)))
    wanted = [Field.GUARDIAN_NAME, Field.GUARDIAN_RELATION, Field.SEX]
    assert [c.field for c in sheet.mapping][2:] == wanted


@pytest.mark.parametrize(
    ("a", "b", "fields"),
    [
        ("姓名", "村", (Field.NAME, Field.VILLAGE)),
        ("姓名", "学校", (Field.NAME, Field.SCHOOL)),
        ("出生日期", "联系电话", (Field.BIRTH_DATE, Field.PHONE)),
        ("监护人", "联系电话", (Field.GUARDIAN_NAME, Field.PHONE)),
        ("乡镇", "村", (Field.TOWN, Field.VILLAGE)),
        ("性别", "与儿童关系", (Field.SEX, Field.GUARDIAN_RELATION)),
    ],
)
def test_exchanged_columns(
    tmp_path: Path, reading: Reading, a: str, b: str, fields: tuple[Field, Field]
) -> None:
    names = list(VALUES)
    swapped = [b if n == a else a if n == b else n for n in names]
    intake = reading(csv_file(tmp_path / "a.csv", table(names, swapped)))
    sheet = only(intake)
    assert texts(sheet, fields[0]) == VALUES[a]
    assert texts(sheet, fields[1]) == VALUES[b]
    said = notice(intake, "exchanged_columns").text
    assert f"“{a}”" in said
    assert f"“{b}”" in said
    assert not [n for n in intake.notices if n.code == "header_overruled"]


def test_columns_in_order_are_left_alone(tmp_path: Path, reading: Reading) -> None:
    names = list(VALUES)
    intake = reading(csv_file(tmp_path / "a.csv", table(names, names)))
    assert [n.code for n in intake.notices] == []


@pytest.mark.parametrize("odd", ["村", "性别", "出生日期"])
def test_no_names_under_the_name_header(tmp_path: Path, reading: Reading, odd: str) -> None:
    rows = table(["姓名", "身份证号", ""], [odd, "身份证号", "姓名"])
    intake = reading(csv_file(tmp_path / "a.csv", rows))
    assert texts(only(intake), Field.NAME) == VALUES["姓名"]
    assert "“姓名”" in notice(intake, "header_overruled").text
