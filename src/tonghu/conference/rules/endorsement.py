"""会签的判断: who must agree, what differs, when minutes may be issued (D-053, D-376). Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

AGREE, OFFICE = "agree_then_issue", "office_issues"
PRESENT = frozenset({"came", "delegated"})
NOT_ASKED = frozenset({"invited", "bureau", "social"})  # 列席: may read, need not agree
MOST_HEIRS = 8  # a unit is not succeeded more often between a meeting and its minutes


@dataclass(frozen=True, slots=True)
class Party:
    """与会单位: a unit and how it took part."""

    unit: UUID
    name: str
    attended: str  # state of its attendance
    part: str = "leader"  # class of attendance: head, leader, liaison, invited …


@dataclass(frozen=True, slots=True)
class Asked:
    """一家会签单位 and where it stands; `current`: it answered the text that stands now."""

    name: str
    state: str
    current: bool = True
    ended: bool = False  # dissolved since
    heir: str = ""  # who follows it, when that is known and has not been asked yet


def who_must_agree(parties: Iterable[Party]) -> tuple[Party, ...]:
    """谁要会签: every unit that took part itself or by delegate, once; those invited are not asked."""
    found: dict[UUID, Party] = {}
    for one in parties:
        if one.attended in PRESENT and one.part not in NOT_ASKED:
            found.setdefault(one.unit, one)
    return tuple(found.values())


def heir_of(unit: UUID, follows: Callable[[UUID], UUID | None]) -> UUID | None:
    """承继单位: the last of the line that follows a unit; None when nobody does."""
    now, seen = unit, {unit}
    for _ in range(MOST_HEIRS):
        after = follows(now)
        if after is None or after in seen:
            break
        seen.add(after)
        now = after
    return None if now == unit else now


def standing(asked: Iterable[Asked]) -> dict[str, tuple[str, ...]]:
    """谁到了哪一步: names by waiting, commented, agreed, excused; an answer to an older text waits."""
    found: dict[str, list[str]] = {"waiting": [], "commented": [], "agreed": [], "excused": []}
    for one in asked:
        stale = one.state == "agreed" and not one.current
        found["waiting" if stale else one.state].append(one.name)
    return {state: tuple(names) for state, names in found.items()}


def why_not_issue(rule: str, asked: Sequence[Asked], undecided: int = 0) -> str:
    """为什么还不能印发: one sentence; empty when the rule is met.

    `undecided` are proposed wordings the office has not answered: an opinion nobody read is no
    endorsement, whichever rule holds.
    """
    if undecided:
        return f"还有{undecided}条修改建议没有答复，先定采纳不采纳。"
    if rule == OFFICE:
        return ""
    orphaned = [one for one in asked if one.ended and one.state in ("waiting", "commented")]
    for one in orphaned:
        if one.heir:
            return f"{one.name}已经撤并，由{one.heir}承继，请改请{one.heir}会签。"
        return f"{one.name}已经撤销，没有承继单位，请写明原因后不再请它会签。"
    where = standing(asked)
    if not any(where.values()):
        return "还没有请任何单位会签。"
    if not where["agreed"]:
        return "还没有单位同意。"
    owing = (*where["commented"], *where["waiting"])
    if owing:
        shown = "、".join(owing[:3]) + ("等" if len(owing) > 3 else "")
        return f"还有{len(owing)}个单位没有同意：{shown}。"
    return ""


def digest(texts: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """数据版本: a short fingerprint of headings and texts, as the paper and its opinions cite it."""
    pairs = texts.items() if isinstance(texts, Mapping) else texts
    told = hashlib.sha256()
    for heading, text in pairs:
        for part in (heading, text):
            raw = part.encode()
            told.update(len(raw).to_bytes(8, "big") + raw)
    return told.hexdigest()[:16]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """哪几节变了: keys whose text is not what it was, in the order of the new text."""
    lost = tuple(one for one in before if one not in after)
    return tuple(one for one in after if before.get(one) != after[one]) + lost


def clashes(based_on: int, current: int) -> bool:
    """两人同时改: the text somebody wrote upon is not the one that stands."""
    return based_on != current
