"""待办的表单: a step recorded for a unit, a reminder, how to be reminded, who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from tonghu.worklist.queries.listing import Filter
from tonghu.worklist.states import TaskState, Topic

_SHORT = {"width": "short"}


class OnBehalfForm(forms.Form):
    """代为办结: the paper that proves it."""

    paper_number = forms.CharField(
        label="来文编号", max_length=80,
        help_text="照来文抄，如：某校〔2026〕3号；没有编号的，写来文单位和日期",
        error_messages={"required": "还没写来文编号。没有编号的，写来文单位和日期。"},
    )  # fmt: skip
    paper_on = forms.DateField(
        label="来文日期", required=False, widget=forms.DateInput(attrs=_SHORT),
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。"},
    )  # fmt: skip
    note = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RemindForm(forms.Form):
    """催办一件."""

    note = forms.CharField(label="说什么", max_length=200, required=False)
    forced = forms.CharField(
        label="今天已经催过，为什么还要催", max_length=100, required=False,
        help_text="一个工作日催一次就够；要再催，写明原因",
    )  # fmt: skip

    def said(self) -> dict[str, str]:
        """The arguments of `remind`."""
        found = self.cleaned_data
        return {"note": found.get("note") or "请尽快办理", "forced": found.get("forced", "")}


class RemindingForm(forms.Form):
    """提醒方式."""

    mail = forms.EmailField(
        label="邮箱", required=False, max_length=120,
        widget=forms.TextInput(attrs={"width": "long", "inputmode": "email", "autocomplete": "email"}),
        error_messages={"invalid": "邮箱认不出来，请写成name@example.cn这样。"},
    )  # fmt: skip
    by_mail = forms.MultipleChoiceField(
        label="邮件里说什么", required=False, choices=[(t.value, t.label) for t in Topic],
        widget=forms.CheckboxSelectMultiple, help_text="一个工作日最多一封，只有件数和一个链接",
    )  # fmt: skip
    mobile = forms.RegexField(
        r"^1\d{10}$", label="手机", required=False,
        widget=forms.TextInput(attrs={"kind": "tel", "width": "medium"}),
        error_messages={"invalid": "手机号要11位数字，以1开头。"},
    )  # fmt: skip
    by_sms = forms.MultipleChoiceField(
        label="短信里说什么", required=False, choices=[(t.value, t.label) for t in Topic],
        widget=forms.CheckboxSelectMultiple, help_text="一个工作日最多一条，只有件数和一个链接",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A way needs an address."""
        said = super().clean() or {}
        for ways, address, word in (("by_mail", "mail", "邮箱"), ("by_sms", "mobile", "手机号")):
            if said.get(ways) and not said.get(address) and address not in self.errors:
                self.add_error(address, f"选了要提醒的事，还要写{word}。")
        return said


class StandInForm(forms.Form):
    """请人代班."""

    stand_in = forms.ChoiceField(
        label="请谁代班", error_messages={"required": "还没有选代班人。", "invalid_choice": "请从列表里选代班人。"},
        help_text="同一个单位的人，或者管着这里的乡镇、县里的人。不借权限：他的岗位办不了的，还是办不了",
    )  # fmt: skip
    from_on = forms.DateField(
        label="从哪天", widget=forms.DateInput(attrs={"kind": "date", "width": "medium"}),
        error_messages={"required": "还没写从哪天起。", "invalid": "日期看不懂，请写成2026-09-28这样。"},
    )  # fmt: skip
    until_on = forms.DateField(
        label="到哪天", widget=forms.DateInput(attrs={"kind": "date", "width": "medium"}),
        help_text="最后一天", error_messages={"required": "还没写到哪天。", "invalid": "日期看不懂，请写成2026-10-08这样。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="为什么", max_length=120, help_text="如休假、培训、病假",
        error_messages={"required": "还没写原因。"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`people` are those who may stand in."""
        super().__init__(*args, **kwargs)
        field = self.fields["stand_in"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选"), *people]

    def said(self) -> dict[str, Any]:
        """The arguments of `name_stand_in`."""
        return {**self.cleaned_data, "stand_in": UUID(self.cleaned_data["stand_in"])}


def filter_of(said: Mapping[str, str]) -> Filter:
    """The filter of the long list, as its address writes it; what is unknown is left out."""
    known = {one.value for one in TaskState}
    state = said.get("state", "")
    return Filter(
        whose="below" if said.get("whose") == "below" else "mine",
        state=state if state in known else TaskState.OPEN.value, kind=said.get("kind", "")[:60],
        when=said.get("when", "")[:10], text=said.get("q", "").strip()[:60],
        sort=said.get("sort", "")[:20] or "due",
    )  # fmt: skip
