"""谁能看到什么, told from the same roles that decide."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.access.permissions import P
from tonghu.access.roles import ROLES, Role
from tonghu.access.rules.deciding import LADDER
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Level, Viewer


@dataclass(frozen=True, slots=True)
class RoleTold:
    """一个角色, as its holder or a leader wants it said."""

    label: str
    description: str
    verbs: tuple[tuple[str, tuple[str, ...]], ...]  # heading, what one may do
    sees: str
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReachTold:
    """本人的范围."""

    where: str
    why: str
    role: RoleTold


def reach_of(viewer: Viewer) -> ReachTold | None:
    """The viewer's own; None without a post."""
    role = ROLES.get(viewer.role)
    if role is None:
        return None
    where, why = _where(viewer)
    return ReachTold(where, why, told(role))


def roles_told() -> tuple[RoleTold, ...]:
    """Every role."""
    return tuple(told(role) for role in ROLES.values())


def told(role: type[Role]) -> RoleTold:
    """A role in words."""
    groups: dict[str, list[str]] = {}
    for verb in P:
        if verb in role.permissions:
            groups.setdefault(verb.group, []).append(verb.label)
    return RoleTold(
        role.label,
        role.description,
        tuple((group, tuple(verbs)) for group, verbs in groups.items()),
        _sees(role.sees),
        tuple(ROLES[one].label for one in sorted(role.apart)),
    )


def _sees(most: Sensitivity) -> str:
    if LADDER.index(most) <= LADDER.index(Sensitivity.INTERNAL):
        return "看不到任何儿童的内容"
    if LADDER.index(most) <= LADDER.index(Sensitivity.AGGREGATE):
        return "只看得到数字，看不到儿童姓名"
    last = (
        "" if most is Sensitivity.NARRATIVE else f"，看不到{LADDER[LADDER.index(most) + 1].label}"
    )
    return f"在管辖范围内看得到{most.label}这一级{last}"


def _where(viewer: Viewer) -> tuple[str, str]:
    if viewer.lo:
        place = viewer.place or viewer.division
        if viewer.level is Level.ADMIN:
            return place, "只管这里的账号、日志或系统，不管儿童"
        return place, "这里和下面各级的记录都在你的范围之内"
    return viewer.unit_name or "没有单位", "只有本单位交的、或者交给本单位办的，别的单位的看不到"
