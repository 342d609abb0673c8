"""What the PDF is, read by another program: size, margins, faces, words, lines of a page."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from tests.papers import samples
from tests.requirement import requirement

MM = 72 / 25.4


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader(pdf).pages))


def faces(pdf: bytes) -> dict[str, bool]:
    """Name → whether its outlines are in the file."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        for one in page["/Resources"]["/Font"].values():  # type: ignore[index]
            below = one.get_object()["/DescendantFonts"][0].get_object()
            told = below["/FontDescriptor"].get_object()
            name = str(one.get_object()["/BaseFont"]).rpartition("+")[2]
            found[name] = any(f"/FontFile{n}" in told for n in ("", "2", "3"))
    return found


def lines(pdf: bytes, page: int) -> list[tuple[float, float, str]]:
    """(left, top, text) in millimetres from the upper left corner, of every piece of text."""
    found: list[tuple[float, float, str]] = []
    sheet = reader(pdf).pages[page]
    high = float(sheet.mediabox.height)

    def see(text: str, cm: Any, tm: Any, *_: Any) -> None:
        if text.strip():
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append((x / MM, (high - y) / MM, text))

    sheet.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize(
    ("name", "wide", "high"), [("official", 210, 297), ("table", 297, 210), ("plain", 210, 297)]
)
def test_every_page_is_a4(pdfs: dict[str, bytes], name: str, wide: int, high: int) -> None:
    for page in reader(pdfs[name]).pages:
        assert float(page.mediabox.width) == pytest.approx(wide * MM, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(high * MM, abs=0.5)


def test_an_official_paper_has_the_faces_of_the_standard_all_embedded(
    pdfs: dict[str, bytes],
) -> None:
    found = faces(pdfs["official"])
    for family in ("FandolFang", "FandolSong", "FandolHei", "FandolKai"):
        assert any(name.startswith(family) for name in found), found
    assert all(found.values()), found


def test_every_face_of_every_form_is_embedded(pdfs: dict[str, bytes]) -> None:
    for name, pdf in pdfs.items():
        assert all(faces(pdf).values()), name


def test_an_official_page_has_22_lines_of_28_characters_within_its_margins(
    pdfs: dict[str, bytes],
) -> None:
    body = [
        one for one in lines(pdfs["official"], 1) if 37 <= one[1] <= 262 and "文书码" not in one[2]
    ]
    tops = sorted({round(top, 1) for _, top, _ in body})
    pitch = min(b - a for a, b in pairwise(tops) if b - a > 2)
    assert pitch == pytest.approx(225 / 22, abs=0.05)
    assert min(left for left, _, _ in body) == pytest.approx(28, abs=0.6)
    text = re.sub(r"\s", "", reader(pdfs["official"]).pages[1].extract_text())
    assert "逐村逐户走访" in text
    full = [one for one in lines(pdfs["official"], 1) if len(one[2].strip()) >= 26]
    assert full, "a line without digits holds 28 characters, two of them the indent at most"
    assert max(len(one[2].strip()) for one in full) <= 31  # digits are half as wide


@requirement("D-062")
def test_an_official_paper_has_head_number_signature_imprint_and_no_seal(
    pdfs: dict[str, bytes],
) -> None:
    said = words(pdfs["official"])
    for part in (
        samples.NOTICE.organ, "演示县儿童〔2026〕3号", "摸底排查工作的通知", "各乡镇人民政府，各成员单位：",
        "附件：1.排查表", "2.花名册", "演示县联席会议办公室2026年9月3日", "抄送：县人民检察院", "2026年9月4日印发",
    ):  # fmt: skip
        assert part in said, part
    assert said.index("附件：") < said.index("2026年9月3日") < said.index("抄送：")
    images = [one for page in reader(pdfs["official"]).pages for one in page.images]
    assert not images  # the code at the foot is drawn, a seal is nowhere


def test_page_numbers_stand_outside_odd_right_even_left(pdfs: dict[str, bytes]) -> None:
    places = []
    for page in (0, 1):
        [found] = [
            x for x, top, text in lines(pdfs["official"], page) if top > 262 and "—" in text
        ][:1]
        places.append(found)
    assert places[0] > 105 > places[1]


@requirement("D-310")
def test_a_table_repeats_its_joined_heads_and_sums_at_the_end(pdfs: dict[str, bytes]) -> None:
    pages = [re.sub(r"\s", "", page.extract_text()) for page in reader(pdfs["table"]).pages]
    assert len(pages) > 1
    for at, text in enumerate(pages, 1):
        assert "公民身份号码" in text
        assert "父亲" in text
        assert f"第{at}页，共{len(pages)}页" in text
    assert "合计" in pages[-1]
    assert "780" in pages[-1]  # 0 + 1 + … + 39
    assert "合计" not in pages[0]
    assert samples.ID_NUMBER in pages[0]


def test_every_page_carries_number_code_and_who_had_it_made(pdfs: dict[str, bytes]) -> None:
    for page in reader(pdfs["table"]).pages:
        text = re.sub(r"\s", "", page.extract_text())
        assert "编号甲镇2026-0043" in text
        assert "文书码7K3M9-QXAB2" in text
        assert "周县办2026-09-3010:00签发" in text


def test_a_form_shows_what_is_ticked_on_one_page(pdfs: dict[str, bytes]) -> None:
    assert len(reader(pdfs["plain"]).pages) == 1
    said = words(pdfs["plain"])
    assert "■健康□残疾□患病" in said
    assert "潘玥" in said


def test_a_row_into_which_a_cell_hangs_is_no_higher_than_the_others(pdfs: dict[str, bytes]) -> None:
    found = lines(pdfs["plain"], 0)
    first, second, note = (
        next(top for _, top, text in found if text.startswith(begins))
        for begins in ("姓名", "身体情况", "父母已故")
    )
    assert second - first == pytest.approx(9, abs=0.6)
    assert note - second < 12


def test_a_draft_says_so_and_has_neither_number_nor_code(pdfs: dict[str, bytes]) -> None:
    said = words(pdfs["draft"])
    assert "草稿" in said.replace("印，草稿", "")
    assert "文书码" not in said
    assert "编号" not in said


def test_a_letter_has_its_name_first_and_no_page_number_on_one_page(
    pdfs: dict[str, bytes],
) -> None:
    text = re.sub(r"\s", "", reader(pdfs["letter"]).pages[0].extract_text())
    assert text.startswith("演示县民政局演示县儿童函〔2026〕12号")
