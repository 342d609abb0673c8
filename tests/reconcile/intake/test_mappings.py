"""Saved mappings and declarations: what people wrote down wins; their slips get a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.reconcile.intake.conftest import Reading, notice, only, texts
from tests.reconcile.intake.make import HEADER, book_rows, csv_file, people
from tonghu.reconcile.engine.fields import Field, Kind, Population
from tonghu.reconcile.engine.intake import MappingError, discover, load_mappings, save_mappings


def test_what_was_saved_reads_the_same_again(tmp_path: Path, reading: Reading) -> None:
    table = [["演示小学学生花名册"], [*HEADER[:6], '怪"表\\头\n甲'], *people(6)]
    path = csv_file(tmp_path / "a.csv", [*table[:1], [*HEADER[:6], '"怪""表\\头\n甲"'], *table[2:]])
    first = reading(path)
    save_mappings(tmp_path / "m.toml", first)
    saved = load_mappings(tmp_path / "m.toml")
    assert list(saved) == ["演示小学"]
    again = only(reading(path, saved=saved))
    assert [c.field for c in again.mapping] == [c.field for c in only(first).mapping]
    assert {c.reason for c in again.mapping} == {"已保存的对应"}


def test_a_persons_choice_wins(tmp_path: Path, reading: Reading) -> None:
    path = csv_file(tmp_path / "a.csv", [HEADER, *people(6)])
    save_mappings(tmp_path / "m.toml", reading(path))
    text = (tmp_path / "m.toml").read_text(encoding="utf-8")
    edited = text.replace('"father_name"', '"guardian_name"').replace(
        'header = "村", field = "village"', 'header = "村", field = ""'
    )
    (tmp_path / "m.toml").write_text(edited, encoding="utf-8")
    sheet = only(reading(path, saved=load_mappings(tmp_path / "m.toml")))
    assert texts(sheet, Field.GUARDIAN_NAME)[0] == "王国安"
    assert Field.VILLAGE not in sheet.columns
    assert Field.FATHER_NAME not in sheet.columns


def test_a_choice_against_the_values_is_followed_and_doubted(
    tmp_path: Path, reading: Reading
) -> None:
    path = csv_file(tmp_path / "a.csv", [HEADER, *people(6)])
    save_mappings(tmp_path / "m.toml", reading(path))
    text = (tmp_path / "m.toml").read_text(encoding="utf-8")
    swapped = text.replace('"phone"', '"X"').replace('"id_number"', '"phone"')
    (tmp_path / "m.toml").write_text(swapped.replace('"X"', '"id_number"'), encoding="utf-8")
    intake = reading(path, saved=load_mappings(tmp_path / "m.toml"))
    assert texts(only(intake), Field.ID_NUMBER)[0] == "13800000000"
    assert len([n for n in intake.notices if n.code == "mapping_doubt"]) == 2


def test_a_choice_fits_a_table_that_does_not_begin_in_the_first_column(
    tmp_path: Path, reading: Reading
) -> None:
    """Empty columns are not written down; one without a header is found by its neighbour."""
    head = ["", "", "姓名", "", "身份证号", ""]
    table = [head, *(["", "", p[1], p[2], p[3], "某某"] for p in people(6))]
    path = book_rows(tmp_path / "a.xlsx", table)
    save_mappings(tmp_path / "m.toml", reading(path))
    text = (tmp_path / "m.toml").read_text(encoding="utf-8")
    last = text.rindex('field = ""')
    (tmp_path / "m.toml").write_text(
        text[:last] + 'field = "remark"' + text[last + len('field = ""') :], encoding="utf-8"
    )
    sheet = only(reading(path, saved=load_mappings(tmp_path / "m.toml")))
    assert texts(sheet, Field.REMARK)[0] == "某某"
    assert texts(sheet, Field.SEX)[0] == "男"
    assert texts(sheet, Field.NAME)[0] == "王小明"


def test_other_headers_are_not_touched_by_it(tmp_path: Path, reading: Reading) -> None:
    save_mappings(tmp_path / "m.toml", reading(csv_file(tmp_path / "a.csv", [HEADER, *people(6)])))
    other = csv_file(tmp_path / "b.csv", [[*HEADER[:6], "备注"], *people(6)])
    sheet = only(reading(other, saved=load_mappings(tmp_path / "m.toml")))
    assert sheet.mapping[0].reason == "表头“序号”"


@pytest.mark.parametrize(
    "text",
    [
        "[[mapping]]\nsender = 3\ncolumns = 4\n",
        '[[mapping]]\ncolumns = [{ header = "姓名", field = "nmae" }]\n',
        "[[mapping]\n",
        '[[mapping]]\ncolumns = [{ header = "a", field = "name" }, { header = "b", field = "name" }]\n',
    ],
)
def test_slips_in_a_mapping_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=r"列对应文件“m.toml”.*请.*。$"):
        load_mappings(tmp_path / "m.toml")


DECLARED = """
[[roster]]
file = "东*.csv"
sender = "演示东镇派出所"
town = "演示东镇"
as_of = 2026-09-01
population = "all"

[[roster]]
file = "*"
population = "仅留守儿童"
"""


@pytest.mark.parametrize("name", ["名册说明.toml", "rosters.toml"])
def test_declarations_beside_the_files(tmp_path: Path, reading: Reading, name: str) -> None:
    (tmp_path / name).write_text(DECLARED, encoding="utf-8")
    title = ["演示西乡2025年1月全体儿童名册"]
    csv_file(tmp_path / "东1.csv", [title, HEADER, *people(3)])
    csv_file(tmp_path / "西1.csv", [title, HEADER, *people(3)])
    east, west = (s.file for s in reading(tmp_path).sheets)
    assert (east.sender, east.town) == ("演示东镇派出所", "演示东镇")
    assert (east.as_of, east.population) == (date(2026, 9, 1), Population.ALL)
    assert (west.population, west.as_of) == (Population.FLAGGED, date(2025, 1, 1))
    assert west.town == "演示西乡"


@pytest.mark.parametrize(
    "text",
    [
        "[[roster]\n",
        "roster = 3\n",
        '[[roster]]\nsender = "x"\n',
        '[[roster]]\nfile = "*"\nsendr = "x"\n',
        '[[roster]]\nfile = "*"\nas_of = "去年"\n',
        '[[roster]]\nfile = "*"\npopulation = "很多"\n',
    ],
)
def test_slips_in_a_declaration(tmp_path: Path, text: str) -> None:
    (tmp_path / "rosters.toml").write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=r"名册说明.*请.*。$"):
        discover([csv_file(tmp_path / "a.csv", [HEADER])], Kind.POLICE)


def test_discovery_is_sorted_and_skips_what_is_no_roster(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.csv", "a.csv", "sub/c.csv", "~$a.xlsx", ".hidden.csv"):
        csv_file(tmp_path / name, [HEADER, *people(3)])
    (tmp_path / "通知.docx").write_bytes(b"PK\x03\x04")
    files = discover([tmp_path / "b.csv", tmp_path], Kind.SURVEY)
    assert [f.path.name for f in files] == ["a.csv", "b.csv", "c.csv", "通知.docx"]
    assert {f.kind for f in files} == {Kind.SURVEY}
    assert [n.file.name for n in reading(tmp_path).refused] == ["通知.docx"]


def test_notices_name_file_and_rows(tmp_path: Path, reading: Reading) -> None:
    path = csv_file(tmp_path / "a.csv", [HEADER, *people(3), ["合计", *[""] * 6]])
    found = notice(reading(path), "foot_rows")
    assert (found.file, found.rows, found.count, found.fatal) == (path, (4,), 1, False)
