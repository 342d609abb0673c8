"""Word的版面: paper, margins, grid of GB/T 9704, the head, the foot with code and page number, 版记."""

from __future__ import annotations

import io

import segno
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tonghu.papers import documents as d
from tonghu.papers.printing.markup import day
from tonghu.papers.printing.order import Frame
from tonghu.papers.printing.word.setting import (
    Page,
    dressed,
    element,
    field,
    paragraph,
    ruled,
    run,
    shape,
)
from tonghu.papers.rules import spoken

MARGINS = {  # top right bottom left, millimetres
    "official": (37, 26, 35, 28), "letter": (30, 26, 35, 28), "table": (14, 12, 22, 12), "plain": (18, 20, 24, 20),
}  # fmt: skip
FOOT = {
    "official": 17.0,
    "letter": 17.0,
    "table": 6.0,
    "plain": 7.0,
}  # from the lower edge, millimetres
PITCH, SQUEEZE = (
    579,
    -860,
)  # 22 lines of 225 mm in twips; 28 characters of 16 pt in 156 mm, in 1/4096 pt


def open_page(page: Page, document: d.Document, frame: Frame) -> None:
    """Everything before the first block."""
    section = page.word.sections[0]
    _paper(page, section)
    page.word.core_properties.title = document.title.replace("\n", "")
    page.word.core_properties.author = ""
    normal = page.word.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    if page.form == "official":
        page.word.settings.odd_and_even_pages_header_footer = True
        _foot(page, section.even_page_footer, frame, outer="left")
    _foot(page, section.footer, frame, outer="right")
    if frame.draft:
        run(section.header.paragraphs[0], "草稿，没有编号，不作凭据", role="hei", size=10.5)
    _head(page, document, frame)


def _paper(page: Page, section: Section) -> None:
    lies = page.orientation == "landscape" and page.form in ("table", "plain")
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
    top, right, bottom, left = MARGINS[page.form]
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(top), Mm(right), Mm(bottom), Mm(left),
    )  # fmt: skip
    section.footer_distance = Mm(FOOT[page.form])
    for grid in section._sectPr.findall("{*}docGrid"):
        section._sectPr.remove(grid)
    if page.form in ("official", "letter"):
        marks = {"w:type": "linesAndChars", "w:linePitch": str(PITCH), "w:charSpace": str(SQUEEZE)}
        section._sectPr.append(element("w:docGrid", marks))


def _foot(page: Page, footer: _Footer, frame: Frame, *, outer: str) -> None:
    footer.is_linked_to_previous = False
    made = footer.paragraphs[0]
    shape(made, align="left", line=12)
    made.paragraph_format.line_spacing = None
    width = page.word.sections[0]
    across = (width.page_width or 0) - (width.left_margin or 0) - (width.right_margin or 0)
    made.paragraph_format.tab_stops.add_tab_stop(across, WD_TAB_ALIGNMENT.RIGHT)
    if outer == "left":
        _page_number(page, made)
        made.add_run("\t")
    if frame.address:
        drawn = io.BytesIO()
        segno.make(frame.address, error="m", micro=False).save(drawn, kind="png", scale=6, border=0)
        drawn.seek(0)
        made.add_run().add_picture(drawn, width=Mm(11))
    run(made, f" {_told(page, frame)}", size=8)
    if outer == "right":
        made.add_run("\t")
        _page_number(page, made)


def _told(page: Page, frame: Frame) -> str:
    told = [f"文书码 {spoken(frame.code)}"] if frame.code else []
    if page.form in ("table", "plain") and frame.number:
        told.append(f"编号 {frame.number}")
    return "　".join([*told, *([frame.foot] if frame.foot else [])])


def _page_number(page: Page, made: Paragraph) -> None:
    official = page.form in ("official", "letter")
    size = 14.0 if official else 9.0
    run(made, "— " if official else "第", size=size)
    field(made, "PAGE", size=size)
    run(made, " —" if official else "页", size=size)


def _head(page: Page, document: d.Document, frame: Frame) -> None:
    if page.form == "official":
        _red_head(page, document, frame)
    elif page.form == "letter":
        _letter_head(page, document, frame)
    else:
        paragraph(page, document.title, role="song", size=18, align="center", line=28)
    if document.subtitle:
        paragraph(page, document.subtitle, align="center", after=4)
    if document.recipient:
        paragraph(page, document.recipient, align="left")


def _red_head(page: Page, document: d.Document, frame: Frame) -> None:
    """发文机关标志 35 mm below the text's upper edge, number two lines below, red line 4 mm below that."""
    organ = paragraph(
        page, document.organ, role="song", size=32, align="center", before=99, line=42, red=True
    )
    organ.paragraph_format.keep_with_next = True
    number = paragraph(page, frame.number, align="center", before=page.line * 2)
    ruled(number, "bottom", size=10, color="D00000", space=11)
    paragraph(page, align="center")
    _title(page, document)


def _letter_head(page: Page, document: d.Document, frame: Frame) -> None:
    organ = paragraph(page, document.organ, role="song", size=28, align="center", line=36, red=True)
    ruled(organ, "bottom", size=12, color="D00000", kind="double", space=11)
    paragraph(page, frame.number, align="right")
    _title(page, document)


def _title(page: Page, document: d.Document) -> None:
    paragraph(
        page, document.title, role="song", size=22, align="center", before=page.line, line=35, after=page.line
    )  # fmt: skip


def imprint(page: Page, document: d.Document) -> None:
    """版记 after the text: 4号 between its lines."""
    rows = [f"抄送：{document.copies_to}"] if document.copies_to else []
    if document.printed_by:
        rows.append(
            f"{document.printed_by}\t{f'{day(document.printed_on)}印发' if document.printed_on else ''}"
        )
    for at, text in enumerate(rows):
        made = paragraph(
            page, size=14, align="left", left=1, right=1, line=22, before=page.line if not at else 0
        )
        dressed(run(made, text, size=14), role="fang", size=14)
        made.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(28), WD_TAB_ALIGNMENT.RIGHT)
        ruled(made, "top", size=8 if not at else 6)
        if at == len(rows) - 1:
            ruled(made, "bottom", size=8)
