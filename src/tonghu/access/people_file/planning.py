"""核人员表: every fault of every row at once, before the first account is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.access.models import Post, User
from tonghu.access.people_file.reading import PersonRow
from tonghu.access.roles import ROLES
from tonghu.access.rules import accounts as account_rules
from tonghu.access.rules import posts as post_rules
from tonghu.access.states import PostState
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.codes import CodeError, full
from tonghu.directory.queries.divisions import division as division_of
from tonghu.directory.queries.units import find_units_by_name


@dataclass(frozen=True, slots=True)
class Fault:
    """一处不对: line and sentence."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """要做的一行: a new account or a known one, and the post."""

    line: int
    login: str
    name: str
    known: UUID | None
    role: str
    title: str
    division: str
    unit: UUID | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """人员表的核对结果: nothing is made while there is a fault."""

    people: tuple[PersonPlan, ...]
    faults: tuple[Fault, ...]


class _Wrong(ValueError):
    pass


def plan(rows: Iterable[PersonRow], *, by: Viewer) -> Plan:
    """Looks at the whole table. Inside a scope that sees all accounts."""
    people: list[PersonPlan] = []
    faults: list[Fault] = []
    names: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    for row in rows:
        try:
            one = _person(row, by)
            _agrees(one, names, roles)
        except _Wrong as wrong:
            faults.append(Fault(row.line, str(wrong)))
        else:
            people.append(one)
    return Plan(tuple(people), tuple(faults))


def _person(row: PersonRow, by: Viewer) -> PersonPlan:
    login = row.login.casefold()
    if reason := account_rules.why_not_account(login=login, name=row.name):
        raise _Wrong(reason)
    role = _role(row.role)
    division = _division(row.division, by)
    unit = _unit(row.unit, division, by)
    known = User.objects.visible_to(by).filter(login=login).first()
    if known and known.name != row.name:
        raise _Wrong(f"登录名“{login}”已经是{known.name}的，请换一个。")
    if known and not known.is_active:
        raise _Wrong(f"“{login}”的账号已经停用，请先恢复。")
    held = _held(known, by)
    reason = post_rules.why_not_hold(
        role=role, division=division, has_unit=unit is not None, holds=[one.role for one in held]
    )
    if reason:
        raise _Wrong(reason)
    if any((one.role, one.division, one.unit_id) == (role, division, unit) for one in held):
        raise _Wrong("这个人已经有同样的岗位，请删去这一行。")
    return PersonPlan(
        row.line, login, row.name, known.id if known else None, role, row.title, division, unit,
        _day(row.until_on),
    )  # fmt: skip


def _held(known: User | None, by: Viewer) -> list[Post]:
    if known is None:
        return []
    rows = Post.objects.visible_to(by).filter(user=known)
    return list(rows.filter(state__in=[PostState.HELD, PostState.PROPOSED]))


def _agrees(one: PersonPlan, names: dict[str, str], roles: dict[str, set[str]]) -> None:
    """One login is one person, and the table itself must not join what must stay apart."""
    if names.setdefault(one.login, one.name) != one.name:
        raise _Wrong(f"登录名“{one.login}”在表里给了两个人：{names[one.login]}、{one.name}。")
    held = roles.setdefault(one.login, set())
    clash = held & ROLES[one.role].apart
    if clash:
        raise _Wrong(f"{ROLES[one.role].label}不得由{ROLES[clash.pop()].label}兼任。")
    held.add(one.role)


def _role(text: str) -> str:
    for code, role in ROLES.items():
        if text in {code, role.label}:
            return code
    raise _Wrong(f"没有“{text}”这个角色，可以写：{'、'.join(r.label for r in ROLES.values())}。")


def _division(text: str, by: Viewer) -> str:
    try:
        code = full(text)
    except CodeError as error:
        raise _Wrong(str(error)) from error
    if division_of(by, code) is None:
        raise _Wrong(f"区划表里没有{code}，请核对代码。")
    return code


def _unit(text: str, division: str, by: Viewer) -> UUID | None:
    if not text:
        return None
    found = find_units_by_name(by, text, division)
    if not found:
        raise _Wrong(f"没有找到单位“{text}”，请先登记单位，或者写全称。")
    if len(found) > 1:
        raise _Wrong(f"叫“{text}”的单位不止一个，请写全称。")
    return found[0].id


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError as error:
        raise _Wrong(f"“{text}”不是日期，请写成2027-08-31这样。") from error
