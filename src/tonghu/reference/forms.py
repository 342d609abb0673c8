"""制度与机构的表单: a child to try, a unit, the end of a unit, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.queries import UnitView
from tonghu.directory.rules import UnitDraft, faults_of
from tonghu.directory.states import UnitKind
from tonghu.policy.vocabulary import vocabulary
from tonghu.reference.trying import words as w

_DATE = {"kind": "date", "width": "medium"}


def _day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=hint, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs=_DATE),
        error_messages={"invalid": "日期看不懂，请写成2016-05-01这样。", "required": "要填日期。"},
    )  # fmt: skip


def _one_of(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, help_text=hint,
        widget=forms.Select(attrs={"width": "medium"}),
        error_messages={"invalid_choice": "没有这个选项，请从列表里选。"},
    )  # fmt: skip


class TryForm(forms.Form):
    """拿一个孩子试试: facts of an invented child; nothing is kept."""

    born = _day("出生日期", required=True)
    as_of = _day("看哪一天", required=True, hint="不改就是今天")
    hukou = forms.ChoiceField(
        label="户籍", choices=w.HUKOU_CHOICES, required=False, widget=forms.RadioSelect
    )
    lives = _one_of("现在住在", w.HOME_CHOICES)
    lives_since = _day("从哪天起住在这里", hint="离开户籍地住的才要填")
    father_status = _one_of("父亲的情况", w.STATUS_CHOICES)
    father_place = _one_of("父亲在哪里打工", w.PLACE_CHOICES, "外出务工才要填")
    father_since = _day("父亲从哪天起")
    father_term = _day("父亲刑期、期限到哪天", hint="服刑、戒毒等才要填")
    father_grade = _one_of("父亲残疾等级", w.GRADE_CHOICES)
    father_kind = _one_of("父亲残疾类别", w.KIND_CHOICES)
    mother_status = _one_of("母亲的情况", w.STATUS_CHOICES)
    mother_place = _one_of("母亲在哪里打工", w.PLACE_CHOICES, "外出务工才要填")
    mother_since = _day("母亲从哪天起")
    mother_term = _day("母亲刑期、期限到哪天", hint="服刑、戒毒等才要填")
    mother_grade = _one_of("母亲残疾等级", w.GRADE_CHOICES)
    mother_kind = _one_of("母亲残疾类别", w.KIND_CHOICES)
    carer = _one_of("谁在照料", w.CARER_CHOICES)
    school = _one_of("上学情况", w.SCHOOL_CHOICES)
    grade = _one_of("孩子残疾等级", w.GRADE_CHOICES)
    kind = _one_of("孩子残疾类别", w.KIND_CHOICES)
    circumstances = forms.MultipleChoiceField(
        label="孩子有这些情形吗", choices=w.CIRCUMSTANCE_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    rest_denied = forms.BooleanField(label="没有选、没有勾的，都核实过没有", required=False)
    other = forms.ChoiceField(label="和哪里比", required=False, choices=())

    def __init__(self, *args: Any, others: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        """`others` are the profiles to compare with."""
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(others)

    def clean(self) -> dict[str, Any]:
        """What cannot be true of any child."""
        said = super().clean() or {}
        born, day = said.get("born"), said.get("as_of")
        if born and day and born > day:
            self.add_error("born", "出生日期在所看的那天之后，请核对。")
        for name in ("lives_since", "father_since", "mother_since"):
            if said.get(name) and day and said[name] > day:
                self.add_error(name, "开始日期在所看的那天之后，请核对。")
        return said


def blank_try() -> dict[str, object]:
    """What the empty form begins with."""
    return {"as_of": clock.today().isoformat(), "hukou": "rural", "lives": "village",
            "rest_denied": True}  # fmt: skip


def _kinds() -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in UnitKind]


def _functions() -> list[tuple[str, str]]:
    return [(code, one.label) for code, one in vocabulary().functions.items()]


Choices = Iterable[tuple[str, str]]


class UnitFilterForm(forms.Form):
    """筛选单位; an unknown value is left out rather than refused."""

    q = forms.CharField(label="名称", required=False, max_length=40)
    kind = forms.ChoiceField(label="类别", required=False)
    function = forms.ChoiceField(label="职能", required=False)
    town = forms.ChoiceField(label="乡镇（街道）", required=False)
    ended = forms.BooleanField(label="停用的也列出", required=False)

    def __init__(self, *args: Any, towns: Choices = (), **kwargs: Any) -> None:
        """`towns` are those of the viewer's county."""
        super().__init__(*args, **kwargs)
        self._choices = {
            "kind": _kinds(), "function": _functions(), "town": list(towns)
        }  # fmt: skip
        for name, choices in self._choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "全部"), *choices]

    def wanted(self, viewer: Viewer) -> dict[str, Any]:
        """The arguments of `directory.queries.units`."""
        self.is_valid()
        said = self.cleaned_data
        county = viewer.division[:6].ljust(12, "0") if viewer.division else ""
        return {
            "search": said.get("q", "").strip(), "kind": said.get("kind", ""),
            "function": said.get("function", ""), "division": said.get("town") or county,
            "ended": bool(said.get("ended")),
        }  # fmt: skip

    def chips(self) -> list[tuple[str, str]]:
        """What is chosen: words, and the parameter that holds it."""
        self.is_valid()
        said = self.cleaned_data
        told = [
            (dict(self._choices[name])[said[name]], name)
            for name in ("town", "kind", "function")
            if said.get(name)
        ]
        if said.get("q"):
            told.append((f"名称含“{said['q']}”", "q"))
        if said.get("ended"):
            told.append(("连停用的", "ended"))
        return told


