"""Word的表: field grids and tables with joined heads that repeat on every page."""

from __future__ import annotations

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from tonghu.papers import documents as d
from tonghu.papers.printing.layout import Laid, align_of, laid, said
from tonghu.papers.printing.markup import LARGEST, size_of
from tonghu.papers.printing.word.setting import Page, element, paragraph, run, shape

MARGIN = 1.9  # millimetres of a cell, both sides: Word's own


def grid(page: Page, one: d.FieldGrid) -> None:
    """登记表格."""
    made = _new(page, len(one.rows), one.columns, one.widths or (1.0,) * one.columns)
    hanging = [0] * one.columns
    for at, row in enumerate(one.rows):
        made.rows[at].height = Mm(one.height)
        free = [column for column in range(one.columns) if not hanging[column]]
        hanging = [max(0, left - 1) for left in hanging]
        for cell in row:
            columns = [free.pop(0) for _ in range(cell.span)]
            for column in columns:
                hanging[column] = cell.down - 1
            place = made.cell(at, columns[0])
            if cell.span > 1 or cell.down > 1:
                place = place.merge(made.cell(at + cell.down - 1, columns[-1]))
            _fill(
                place,
                cell.text,
                align=cell.align or ("center" if cell.label else "left"),
                size=10.5,
            )
            if cell.vertical:
                properties = place._tc.get_or_add_tcPr()
                turned = element("w:textDirection", {"w:val": "tbRlV"})
                properties.insert_element_before(turned, "w:tcFitText", "w:vAlign", "w:hideMark")


def table(page: Page, one: d.Table) -> None:
    """表: caption, joined heads, rows, total, note."""
    set_ = laid(one)
    size = size_of(set_, page.orientation) if page.form == "table" else LARGEST
    if one.title:
        paragraph(page, one.title, role="hei", align="center", size=min(page.size, 14.0), before=6)
    body = len(set_.rows) or 1
    deep = len(set_.heads)
    made = _new(page, deep + body + bool(set_.totals), len(set_.columns), set_.widths)
    _heads(made, set_, size)
    cells = [list(row.cells) for row in made.rows]  # asked once: each asking walks the whole table
    if not set_.rows:
        _fill(cells[deep][0].merge(cells[deep][-1]), one.empty, align="center", size=size)
    for at, row in enumerate(set_.rows, deep):
        _row(cells[at], row, set_, size, "fang")
    if set_.totals:
        _row(cells[-1], set_.totals, set_, size, "hei")
    for row in made.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    if one.note:
        paragraph(page, one.note, size=10, line=15, before=4, align="left")


def _heads(made: WordTable, set_: Laid, size: float) -> None:
    for cells in set_.heads:
        for one in cells:
            place = made.cell(one.row, one.column)
            if one.span > 1 or one.down > 1:
                place = place.merge(made.cell(one.row + one.down - 1, one.column + one.span - 1))
            _fill(place, one.text, align="center", size=size, role="hei")
    for at in range(len(set_.heads)):
        made.rows[at]._tr.get_or_add_trPr().append(element("w:tblHeader"))


def _row(cells: list[_Cell], row: tuple[d.Value, ...], set_: Laid, size: float, role: str) -> None:
    for place, value, column in zip(cells, row, set_.columns, strict=True):
        _fill(place, said(value, column.format), align=align_of(column), size=size, role=role)


def _new(page: Page, rows: int, columns: int, shares: tuple[float, ...] | list[float]) -> WordTable:
    made: WordTable = page.word.add_table(rows, columns, style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    section = page.word.sections[0]
    across = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for at, share in enumerate(shares):
        made.columns[at].width = Length(int(across * share / sum(shares)))
    return made


def _fill(place: _Cell, text: str, *, align: str, size: float, role: str = "fang") -> None:
    made = place.paragraphs[0]
    shape(made, align=align, line=size * 1.3)
    made.paragraph_format.line_spacing = 1.0
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(0)
    if text:
        run(made, text, role=role, size=size)
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
