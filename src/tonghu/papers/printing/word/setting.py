"""Word的设置: fonts by role, sizes, paragraphs and fields, in the words of Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONTS = {"fang": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "song": "方正小标宋简体"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip
RED = RGBColor(0xD0, 0, 0)
TEXT = {"official": 16.0, "letter": 16.0, "table": 11.0, "plain": 12.0}  # 3号 = 16 pt
LINE = {"official": 28.95, "letter": 28.95, "table": 16.0, "plain": 18.0}  # 225 mm / 22


@dataclass(frozen=True, slots=True)
class Page:
    """一份正在做的Word."""

    word: Document
    form: str
    orientation: str

    @property
    def size(self) -> float:
        """Size of the text in points."""
        return TEXT[self.form]

    @property
    def line(self) -> float:
        """Distance of lines in points."""
        return LINE[self.form]


def paragraph(
    page: Page, text: str = "", *, role: str = "fang", size: float = 0, align: str = "both", first: float = 0,
    left: float = 0, right: float = 0, before: float = 0, after: float = 0, line: float = 0, red: bool = False,
) -> Paragraph:  # fmt: skip
    """A paragraph; `first` `left` `right` in characters of its size, the rest in points."""
    made = page.word.add_paragraph()
    size = size or page.size
    shape(made, align=align, line=line or page.line, before=before, after=after)
    form = made.paragraph_format
    form.first_line_indent, form.left_indent, form.right_indent = (
        Pt(first * size),
        Pt(left * size),
        Pt(right * size),
    )
    if text:
        run(made, text, role=role, size=size, red=red)
    return made


def shape(made: Paragraph, *, align: str, line: float, before: float = 0, after: float = 0) -> None:
    """Alignment and exact spacing of a paragraph."""
    form = made.paragraph_format
    form.alignment = ALIGN[align]
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.widow_control = False


def run(
    made: Paragraph, text: str, *, role: str = "fang", size: float = 0, red: bool = False
) -> Run:
    """Text in one face; line breaks are kept."""
    one = made.add_run(text)
    dressed(one, role=role, size=size)
    if red:
        one.font.color.rgb = RED
    return one


def dressed(one: Run, *, role: str, size: float = 0) -> None:
    """A run in a face: Word keeps the Chinese name apart from the Latin one."""
    one.font.name = FONTS[role]
    if size:
        one.font.size = Pt(size)
    fonts = one._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), FONTS[role])


def field(made: Paragraph, code: str, *, size: float, role: str = "fang") -> None:
    """A field Word fills in: PAGE, NUMPAGES."""
    for kind in ("begin", "", "end"):
        one = made.add_run()
        dressed(one, role=role, size=size)
        if kind:
            one._element.append(element("w:fldChar", {"w:fldCharType": kind}))
        else:
            told = element("w:instrText", {"xml:space": "preserve"})
            told.text = code
            one._element.append(told)


def element(tag: str, marks: dict[str, str] | None = None) -> Any:
    """One element of Word's own language."""
    made: Any = OxmlElement(tag)
    for name, value in (marks or {}).items():
        key = "{http://www.w3.org/XML/1998/namespace}space" if name == "xml:space" else qn(name)
        made.set(key, value)
    return made


def ruled(
    made: Paragraph,
    side: str,
    *,
    size: int,
    color: str = "000000",
    kind: str = "single",
    space: int = 1,
) -> None:
    """A line above or below a paragraph; size in eighths of a point."""
    properties = made._element.get_or_add_pPr()
    lines = properties.find(qn("w:pBdr"))
    if lines is None:
        lines = element("w:pBdr")
        properties.insert_element_before(
            lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )
    lines.append(
        element(
            f"w:{side}", {"w:val": kind, "w:sz": str(size), "w:space": str(space), "w:color": color}
        )
    )
