"""Word and Excel, read by other programs than those that wrote them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from tests.papers import samples
from tests.requirement import requirement


def word(made: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(made))


def east_asian(run: object) -> str:
    fonts = run._element.rPr.rFonts  # type: ignore[attr-defined]
    return str(fonts.get(qn("w:eastAsia")))


def test_an_official_word_file_has_the_frame_of_the_standard(docxs: dict[str, bytes]) -> None:
    section = word(docxs["official"]).sections[0]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 26, 35, 28]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) == pytest.approx(225 / 25.4 * 1440 / 22, abs=1)


def test_word_names_the_fonts_an_office_has(docxs: dict[str, bytes]) -> None:
    runs = {
        run.text: run for one in word(docxs["official"]).paragraphs for run in one.runs if run.text
    }
    assert east_asian(runs[samples.NOTICE.organ]) == "方正小标宋简体"
    assert str(runs[samples.NOTICE.organ].font.color.rgb) == "D00000"
    assert east_asian(runs["一、总体要求"]) == "黑体"
    assert east_asian(runs["（一）时间安排"]) == "楷体_GB2312"
    body = runs[samples.TEXT * 3]
    assert east_asian(body) == "仿宋_GB2312"
    assert body.font.size is not None
    assert body.font.size.pt == 16


def test_word_says_everything_the_content_says_in_its_order(docxs: dict[str, bytes]) -> None:
    said = "\n".join(one.text for one in word(docxs["official"]).paragraphs)
    parts = (
        samples.NOTICE.organ, "〔2026〕3号", "摸底排查", "各乡镇人民政府", "一、总体要求", "附件：1. 排查表",
        "2. 花名册", "2026年9月3日", "抄送：", "2026年9月4日印发",
    )  # fmt: skip
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


def test_a_word_table_has_joined_heads_that_repeat(docxs: dict[str, bytes]) -> None:
    [table] = word(docxs["table"]).tables
    deep = 4  # three levels and the row of numbers
    assert len(table.rows) == deep + len(samples.ROWS) + 1
    heads = [row for row in table.rows if row._tr.findall(f".//{qn('w:tblHeader')}")]
    assert len(heads) == deep
    assert table.cell(0, 1)._tc is table.cell(0, 3)._tc  # 本人 over three columns
    assert table.cell(0, 0)._tc is table.cell(2, 0)._tc  # 序号 down three rows
    assert table.cell(deep, 2).text == samples.ID_NUMBER
    assert table.cell(len(table.rows) - 1, 8).text == "780"


def test_a_word_form_turns_the_name_of_a_block(docxs: dict[str, bytes]) -> None:
    [grid] = word(docxs["plain"]).tables
    first = grid.cell(0, 0)
    assert first.text == "本人"
    assert first._tc is grid.cell(1, 0)._tc
    kinds = [one.tag for one in first._tc.tcPr]  # type: ignore[union-attr]
    assert kinds.index(qn("w:textDirection")) < kinds.index(qn("w:vAlign"))  # Word minds the order
    assert grid.cell(1, 2).text == "■健康　□残疾　□患病"


def test_the_foot_of_word_has_code_page_number_and_qr(docxs: dict[str, bytes]) -> None:
    document = word(docxs["plain"])
    foot = document.sections[0].footer.paragraphs[0]
    assert "文书码 7K3M9-QXAB2" in foot.text
    assert "编号 甲镇2026-0044" in foot.text
    assert "PAGE" in foot._element.xml
    with zipfile.ZipFile(io.BytesIO(docxs["plain"])) as inside:
        assert [name for name in inside.namelist() if name.endswith(".png")]


@requirement("D-310")
def test_id_numbers_are_text_cells_and_days_are_days(roster_xlsx: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(roster_xlsx)).active
    assert sheet is not None
    first = 2 + 4 + 1
    cell = sheet.cell(first, 3)
    assert (cell.value, cell.data_type, cell.number_format) == (samples.ID_NUMBER, "s", "@")
    assert sheet.cell(first, 4).value == datetime(2016, 9, 24)
    assert sheet.cell(first + 1, 9).value == 1
    assert sheet.cell(first, 8).value == "是"


def test_a_name_that_looks_like_a_formula_stays_a_name(roster_xlsx: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(roster_xlsx)).active
    assert sheet is not None
    names = [sheet.cell(row, 2) for row in range(7, 11)]
    assert [(one.value, one.data_type) for one in names][-1] == ("=蓝算式", "s")


def test_excel_joins_heads_repeats_them_sums_and_says_whose_it_is(roster_xlsx: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(roster_xlsx)).active
    assert sheet is not None
    joined = {str(one) for one in sheet.merged_cells.ranges}
    assert {"B3:D3", "E3:G3", "E4:F4", "A3:A5"} <= joined
    assert sheet.print_title_rows == "$3:$6"
    assert sheet.freeze_panes == "A7"
    last = 7 + len(samples.ROWS)
    assert sheet.cell(last, 1).value == "合计"
    assert sheet.cell(last, 9).value == 780
    said = "\n".join(str(row[0].value) for row in sheet.iter_rows(min_row=last + 1) if row[0].value)
    assert "栏目待核。" in said
    assert "编号 甲镇2026-0043" in said
    assert "周县办" in said
    assert "周县办" in str(sheet.oddFooter.left.text)
