"""In a browser: no fault of WCAG 2.2 AA, no sideways scroll, targets for a thumb, light, on paper."""

import gzip

import pytest
from django.test import Client

from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.directory.test_import import book
from tests.people import SCHOOL, TOWN_A
from tests.reference.test_directory_pages import form, upload
from tests.ui.conftest import show

pytestmark = pytest.mark.django_db
PAGES = (
    "/reference/",
    "/reference/profiles/songyang/",
    "/reference/profiles/songyang/?unit=police&more=all",
    "/reference/profiles/xinbei/",
    "/reference/profiles/songyang/clause/?doc=sy-2017-139&at=三(三)",
    "/reference/profiles/songyang/compare/cn/?part=all",
    "/reference/profiles/songyang/try/?example=near",
    f"/reference/divisions/?open={TOWN_A}",
    "/reference/divisions/?q=一村",
    f"/reference/divisions/{TOWN_A}/",
    "/reference/units/",
    f"/reference/units/{SCHOOL.id}/",
    f"/reference/units/{SCHOOL.id}/close/",
    "/reference/units/new/",
    "/reference/units/import/",
    "/danger/",
)
LIGHT = 8_000  # gzipped; the first page of a profile is the heaviest


def html_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_page_is_open_to_everybody(
    office: Client, page_at: PageAt, path: str, width: int
) -> None:
    page = page_at(width)
    said = show(page, html_of(office, path))
    assert said == []
    assert width_of(page) <= width
    assert faults_of(page) == []
    if width == PHONE:
        assert small_targets(page) == []


def test_a_refused_form_and_a_refused_list_are_open_to_everybody(
    office: Client, page_at: PageAt
) -> None:
    refused = office.post("/reference/units/new/", form(name="", kind="bureau")).content.decode()
    rows = office.post(
        "/reference/units/import/", {"file": upload(book(("丙演示小学", "学堂", "甲镇")))}
    ).content.decode()
    fine = office.post(
        "/reference/units/import/", {"file": upload(book(("丙演示小学", "学校", "甲镇")))}
    ).content.decode()
    for html in (refused, rows, fine):
        page = page_at(PHONE)
        show(page, html)
        assert faults_of(page) == []
        assert small_targets(page) == []
        assert width_of(page) <= PHONE


@pytest.mark.parametrize("path", [one for one in PAGES if "all" not in one])
def test_a_later_page_is_light(office: Client, path: str) -> None:
    size = len(gzip.compress(html_of(office, path).encode(), 6))
    assert size <= LIGHT, f"{path}: {size} bytes gzipped"


def test_a_profile_prints_whole_and_without_buttons(office: Client, page_at: PageAt) -> None:
    page = page_at(DESK)
    show(page, html_of(office, "/reference/profiles/songyang/?more=all"))
    page.emulate_media(media="print")
    assert not page.locator(".toc").is_visible()
    assert not page.locator(".head .acts").is_visible()
    assert page.locator("#others .way").first.is_visible()
    assert page.locator("#u-village").is_visible()
    assert page.get_by_text("周县办打印于").is_visible()


def test_parts_fold_on_a_phone_and_stand_open_where_something_was_asked(
    office: Client, page_at: PageAt
) -> None:
    page = page_at(PHONE)
    show(page, html_of(office, "/reference/profiles/songyang/?unit=police"))
    assert page.locator("#when").get_attribute("open") is None
    assert page.locator("#units").get_attribute("open") is not None
    assert page.locator("#u-police").is_visible()
