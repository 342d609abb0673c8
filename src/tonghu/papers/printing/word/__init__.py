"""Word: the same content with the font names an office has; opened there it is set like the PDF.

Fonts are named, not embedded: 仿宋_GB2312, 楷体_GB2312, 黑体, 方正小标宋简体 belong to their makers.
"""

from __future__ import annotations

import io

from docx import Document as new_document

from tonghu.papers import documents as d
from tonghu.papers.printing.order import Order
from tonghu.papers.printing.word import body, frame
from tonghu.papers.printing.word.setting import Page


def docx(order: Order) -> bytes:
    """A paper as a Word file."""
    document, told = order.document, order.frame
    page = Page(new_document(), told.form, told.orientation)
    frame.open_page(page, document, told)
    signed = next(
        (at for at, one in enumerate(document.blocks) if isinstance(one, d.Signature)), -1
    )
    for at, block in enumerate(document.blocks):
        if at == signed:
            body.attached(page, document)
        body.block(page, block)
    if signed < 0:
        body.attached(page, document)
    frame.imprint(page, document)
    out = io.BytesIO()
    page.word.save(out)
    return out.getvalue()
