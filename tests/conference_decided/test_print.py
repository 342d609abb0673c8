"""The minutes as they leave the printer, measured: GB/T 9704-2012 within 1 mm and 1 unit (bar 3)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from tests.conference_decided import steps
from tests.conference_decided.stage import Stage
from tests.conference_decided.steps import as_
from tests.people import SYSTEM, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import drafting, endorsing, issuing
from tonghu.core.database import scope
from tonghu.papers import keeping
from tonghu.papers.models import Paper
from tonghu.papers.printing.order import Frame, Order
from tonghu.papers.printing.running import run

DOTS = 200  # an inch
PER_MM = DOTS / 25.4
PITCH, CELL = 225 / 22, 156 / 28  # millimetres of a line and of a character
FULL = "国" * (28 * 22 * 2)  # a page and more without one gap
HANZI = "".join(
    bytes((a, b)).decode("gb2312", errors="ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)
)  # fmt: skip
RARE = "䶮㛃𬭎"

pytestmark = pytest.mark.django_db


def printed(minutes: UUID) -> bytes:
    """The PDF of issued minutes, printed as the worker prints it."""
    with scope(SYSTEM):
        paper = Paper.objects.visible_to(SYSTEM).get(pk=steps.row(minutes).paper)
        return run(Order("pdf", keeping.again(paper.content), Frame(**paper.frame)))


@pytest.fixture
def minutes(held: Stage) -> UUID:
    """Minutes whose first section fills pages, whose second holds every character."""
    made = steps.drafted(held.meeting)
    texts = [FULL, HANZI, f"请{RARE}三人参加。"]
    for section, text in zip(steps.sections(made), texts, strict=True):
        as_(
            ZHOU,
            drafting.edit_section,
            section=section.id,
            based_on=1,
            text=text,
            heading=section.heading,
        )
    as_(ZHOU, endorsing.circulate, minutes=made)
    steps.agree(made, *steps.UNITS)
    as_(ZHOU, issuing.issue_minutes, minutes=made)
    return made


@dataclass(frozen=True)
class Sheet:
    """A page in dots, dark or not."""

    image: Image.Image

    def ink(self, left: float, top: float, right: float, bottom: float) -> Image.Image:
        """Part of the page, in millimetres; dark is 255."""
        box = tuple(round(one * PER_MM) for one in (left, top, right, bottom))
        return self.image.crop(box).point(lambda p: 255 if p < 140 else 0)  # type: ignore[arg-type]

    def rows(
        self, left: float, top: float, right: float, bottom: float
    ) -> list[tuple[float, float]]:
        """Bands of ink from top to bottom, in millimetres of the page."""
        part = self.ink(left, top, right, bottom)
        return bands(
            [bool(part.crop((0, y, part.width, y + 1)).getbbox()) for y in range(part.height)], top
        )

    def columns(
        self, left: float, top: float, right: float, bottom: float
    ) -> list[tuple[float, float]]:
        """Bands of ink from left to right."""
        part = self.ink(left, top, right, bottom)
        return bands(
            [bool(part.crop((x, 0, x + 1, part.height)).getbbox()) for x in range(part.width)], left
        )


def bands(dark: list[bool], start: float) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    began: int | None = None
    for at, one in enumerate([*dark, False]):
        if one and began is None:
            began = at
        elif not one and began is not None:
            found.append((start + began / PER_MM, start + at / PER_MM))
            began = None
    return found


def picture(pdf: bytes, page: int) -> Image.Image:
    """One page as a picture, by a program that is not ours (PDFium)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page - 1].render(scale=DOTS / 72).to_pil().convert("RGB")
    finally:
        document.close()


def rendered(pdf: bytes, page: int) -> Sheet:
    """One page, to be measured."""
    return Sheet(picture(pdf, page).convert("L"))


