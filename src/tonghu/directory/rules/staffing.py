"""队伍够不够: villages, towns and the county held against the profile; findings, never stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NONE, SHORT, OVER = "village.none", "village.short", "village.over"
NO_STATION, NO_GROUP, EMPTY_GROUP = "town.station", "town.group", "town.group_empty"
NO_ASSISTANT, NO_CENTRE, TOWNS = "town.assistant", "county.centre", "county.towns"
CONTRACT, UNTRAINED = "member.contract", "member.untrained"


@dataclass(frozen=True, slots=True)
class Wanted:
    """文件要求: what the profile asks of villages, towns and the county; `basis` by its key."""

    least: int
    most: int
    station: bool
    group: bool
    centre: bool
    towns: int | None
    assistants_towns: int | None
    worker: str
    assistant: str
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VillageStaff:
    """一个村的人: how many serve."""

    code: str
    name: str
    workers: int


@dataclass(frozen=True, slots=True)
class TownStaff:
    """一个乡镇的机构和人; None members: there is no such body."""

    code: str
    name: str
    station: int | None
    group: int | None
    assistants: int


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """一名成员, as far as it is checked."""

    division: str
    contract_until: date | None
    trained: bool
    assistant: bool = False


@dataclass(frozen=True, slots=True)
class StaffFinding:
    """一条提醒: where, in words, by which clause; `count` when several are said together."""

    code: str
    division: str
    sentence: str
    basis: str = ""
    count: int = 1


def village_findings(wanted: Wanted, villages: Iterable[VillageStaff]) -> Iterator[StaffFinding]:
    """每村最少、最多几名 (D-073)."""
    basis = wanted.basis.get("village", "")
    for one in villages:
        if one.workers == 0 and wanted.least > 0:
            said = f"{one.name}没有{wanted.worker}"
            yield StaffFinding(NONE, one.code, said, basis)
        elif one.workers < wanted.least:
            said = f"{one.name}有{one.workers}名{wanted.worker}，至少要{wanted.least}名"
            yield StaffFinding(SHORT, one.code, said, basis)
        elif one.workers > wanted.most:
            said = f"{one.name}有{one.workers}名{wanted.worker}，至多{wanted.most}名"
            yield StaffFinding(OVER, one.code, said, basis)


def town_findings(wanted: Wanted, towns: Iterable[TownStaff]) -> Iterator[StaffFinding]:
    """每个乡镇的工作站、应急小组、协理员 (D-074…D-076)."""
    for one in towns:
        if wanted.station and one.station is None:
            said = f"{one.name}没有儿童福利督导工作站"
            yield StaffFinding(NO_STATION, one.code, said, wanted.basis.get("station", ""))
        if wanted.group and not one.group:
            code = NO_GROUP if one.group is None else EMPTY_GROUP
            said = "没有应急干预救助小组" if one.group is None else "应急干预救助小组还没有成员"
            basis = wanted.basis.get("group", "")
            yield StaffFinding(code, one.code, f"{one.name}{said}", basis)
        if wanted.assistants_towns and not one.assistants:
            said = f"{one.name}没有{wanted.assistant}"
            yield StaffFinding(NO_ASSISTANT, one.code, said, wanted.basis.get("assistants", ""))


def county_findings(
    wanted: Wanted, county: str, towns: Sequence[TownStaff], *, centre: bool
) -> Iterator[StaffFinding]:
    """全县: the guidance centre, the number of towns, assistants in all of them (D-074, D-076)."""
    if wanted.centre and not centre:
        basis = wanted.basis.get("centre", "")
        yield StaffFinding(NO_CENTRE, county, "县里没有儿童福利指导中心", basis)
    if wanted.towns and len(towns) != wanted.towns:
        said = f"区划里有{len(towns)}个乡镇，文件写的是{wanted.towns}个"
        yield StaffFinding(TOWNS, county, said, wanted.basis.get("towns", ""))
    have = sum(1 for one in towns if one.assistants)
    if wanted.assistants_towns and have < wanted.assistants_towns:
        left = wanted.assistants_towns - have
        said = (
            f"{left}个乡镇缺{wanted.assistant}：应有{wanted.assistants_towns}个乡镇，现在{have}个"
        )
        basis = wanted.basis.get("assistants", "")
        yield StaffFinding(NO_ASSISTANT, county, said, basis, left)


def member_findings(
    wanted: Wanted, members: Iterable[MemberFacts], today: date, place: str
) -> Iterator[StaffFinding]:
    """合同到期、没有培训记录的人, said together (D-073, D-076)."""
    known = list(members)
    over = sum(1 for one in known if one.contract_until and one.contract_until < today)
    if over:
        yield StaffFinding(CONTRACT, place, f"{over}名成员的合同已经到期", "", over)
    raw = sum(1 for one in known if not one.trained)
    if raw:
        yield StaffFinding(UNTRAINED, place, f"{raw}名成员没有培训记录", "", raw)


def together(wanted: Wanted, found: Iterable[StaffFinding]) -> tuple[StaffFinding, ...]:
    """合起来说: findings of one kind as one sentence, for a page of a whole county."""
    kept: dict[str, list[StaffFinding]] = {}
    for one in found:
        kept.setdefault(one.code, []).append(one)
    words = {
        NONE: f"个村没有{wanted.worker}",
        SHORT: f"个村的{wanted.worker}少于{wanted.least}名",
        OVER: f"个村的{wanted.worker}多于{wanted.most}名",
        NO_STATION: "个乡镇没有儿童福利督导工作站",
        NO_GROUP: "个乡镇没有应急干预救助小组",
        EMPTY_GROUP: "个乡镇的应急干预救助小组还没有成员",
    }
    return tuple(
        StaffFinding(
            code, all_[0].division[:6], f"{len(all_)}{words[code]}", all_[0].basis, len(all_)
        )
        if len(all_) > 1 and code in words
        else all_[0]
        for code, all_ in kept.items()
    )
