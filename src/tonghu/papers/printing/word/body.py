"""Word的正文: one function per kind of block."""

from __future__ import annotations

from docx.enum.text import WD_BREAK

from tonghu.papers import documents as d
from tonghu.papers.printing import markup
from tonghu.papers.printing.word.setting import Page, paragraph, run
from tonghu.papers.printing.word.tables import grid, table

ROLES = {1: "hei", 2: "kai", 3: "fang", 4: "fang"}


def block(page: Page, one: d.Block) -> None:
    """One block."""
    if isinstance(one, d.Heading):
        made = paragraph(page, one.text, role=ROLES[min(4, max(1, one.level))], first=2)
        made.paragraph_format.keep_with_next = True
    elif isinstance(one, d.Paragraph):
        made = paragraph(
            page, align="both" if one.align == "left" else one.align, first=2 if one.indent else 0
        )
        if one.lead:
            run(made, one.lead, role="hei", size=page.size)
        run(made, one.text, size=page.size)
    elif isinstance(one, d.Note):
        paragraph(page, one.text, size=10, line=15, before=4, align="left")
    elif isinstance(one, d.PageBreak):
        page.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif isinstance(one, d.Signature):
        _signature(page, one)
    elif isinstance(one, d.FieldGrid):
        grid(page, one)
    else:
        table(page, one)


def attached(page: Page, document: d.Document) -> None:
    """附件说明."""
    for at, text in enumerate(markup.attached(document)):
        paragraph(
            page,
            text,
            align="left",
            left=5,
            first=-3 if not at else 0,
            before=page.line if not at else 0,
        )


def _signature(page: Page, one: d.Signature) -> None:
    if one.lines:
        signed = "　　".join(f"{line}：＿＿＿＿＿＿" for line in one.lines)
        paragraph(page, signed, size=min(page.size, 12.0), align="left", before=12)
    on = markup.day(one.on) if one.on else ""
    wide = max(_width(one.organ), _width(on) + 2)
    if one.organ:
        made = paragraph(
            page, one.organ, align="right", right=2 + wide - _width(one.organ), before=page.line
        )
        made.paragraph_format.keep_with_next = True
    if on:
        right = 2 + wide - _width(on) - 2
        paragraph(page, on, align="right", right=right, before=0 if one.organ else page.line)


def _width(text: str) -> float:
    """In 全角 characters."""
    return sum(0.5 if ord(c) < 0x100 else 1 for c in text)
