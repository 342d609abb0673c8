"""PDF: WeasyPrint, with the frame of the form and the fonts of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from tonghu.papers.keeping import kept
from tonghu.papers.printing.glyphs import refuse_missing
from tonghu.papers.printing.markup import html
from tonghu.papers.printing.order import Order
from tonghu.papers.printing.outfit import outfit
from tonghu.papers.rules import texts

STYLES = Path(__file__).parent / "styles"
OURS = "0123456789年月日印发抄送：编号文书码草稿—第页，共是否栏次序合计■□"


def pdf(order: Order) -> bytes:
    """A paper as PDF; raises `CannotPrint` for characters no font has."""
    from weasyprint import HTML  # two seconds, in the child only

    fonts = outfit()
    source = html(order.document, order.frame, style(order))
    refuse_missing(_texts(order) + OURS, fonts)
    made: bytes = HTML(string=source, url_fetcher=_nothing).write_pdf(
        pdf_variant=None, uncompressed_pdf=False, presentational_hints=False
    )
    return made


def style(order: Order) -> str:
    """Base and form, with the families of this machine."""
    frame, fonts = order.frame, outfit()
    text = "".join(
        (STYLES / f"{name}.css").read_text(encoding="utf-8") for name in ("base", frame.form)
    )
    for role in ("fang", "kai", "hei", "song"):
        text = text.replace(f"var(--{role})", fonts.families(role))
    bold = (
        "400" if "song" in fonts.roles else "700"
    )  # FandolSong is cut bold and calls itself regular
    return text.replace("var(--page)", f"A4 {frame.orientation}").replace("var(--bold)", bold)


def _texts(order: Order) -> str:
    said = {name: value for name, value in kept(order.document).items() if name != "about"}
    return f"{texts(said)}{order.frame.number}{order.frame.foot}{order.frame.code}"


def _nothing(address: str, *_: Any, **__: Any) -> NoReturn:
    """A paper loads nothing, from nowhere."""
    raise ValueError(f"{address}: not loaded")
