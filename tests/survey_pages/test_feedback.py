"""Feedback and re-verification on their pages: each receiver its own fields, a receipt, a sheet out and back."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.people import CHEN, LI, MA, SCHOOL, SUN, WANG, ZHOU
from tests.requirement import requirement
from tests.survey.test_feedback import campaign, sent
from tests.survey_pages.conftest import Browse
from tonghu.core.database import scope
from tonghu.survey import actions, queries
from tonghu.survey.models import SchoolCheck

pytestmark = pytest.mark.django_db
__all__ = ["campaign", "sent"]


def check_of_school() -> UUID:
    with scope(SUN.viewer):
        rows = SchoolCheck.objects.visible_to(SUN.viewer)
        found: UUID = rows.get(unit_id=SCHOOL.id).id
    return found


@pytest.fixture
def check(sent: dict[str, UUID]) -> UUID:
    """The list of the school in town A."""
    with scope(CHEN.viewer):
        actions.receive_feedback(by=CHEN.viewer, feedback=sent["education"])
        actions.distribute(by=CHEN.viewer, feedback=sent["education"])
    return check_of_school()


@requirement("D-091", "D-423")
def test_the_county_sees_which_fields_go_to_whom_before_it_sends(
    browse: Browse, campaign: UUID
) -> None:
    client, where = browse(ZHOU), f"/rounds/{campaign}/feedback/"
    page = client.get(where).text
    assert "给公安看的9栏" in page
    assert "给教育看的9栏" in page
    education = page.split("给教育看的")[1].split("</section>")[0]
    assert "公民身份号码" not in education
    assert client.post(f"{where}send/").status_code == 303
    assert "演示县公安局" in client.get(where).text
    assert browse(LI).get(where).status_code == 403


def test_a_receiver_signs_and_sees_its_own_fields_only(
    browse: Browse, sent: dict[str, UUID]
) -> None:
    where = f"/rounds/feedback/{sent['education']}/"
    client = browse(CHEN)
    page = client.get(where).text
    assert "签收这份名单" in page
    assert "演示甲一" in page
    assert "990101" not in page.split("<main")[1]
    assert client.post(f"{where}receive/").status_code == 303
    assert "签收了" in client.get(where).text
    assert "分到各学校" in client.get(where).text
    for other in (MA, SUN, WANG, LI):
        assert browse(other).get(where).status_code == 404, other.login
    assert client.get(f"/rounds/feedback/{sent['police']}/").status_code == 404


def test_the_county_signs_for_a_receiver_only_with_its_paper(
    browse: Browse, sent: dict[str, UUID]
) -> None:
    where, client = f"/rounds/feedback/{sent['police']}/", browse(ZHOU)
    assert "代为签收" in client.get(where).text
    refused = client.post(f"{where}receive/", {})
    assert refused.status_code == 200
    assert "编号" in refused.text
    told = client.post(f"{where}receive/", {"paper_number": "公回〔2026〕3号", "name": "演示民警"})
    assert told.status_code == 303
    assert "公回〔2026〕3号" in client.get(where).text


@requirement("D-092")
def test_a_school_answers_line_by_line_and_names_who_keeps_in_touch(
    browse: Browse, check: UUID
) -> None:
    client, where = browse(SUN), f"/rounds/checks/{check}/"
    page = client.get(where).text
    assert "演示甲一" in page
    with scope(SUN.viewer):
        found = queries.check(SUN.viewer, check)
    assert found is not None
    first = found.pupils[0].id
    sent = {
        f"{first}-answer": "yes",
        f"{first}-contact": "孙老师",
        f"{first}-contact_title": "班主任",
    }
    assert client.post(where, sent).status_code == 303
    page = client.get(where).text
    assert 'value="孙老师"' in page
    assert f"还有{len(found.pupils) - 1}名" in page
    missing = client.post(where, {f"{found.pupils[1].id}-answer": "yes"})
    assert missing.status_code == 200  # no contact: a sentence, nothing saved, nothing lost
    assert browse(MA).get(where).status_code == 404


def filled(
    content: bytes, answer: str = "在读，情况相符", contact: str = "孙老师"
) -> SimpleUploadedFile:
    """The sheet that came out, with its columns filled in, as a school would."""
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )
    heads = rows[2]
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        cells = list(row)
        if line > 2:
            cells[heads.index("核实结果")] = answer
            cells[heads.index("联络帮扶人")] = contact
        for at, cell in enumerate(cells):
            page.write(line, at, cell)
    book.close()
    return SimpleUploadedFile("回填.xlsx", made.getvalue())


def test_a_sheet_goes_out_and_comes_back_filled(browse: Browse, check: UUID) -> None:
    client, where = browse(SUN), f"/rounds/checks/{check}/"
    sheet = client.get(f"{where}excel/").content
    told = client.post(f"{where}upload/", {"file": filled(sheet)})
    assert told.status_code == 303
    with scope(SUN.viewer):
        found = queries.check(SUN.viewer, check)
    assert found is not None
    assert found.line.answered == found.line.pupils > 0
    assert {one.contact for one in found.pupils} == {"孙老师"}


def test_a_sheet_with_a_word_nobody_knows_is_refused_whole_with_its_lines(
    browse: Browse, check: UUID
) -> None:
    client, where = browse(SUN), f"/rounds/checks/{check}/"
    sheet = client.get(f"{where}excel/").content
    page = client.post(f"{where}upload/", {"file": filled(sheet, answer="好的")}).text
    assert "一行也没存" in page
    assert "认不出来，请从下拉里选" in page
    assert ">4<" in page
    with scope(SUN.viewer):
        found = queries.check(SUN.viewer, check)
    assert found is not None
    assert found.line.answered == 0


def test_another_file_is_refused_with_a_sentence(browse: Browse, check: UUID) -> None:
    client, where = browse(SUN), f"/rounds/checks/{check}/"
    page = client.post(f"{where}upload/", {"file": SimpleUploadedFile("x.xlsx", b"no")}).text
    assert "不是xlsx文件" in page
