"""Files that were once refused or lost whole for one odd habit of their sender."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import Reading, notice, only, refusal, rows, texts
from tests.reconcile.intake.make import HEADER, csv_file, csv_text, people
from tonghu.reconcile.engine.fields import Field

NAMES = [p[1] for p in people(8)]


@pytest.mark.parametrize(("surname", "given"), [("姓", "名"), ("Surname", "Given Name")])
def test_surname_and_given_name_are_one(
    tmp_path: Path, reading: Reading, surname: str, given: str
) -> None:
    body = [[p[0], p[1][0], p[1][1:], *p[2:]] for p in people(8)]
    head = [HEADER[0], surname, given, *HEADER[2:]]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [head, *body])))
    assert texts(sheet, Field.NAME) == NAMES
    assert sheet.mapping[1].reason == f"表头“{surname}”和“{given}”两列合成姓名"
    assert sheet.mapping[2].field is None


def test_a_whole_name_beside_a_surname_stays(tmp_path: Path, reading: Reading) -> None:
    body = [[p[1][0], p[1], p[3]] for p in people(8)]
    sheet = only(reading(csv_file(tmp_path / "a.csv", [["姓", "名字", "身份证号"], *body])))
    assert texts(sheet, Field.NAME) == NAMES


@pytest.mark.parametrize(("usual", "rarer"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_lines_of_two_encodings(tmp_path: Path, reading: Reading, usual: str, rarer: str) -> None:
    lines = csv_text([HEADER, *people(20)]).splitlines(keepends=True)
    odd = {3, 4, 9}
    path = tmp_path / "a.csv"
    path.write_bytes(b"".join(t.encode(rarer if n in odd else usual) for n, t in enumerate(lines)))
    intake = reading(path)
    sheet = only(intake)
    assert texts(sheet, Field.NAME) == [p[1] for p in people(20)]
    assert texts(sheet, Field.VILLAGE) == [p[6] for p in people(20)]
    assert notice(intake, "mixed_encoding").rows == (3, 4, 9)


def test_numbers_alone_are_enough(tmp_path: Path, reading: Reading) -> None:
    table = [[r[0], *r[2:]] for r in (HEADER, *people(8))]
    intake = reading(csv_file(tmp_path / "a.csv", [*table, ["合计", "8人", "", "", "", ""]]))
    sheet = only(intake)
    assert Field.NAME not in sheet.columns
    assert rows(sheet) == list(range(1, 9))
    assert notice(intake, "no_name").text.startswith("没有姓名列，只能凭证件号比对")


def test_neither_name_nor_number_is_refused(tmp_path: Path, reading: Reading) -> None:
    table = [[r[0], r[2], *r[4:]] for r in (HEADER, *people(8))]
    assert refusal(reading(csv_file(tmp_path / "a.csv", table))).code == "no_name"


def test_few_numbers_are_not_enough(tmp_path: Path, reading: Reading) -> None:
    body = [[p[2], p[3] if n < 3 else "", p[4]] for n, p in enumerate(people(8))]
    head = ["性别", "身份证号", "父亲姓名"]
    assert refusal(reading(csv_file(tmp_path / "a.csv", [head, *body]))).code == "no_name"
