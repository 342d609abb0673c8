"""岗位的规矩: where a role is held, whom a second person must confirm, who must stay apart."""

from __future__ import annotations

from collections.abc import Iterable

from tonghu.access.roles import ROLES
from tonghu.core.viewer import FIRST, LAST, Level
from tonghu.directory.divisions import codes

_LEVELS = {
    codes.Level.NATION: Level.NATION,
    codes.Level.PROVINCE: Level.PROVINCE,
    codes.Level.PREFECTURE: Level.PREFECTURE,
    codes.Level.COUNTY: Level.COUNTY,
    codes.Level.TOWN: Level.TOWN,
    codes.Level.VILLAGE: Level.VILLAGE,
}


def held_at(role: str, division: str) -> Level | None:
    """岗位所在层级, None when the role is not held there."""
    places = ROLES[role].held_at
    if places == {Level.UNIT}:
        return Level.UNIT
    level = _LEVELS[codes.level_of(division)]
    return level if level in places else None


def reach(role: str, division: str) -> tuple[Level, str, str]:
    """管辖: level and half-open range for a post; a unit-bound one has no range."""
    held = held_at(role, division) or Level.UNIT
    level = ROLES[role].stands_at or held
    if held is Level.UNIT:
        return level, "", ""
    stem = codes.stem(division)
    return (
        level,
        stem.ljust(12, FIRST),
        stem + LAST,
    )  # every code of the subtree sorts before 331124~


def needs_second_person(role: str) -> bool:
    """两人授权: a post from the town up, and every administrator, is confirmed by another person."""
    return not ROLES[role].held_at <= {Level.VILLAGE, Level.UNIT}


def why_not_hold(
    *, role: str, division: str, has_unit: bool, holds: Iterable[str], own: bool = False
) -> str | None:
    """不能担任的原因, or None; `holds` are the roles the person already has."""
    wanted = ROLES.get(role)
    if wanted is None:
        return "没有这个角色，请从列表里选。"
    if own:
        return "不能给自己提岗位，请另一位安全管理员办。"
    if wanted.held_at == {Level.UNIT} and not has_unit:
        return f"{wanted.label}须属于一个单位，请选单位。"
    if held_at(role, division) is None:
        return f"{wanted.label}不设在这一级，请改选区划。"
    clash = [ROLES[one].label for one in holds if one in wanted.apart]
    if clash:
        return f"{wanted.label}不得由{clash[0]}兼任，请另选一人。"
    return None


def why_not_confirm(*, proposer: object, confirmer: object, holder: object) -> str | None:
    """不能确认的原因, or None: two people, and neither is the one who gets the post."""
    if confirmer == proposer:
        return "自己提的岗位要由另一个人确认。"
    if confirmer == holder:
        return "不能确认给自己的岗位，请另一个人确认。"
    return None
