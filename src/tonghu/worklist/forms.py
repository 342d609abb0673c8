"""待办的表单: what is typed when a step is recorded for a unit."""

from __future__ import annotations

from django import forms

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