class UnitForm(forms.Form):
    """登记、修改单位."""

    name = forms.CharField(
        label="单位名称", max_length=120, help_text="写全称",
        error_messages={"required": "没有写单位名称。"},
    )  # fmt: skip
    kind = forms.ChoiceField(label="类别", choices=())
    division = forms.ChoiceField(label="所在区划", choices=())
    function = forms.ChoiceField(
        label="职能", choices=(), required=False, help_text="机关部门要选；别的类别不选，按类别定"
    )
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    aliases = forms.CharField(
        label="别名",
        max_length=400,
        required=False,
        help_text="几个别名用顿号隔开，用来认名册上的写法",
    )
    parent = forms.CharField(
        label="上级单位", max_length=120, required=False, help_text="已登记的单位名称"
    )
    phone = forms.CharField(
        label="值班电话", max_length=40, required=False, help_text="单位的，不写个人手机",
        widget=forms.TextInput(attrs={"kind": "tel", "width": "medium"}),
    )  # fmt: skip
    valid_from = _day("启用日期")
    why = forms.CharField(
        label="为什么改", max_length=200, required=False, help_text="改的时候写一句，会记在日志里"
    )

    def __init__(self, *args: Any, places: Choices = (), within: Viewer, **kwargs: Any) -> None:
        """`places` are the divisions the viewer may put a unit in."""
        super().__init__(*args, **kwargs)
        self._within = within
        for name, choices in (
            ("kind", _kinds()),
            ("division", list(places)),
            ("function", [("", "按类别定"), *_functions()]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
                field.error_messages["required"] = f"请选{field.label}。"
                field.error_messages["invalid_choice"] = f"没有这个{field.label}，请从列表里选。"

    def draft(self) -> UnitDraft:
        """What was filled in."""
        said = self.cleaned_data
        names = (said.get("aliases") or "").replace("，", "、").replace(",", "、").split("、")
        return UnitDraft(
            name=said.get("name", ""), kind=said.get("kind", ""),
            division=said.get("division", ""), short_name=said.get("short_name", ""),
            function=said.get("function") or _function(said.get("kind", "")),
            phone=said.get("phone", ""), parent=said.get("parent", ""),
            aliases=tuple(dict.fromkeys(one.strip() for one in names if one.strip())),
            valid_from=said.get("valid_from"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The rules every unit obeys, wherever it comes from."""
        said = super().clean() or {}
        if not self.errors:
            for field, sentence in faults_of(self.draft(), frozenset(vocabulary().functions)):
                self.add_error(field, sentence)
        if said.get("division") and not self._within.covers(said["division"]):
            self.add_error("division", "这个区划不在你的管辖范围内，请另选。")
        return said


class CloseForm(forms.Form):
    """停用单位."""

    on = _day("从哪天起停用", required=True, hint="不再使用的第一天")
    why = forms.CharField(
        label="为什么停用", max_length=200, help_text="如并校、撤乡并镇、机构改革",
        error_messages={"required": "停用要写原因。"},
    )  # fmt: skip
    successor = forms.ChoiceField(label="由谁接替", required=False, help_text="没有就不选")

    def __init__(self, *args: Any, heirs: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`heirs` are the units of the county that may follow."""
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "没有"), *heirs]

    def said(self) -> dict[str, Any]:
        """The arguments of `directory.actions.close_unit`."""
        heir = self.cleaned_data["successor"]
        return {
            "on": self.cleaned_data["on"], "why": self.cleaned_data["why"],
            "successor": UUID(heir) if heir else None,
        }  # fmt: skip


def unit_values(one: UnitView) -> dict[str, object]:
    """A unit as the form shows it."""
    return {
        "name": one.name, "kind": one.kind.value, "division": one.division,
        "function": "" if one.function == one.kind.function else one.function,
        "short_name": one.short_name, "aliases": "、".join(one.aliases),
        "parent": one.parent_name, "phone": one.phone, "valid_from": one.valid_from,
    }  # fmt: skip


def _function(kind: str) -> str:
    return UnitKind(kind).function if kind in {one.value for one in UnitKind} else ""
