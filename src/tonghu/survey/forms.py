"""排查页上填的: what people type on the pages of a round, checked for shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from tonghu.registry.fields import BY_CODE, FieldDef, Kind
from tonghu.survey.rules.declaring import BLANKS, RELATIONS
from tonghu.survey.states import PupilAnswer

NOTHING = "还没填改成了什么。没有变化就退回上一页，点没有变化。"
DAY = {"kind": "date", "width": "short"}
FEW = 6  # words that are shown at once and not folded into a list
YES_NO = (("yes", "是"), ("no", "否"))
LENGTHS = {Kind.PHONE: "medium", Kind.ID_NUMBER: "medium", Kind.NAME: "medium"}
INPUT = {Kind.PHONE: {"inputmode": "tel"}, Kind.ID_NUMBER: {"inputmode": "text"}}


def _day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=hint, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。", "required": f"还没填{label}。"},
    )  # fmt: skip


def blank(one: FieldDef) -> forms.Field:
    """One blank of the file as a field; empty means it did not change."""
    if one.kind in (Kind.DAY, Kind.BIRTH):
        return _day(one.label, required=False)
    if one.kind is Kind.YES_NO:
        picks = forms.RadioSelect(attrs={"kind": "yes_no"})
        return forms.ChoiceField(label=one.label, required=False, choices=YES_NO, widget=picks)
    if one.kind is Kind.CODES:
        return forms.MultipleChoiceField(
            label=one.label, required=False, choices=one.words, widget=forms.CheckboxSelectMultiple
        )
    if one.kind is Kind.CODE:
        folded = len(one.words) > FEW
        choices = ((("", "没有变"), *one.words)) if folded else one.words
        widget = forms.Select(attrs={"width": "medium"}) if folded else forms.RadioSelect()
        return forms.ChoiceField(label=one.label, required=False, choices=choices, widget=widget)
    attrs = {
        "width": LENGTHS.get(one.kind, "long"),
        **INPUT.get(one.kind, {}),
        "autocomplete": "off",
    }
    return forms.CharField(
        label=one.label, required=False, max_length=one.length, widget=forms.TextInput(attrs=attrs)
    )


class ValuesForm(forms.Form):
    """填几栏: only those of a change, or those asked of a new child."""

    def __init__(
        self, codes: Iterable[str], *args: Any, needed: Sequence[str] = (), **more: Any
    ) -> None:
        """Fields are made from the blanks of the file."""
        super().__init__(*args, **more)
        self.codes = tuple(code for code in codes if code in BY_CODE)
        for code in self.codes:
            self.fields[code] = blank(BY_CODE[code])
            if code in needed:
                self.fields[code].required = True
                self.fields[code].error_messages["required"] = f"还没填{BY_CODE[code].label}。"

    def values(self) -> dict[str, Any]:
        """What was filled in, as the file writes it."""
        filled = {code: self.cleaned_data.get(code) for code in self.codes}
        return {
            code: _written(BY_CODE[code], value)
            for code, value in filled.items()
            if value not in (None, "", [])
        }


def _written(one: FieldDef, value: Any) -> Any:
    if one.kind is Kind.YES_NO:
        return value == "yes"
    return value.isoformat() if hasattr(value, "isoformat") else value


class ChangeForm(ValuesForm):
    """有变化: at least one blank must have changed."""

    def clean(self) -> dict[str, Any]:
        """Nothing filled in is no change."""
        said = super().clean() or {}
        if not self.errors and not any(said.get(code) not in (None, "", []) for code in self.codes):
            self.add_error(None, NOTHING)
        return said


class LeftForm(forms.Form):
    """应退出: why, and since when."""

    reason = forms.ChoiceField(
        label="为什么", widget=forms.RadioSelect, error_messages={"required": "请选退出原因。"}
    )
    on = _day("从哪天起", hint="大概的日子也可以")
    note = forms.CharField(label="补充一句", max_length=200, required=False)

    def __init__(self, reasons: Iterable[tuple[str, str]], *args: Any, **more: Any) -> None:
        """The reasons are the profile's."""
        super().__init__(*args, **more)
        self.fields["reason"].choices = list(reasons)  # type: ignore[attr-defined]


class UnreachableForm(forms.Form):
    """联系不上: what was tried."""

    note = forms.CharField(
        label="怎么联系的，什么时候", max_length=200, widget=forms.Textarea,
        help_text="如9月24日、25日两次上门没人，三个电话都关机",
        error_messages={"required": "请写明怎么联系的，镇里要看。"},
    )  # fmt: skip


NEW_CODES = (
    "name", "sex", "birth_date", "id_number", "residence_address", "carer_kind", "carer_name",
    "carer_phone", "father_name", "mother_name", "both_away", "schooling", "school_name",
)  # fmt: skip


class NewForm(ValuesForm):
    """新增一名儿童: the least that finds a child again; the rest is filled in its file."""

    def __init__(self, reasons: Iterable[tuple[str, str]], *args: Any, **more: Any) -> None:
        """The reasons are those of an added child."""
        super().__init__(NEW_CODES, *args, needed=("name", "sex", "birth_date"), **more)
        self.fields["reason"] = forms.ChoiceField(
            label="为什么新增", choices=list(reasons), widget=forms.RadioSelect,
            error_messages={"required": "请选为什么新增。"},
        )  # fmt: skip


