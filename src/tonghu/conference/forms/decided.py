"""议定以后的页上填的: minutes and opinions, resolutions and reports, what goes up for approval."""

from __future__ import annotations

from typing import Any

from django import forms

from tonghu.conference.forms.body import PAPER, Pairs, day, line, lines, pick

LONG = 20_000


class FilesField(forms.FileField):
    """几份文件."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """As they came; `files` sniffs them."""
        return data


def units(label: str, *, required: bool = True, many: bool = False, hint: str = "") -> forms.Field:
    """One or several member units; the choices come with the form."""
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    return kind(
        label=label, required=required, help_text=hint,
        widget=forms.CheckboxSelectMultiple() if many else forms.Select(attrs={"width": "medium"}),
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请选{label}。"},
    )  # fmt: skip


class UnitsForm(forms.Form):
    """带单位的表: its fields named in `unit_fields` choose among `choices`."""

    unit_fields: tuple[str, ...] = ()

    def __init__(self, choices: Pairs, *args: Any, **more: Any) -> None:
        """`choices`: id and name."""
        super().__init__(*args, **more)
        known = list(choices)
        for name in self.unit_fields:
            field = self.fields[name]
            none = [] if isinstance(field, forms.MultipleChoiceField) else [("", "请选")]
            field.choices = [*none, *known]  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """纪要的一节."""

    heading = line("小标题", 120, width="long", hint="像“一、……”这样，开头一节可以没有")
    text = lines("正文", required=True, length=LONG, hint="一行一段")


class OpinionForm(forms.Form):
    """会签."""

    text = lines("意见", length=4_000, hint="只改几个字的，直接在下面改正文")
    name = line("签字的人", 40, hint="代录的写纸质会签上签字的人", width="short")
    paper_number = line("纸质会签的编号", 80, hint=PAPER)
    paper_on = day("纸质会签的日期")


class WhyForm(forms.Form):
    """写明原因."""

    why = lines("为什么", required=True, length=300)


class ResolutionForm(UnitsForm):
    """议定事项."""

    unit_fields = ("lead", "supports")
    title = line("要办的事", 160, required=True, width="long")
    lead = units("牵头单位")
    supports = units("配合单位", required=False, many=True)
    due = day("完成期限", hint="没有期限的空着")
    measure = line("办成什么样", 300, width="long", hint="怎样算办完，销号时照它核")
    basis = line("谁交办的", 200, width="long", hint="文件、批示；会议议定的不用填")


class ReportForm(forms.Form):
    """报告进展."""

    text = lines("办了什么，办到哪一步", required=True, length=LONG)
    final = forms.BooleanField(label="已经办完，请办公室核后销号", required=False)
    evidence = FilesField(
        label="佐证材料", required=False, help_text="照片、文件、表格，每份20MB以内；不要有儿童姓名",
        widget=forms.ClearableFileInput(),
    )  # fmt: skip
    paper_number = line("纸质材料的编号", 80, hint=PAPER)


class CheckForm(forms.Form):
    """核进展."""

    note = line("还差什么", 300, width="long", hint="退回的要写，接收的可以不写")


class ReassignForm(UnitsForm):
    """改由别的单位牵头."""

    unit_fields = ("lead",)
    lead = units("改由谁牵头")
    why = line("为什么", 300, required=True, width="long")


class UrgeForm(forms.Form):
    """督办."""

    reply_by = day("要求何时以前报告", required=True)
    why = line("督办原因", 300, width="long")


class LedgerForm(forms.Form):
    """台账的筛选."""

    state = pick("情况", (), folded=True)
    unit = pick("牵头、配合单位", (), folded=True)
    year = pick("年度", (), folded=True)
    text = line("事项里有", 60)


class MajorForm(forms.Form):
    """重大事项报批."""

    title = line("事项", 120, required=True, width="long")
    to_name = line("报批机关全称", 120, required=True, hint="如某某县人民政府", width="long")
    text = lines("请示的内容", required=True, length=LONG, hint="一行一段")


class ResultForm(forms.Form):
    """批复."""

    approved = pick("批了没有", (("yes", "批准"), ("no", "没有批准")), required=True)
    result = lines("怎样批的", required=True, length=2_000)
    approver = line("谁批的", 80)
    result_number = line("批复文号", 80, hint="办公室登记的要写；没有文号写批示日期")
    result_on = day("批复日期")
