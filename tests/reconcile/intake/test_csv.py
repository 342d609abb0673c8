"""CSV in all the ways it arrives; row numbers are those of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import Reading, notice, only, rows, texts
from tests.reconcile.intake.make import HEADER, csv_file, csv_text, people
from tonghu.reconcile.engine.fields import Field

TABLE = [HEADER, *people(6)]
NAMES = [r[1] for r in TABLE[1:]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(tmp_path: Path, reading: Reading, encoding: str) -> None:
    sheet = only(reading(csv_file(tmp_path / "a.csv", TABLE, encoding)))
    assert texts(sheet, Field.NAME) == NAMES
    assert rows(sheet) == [1, 2, 3, 4, 5, 6]
    assert sheet.header_row == 1


def test_rare_characters_of_gb18030(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(5)]
    table[1][1] = "王㛃𬭚"  # the second outside GBK, the third outside the basic plane
    sheet = only(reading(csv_file(tmp_path / "a.csv", table, "gb18030")))
    assert texts(sheet, Field.NAME)[0] == "王㛃𬭚"


def test_gb18030_that_begins_like_ascii(tmp_path: Path, reading: Reading) -> None:
    """The first megabyte is plain ASCII, the Chinese comes later."""
    head = ["name", "id_no", "phone"]
    table = [
        head,
        *([f"Wang{i}", f"99010120140506{i % 1000:04d}", "13800000000"] for i in range(32_000)),
    ]
    table += [[n, "990101201405061234", "13800000000"] for n in NAMES]
    path = csv_file(tmp_path / "a.csv", table, "gb18030")
    assert path.stat().st_size > 1 << 20
    assert texts(only(reading(path)), Field.NAME)[-6:] == NAMES


def test_a_few_broken_characters_are_marked_not_lost(tmp_path: Path, reading: Reading) -> None:
    data = csv_text([HEADER, *people(60)]).encode("gb18030")
    bad = data.replace("李芳".encode("gb18030"), b"\xc0\xff\xb7\xbc", 1)
    path = tmp_path / "a.csv"
    path.write_bytes(bad)
    intake = reading(path)
    assert len(only(intake).rows) == 60
    assert notice(intake, "undecodable").rows == (2,)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(
    tmp_path: Path, reading: Reading, delimiter: str, end: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(csv_text(TABLE, end, delimiter).encode())
    sheet = only(reading(path))
    assert texts(sheet, Field.NAME) == NAMES
    assert rows(sheet) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_count(tmp_path: Path, reading: Reading, end: str) -> None:
    lines = csv_text(TABLE, "\n").splitlines()
    lines[3:3] = ["", ",,,,,,"]
    path = tmp_path / "a.csv"
    path.write_bytes(
        (end * 2 + "演示小学在校学生花名册" + end + end.join(lines) + end * 3).encode()
    )
    sheet = only(reading(path))
    assert sheet.header_row == 4
    assert rows(sheet) == [1, 2, 5, 6, 7, 8]
    assert texts(sheet, Field.NAME) == NAMES


def test_quotes_delimiters_and_line_breaks_in_cells(tmp_path: Path, reading: Reading) -> None:
    lines = csv_text(TABLE).splitlines()
    lines[2] = lines[2].replace("演示西村", '"演示""南"",村\n二组"')
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheet = only(reading(path))
    assert texts(sheet, Field.VILLAGE)[1] == '演示"南",村\n二组'
    assert rows(sheet) == [1, 2, 3, 4, 5, 6]


def test_an_unclosed_quote_swallows_nothing(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(2_000)]
    table[5][6] = '"演示东村'
    sheet = only(reading(csv_file(tmp_path / "a.csv", table)))
    assert len(sheet.rows) == 2_000
    assert texts(sheet, Field.VILLAGE)[4] == '"演示东村'


def test_an_unclosed_quote_in_a_short_file(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(20)]
    table[5][6] = '"演示东村'
    assert len(only(reading(csv_file(tmp_path / "a.csv", table))).rows) == 20


def test_ragged_rows_are_marked(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(6)]
    table[2] = [*table[2], "多出一格"]
    table[4] = table[4][:-2]
    intake = reading(csv_file(tmp_path / "a.csv", table))
    sheet = only(intake)
    assert rows(sheet) == [1, 2, 3, 4, 5, 6]
    assert texts(sheet, Field.NAME) == NAMES
    assert notice(intake, "ragged_rows").rows == (2, 4)


def test_nul_bytes(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(TABLE).encode().replace("王小明".encode(), "王小\0明".encode(), 1))
    intake = reading(path)
    assert texts(only(intake), Field.NAME) == NAMES
    assert notice(intake, "nul_bytes")


def test_large_files_with_blank_lines_stay_fast_and_right(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(30_000)]
    lines = csv_text(table).splitlines()
    lines[20_001:20_001] = [""]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheet = only(reading(path))
    assert rows(sheet) == [*range(1, 20_001), *range(20_002, 30_002)]
    assert texts(sheet, Field.ID_NUMBER) == [r[3] for r in table[1:]]


def test_scientific_numbers_are_marked(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(6)]
    table[3][3] = "9.90101E+17"
    intake = reading(csv_file(tmp_path / "a.csv", table))
    assert texts(only(intake), Field.ID_NUMBER)[2] == "9.90101E+17"
    assert notice(intake, "scientific_id").rows == (3,)


def test_cells_stay_as_they_were_written(tmp_path: Path, reading: Reading) -> None:
    table = [HEADER, *people(5)]
    table[1][1], table[2][5], table[3][3] = " 王 小明 ", "NA", "null"
    sheet = only(reading(csv_file(tmp_path / "a.csv", table)))
    assert texts(sheet, Field.NAME)[0] == " 王 小明 "
    assert texts(sheet, Field.PHONE)[1] == "NA"
    assert texts(sheet, Field.ID_NUMBER)[2] == "null"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_does_not_turn_the_file_into_nonsense(
    tmp_path: Path, reading: Reading, encoding: str
) -> None:
    data = csv_text(TABLE).encode(encoding)
    at = data.index("陈静".encode(encoding))
    path = tmp_path / "a.csv"
    path.write_bytes(data[:at] + b"\xff" + data[at:])
    intake = reading(path)
    found = texts(only(intake), Field.NAME)
    assert found[:3] + found[4:] == NAMES[:3] + NAMES[4:]
    assert notice(intake, "undecodable").rows == (4,)
