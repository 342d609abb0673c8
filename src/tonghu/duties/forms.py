"""履职页上填的: checked for shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

DAY = {"kind": "date", "width": "short"}
FILES = ("file_1", "file_2", "file_3")


def _day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=hint, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。", "required": f"还没填{label}。"},
    )  # fmt: skip


def _text(
    label: str, length: int, *, required: bool = True, hint: str = "", width: str = "long"
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=hint,
        widget=forms.TextInput(attrs={"width": width, "autocomplete": "off"}),
        error_messages={"required": f"还没填{label}。", "max_length": f"{label}最多{length}个字。"},
    )  # fmt: skip


def _long(label: str, length: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": f"还没填{label}。", "max_length": f"{label}最多{length}个字。"},
    )  # fmt: skip


def _file(label: str, hint: str = "") -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=hint)


class ClaimForm(forms.Form):
    """交材料."""

    duty = forms.ChoiceField(
        label="哪一项职责", widget=forms.Select(attrs={"width": "long"}),
        error_messages={"required": "请选一项职责。", "invalid_choice": "请从列出的职责里选一项。"},
    )  # fmt: skip
    title = _text("做了什么", 120, hint="一句话，例如：印发未成年人保护宣传月方案")
    done_on = _day("哪天做的", hint="跨几天的写开始那天")
    until_on = _day("做到哪天", required=False)
    document = _text("文号", 80, required=False, hint="有正式文件的写文号", width="medium")
    story = _long("情况说明", 2000, required=False, hint="只写工作，不写儿童的姓名和证件号")
    file_1 = _file("附件", "照片、文件扫描件、表格都可以")
    file_2 = _file("附件二")
    file_3 = _file("附件三")
    paper_number = _text(
        "纸质材料编号", 80, required=False, hint="来文的文号，或者材料的编号", width="medium"
    )

    def __init__(
        self, duties: Sequence[tuple[str, str]], *args: Any, behalf: bool = False, **more: Any
    ) -> None:
        """The duties of the one who hands in; the paper's number only where it is transcribed."""
        super().__init__(*args, **more)
        self.fields["duty"].choices = [("", "请选择"), *duties]  # type: ignore[attr-defined]
        if not behalf:
            del self.fields["paper_number"]


class AgainForm(forms.Form):
    """补材料."""

    title = _text("做了什么", 120)
    document = _text("文号", 80, required=False, width="medium")
    story = _long("情况说明", 2000, required=False)
    file_1 = _file("再加附件")
    file_2 = _file("附件二")
    file_3 = _file("附件三")


class WhyForm(forms.Form):
    """退回理由."""

    why = _text("差什么、怎么补", 200)


class YearForm(forms.Form):
    """哪一年、哪种考核."""

    year = forms.IntegerField(min_value=2016, max_value=2100)
    variant = forms.CharField(max_length=20)


class TextForm(forms.Form):
    """自评、异议、答复."""

    text = _long("内容", 2000)


class CloseForm(forms.Form):
    """定结果."""

    result = forms.ChoiceField(label="结果怎么用", required=False, widget=forms.RadioSelect())
    story = _long(
        "事由和决定", 1000, required=False, hint="选了结果的必须写；只写单位和地方，不写个人"
    )
    document = _text("文号", 80, required=False, width="medium")
    on = _day("日期", required=False)

    def __init__(self, results: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        """Only the results the place's document allows."""
        super().__init__(*args, **more)
        self.fields["result"].choices = [("", "没有奖励和追究"), *results]  # type: ignore[attr-defined]


def points_of(post: Any) -> dict[str, tuple[float | None, str]]:
    """各项给的分和理由: `p.CODE` and `w.CODE`; what is no number is left to the rule to refuse."""
    found: dict[str, tuple[float | None, str]] = {}
    for key in post:
        if key.startswith("p."):
            said = str(post[key]).strip()
            try:
                given = float(said) if said else None
            except ValueError:
                given = -1.0
            found[key[2:]] = (given, str(post.get(f"w.{key[2:]}", ""))[:200])
    return found
