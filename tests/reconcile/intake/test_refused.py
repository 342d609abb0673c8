"""Bad input: each kind gives exactly one clear sentence and no record (issue 2, bar 4)."""

from __future__ import annotations

import io
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import xlwt

from tests.reconcile.intake.conftest import TODAY, Reading, only, refusal
from tests.reconcile.intake.make import (
    CELL,
    HEADER,
    book_rows,
    csv_file,
    csv_text,
    people,
    plain_zip,
    rewritten,
    tiny_book,
    with_member,
)
from tonghu.reconcile.engine.intake import Limits


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n  \n", b",,,\n,,,\n"])
def test_an_empty_csv(tmp_path: Path, reading: Reading, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refusal(reading(path)).code == "empty"


def test_an_empty_workbook(tmp_path: Path, reading: Reading) -> None:
    assert refusal(reading(book_rows(tmp_path / "a.xlsx", []))).code == "empty"


def test_a_header_without_rows(tmp_path: Path, reading: Reading) -> None:
    table = [["演示小学花名册"], HEADER]
    assert refusal(reading(csv_file(tmp_path / "a.csv", [HEADER]))).code == "header_only"
    assert refusal(reading(book_rows(tmp_path / "a.xlsx", table))).code == "header_only"


def test_a_header_with_only_a_total(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, ["合计", "0", "", "", "", "", ""]]
    assert refusal(reading(csv_file(tmp_path / "a.csv", table))).code == "header_only"


WRONG = {
    "text.xlsx": (csv_text([HEADER, *people(3)]).encode(), "wrong_text"),
    "text.xls": (csv_text([HEADER, *people(3)]).encode("gb18030"), "wrong_text"),
    "page.xls": (b"\r\n<html><table><tr><td>1</td></tr></table></html>", "wrong_html"),
    "xml.xls": (b'<?xml version="1.0"?><Workbook/>', "wrong_xml"),
    "print.csv": (b"%PDF-1.7 ...............", "wrong_pdf"),
    "photo.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(64), "wrong_image"),
    "noise.xlsx": (bytes(range(256)) * 8, "wrong_binary"),
    "noise.csv": (bytes(range(256)) * 8, "wrong_binary"),
    "zip.csv": (plain_zip({"a.txt": b"1"}), "wrong_csv_zip"),
    "zip.xlsx": (plain_zip({"a.csv": b"1"}), "not_a_workbook"),
    "zip.xls": (plain_zip({"a.csv": b"1"}), "wrong_xls_zip"),
    "word.docx": (plain_zip({"word/document.xml": b"<a/>"}), "unknown_type"),
    "noextension": (b"abc", "unknown_type"),
    "cut.xlsx": (plain_zip({"xl/workbook.xml": b"<a/>" * 999})[:90], "bad_zip"),
    "ole.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "wrong_binary"),
    "cut.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
        "unreadable",
    ),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_content_that_is_not_what_the_name_says(
    tmp_path: Path, reading: Reading, name: str
) -> None:
    content, code = WRONG[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(reading(path)).code == code


def test_an_old_workbook_called_xlsx_and_an_old_one_that_is_fine(
    tmp_path: Path, reading: Reading
) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("名单")
    for r, row in enumerate([HEADER, *people(4)]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    workbook.save(str(tmp_path / "a.xls"))
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xls").read_bytes())
    assert len(only(reading(tmp_path / "a.xls")).rows) == 4
    assert refusal(reading(tmp_path / "b.xlsx")).code == "wrong_xlsx_ole"


def test_a_new_workbook_called_xls(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)]).rename(tmp_path / "a.xls")
    assert refusal(reading(path)).code == "wrong_xls_zip"


def test_a_password(tmp_path: Path, reading: Reading) -> None:
    plain = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)]).read_bytes()
    locked = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("1234", locked)
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked.getvalue())
    assert refusal(reading(path)).code == "password"


@pytest.mark.parametrize("claim", ["A1:XFD1048576", "$A$1:$XFD$1048576", "A1:ZZZZ999999999"])
def test_a_kilobyte_that_claims_seventeen_billion_cells(
    tmp_path: Path, reading: Reading, claim: str
) -> None:
    xml = f'<worksheet><dimension ref="{claim}"/><sheetData>{CELL.format("姓名")}</sheetData></worksheet>'
    path = tiny_book(tmp_path / "a.xlsx", xml)
    assert path.stat().st_size < 1_800
    found = refusal(reading(path))
    assert found.code == "claimed"
    assert "名单" in found.text