class SignForm(forms.Form):
    """签字: one signature for the village."""

    name = forms.CharField(
        label="签字人姓名", max_length=40, widget=forms.TextInput(attrs={"width": "medium", "autocomplete": "off"}),
        error_messages={"required": "请写签字人的姓名。"},
    )  # fmt: skip
    paper_number = forms.CharField(
        label="纸质表编号", max_length=60, required=False, widget=forms.TextInput(attrs={"width": "medium"}),
        help_text="替村里补录的才填；没有编号的，写表上的日期",
    )  # fmt: skip


class WhyForm(forms.Form):
    """写明原因."""

    why = forms.CharField(
        label="为什么退回", max_length=200, widget=forms.Textarea,
        error_messages={"required": "请写明原因，村里看得到。"},
    )  # fmt: skip


class OpenForm(forms.Form):
    """发出一轮: one of the periods that the profile asks for."""

    plan = forms.ChoiceField(
        label="发出哪一轮", widget=forms.RadioSelect, error_messages={"required": "还没选哪一轮。"}
    )

    def __init__(self, plans: Iterable[tuple[str, str]], *args: Any, **more: Any) -> None:
        """Choices carry cycle and period."""
        super().__init__(*args, **more)
        self.fields["plan"].choices = list(plans)  # type: ignore[attr-defined]


class LockForm(forms.Form):
    """锁定: the name of the round is typed, each exception has its reason."""

    typed = forms.CharField(
        label="照样写一遍",
        max_length=80,
        widget=forms.TextInput(attrs={"width": "medium", "autocomplete": "off"}),
    )
    why = forms.CharField(label="锁定说明", max_length=400, required=False, widget=forms.Textarea)

    def __init__(
        self, title: str, exceptions: Iterable[tuple[str, str, str]], *args: Any, **more: Any
    ) -> None:
        """Exceptions are division, name and what is not done."""
        super().__init__(*args, **more)
        self.title, self.divisions = title, []
        self.fields["typed"].label = f"照样写一遍“{title}”"
        self.fields["typed"].help_text = "锁定以后谁也改不了，所以请写一遍名称"
        for division, name, what in exceptions:
            self.divisions.append(division)
            self.fields[f"why_{division}"] = forms.CharField(
                label=f"{name}：{what}", max_length=200, widget=forms.TextInput(attrs={"width": "long"}),
                error_messages={"required": "请写明为什么没办完也锁定。"},
            )  # fmt: skip

    def clean_typed(self) -> str:
        """Letter by letter, blanks aside."""
        typed = str(self.cleaned_data["typed"]).strip()
        if typed != self.title:
            raise forms.ValidationError(f"写的和“{self.title}”不一样，请照样写。")
        return typed

    def reasons(self) -> dict[str, str]:
        """By division."""
        return {one: str(self.cleaned_data.get(f"why_{one}", "")) for one in self.divisions}


class SummaryForm(forms.Form):
    """乡镇汇总: the figures are counted, only the work is written."""

    note = forms.CharField(
        label="工作情况", max_length=1_000, required=False, widget=forms.Textarea,
        help_text="怎么排查的、发现了什么、还有什么困难；数字不用写，系统会算",
    )  # fmt: skip


class PaperForm(forms.Form):
    """代为签收: the paper it came with."""

    paper_number = forms.CharField(label="回执编号", max_length=60, required=False)
    name = forms.CharField(label="签收人", max_length=40, required=False)


class PupilLineForm(forms.Form):
    """再核实一名学生: answer, remark and the person of the school who keeps in touch."""

    answer = forms.ChoiceField(
        label="核实结果", required=False, widget=forms.Select(),
        choices=[("", "还没核"), *((one.value, one.label) for one in PupilAnswer if one is not PupilAnswer.PENDING)],
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=200, required=False)
    contact = forms.CharField(label="联络帮扶人", max_length=40, required=False)
    contact_title = forms.CharField(label="职务", max_length=40, required=False)


class CodeForm(forms.Form):
    """码和第二个事实: the birthday of the child, as the household register has it."""

    code = forms.CharField(
        label="申报码", max_length=40, widget=forms.TextInput(attrs={"width": "medium", "autocomplete": "off"}),
        help_text="村里给的，像ABCDE-FGHJK这样；大小写、横线都不要紧", error_messages={"required": "请写申报码。"},
    )  # fmt: skip
    born = _day("孩子的出生日期", hint="和户口簿上一样，用来核对你是家里人")


class DeclareForm(ValuesForm):
    """家庭申报: only what has changed at home."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """The family's blanks, then who says it."""
        super().__init__(BLANKS, *args, **more)
        wide = forms.TextInput(attrs={"width": "medium", "autocomplete": "name"})
        self.fields["note"] = forms.CharField(
            label="家里有什么变化", max_length=500, required=False, widget=forms.Textarea,
            help_text="用自己的话写，也可以只填下面的",
        )  # fmt: skip
        self.fields["declarer"] = forms.CharField(
            label="你的姓名", max_length=40, widget=wide, error_messages={"required": "请写你的姓名，村里好联系你核实。"},
        )  # fmt: skip
        self.fields["relation"] = forms.ChoiceField(
            label="你是孩子的", choices=RELATIONS, widget=forms.RadioSelect, error_messages={"required": "请选你是孩子的什么人。"},
        )  # fmt: skip
        self.fields["phone"] = forms.RegexField(
            r"^[0-9+() -]{7,17}$", label="你的电话", max_length=17,
            widget=forms.TextInput(attrs={"width": "medium", "inputmode": "tel", "autocomplete": "tel"}),
            error_messages={"required": "请写电话，村里要打电话核实。", "invalid": "电话号码不对，请再看一遍。"},
        )  # fmt: skip
