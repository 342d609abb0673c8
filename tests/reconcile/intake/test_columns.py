"""What columns mean: by header, by value, by a person's saved choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import Reading, only, texts
from tests.reconcile.intake.make import HEADER, csv_file, id_number, people
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake import describe
from tonghu.reconcile.engine.intake.columns.aliases import aliases

HEADERS = {
    "姓名": Field.NAME,
    "学生姓名*": Field.NAME,
    " 儿 童\n姓 名 ": Field.NAME,
    "曾用名": Field.FORMER_NAME,
    "公民身份号码": Field.ID_NUMBER,
    "身份证号（18位）": Field.ID_NUMBER,
    "身份证件号": Field.ID_NUMBER,
    "出生年月": Field.BIRTH_DATE,
    "性　别": Field.SEX,
    "父亲": Field.FATHER_NAME,
    "父亲（姓名）": Field.FATHER_NAME,
    "父亲身份证号码": Field.FATHER_ID,
    "父亲务工地点": Field.FATHER_PLACE,
    "母亲的联系电话": Field.MOTHER_PHONE,
    "受委托监护人": Field.GUARDIAN_NAME,
    "监护人姓名": Field.GUARDIAN_NAME,
    "监护人身份证件号码": Field.GUARDIAN_ID,
    "监护人联系电话": Field.PHONE,
    "与儿童关系": Field.GUARDIAN_RELATION,
    "户主": Field.GUARDIAN_NAME,
    "乡（镇、街道）": Field.TOWN,
    "镇街": Field.TOWN,
    "村（居）": Field.VILLAGE,
    "就读学校（全称）": Field.SCHOOL,
    "全国学籍号": Field.STUDENT_NUMBER,
    "是否留守儿童": Field.LEFT_BEHIND,
    "ID_No": Field.ID_NUMBER,
    "former_name": Field.FORMER_NAME,
    "Father Name": Field.FATHER_NAME,
    "village": Field.VILLAGE,
    "现居住地址": Field.ADDRESS,
    "户籍状态": Field.STATUS,
    "班主任姓名": None,
    "班主任电话": None,
    "父母务工情况": None,
    "身高": None,
}


@pytest.mark.parametrize("header", sorted(HEADERS))
def test_headers(header: str) -> None:
    meaning = aliases().find(header)
    assert (meaning.field if meaning else None) is HEADERS[header]


def changed(count: int, **columns: int) -> list[list[str]]:
    """HEADER and people with two columns' headers exchanged: a=…, b=…."""
    head = list(HEADER)
    a, b = columns["a"], columns["b"]
    head[a], head[b] = head[b], head[a]
    return [head, *people(count)]


def test_two_headers_exchanged(tmp_path: Path, reading: Reading) -> None:
    intake = reading(csv_file(tmp_path / "a.csv", changed(10, a=3, b=5)))
    sheet = only(intake)
    assert texts(sheet, Field.ID_NUMBER)[0] == people(1)[0][3]
    assert texts(sheet, Field.PHONE)[0] == "13800000000"
    said = [n.text for n in intake.notices if n.code == "header_overruled"]
    assert len(said) == 2
    assert "电话号码" in said[1]


def test_father_and_sex_exchanged(tmp_path: Path, reading: Reading) -> None:
    sheet = only(reading(csv_file(tmp_path / "a.csv", changed(10, a=2, b=4))))
    assert texts(sheet, Field.SEX)[:2] == ["男", "女"]
    assert texts(sheet, Field.FATHER_NAME)[0] == "王国安"


def test_numbers_of_father_and_child_exchanged(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "父亲身份证号", "父亲姓名", "身份证号"]
    body = [[p[1], p[3], p[4], id_number(1985, 101 + 2 * i)] for i, p in enumerate(people(8))]
    intake = reading(csv_file(tmp_path / "a.csv", [head, *body]))
    assert texts(only(intake), Field.ID_NUMBER)[0] == people(1)[0][3]
    assert texts(only(intake), Field.FATHER_ID)[0] == id_number(1985, 101)
    assert len([n for n in intake.notices if n.code == "header_overruled"]) == 2


def test_a_guardians_number_under_the_childs_header(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "出生日期", "身份证号"]
    body = [[p[1], "2015-03-04", id_number(1960, 101 + i)] for i, p in enumerate(people(8))]
    intake = reading(csv_file(tmp_path / "a.csv", [head, *body]))
    assert Field.ID_NUMBER not in only(intake).columns
    assert Field.GUARDIAN_ID in only(intake).columns


