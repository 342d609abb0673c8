"""Divisions and units of the invented county 990101. Called inside a scope."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import people
from tonghu.directory import rules
from tonghu.directory.divisions.codes import level_of, parent_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Body, BodyMember, Division, Unit, UnitAlias
from tonghu.directory.states import BodyKind, UnitKind

COUNTY_TREE = (
    ("990000000000", "演示省", "演示省", "yss"),
    (people.PREFECTURE, "演示市", "演示省演示市", "yss"),
    (people.COUNTY, "演示县", "演示省演示市演示县", "ysx"),
    (people.TOWN_A, "甲镇", "演示省演示市演示县甲镇", "jz"),
    (people.TOWN_B, "乙镇", "演示省演示市演示县乙镇", "yz"),
    (people.VILLAGE_A, "一村村委会", "演示省演示市演示县甲镇一村村委会", "yccwh"),
    ("990101001002", "二村村委会", "演示省演示市演示县甲镇二村村委会", "eccwh"),
    (people.VILLAGE_B, "一村村委会", "演示省演示市演示县乙镇一村村委会", "yccwh"),
    (people.OTHER_COUNTY, "邻县", "演示省演示市邻县", "lx"),
)


def division(code: str, name: str = "演示村", **given: Any) -> Division:
    fields: dict[str, Any] = {
        "code": code, "name": name, "full_name": name, "level": level_of(code).value,
        "parent": parent_of(code), "hi": upper_bound(code), "initials": "",
    }  # fmt: skip
    return Division.objects.put(**{**fields, **given})


def county() -> None:
    """The invented county with two towns and three villages."""
    for code, name, full_name, initials in COUNTY_TREE:
        division(code, name, full_name=full_name, initials=initials)


def unit(name: str = "甲镇演示中心小学", **given: Any) -> Unit:
    kind = UnitKind(given.pop("kind", UnitKind.SCHOOL))
    fields: dict[str, Any] = {
        "name": name, "plain": rules.plain(name), "kind": kind.value, "function": kind.function,
        "division": people.TOWN_A,
    }  # fmt: skip
    return Unit.objects.put(**{**fields, **given})


def alias(of: Unit, name: str) -> UnitAlias:
    return UnitAlias.objects.put(unit=of, name=name, plain=rules.plain(name))


def body(kind: BodyKind = BodyKind.VILLAGE_POST, **given: Any) -> Body:
    fields: dict[str, Any] = {
        "kind": kind.value, "name": kind.label, "division": people.VILLAGE_A,
        "since": date(2024, 1, 1),
    }  # fmt: skip
    return Body.objects.put(**{**fields, **given})


def serving(of: Body, name: str = "蓝演示", **given: Any) -> BodyMember:
    fields: dict[str, Any] = {
        "body": of, "division": of.division, "name": name, "since": date(2024, 3, 1),
        "phone": "13800000001",
    }  # fmt: skip
    return BodyMember.objects.put(**{**fields, **given})
