"""Whatever text stands in a table, reading gives back that text in its row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.reconcile.intake.conftest import TODAY, only, rows, texts
from tests.reconcile.intake.make import people, rewritten
from tonghu.reconcile.engine.fields import Field, Kind
from tonghu.reconcile.engine.intake import Limits
from tonghu.reconcile.engine.intake.child import answer_to
from tonghu.reconcile.engine.intake.reader import _take
from tonghu.reconcile.engine.intake.tables import Intake, RosterFile
from tonghu.reconcile.engine.intake.wire import Job

HEAD = ["姓名", "身份证号", "家庭住址", "备注"]
BLANKS = [("", " "), ("\t ", "　"), (" 甲", "乙　"), (" \u3000", "\u00a0")]
# what XML can carry and a clerk can type; a lone CR is a line end to every reader
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
CELLS = st.text(st.one_of(LETTERS, st.sampled_from(",;\t\"'=+@ 　村镇1２")), max_size=12)
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12)


def read_here(path: Path, folder: Path) -> Intake:
    """The child's work in this process, for speed."""
    job = Job(
        str(path), str(folder / "out"), Kind.SCHOOL, "", "", None, None, Limits(today=TODAY), TODAY
    )
    answer, _ = answer_to(job)
    assert not [s for s in answer.said if s.fatal], answer.said
    taken, _ = _take(RosterFile(path, Kind.SCHOOL), answer, folder)
    return Intake(tuple(taken))


def full(table: list[tuple[str, str]]) -> list[list[str]]:
    """Children with these two free texts."""
    return [[p[1], p[3], *cells] for p, cells in zip(people(len(table)), table, strict=True)]


def write_xlsx(path: Path, table: list[list[str]]) -> None:
    """By a writer that marks outer blanks as text, as Excel does."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for r, row in enumerate([HEAD, *table]):
            for c, value in enumerate(row):
                sheet.write_string(r, c, value)


def check(intake: Intake, table: list[list[str]]) -> None:
    """Every cell in its row."""
    sheet = only(intake)
    assert rows(sheet) == list(range(1, len(table) + 1))
    for column, field in enumerate((Field.NAME, Field.ID_NUMBER, Field.ADDRESS, Field.REMARK)):
        assert texts(sheet, field) == [row[column] for row in table]


@settings(max_examples=40, deadline=None)
@example(BLANKS, "\n", csv.QUOTE_MINIMAL)
@given(TABLES, st.sampled_from(["\r\n", "\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_csv(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]], end: str, quoting: int
) -> None:
    folder = tmp_path_factory.mktemp("r")
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
        writer.writerows([HEAD, *full(table)])
    check(read_here(path, folder), full(table))


@settings(max_examples=20, deadline=None)
@example(BLANKS)
@given(TABLES)
def test_xlsx(tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("r")
    path = folder / "a.xlsx"
    write_xlsx(path, full(table))
    check(read_here(path, folder), full(table))


@settings(max_examples=20, deadline=None)
@example(BLANKS)
@given(TABLES)
def test_xls(tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("r")
    path = folder / "a.xls"
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("名册")
    for r, row in enumerate([HEAD, *full(table)]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    workbook.save(str(path))
    check(read_here(path, folder), full(table))


def test_blanks_that_an_xlsx_does_not_mark_as_text_are_none(tmp_path: Path) -> None:
    """XML keeps the blanks around a text where xml:space says so; some writers leave it off."""
    path = tmp_path / "a.xlsx"
    write_xlsx(path, full(BLANKS))
    check(read_here(path, tmp_path), full(BLANKS))
    rewritten(path, lambda _, data: data.replace(b' xml:space="preserve"', b""))
    bare = [("", ""), ("", "　"), ("甲", "乙　"), ("　", "\u00a0")]
    check(read_here(path, tmp_path), full(bare))