@requirement("D-305", "D-053")
def test_a_page_of_the_minutes_has_the_margins_lines_and_characters_of_the_standard(
    minutes: UUID,
) -> None:
    sheet = rendered(printed(minutes), 2)
    assert (sheet.image.width / PER_MM, sheet.image.height / PER_MM) == pytest.approx(
        (210, 297), abs=1
    )
    lines = [band for band in sheet.rows(20, 30, 190, 264) if band[1] - band[0] > 3]
    assert len(lines) == pytest.approx(22, abs=0)
    middles = [(a + b) / 2 for a, b in lines]
    assert middles[0] - PITCH / 2 == pytest.approx(37, abs=1), "天头"
    assert middles[-1] + PITCH / 2 == pytest.approx(37 + 225, abs=1), "版心的下边"
    assert [b - a for a, b in pairwise(middles)] == pytest.approx([PITCH] * 21, abs=0.3)
    for top, bottom in (lines[3], lines[11], lines[21]):
        cells = sheet.columns(20, top, 195, bottom)
        assert len(cells) == pytest.approx(28, abs=1)
        centres = [(a + b) / 2 for a, b in cells]
        assert centres[0] - CELL / 2 == pytest.approx(28, abs=1), "订口"
        assert centres[-1] + CELL / 2 == pytest.approx(28 + 156, abs=1), "版心的右边"


def test_the_mark_is_red_stands_35_below_the_text_and_there_is_no_seal(minutes: UUID) -> None:
    pdf = printed(minutes)
    image = picture(pdf, 1)
    red, green, _ = image.split()
    dark = Image.eval(green, lambda p: 255 if p < 110 else 0)  # type: ignore[arg-type]
    warm = Image.eval(red, lambda p: 255 if p > 150 else 0)  # type: ignore[arg-type]
    from PIL import ImageChops

    box = ImageChops.logical_and(dark.convert("1"), warm.convert("1")).getbbox()
    assert box is not None
    assert box[1] / PER_MM == pytest.approx(37 + 35, abs=3)  # the upper edge of the characters' ink
    text = re.sub(r"\s", "", PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert "联席会议纪要" in text
    assert "演示县儿童会纪〔2026〕1号" in text
    assert not [one for page in PdfReader(io.BytesIO(pdf)).pages for one in page.images], (
        "no seal (D-062)"
    )


def test_every_gb2312_character_and_the_rare_ones_appear_and_none_as_a_box(minutes: UUID) -> None:
    pdf = printed(minutes)
    reader = PdfReader(io.BytesIO(pdf))
    said = "".join(page.extract_text() for page in reader.pages)
    assert len(HANZI) == 6763
    assert not sorted(set(HANZI + RARE) - set(said))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            told = (
                font.get_object()["/DescendantFonts"][0]
                .get_object()["/FontDescriptor"]
                .get_object()
            )
            assert any(f"/FontFile{n}" in told for n in ("", "2", "3")), "embedded"
    assert len(drawn_glyphs(reader)) > 2_000
    assert 0 not in drawn_glyphs(reader), "glyph 0 is the box of a font without the character"


def drawn_glyphs(reader: PdfReader) -> set[int]:
    """The numbers of all glyphs that are drawn on any page (two bytes each)."""
    found: set[int] = set()
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        for shown in re.findall(rb"<([0-9a-fA-F]+)>", content.get_data()):
            found |= {int(shown[at : at + 4], 16) for at in range(0, len(shown) - 3, 4)}
    return found


@requirement("D-062")
def test_the_endorsement_sheet_lists_each_unit_with_its_answer_and_day(minutes: UUID) -> None:
    pdf = printed(minutes)
    said = re.sub(r"\s", "", PdfReader(io.BytesIO(pdf)).pages[-1].extract_text())
    assert "会签单" in said
    for unit in ("演示县民政局", "演示县教育局", "演示县公安局", "演示县卫生健康局"):
        assert unit in said, unit
    assert said.count("2026-11-24系统") == 4
    whole = re.sub(r"\s", "", "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))
    assert "出席：演示县民政局演示民政，演示县教育局演示教育" in whole
    assert "列席：演示县人民医院演示医院" in whole