def test_two_cells_that_span_the_whole_sheet(tmp_path: Path, reading: Reading) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    xml = f"<worksheet><sheetData>{CELL.format('姓名')}{far}</sheetData></worksheet>"
    assert refusal(reading(tiny_book(tmp_path / "a.xlsx", xml))).code == "claimed"


def test_a_zip_bomb(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    with_member(path, "xl/media/image1.bin", bytes(60_000_000))
    assert path.stat().st_size < 200_000
    assert refusal(reading(path)).code == "bomb"


def test_a_member_larger_than_it_says(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    with_member(path, "xl/extra.bin", b"0" * 5_000)
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(reading(path)).code == "bomb"


def test_members_that_share_bytes(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    with_member(path, "xl/one.bin", b"1" * 5_000)
    with_member(path, "xl/two.bin", b"1" * 5_000)
    content = bytearray(path.read_bytes())
    last = content.rindex(b"PK\x01\x02")
    before = content.rindex(b"PK\x01\x02", 0, last)
    content[last + 42 : last + 46] = content[before + 42 : before + 46]
    path.write_bytes(content)
    assert refusal(reading(path)).code == "bomb"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../etc/cron.d/a", "bad_names"),
        ("/etc/passwd", "bad_names"),
        ("xl\\..\\a.xml", "bad_names"),
        ("C:/a.xml", "bad_names"),
        ("XL/Workbook.xml", "bad_names"),
    ],
)
def test_names_that_leave_the_archive(
    tmp_path: Path, reading: Reading, name: str, code: str
) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    assert refusal(reading(with_member(path, name, b"1"))).code == code


def test_a_zip_inside(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    with_member(path, "xl/embeddings/a.bin", plain_zip({"b": b"1"}))
    assert refusal(reading(path)).code == "nested"


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_entities(tmp_path: Path, reading: Reading, member: str) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'

    def change(name: str, data: bytes) -> bytes:
        return bomb + data if name == member else data

    assert refusal(reading(rewritten(path, change))).code == "entities"


def test_a_wide_encoding_cannot_hide_entities(tmp_path: Path, reading: Reading) -> None:
    path = book_rows(tmp_path / "a.xlsx", [HEADER, *people(3)])

    def change(name: str, data: bytes) -> bytes:
        return data.decode().encode("utf-16") if name.endswith("sheet1.xml") else data

    assert refusal(reading(rewritten(path, change))).code == "bad_zip"


def test_over_the_limits_and_the_limit_is_stated(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(200)]
    text, sheet = csv_file(tmp_path / "a.csv", table), book_rows(tmp_path / "a.xlsx", table)
    small = Limits(csv_bytes=2_000, book_bytes=2_000, today=TODAY)
    assert "2.0 KB" in refusal(reading(text, limits=small)).text
    assert "2.0 KB" in refusal(reading(sheet, limits=small)).text
    few = Limits(rows=100, cells=1_000, today=TODAY)
    assert "100行" in refusal(reading(text, limits=few)).text
    assert "1000个" in refusal(reading(sheet, limits=few)).text
    narrow = Limits(columns=3, today=TODAY)
    assert refusal(reading(text, limits=narrow)).code == "too_many_columns"
    assert refusal(reading(sheet, limits=narrow)).code == "too_many_columns"


def test_a_file_that_is_not_there(tmp_path: Path, reading: Reading) -> None:
    assert refusal(reading(tmp_path / "nothing.csv")).code == "missing"


def test_neither_name_nor_number_column(tmp_path: Path, reading: Reading) -> None:
    table = [[row[2], row[4], row[5]] for row in [HEADER, *people(6)]]
    assert refusal(reading(csv_file(tmp_path / "a.csv", table))).code == "no_name"
    prose = [["关于报送名册的通知"], ["请各校于九月底前报送"]]
    assert refusal(reading(csv_file(tmp_path / "b.csv", prose))).code in {"no_table", "header_only"}


def test_a_roster_of_adults(tmp_path: Path, reading: Reading) -> None:
    found = refusal(reading(csv_file(tmp_path / "a.csv", [HEADER, *people(10, year=1980)])))
    assert found.code == "adults"
    assert "10人已满18周岁" in found.text


def test_single_adults_stay(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(10), *people(2, year=1980)]
    assert len(only(reading(csv_file(tmp_path / "a.csv", table))).rows) == 12


def test_no_sentence_repeats_the_files_content(tmp_path: Path, reading: Reading) -> None:
    for name in WRONG:
        (tmp_path / name).write_bytes(WRONG[name][0])
    intake = reading(tmp_path)
    assert len(intake.refused) == len(WRONG)
    assert not any("王小明" in n.text for n in intake.notices)
