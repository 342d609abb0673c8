"""看儿童: names and facts of the children of a round, by what the viewer's role may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.core import clock
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import BY_CODE, Said
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held, may_see, seen
from tonghu.registry.queries.places import near_names
from tonghu.registry.showing.words import age, said
from tonghu.survey.queries.shapes import Fact

Values = Mapping[str, Said]
HIDDEN = "不在你的管辖范围内"


@dataclass(frozen=True, slots=True)
class Shown:
    """一名儿童, as a line shows it."""

    child: UUID
    name: str
    sex: str
    age: int | None
    grade: str
    division: str
    version: int
    confirmed_on: date | None
    flags: tuple[str, ...]
    values: Values


def shown(viewer: Viewer, children: Collection[UUID]) -> dict[UUID, Shown]:
    """The children within reach with every value the viewer may see; one query."""
    rows = Child.objects.visible_to(viewer).filter(pk__in=children)
    return {row.id: _shown(viewer, row) for row in rows}


def named(viewer: Viewer, children: Collection[UUID]) -> dict[UUID, Shown]:
    """The same without opening what is encrypted, for long lists."""
    rows = Child.objects.visible_to(viewer).filter(pk__in=children)
    if not may_see(viewer, Sensitivity.IDENTITY):
        return {}
    return {
        row.id: _line(row, {}) for row in rows.defer("private", "delicate", "extra", "provenance")
    }


def _shown(viewer: Viewer, row: Child) -> Shown:
    return _line(row, seen(viewer, held(row)))


def _line(row: Child, values: Values) -> Shown:
    birth = row.birth_date.isoformat() if row.birth_date else ""
    return Shown(
        row.id, row.name, BY_CODE["sex"].word(row.sex) if row.sex else "",
        age(birth, clock.today()), row.grade, row.division, row.version, row.confirmed_on,
        tuple(row.flags), values,
    )  # fmt: skip


def facts(viewer: Viewer, children: Collection[Shown]) -> dict[UUID, tuple[Fact, ...]]:
    """谁在照看、爸爸、妈妈、上学、住在、电话 (mock b); one query for the names of places."""
    codes = [one.values.get(code) for one in children for code in _PLACES]
    names = near_names(viewer, codes)
    return {one.child: _facts(one.values, names) for one in children}


_PLACES = ("father_place", "mother_place", "residence_division")


def _facts(values: Values, names: Mapping[str, str]) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in (
            _carer(values),
            _parent(values, "father", "爸爸", names),
            _parent(values, "mother", "妈妈", names),
            _school(values, names),
            _home(values, names),
            _phone(values),
        )
        if fact is not None
    )


def _word(values: Values, code: str, names: Mapping[str, str] | None = None) -> str:
    return said(BY_CODE[code], values.get(code), names or {}, clock.today())


def _carer(values: Values) -> Fact:
    who = _word(values, "carer_relation") or _word(values, "carer_kind")
    name = _word(values, "carer_name")
    return Fact("carer", "谁在照看", " ".join(part for part in (who, name) if part) or "未采集")


def _parent(values: Values, which: str, label: str, names: Mapping[str, str]) -> Fact:
    status = values.get(f"{which}_status") or []
    place = _word(values, f"{which}_place", names)
    if isinstance(status, list) and "away" in status:
        return Fact(which, label, place or "外地", rest="打工", before="在")
    return Fact(which, label, _word(values, f"{which}_status") or "未采集")


def _school(values: Values, names: Mapping[str, str]) -> Fact:
    school = _word(values, "school_name")
    state = _word(values, "schooling")
    boarding = values.get("boarding")
    rest = "" if boarding is None or not school else "，住校" if boarding else "，走读"
    return Fact("school", "上学", school or state or "未采集", rest=rest)


def _home(values: Values, names: Mapping[str, str]) -> Fact:
    return Fact("residence", "住在", _word(values, "residence_division", names) or "未采集")


def _phone(values: Values) -> Fact:
    owners = (
        ("carer_phone", ""),
        ("father_phone", "爸爸"),
        ("mother_phone", "妈妈"),
        ("phone", "本人"),
    )
    for code, whose in owners:
        if values.get(code):
            rest = whose or _word(values, "carer_relation")
            return Fact("phone", "电话", _word(values, code), rest=rest)
    return Fact("phone", "电话", "未采集")
