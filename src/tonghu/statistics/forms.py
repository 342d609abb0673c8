"""统计页上填的: shape only."""

from __future__ import annotations

from django import forms

from tonghu.statistics.states import Group, Source

LONG, MEDIUM, SHORT = {"width": "long"}, {"width": "medium"}, {"width": "short"}


def _text(label: str, length: int, *, hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=hint,
        widget=forms.TextInput(attrs=LONG),
        error_messages={"required": f"还没填{label}。", "max_length": f"{label}最多{length}个字。"},
    )  # fmt: skip


class ReferenceForm(forms.Form):
    """参考数据: what, how many, of which year, who says so and how they counted."""

    group = forms.ChoiceField(
        label="说的是谁", choices=Group.choices, widget=forms.Select(attrs=MEDIUM)
    )
    item = _text("项目", 80, hint="如：农村留守儿童人数")
    value = forms.DecimalField(
        label="数值", max_digits=16, decimal_places=2, min_value=0,
        widget=forms.TextInput(attrs=SHORT | {"inputmode": "decimal"}),
        error_messages={"required": "还没填数值。", "invalid": "数值认不出来，只填数字。", "min_value": "数值不能小于0。"},
    )  # fmt: skip
    measure = _text("计量单位", 12, hint="人、万元、个")
    year = forms.IntegerField(
        label="年份", min_value=1990, max_value=2100,
        widget=forms.TextInput(attrs=SHORT | {"inputmode": "numeric"}),
        error_messages={"required": "还没填年份。", "invalid": "年份写四位数字，如2020。", "min_value": "年份写四位数字，如2020。", "max_value": "年份写四位数字，如2020。"},
    )  # fmt: skip
    source = forms.ChoiceField(
        label="来源", choices=Source.choices, widget=forms.Select(attrs=MEDIUM)
    )
    unit_name = _text(
        "提供单位",
        120,
        hint="如：县统计局；人社、农业、发改、财政、税务、公安等部门的年报也登在这里",
    )
    as_of = forms.DateField(
        label="标准时点", required=False, widget=forms.DateInput(attrs={"kind": "date", "width": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期认不出来，请写成2020-11-01这样。"},
    )  # fmt: skip
    method = _text("调查方法和口径", 300, hint="普查还是抽样，抽多少，谁算留守；口径不同，数就不同")
    document = _text("出自", 200, hint="文件或者年鉴的名称、页码")


class WhyForm(forms.Form):
    """理由."""

    why = forms.CharField(
        label="理由", max_length=200, widget=forms.Textarea(attrs=LONG),
        error_messages={"required": "请写明理由。"},
    )  # fmt: skip


class NoteForm(forms.Form):
    """说明: why something does not add up."""

    note = forms.CharField(
        label="说明", max_length=600, required=False, widget=forms.Textarea(attrs=LONG),
        help_text="对不上的地方是什么原因。数不用改，照实报。",
    )  # fmt: skip
