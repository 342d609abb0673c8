"""The printed form: all answers of 2016, the given ones ticked, numbers masked, dashes for the dead."""

from __future__ import annotations

from datetime import date

from tests.registry_pages.conftest import NUMBER
from tests.requirement import requirement
from tonghu.papers import rules
from tonghu.papers.documents import Cell, FieldGrid, Note
from tonghu.papers.states import Format
from tonghu.registry.showing.paper import Sheet, form_of


def _texts(**values: object) -> list[str]:
    held = {"name": "潘梓涵", "id_number": NUMBER, **values}
    sheet = Sheet(
        "a child", held, {}, date(2026, 11, 25), "甲镇一村", "甲镇2026-0001", "/children/c/ABC/", "王一村"
    )  # type: ignore[arg-type]  # fmt: skip
    paper = form_of(sheet)
    assert rules.fault(paper, (Format.PDF, Format.DOCX)) == "", "every row fills the grid"
    assert paper.about == ("a child",)
    grid = next(one for one in paper.blocks if isinstance(one, FieldGrid))
    cells: list[Cell] = [cell for row in grid.rows for cell in row]
    notes = [one.text for one in paper.blocks if isinstance(one, Note)]
    return [*(cell.text for cell in cells), *notes]


@requirement("D-311", "D-309")
def test_the_given_answers_are_ticked_and_the_others_stand_beside_them() -> None:
    found = _texts(health="ill", income_sources=["wages", "farming"], both_away=False)
    assert "□健康　□残疾　■患病" in found
    assert "□是　■否" in found
    assert any(one.startswith("■打工收入　■种养殖业　□政府救助") for one in found)


def test_what_was_not_collected_is_left_to_be_ticked_by_hand() -> None:
    assert "□是　□否" in _texts()


def test_numbers_are_masked_and_the_dead_have_dashes() -> None:
    found = _texts(mother_name="演示母", mother_status=["dead"], grandfather_deceased=True)
    assert NUMBER not in "".join(found)
    assert found.count("—") >= 5


@requirement("D-338")
def test_the_page_says_where_the_electronic_file_is() -> None:
    assert any("/children/c/ABC/" in one and "王一村" in one for one in _texts())