def test_two_columns_called_name(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "性别", "身份证号", "姓名", "身份证号", "联系电话"]
    body = [
        [p[1], p[2], p[3], "赵" + p[1][1:], id_number(1960, 101 + i), p[5]]
        for i, p in enumerate(people(8))
    ]
    intake = reading(csv_file(tmp_path / "a.csv", [head, *body]))
    sheet = only(intake)
    assert texts(sheet, Field.NAME)[0] == "王小明"
    assert texts(sheet, Field.GUARDIAN_NAME)[0] == "赵小明"
    assert texts(sheet, Field.GUARDIAN_ID)[0] == id_number(1960, 101)
    assert texts(sheet, Field.PHONE)[0] == "13800000000"
    said = [n.text for n in intake.notices if n.code == "duplicate_header"]
    assert said[0] == "有2列都像“姓名”：第1列作儿童姓名，第4列作监护人姓名。"


def test_the_childs_name_may_come_second(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "姓名", "身份证号"]
    body = [
        ["赵" + p[1][1:], id_number(1960, 101 + i), p[1], p[3]] for i, p in enumerate(people(8))
    ]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [head, *body])))
    assert texts(sheet, Field.NAME)[0] == "王小明"
    assert texts(sheet, Field.ID_NUMBER)[0] == people(1)[0][3]


def test_telephones_belong_to_the_parent_before_them(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "父亲", "联系电话", "母亲", "联系电话"]
    body = [[p[1], p[3], p[4], "13811110000", "赵秀英", "13922220000"] for p in people(6)]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [head, *body])))
    assert texts(sheet, Field.FATHER_PHONE)[0] == "13811110000"
    assert texts(sheet, Field.MOTHER_PHONE)[0] == "13922220000"


def test_two_guardians_are_told_once(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "家长1姓名", "家长1电话", "家长2姓名", "家长2电话"]
    body = [[p[1], p[3], "赵甲", p[5], "钱乙", "13911112222"] for p in people(6)]
    intake = reading(csv_file(tmp_path / "a.csv", [head, *body]))
    assert texts(only(intake), Field.GUARDIAN_NAME)[0] == "赵甲"
    said = [n.text for n in intake.notices if n.code == "duplicate_header"]
    assert len(said) == 2
    assert "有2列都像“家长1电话”：第4列作联系电话，第6列未采用。" in said


def test_two_equal_columns_keep_the_fuller(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "身份证号", "联系电话", "联系电话"]
    body = [[p[1], p[3], "" if i else p[5], p[5]] for i, p in enumerate(people(6))]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [head, *body])))
    assert texts(sheet, Field.PHONE) == [p[5] for p in people(6)]
    assert "未采用" in sheet.mapping[2].reason


def test_blank_and_unknown_headers_are_judged_by_values(tmp_path: Path, reading: Reading) -> None:
    head = ["姓名", "", "本校统一标识", "身高"]
    body = [[p[1], p[2], p[3], "140"] for p in people(8)]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [head, *body])))
    assert texts(sheet, Field.SEX)[:2] == ["男", "女"]
    assert texts(sheet, Field.ID_NUMBER)[0] == people(1)[0][3]
    assert "内容像" in sheet.mapping[1].reason
    assert sheet.mapping[3].field is None


def test_every_column_has_a_reason_a_person_can_read(tmp_path: Path, reading: Reading) -> None:
    intake = reading(
        csv_file(tmp_path / "a.csv", [[*HEADER, "班主任"], *([*p, "周某"] for p in people(4))])
    )
    preview = describe(intake)
    assert [r.column for r in preview] == list(range(1, 9))
    assert preview[1].field == "儿童姓名"
    assert preview[1].reason == "表头“姓名”"
    assert preview[7].field == ""
    assert "未采用" in preview[7].reason


def test_noise_in_values_overrules_nothing(tmp_path: Path, reading: Reading) -> None:
    """A village that writes pinyin and numbers full of faults keep their headers."""
    table = [HEADER, *people(8)]
    for i, row in enumerate(table[1:]):
        row[1], row[3] = f"wang xiao{i}", row[3][:14] + "…"
    intake = reading(csv_file(tmp_path / "a.csv", table))
    assert Field.ID_NUMBER in only(intake).columns
    assert texts(only(intake), Field.NAME)[0] == "wang xiao0"
