"""HTML of a paper: what WeasyPrint sets; every text is escaped, nothing is loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape

import segno

from tonghu.papers import documents as d
from tonghu.papers.printing.layout import WHOLE, HeadCell, Laid, align_of, laid, said
from tonghu.papers.printing.order import Frame
from tonghu.papers.rules import spoken

WIDE = {"portrait": 186.0, "landscape": 273.0}  # millimetres of text of a table's page
POINT = 72 / 25.4
OPTION = re.compile(r"[□■][^\s□■<&]{1,12}")
SMALLEST, LARGEST = 6.0, 10.5


def html(document: d.Document, frame: Frame, style: str) -> str:
    """The whole page."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(_plain(document.title))}</title>'
        f'<style>{style}</style></head><body class="{frame.form} {frame.orientation}">'
        f"{_foot(frame)}{_draft(frame)}{_head(document, frame)}"
        f"{''.join(_body(document, frame))}{_tail(document)}</body></html>"
    )


def _body(document: d.Document, frame: Frame) -> Iterator[str]:
    """The blocks; 附件说明 stands before the first signature, else at the end."""
    signed = next(
        (at for at, one in enumerate(document.blocks) if isinstance(one, d.Signature)), None
    )
    for at, block in enumerate(document.blocks):
        if at == signed:
            yield _attached(document)
        yield _block(block, frame)
    if signed is None:
        yield _attached(document)


def _attached(document: d.Document) -> str:
    return "".join(f'<p class="attached">{_text(one)}</p>' for one in attached(document))


def attached(document: d.Document) -> list[str]:
    """附件：1. …: a single one has no number, no stop at the end (GB/T 9704 7.3.4)."""
    told = document.attachments
    if len(told) == 1:
        return [f"附件：{told[0]}"]
    return [f"{'附件：' if at == 1 else ''}{at}. {one}" for at, one in enumerate(told, 1)]


