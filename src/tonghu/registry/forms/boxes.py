"""栏目变成填写框: each kind of blank as a Django field; what is wrong with it says `rules.checking`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level
from tonghu.directory.queries import divisions
from tonghu.registry.fields import FieldDef, Kind, Said
from tonghu.registry.queries.places import named
from tonghu.registry.rules.numbers import tidy

UNKNOWN, NOT_YET, BRIEF = "unknown", "还没采集", "没采集"
FEW, SHORT = 3, 3  # as many short words are shown as buttons, more as a list
SECRET = frozenset({Kind.ID_NUMBER, Kind.PHONE})
TAKEN_OUT = frozenset({"无", "没有"})
KEEP = "\x1aunchanged"  # of a secret number: an empty box keeps what is in the file
HIDDEN = "不改就空着；填“无”就去掉。"


@dataclass(frozen=True, slots=True)
class Asking:
    """谁在填: places are looked up as this person; `places` are codes whose names already stand there."""

    viewer: Viewer
    places: Mapping[str, str]

    @property
    def county(self) -> str:
        """The county places and schools are looked for in first."""
        return self.viewer.division[:6] + "000000" if self.viewer.division else ""


class NoSuchPlace(ValueError):
    """找不到的地名: the sentence says what to write instead."""


def box_of(one: FieldDef, *, masked: str = "") -> forms.Field:
    """The field of a blank; `masked` is what a number in the file looks like from outside."""
    made = _MAKERS.get(one.kind, _text)(one)
    made.label, made.required = one.label, one.required
    made.error_messages["required"] = f"请填{one.label}。"
    if masked:
        made.help_text = f"现在是{masked}。{HIDDEN}"
    return made


def initial_of(one: FieldDef, value: Said | None, asking: Asking) -> object:
    """What stands in the box: names of places for codes, nothing for secret numbers."""
    if one.kind is Kind.YES_NO:
        return UNKNOWN if value is None else ("yes" if value else "no")
    if one.kind in SECRET:
        return ""
    if one.kind in (Kind.DIVISION, Kind.PLACE) and isinstance(value, str):
        return asking.places.get(value, value)
    return (value or []) if one.kind is Kind.CODES else (value or "")


def given_of(one: FieldDef, typed: Any, asking: Asking) -> Any:
    """What was typed, as `rules.checking` takes it; raises `NoSuchPlace`."""
    if one.kind is Kind.YES_NO:
        return {"yes": True, "no": False}.get(str(typed))
    if one.kind in SECRET:
        number = str(typed or "").strip()
        return KEEP if not number else (None if number in TAKEN_OUT else number)
    if isinstance(typed, list):
        return typed or None
    text = str(typed or "").strip()
    if one.kind is Kind.DIVISION and text:
        return division_of(text, asking)
    if one.kind is Kind.PLACE and text:
        return known_place(text, asking) or text
    return text or None


def known_place(text: str, asking: Asking) -> str:
    """The code whose name already stood in the box."""
    return next((code for code, name in asking.places.items() if name == text), "")


def division_of(text: str, asking: Asking) -> str:
    """地名变成代码: a village or town as people write it; several of that name are told apart."""
    if code := known_place(text, asking):
        return code
    said = tidy(text)
    near = named(asking.viewer, said)
    if not near:
        found = divisions.find_divisions(asking.viewer, said)
        exact = [one for one in found if said in (one.name, one.code)]
        wide = exact or [one for one in found if one.level >= Level.TOWN]
        near = tuple((one.code, one.full_name) for one in wide)
    if len(near) == 1:
        return near[0][0]
    if not near:
        raise NoSuchPlace(f"没有找到“{said[:20]}”，请写全名，或者写12位区划代码。")
    some = "、".join(name for _, name in near[:3])
    raise NoSuchPlace(f"“{said[:20]}”有{len(near)}处：{some}。请写全名。")


def _input(width: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"width": width, **attrs})


def _text(one: FieldDef) -> forms.Field:
    wide = forms.Textarea if one.length >= 300 else forms.TextInput
    return forms.CharField(widget=wide(attrs={"width": "short" if one.length <= 20 else "long"}))


def _name(one: FieldDef) -> forms.Field:
    return forms.CharField(widget=_input("medium", autocomplete="off"))


def _day(one: FieldDef) -> forms.Field:
    return forms.CharField(widget=forms.DateInput(attrs={"width": "short"}))


def _birth(one: FieldDef) -> forms.Field:
    hint = "写成2016-03-12；只知道年月的写2016-03。"
    return forms.CharField(help_text=hint, widget=_input("short"))


def _yes_no(one: FieldDef) -> forms.Field:
    choices = (("yes", "是"), ("no", "否"), (UNKNOWN, BRIEF))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs={"kind": "yes_no"}))


def _code(one: FieldDef) -> forms.Field:
    few = len(one.words) <= FEW and all(len(label) <= SHORT for _, label in one.words)
    buttons = forms.RadioSelect(attrs={"kind": "yes_no"})
    return forms.ChoiceField(
        choices=(*one.words, ("", BRIEF)) if few else (("", NOT_YET), *one.words),
        widget=buttons if few else forms.Select(attrs={"width": "medium"}),
        error_messages={"invalid_choice": f"请从所列的里面选{one.label}。"},
    )


def _codes(one: FieldDef) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=one.words, widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": f"请从所列的里面选{one.label}。"},
    )  # fmt: skip


def _division(one: FieldDef) -> forms.Field:
    hint = "写村（社区）名，有重名的前面加乡镇名；也可以写12位区划代码。"
    return forms.CharField(help_text=hint, widget=_input("long"))


def _place(one: FieldDef) -> forms.Field:
    return forms.CharField(help_text="写到哪个省哪个市，比如浙江省宁波市。", widget=_input("long"))


def _id_number(one: FieldDef) -> forms.Field:
    return forms.CharField(widget=_input("medium", autocomplete="off"))


def _phone(one: FieldDef) -> forms.Field:
    return forms.CharField(widget=_input("medium", inputmode="tel", autocomplete="off"))


_MAKERS: dict[Kind, Callable[[FieldDef], forms.Field]] = {
    Kind.TEXT: _text, Kind.NAME: _name, Kind.DAY: _day, Kind.BIRTH: _birth, Kind.YES_NO: _yes_no,
    Kind.CODE: _code, Kind.CODES: _codes, Kind.DIVISION: _division, Kind.PLACE: _place,
    Kind.ID_NUMBER: _id_number, Kind.PHONE: _phone,
}  # fmt: skip
