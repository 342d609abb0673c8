"""The keyboard, for office work (ui.md §9)."""

from playwright.sync_api import Page

from tests.browser import DESK, PageAt
from tests.ui.conftest import Written, show


def opened(page_at: PageAt, written: Written) -> Page:
    page = page_at(DESK)
    show(page, written().replace(" data-focus", ""))
    page.evaluate("""() => { window.pressed = []; document.addEventListener('click', (e) => {
        const at = e.target.closest('[data-key]'); if (at) { window.pressed.push(at.dataset.key); e.preventDefault(); } }); }""")
    return page


def pressed(page: Page) -> list[str]:
    return list(page.evaluate("window.pressed"))


def test_the_letter_on_a_button_presses_it(page_at: PageAt, written: Written) -> None:
    page = opened(page_at, written)
    for key in ("n", "1", "3"):
        page.keyboard.press(key)
    assert pressed(page) == ["n", "1", "3"]


def test_letters_do_nothing_while_somebody_types(page_at: PageAt, written: Written) -> None:
    page = opened(page_at, written)
    page.locator("#id_name").click()
    page.keyboard.type("n1?")
    assert pressed(page) == []
    assert page.locator("#id_name").input_value().endswith("n1?")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert pressed(page) == ["n"]


def test_letters_can_be_switched_off_and_stay_off(page_at: PageAt, written: Written) -> None:
    page = opened(page_at, written)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    page.keyboard.press("n")
    assert pressed(page) == []
    page.reload()
    assert not page.locator("[data-keys-switch]").is_checked()


def test_slash_goes_to_the_search_and_j_k_walk_the_rows(page_at: PageAt, written: Written) -> None:
    page = page_at(DESK)
    show(page, written("ui/404.html", title="空", lines=(), ways=(), code=""))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page = opened(page_at, written)
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert first == "审核甲村的表"
    assert second == "回答县里：疑似重复1人"
    assert page.evaluate("document.activeElement.textContent") == first


def test_the_first_tab_goes_to_the_text(page_at: PageAt, written: Written) -> None:
    page = opened(page_at, written)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