def day(on: date) -> str:
    """2026年9月30日: no leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def qr_svg(address: str) -> str:
    """The code at the foot, as a drawing."""
    return str(
        segno.make(address, error="m", micro=False).svg_inline(border=0, scale=1, omitsize=True)
    )


def _plain(title: str) -> str:
    return title.replace("\n", "")


def _text(text: str) -> str:
    """Escaped; a box stays with its word: □父母双方."""
    return OPTION.sub(r'<span class="whole">\g<0></span>', escape(text)).replace("\n", "<br>")


def _foot(frame: Frame) -> str:
    """What stands at the foot of every page: code, number, who and when."""
    told = [f"<span>文书码 {spoken(frame.code)}</span>"] if frame.code else []
    if frame.form in ("table", "plain") and frame.number:
        told.append(f"<span>编号 {escape(frame.number)}</span>")
    told += [f"<span>{escape(frame.foot)}</span>"] if frame.foot else []
    drawn = f'<span class="qr">{qr_svg(frame.address)}</span>' if frame.address else ""
    return f'<div id="foot">{drawn}<span class="told">{"<br>".join(told)}</span></div>'


def _draft(frame: Frame) -> str:
    return '<div class="draft">草稿</div>' if frame.draft else ""


def _head(document: d.Document, frame: Frame) -> str:
    parts = []
    if frame.form in ("official", "letter"):
        parts += [f'<p class="organ">{_text(document.organ)}</p>'] if document.organ else []
        parts.append(f'<p class="number">{escape(frame.number)}</p><hr class="red">')
    parts.append(f"<h1>{_text(document.title)}</h1>")
    parts += [f'<p class="subtitle">{_text(document.subtitle)}</p>'] if document.subtitle else []
    parts += [f'<p class="recipient">{_text(document.recipient)}</p>'] if document.recipient else []
    return "".join(parts)


def _tail(document: d.Document) -> str:
    """版记: between its lines, at the bottom of the last page."""
    rows = [f"<p>抄送：{_text(document.copies_to)}</p>"] if document.copies_to else []
    if document.printed_by:
        on = f"<span>{day(document.printed_on)}印发</span>" if document.printed_on else ""
        rows.append(f'<p class="by"><span>{_text(document.printed_by)}</span>{on}</p>')
    return f'<div class="imprint">{"".join(rows)}</div>' if rows else ""


def _block(block: d.Block, frame: Frame) -> str:
    if isinstance(block, d.Heading):
        level = min(4, max(1, block.level))
        return f'<h2 class="l{level}">{_text(block.text)}</h2>'
    if isinstance(block, d.Paragraph):
        indent = "" if block.indent else " flush"
        lead = f'<span class="lead">{_text(block.lead)}</span>' if block.lead else ""
        return f'<p class="text {block.align}{indent}">{lead}{_text(block.text)}</p>'
    if isinstance(block, d.Note):
        return f'<p class="note">{_text(block.text)}</p>'
    if isinstance(block, d.PageBreak):
        return '<div class="break"></div>'
    if isinstance(block, d.Signature):
        return _signature(block)
    return _grid(block) if isinstance(block, d.FieldGrid) else _table(block, frame)


def _signature(block: d.Signature) -> str:
    lines = "".join(f"<span>{_text(one)}：<i></i></span>" for one in block.lines)
    signed = f'<p class="hands">{lines}</p>' if lines else ""
    on = f"<span>{day(block.on)}</span>" if block.on else ""
    organ = f"<b>{_text(block.organ)}</b>" if block.organ else ""
    return f'{signed}<div class="signature"><div>{organ}{on}</div></div>' if organ or on else signed


def _grid(grid: d.FieldGrid) -> str:
    shares = grid.widths or (1.0,) * grid.columns
    columns = "".join(f'<col style="width:{one * 100 / sum(shares):.3f}%">' for one in shares)
    rows = "".join(f"<tr>{_grid_row(row, grid.height)}</tr>" for row in grid.rows)
    return f'<table class="grid"><colgroup>{columns}</colgroup>{rows}</table>'


def _grid_row(row: tuple[d.Cell, ...], height: float) -> str:
    """A row of at least that height, held by a strut in its first cell that ends here.

    WeasyPrint gives a row of told height the whole height of a cell that hangs down into it.
    """
    strut = f'<i style="height:{max(0.0, height - 1.4):.2f}mm"></i>'
    first = next((at for at, cell in enumerate(row) if cell.down == 1), -1)
    return "".join(_cell(cell, strut if at == first else "") for at, cell in enumerate(row))


def _cell(cell: d.Cell, strut: str) -> str:
    text = "<br>".join(escape(c) for c in cell.text) if cell.vertical else _text(cell.text)
    reach = f' colspan="{cell.span}"' if cell.span > 1 else ""
    reach += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    tag, side = "th" if cell.label else "td", cell.align or ("center" if cell.label else "left")
    return f'<{tag}{reach} class="{side}">{strut}{text}</{tag}>'


def size_of(columns: Laid, orientation: str) -> float:
    """The largest size, in points, at which the columns stand side by side."""
    return max(SMALLEST, min(LARGEST, WIDE[orientation] * POINT / (sum(columns.widths) * 1.03)))


def _table(table: d.Table, frame: Frame) -> str:
    set_ = laid(table)
    shares = set_.widths
    columns = "".join(f'<col style="width:{one * 100 / sum(shares):.3f}%">' for one in shares)
    heads = "".join(f"<tr>{''.join(_th(one) for one in row)}</tr>" for row in set_.heads)
    rows = "".join(_row(row, set_, "") for row in set_.rows)
    if not set_.rows:
        rows = (
            f'<tr><td class="center" colspan="{len(set_.columns)}">{_text(table.empty)}</td></tr>'
        )
    total = _row(set_.totals, set_, ' class="total"') if set_.totals else ""
    title = f'<p class="caption">{_text(table.title)}</p>' if table.title else ""
    note = f'<p class="note">{_text(table.note)}</p>' if table.note else ""
    size = size_of(set_, frame.orientation) if frame.form == "table" else LARGEST
    return (
        f'{title}<table class="rows" style="font-size:{size:.2f}pt"><colgroup>{columns}</colgroup>'
        f"<thead>{heads}</thead><tbody>{rows}{total}</tbody></table>{note}"
    )


def _th(cell: HeadCell) -> str:

    return f'<th colspan="{cell.span}" rowspan="{cell.down}">{_text(cell.text)}</th>'


def _row(row: tuple[d.Value, ...], set_: Laid, mark: str) -> str:
    cells = "".join(
        f'<td class="{align_of(column)}{" whole" if column.format in WHOLE else ""}">{_text(said(value, column.format))}</td>'
        for value, column in zip(row, set_.columns, strict=True)
    )
    return f"<tr{mark}>{cells}</tr>"
