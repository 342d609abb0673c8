"""办一步要填的: reasons, days, people; a sentence where one is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tonghu.core import clock
from tonghu.core.calendar import cn_date
from tonghu.registry.states import HazardKind, SourceKind

Choices = Sequence[tuple[str, str]]
OLDEST_DAYS = 3650
WHY_LENGTH = 200
_FROM = (SourceKind.FAMILY, SourceKind.SCHOOL, SourceKind.POLICE, SourceKind.PAPER)


def text(label: str, sentence: str, *, most: int = WHY_LENGTH, required: bool = True,
         hint: str = "", long: bool = False) -> forms.CharField:  # fmt: skip
    """A text whose absence is told in its own sentence."""
    widget = (
        forms.Textarea(attrs={"width": "long"})
        if long
        else forms.TextInput(attrs={"width": "long"})
    )
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=widget,
        error_messages={"required": sentence, "max_length": f"{label}最多{most}个字，请写短些。"},
    )  # fmt: skip


def chosen(label: str, choices: Choices, sentence: str, hint: str = "") -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, widget=forms.RadioSelect(),
        error_messages={"required": sentence, "invalid_choice": sentence},
    )  # fmt: skip


class Day(forms.DateField):
    """一天: not in the future, not before anybody kept files."""

    def __init__(self, label: str, **given: Any) -> None:
        """With the sentences of a day."""
        super().__init__(
            label=label, widget=forms.DateInput(attrs={"width": "short"}, format="%Y-%m-%d"),
            error_messages={
                "required": f"请填{label}。", "invalid": f"{label}看不懂，请写成2026-09-04。"
            }, **given,
        )  # fmt: skip

    def validate(self, value: date | None) -> None:
        """The day itself."""
        super().validate(value)
        today = clock.today()
        if value and value > today:
            raise forms.ValidationError(f"{cn_date(value)}还没到，请核对日期。")
        if value and (today - value).days > OLDEST_DAYS:
            raise forms.ValidationError(f"{cn_date(value)}太早了，请核对年份。")


class FromWhom(forms.Form):
    """从哪知道的: whose statement this is, of which day; both stand there already."""

    def __init__(self, data: Any, own: SourceKind) -> None:
        """`own` is what the viewer's own post stands for."""
        super().__init__(data, initial={"source": own.value, "stated_on": clock.today()})
        words = {own: "本人入户、核实", **{one: one.label for one in _FROM if one is not own}}
        self.fields["source"] = chosen(
            "这些是从哪知道的",
            [(one.value, word) for one, word in words.items()],
            "请选从哪知道的。",
        )
        self.fields["stated_on"] = Day("是哪天的情况")


class Reason(forms.Form):
    """为什么: one sentence."""

    why = text("原因", "请写一句为什么。", long=True)


class MayReason(forms.Form):
    """说明: one sentence, or none."""

    why = text("说明", "", required=False)


class Leaving(forms.Form):
    """退出: which reason of the profile, since when."""

    def __init__(self, data: Any, reasons: Choices) -> None:
        """`reasons` are those of the profile."""
        super().__init__(data, initial={"on": clock.today()})
        self.fields["reason"] = chosen("退出情形", reasons, "请选一项退出情形，没有原因不能退出。")
        self.fields["on"] = Day("从哪天起")


class Moving(forms.Form):
    """转移: whereto and why."""

    to_division = text(
        "转到哪个村（社区）",
        "请写转到哪个村。",
        hint="写村名，有重名的前面加乡镇名；也可以写12位区划代码。",
    )
    reason = text("原因", "请写一句为什么转移。")


class Joining(forms.Form):
    """合并: the other file, and why they are one child."""

    other = text(
        "另一份档案的档案号",
        "请写另一份档案的档案号。",
        hint="在另一份档案的上方，比如大东坝2026-0043。",
    )
    reason = text("为什么是同一个孩子", "请写一句为什么是同一个孩子。", long=True)


class Assigning(forms.Form):
    """责任人."""

    def __init__(self, data: Any, workers: Choices) -> None:
        """`workers` are those whose post covers the village."""
        super().__init__(data)
        self.fields["worker"] = chosen("由谁负责", workers, "请选一个人负责这名儿童。")


class Danger(forms.Form):
    """发现隐患."""

    kind = chosen("什么隐患", [(one.value, one.label) for one in HazardKind], "请选是什么隐患。")
    found_on = Day("哪天发现的")
    note = text("情况", "请写一句看到了什么。", long=True)


class Cleared(forms.Form):
    """消除隐患."""

    how = text("怎样消除的", "请写一句怎样消除的。", long=True)


class Purpose(forms.Form):
    """查看事由."""

    field = forms.CharField(max_length=40, error_messages={"required": "请选要看哪一项。"})
    purpose = forms.ChoiceField(
        choices=(("verify", "核对是不是同一个人"), ("visit", "联系、走访"), ("case", "办理个案"),
                 ("paper", "出具文书")),
        error_messages={"required": "请选为什么要看。", "invalid_choice": "请选为什么要看。"},
    )  # fmt: skip
    case_number = forms.CharField(max_length=60, required=False)

    @property
    def said(self) -> str:
        """The purpose as the log keeps it."""
        given = self.cleaned_data
        word = dict(self.fields["purpose"].choices)[given["purpose"]]  # type: ignore[attr-defined]
        return f"{word}（{given['case_number']}）" if given["case_number"] else str(word)
