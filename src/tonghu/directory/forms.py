"""工作队伍的表单: a body, a member, an end; shape only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from tonghu.directory.actions import BodyDraft, MemberDraft
from tonghu.directory.actions.staff_imports import PHONE
from tonghu.directory.queries.bodies import BodyView, MemberLine
from tonghu.directory.states import BodyKind
from tonghu.directory.workbook.reading import day_of

Choices = Iterable[tuple[str, str]]
_WIDE, _MEDIUM = {"width": "long"}, {"width": "medium"}


def _day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=hint, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"kind": "date", "width": "medium"}),
        error_messages={"invalid": "日期看不懂，请写成2026-09-01这样。", "required": f"要填{label}。"},
    )  # fmt: skip


def _text(label: str, most: int, *, required: bool = False, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint,
        widget=forms.TextInput(attrs=_MEDIUM if most <= 40 else _WIDE),
        error_messages={
            "required": f"没有写{label}。", "max_length": f"{label}最多{most}个字，请写短些。",
        },
    )  # fmt: skip


class AsOfForm(forms.Form):
    """看哪一天: an unreadable day is left out rather than refused."""

    on = _day("看哪一天", hint="不填就是今天")
    town = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def day(self) -> date | None:
        """The day asked for."""
        self.is_valid()
        found: date | None = self.cleaned_data.get("on")
        return found


class BodyForm(forms.Form):
    """登记、修改机构."""

    kind = forms.ChoiceField(label="类别", choices=[(k.value, k.label) for k in BodyKind])
    division = forms.ChoiceField(label="所在区划", choices=())
    name = _text("名称", 120, hint="不填就按区划和类别取名")
    unit_name = _text("设在哪个单位", 120, hint="已登记的单位名称，没有就不填")
    document = _text("设立的文件", 120, hint="文号，没有就不填")
    since = _day("设立日期")

    def __init__(
        self, *args: Any, places: Choices = (), fixed: bool = False, **kwargs: Any
    ) -> None:
        """`places` are the divisions within reach; `fixed`: kind and place stay as they are."""
        super().__init__(*args, **kwargs)
        field = self.fields["division"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(places)
            field.error_messages["invalid_choice"] = "这个区划不在你的管辖范围内，请另选。"
        if fixed:
            del self.fields["kind"], self.fields["division"]

    def draft(self, kind: str = "", division: str = "") -> BodyDraft:
        """What was filled in."""
        said = self.cleaned_data
        return BodyDraft(
            kind=said.get("kind") or kind, division=said.get("division") or division,
            name=said["name"].strip(), unit_name=said["unit_name"].strip(),
            document=said["document"].strip(), since=said["since"],
        )  # fmt: skip


class MemberForm(forms.Form):
    """登记、修改成员."""

    name = _text("姓名", 40, required=True)
    title = _text("职务", 60, hint="如组长、督导员、协理员")
    phone = forms.CharField(
        label="手机", max_length=20, required=False,
        widget=forms.TextInput(attrs={"kind": "tel", "width": "medium"}),
    )  # fmt: skip
    unit_name = _text("所属单位", 120, hint="应急小组写各人的单位")
    trained = _text("培训日期", 200, hint="几次用顿号隔开，如2026-03-05、2026-09-10")
    contract = _text("合同", 120, hint="编号，或购买服务的项目名称")
    contract_until = _day("合同到期", hint="最后一天")
    since = _day("任职日期", required=True)

    def clean_phone(self) -> str:
        """A number one can ring."""
        said = str(self.cleaned_data["phone"]).strip()
        if said and not PHONE.match(said):
            raise forms.ValidationError("不像电话号码，请写成13812345678或0578-1234567这样。")
        return said

    def clean_trained(self) -> tuple[date, ...]:
        """Days, however they are set apart."""
        said = self.cleaned_data["trained"].replace("，", "、").replace(",", "、").split("、")
        found = [(one.strip(), day_of(one)) for one in said if one.strip()]
        wrong = next((text for text, day in found if day is None), "")
        if wrong:
            raise forms.ValidationError(f"“{wrong}”看不懂，请写成2026-03-05这样，几次用顿号隔开。")
        return tuple(day for _, day in found if day)

    def draft(self) -> MemberDraft:
        """What was filled in."""
        return MemberDraft(**{**self.cleaned_data, "name": self.cleaned_data["name"].strip()})


class EndForm(forms.Form):
    """离任、撤销."""

    on = _day("从哪天起", required=True, hint="不再任职的第一天")
    why = _text("原因", 200, required=True, hint="如换届、辞去、合同到期")


def body_values(one: BodyView) -> dict[str, object]:
    """A body as the form shows it."""
    return {
        "name": one.name, "unit_name": one.unit_name, "document": one.document, "since": one.since,
    }  # fmt: skip


def member_values(one: MemberLine) -> dict[str, object]:
    """A member as the form shows it."""
    return {
        "name": one.name, "title": one.title, "phone": one.phone, "unit_name": one.unit_name,
        "trained": "、".join(day.isoformat() for day in one.trained), "contract": one.contract,
        "contract_until": one.contract_until, "since": one.since,
    }  # fmt: skip
