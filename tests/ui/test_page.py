"""The one way to answer HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from tests.ui.conftest import Written
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.jinja import known_icon, seen_word
from tonghu.ui.page import ModelInTemplate
from tonghu.ui.status import PLAIN, UnknownStatus

Asked = Callable[..., HttpRequest]


@dataclass(frozen=True)
class Row:
    """What a query might give by mistake."""

    name: str
    holds: Any


@pytest.mark.parametrize(
    ("context", "where"),
    [
        ({"row": ContentType(app_label="x")}, "context['row']"),
        ({"rows": [Row("a", 1), Row("b", {"deep": (ContentType(),)})]}, "['deep'][0]"),
        ({"rows": ContentType.objects.none()}, "QuerySet"),
        ({"maker": ContentType.objects}, "Manager"),
        ({"rows": Row("a", Row("b", ContentType()))}, ".holds.holds"),
        ({"many": frozenset({ContentType(pk=1)})}, "ContentType"),
    ],
)
@pytest.mark.parametrize("way", [page.render, page.fragment])
def test_a_model_in_the_context_is_refused_and_named(
    asked: Asked, way: Callable[..., Any], context: dict[str, Any], where: str
) -> None:
    with pytest.raises(ModelInTemplate) as refused:
        way(asked(), "ui/progress.html", **context)
    assert where in str(refused.value)


def test_plain_values_pass_also_when_they_hold_each_other(asked: Asked) -> None:
    ring: list[Any] = [Row("a", 1), {"b": ("c", None, 3.5)}]
    ring.append(ring)
    page.refuse_models({"ring": ring}, "context")


def test_see_other_is_303_so_that_reloading_posts_nothing_again() -> None:
    answer = page.see_other("/x/")
    assert (answer.status_code, answer["Location"]) == (303, "/x/")


def test_a_toast_is_said_once_on_the_next_whole_page(asked: Asked) -> None:
    request = asked()
    request.session = {}  # type: ignore[assignment]
    page.toast(request, "已接收18条", undo="/undo/")
    first = page.render(request, "ui/404.html", **REFUSAL).content.decode()
    again = page.render(request, "ui/404.html", **REFUSAL).content.decode()
    assert "已接收18条" in first
    assert 'action="/undo/"' in first
    assert "已接收18条" not in again


REFUSAL: dict[str, Any] = {
    "status": 404, "title": "没有这个页面", "lines": ("一", "二"), "ways": (("回首页", "/"),), "code": "7c1e"
}  # fmt: skip


def test_a_refusal_has_its_status_its_words_and_a_way_out(asked: Asked) -> None:
    answer = page.render(asked(), "ui/404.html", **REFUSAL)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "<h1>没有这个页面</h1>" in html
    assert 'href="/">回首页' in html
    assert "请报这个编号：7c1e" in html


def test_every_post_form_carries_the_token(written: Written) -> None:
    html = written()
    forms = [part.partition("</form>")[0] for part in html.split("<form")[1:]]
    posting = [form for form in forms if 'method="post"' in form]
    assert len(posting) > 5
    assert all('name="csrfmiddlewaretoken" value="' in form for form in posting)
    assert "X-CSRFToken" in html


def test_the_menu_marks_where_one_is_and_a_demo_says_so(written: Written, settings: Any) -> None:
    settings.TONGHU_DEMO = True
    assert "演示数据，人物、单位情况和数字都是虚构的。" in written()
    assert '<a href="/" aria-current="page">首页</a>' in written()
    settings.TONGHU_DEMO = False
    assert "演示数据，人物" not in written()


def test_an_icon_outside_the_sprite_and_an_unknown_state_fail_the_page(settings: Any) -> None:
    assert known_icon("bolt") == "bolt"
    with pytest.raises(LookupError, match="make_assets"):
        known_icon("no-such-icon")
    with pytest.raises(UnknownStatus):
        seen_word("没登记的词")


def test_at_work_a_missing_line_is_logged_and_the_page_still_comes(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TONGHU_DEMO = False
    assert seen_word("没登记的词") == PLAIN
    assert known_icon("no-such-icon") == "no-such-icon"
    assert "没登记的词" in caplog.text
    assert "no-such-icon" in caplog.text


def test_a_django_form_becomes_fields_with_values_hints_and_errors() -> None:
    from django import forms

    class Made(forms.Form):
        name = forms.CharField(label="姓名", help_text="照户口簿写")
        kind = forms.ChoiceField(label="哪一种", choices=(("a", "全部"), ("b", "一部分")))
        which = forms.MultipleChoiceField(
            label="哪几样", choices=(("x", "纸质"),), widget=forms.CheckboxSelectMultiple
        )
        on = forms.DateField(
            label="哪天", required=False, widget=forms.DateInput(attrs={"width": "short"})
        )
        next = forms.CharField(widget=forms.HiddenInput)

    view = form_view(Made({"kind": "b", "which": ["x"], "next": "/x/"}))
    assert [(f.name, f.kind, f.value) for f in view.fields.values()] == [
        ("name", "text", ""), ("kind", "select", "b"), ("which", "checkboxes", ["x"]), ("on", "date", ""),
    ]  # fmt: skip
    assert view.fields["name"].error
    assert view.fields["name"].hint == "照户口簿写"
    assert not view.fields["on"].required
    assert view.fields["on"].width == "short"
    assert view.errors[0][0] == "id_name"
    assert view.hidden == {"next": "/x/"}
