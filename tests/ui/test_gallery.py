"""The gallery in a real browser, under the policy the product sends."""

import pytest

from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.ui.conftest import Written, show

PAGES = {
    "gallery": ("ui/gallery.html", {}),
    "print": ("ui/gallery_print.html", {}),
    "refusal": (
        "ui/404.html",
        {"title": "没有这个页面", "lines": ("一",), "ways": (("回首页", "/"),), "code": "7c1e"},
    ),
    "phone task": ("ui/gallery_print.html", {"focus": {"back": "/", "title": "三季度核对", "place": "甲村"}}),
}  # fmt: skip
each = pytest.mark.parametrize("name", PAGES)


@each
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_and_the_policy_blocks_nothing(
    page_at: PageAt, written: Written, name: str, width: int
) -> None:
    template, more = PAGES[name]
    page = page_at(width)
    said = show(page, written(template, **more))
    assert said == []
    assert faults_of(page) == []


@each
@pytest.mark.parametrize("width", [320, PHONE, 390, 768, 1024, DESK])
def test_no_page_scrolls_sideways(page_at: PageAt, written: Written, name: str, width: int) -> None:
    template, more = PAGES[name]
    page = page_at(width)
    show(page, written(template, **more))
    assert width_of(page) <= width


@each
def test_every_target_is_big_enough_for_a_thumb(
    page_at: PageAt, written: Written, name: str
) -> None:
    template, more = PAGES[name]
    page = page_at(PHONE)
    show(page, written(template, **more))
    assert small_targets(page) == []


def test_a_small_target_and_a_wide_page_would_be_found(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.set_content('<main><a href="#x">小</a><div style="width:900px">宽</div></main>')
    assert len(small_targets(page)) == 1
    assert width_of(page) > PHONE


def test_danger_can_be_reported_from_every_page_and_width(
    page_at: PageAt, written: Written
) -> None:
    for template, more in PAGES.values():
        for width in (PHONE, DESK):
            page = page_at(width)
            show(page, written(template, **more))
            assert page.locator('a[href="/danger/"]:visible').count() >= 1, (template, width)


def test_without_scripts_the_page_is_whole_and_dialogs_open(
    page_at: PageAt, written: Written
) -> None:
    desk = page_at(DESK)
    context = desk.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    show(page, written())
    assert page.locator("details.bk .facts:visible").count() == 2
    assert not page.locator("dialog#look").is_visible()
    page.locator('a[href="#look"]').click()
    assert page.locator("dialog#look").is_visible()
    context.close()


def test_on_a_phone_blocks_fold_but_those_that_matter(page_at: PageAt, written: Written) -> None:
    page = page_at(PHONE)
    show(page, written())
    assert page.locator("#b1 .facts").is_visible()
    assert not page.locator("#b2 .facts").is_visible()
    page.locator("#b2 summary").click()
    assert page.locator("#b2 .facts").is_visible()


def test_a_tap_on_a_date_opens_the_exact_one(page_at: PageAt, written: Written) -> None:
    page = page_at(PHONE)
    show(page, written())
    page.locator("p > time[title]").first.tap()
    assert page.locator(".tip").inner_text() == "2026年9月24日 13:05"


def test_on_paper_dates_are_exact_and_buttons_gone(page_at: PageAt, written: Written) -> None:
    page = page_at(DESK)
    show(page, written())
    page.emulate_media(media="print")
    assert page.locator(".btn:visible, .top:visible, .edge:visible, .tabbar:visible").count() == 0
    assert page.locator("time[title] > span").first.is_hidden()
    assert page.locator(".printonly").first.is_visible()
    assert "某某打印于2026年9月24日 13:05" in page.locator(".printonly").first.inner_text()


def test_typing_survives_until_it_arrives(page_at: PageAt, written: Written) -> None:
    page = page_at(DESK)
    html = (
        written()
        .replace('role="alert" tabindex="-1" id="errors"', 'id="none"')
        .replace('class="errors"', "")
    )
    show(page, html)
    page.locator("#id_note").fill("写到一半")
    page.reload()
    assert page.locator("#id_note").input_value() == "写到一半"
    page.evaluate("""() => { const form = document.querySelector('form[data-keeps]');
        form.addEventListener('submit', (e) => e.preventDefault()); form.requestSubmit(); }""")
    page.reload()
    assert page.locator("#id_note").input_value() == ""


def test_the_gallery_stands_still(page_at: PageAt, written: Written) -> None:
    """Its samples of running work ask nobody: an answer would be the gallery itself."""
    page = page_at(DESK)
    show(page, written())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    page.clock.run_for(10_000)
    assert page.locator("[hx-get^='#'], [hx-trigger*=every]").count() == 0
    assert [
        one for one in asked if "/static/" not in one
    ] == []  # the icon of the tab may come late


def test_a_form_is_sent_once(page_at: PageAt, written: Written) -> None:
    page = page_at(DESK)
    show(page, written())
    sent = page.evaluate("""() => { let n = 0; const form = document.querySelector('form.edge');
        document.addEventListener('submit', (e) => { if (!e.defaultPrevented) n += 1; e.preventDefault(); });
        form.requestSubmit(); form.requestSubmit(); return n; }""")
    assert sent == 1


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_open_dialog_holds_the_focus_is_clean_and_closes_by_esc(
    page_at: PageAt, written: Written, width: int
) -> None:
    page = page_at(width)
    show(page, written())
    page.locator('a[href="#look"]').click()
    dialog = page.locator("dialog#look")
    assert dialog.is_visible()
    assert page.evaluate("document.querySelector('dialog#look').contains(document.activeElement)")
    assert faults_of(page) == []
    assert small_targets(page) == [] or width == DESK
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
