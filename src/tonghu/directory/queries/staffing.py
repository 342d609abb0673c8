"""队伍情况: what a county or a town has on a day, what is missing, how many there are (D-073…D-077)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level, full, level_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Body, BodyMember
from tonghu.directory.queries.bodies import serving, standing
from tonghu.directory.queries.divisions import DivisionView, division, subtree
from tonghu.directory.rules import staffing as rules
from tonghu.directory.rules.staffing import (
    MemberFacts,
    StaffFinding,
    TownStaff,
    VillageStaff,
    Wanted,
)
from tonghu.directory.states import BodyKind
from tonghu.policy import Profile, load
from tonghu.policy.questions.roles import title_of

CENTRE_DUTY = "civil_affairs.service_system"  # the duty that names the three layers (D-074)


@dataclass(frozen=True, slots=True)
class BodyCell:
    """一格: a body and how many serve in it; no id: there is none."""

    id: UUID | None
    members: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """一行: a town, or a village of a town."""

    code: str
    name: str
    villages: int
    staffed: int
    workers: int
    bodies: dict[BodyKind, BodyCell]
    findings: tuple[StaffFinding, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """队伍情况 of a place on a day: findings first, then its parts."""

    place: str
    division: str
    level: Level
    on: date
    worker: str
    assistant: str
    findings: tuple[StaffFinding, ...]
    rows: tuple[PlaceRow, ...]
    own: dict[BodyKind, BodyCell]  # bodies of the place itself
    total: int


@dataclass(frozen=True, slots=True)
class HeadRow:
    """人数的一行: of a town, by kind, now and then."""

    name: str
    counts: tuple[int, ...]
    total: int
    before: int


@dataclass(frozen=True, slots=True)
class Headcount:
    """队伍统计 (D-077): by town and kind on a day, and a year earlier."""

    on: date
    before_on: date
    kinds: tuple[BodyKind, ...]
    rows: tuple[HeadRow, ...]
    total: HeadRow


def staffing(viewer: Viewer, code: str, on: date | None = None) -> Staffing:
    """队伍情况 of a county (by town), a town or a village (by village)."""
    day, place = on or clock.today(), full(code)
    wanted = wanted_of(viewer.profile)
    cells = _cells(viewer, place, day)
    villages = subtree(viewer, place, Level.VILLAGE)
    towns = subtree(viewer, place, Level.TOWN) if level_of(place) <= Level.COUNTY else ()
    found = _findings(viewer, wanted, place, day, (villages, towns, cells))
    by_place: dict[str, list[StaffFinding]] = {}
    for one in found:
        by_place.setdefault(_part(one.division, towns), []).append(one)
    rows = [_row(one, villages, cells, by_place.get(one.code, [])) for one in towns or villages]
    whole = division(viewer, place)
    return Staffing(
        place=whole.name if whole else place, division=place, level=level_of(place), on=day,
        worker=wanted.worker, assistant=wanted.assistant, own=cells.get(place, {}),
        findings=rules.together(wanted, _spoken(found, towns)), total=len(found),
        rows=tuple(sorted(rows, key=lambda one: (-len(one.findings), one.code))),
    )  # fmt: skip


def headcount(viewer: Viewer, code: str, on: date | None = None) -> Headcount:
    """队伍统计 by town, against the same day a year earlier."""
    day, place = on or clock.today(), full(code)
    before = _a_year_before(day)
    county = level_of(place) <= Level.COUNTY
    parts = subtree(viewer, place, Level.TOWN if county else Level.VILLAGE)
    now, then = _heads(viewer, place, day, county), _heads(viewer, place, before, county)
    own = division(viewer, place)
    named = [(one.code, called(one.name)) for one in parts] + [
        (place, f"{own.name if own else ''}本级")
    ]
    kinds = tuple(BodyKind)
    rows = tuple(_heads_row(name, code, now, then) for code, name in dict(named).items())
    shown = tuple(one for one in rows if one.total or one.before or one is not rows[-1])
    total = HeadRow(
        "合计", tuple(sum(one.counts[n] for one in shown) for n in range(len(kinds))),
        sum(one.total for one in shown), sum(one.before for one in shown),
    )  # fmt: skip
    return Headcount(day, before, kinds, shown, total)


@lru_cache(maxsize=32)
def wanted_of(code: str) -> Wanted:
    """文件要求, from the profile."""
    profile = load(code or settings.TONGHU_PROFILE)
    asked = profile.sheet.staffing
    centre = next((one for one in profile.duties if one.code == CENTRE_DUTY), None)
    return Wanted(
        least=asked.supervisors_per_village_min, most=asked.supervisors_per_village_max,
        station=asked.town_station, group=asked.town_emergency_group, centre=centre is not None,
        towns=asked.towns, assistants_towns=asked.assistants_towns,
        worker=title_of(profile, "village_worker").value,
        assistant=title_of(profile, "town_assistant").value,
        basis=_bases(profile) | ({"centre": centre.basis} if centre else {}),
    )  # fmt: skip


def _bases(profile: Profile) -> dict[str, str]:
    keys = {
        "village": "supervisors_per_village_min", "station": "town_station",
        "group": "town_emergency_group", "towns": "towns", "assistants": "assistants_towns",
    }  # fmt: skip
    return {name: profile.basis("staffing", key) for name, key in keys.items()}


def called(name: str) -> str:
    """蔡宅村村委会 → 蔡宅村: the place, where the table of divisions names its committee."""
    for end in ("村委会", "居委会", "村民委员会", "居民委员会"):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name


Parts = tuple[
    tuple[DivisionView, ...], tuple[DivisionView, ...], dict[str, dict[BodyKind, BodyCell]]
]


def _findings(
    viewer: Viewer, wanted: Wanted, place: str, day: date, parts: Parts
) -> list[StaffFinding]:
    villages, towns, cells = parts
    here = [division(viewer, place)] if level_of(place) is Level.TOWN else list(towns)
    staffed = [
        VillageStaff(
            one.code, called(one.name), _cell(cells, one.code, BodyKind.VILLAGE_POST).members
        )
        for one in villages
    ]
    of_towns = [_town(one, cells) for one in here if one]
    found = [*rules.village_findings(wanted, staffed), *rules.town_findings(wanted, of_towns)]
    if level_of(place) is Level.COUNTY:
        centre = _cell(cells, place, BodyKind.CENTRE).id is not None
        found += rules.county_findings(wanted, place, of_towns, centre=centre)
    return [*found, *rules.member_findings(wanted, _facts(viewer, place, day), day, place)]


def _town(one: DivisionView, cells: dict[str, dict[BodyKind, BodyCell]]) -> TownStaff:
    def there(kind: BodyKind) -> int | None:
        cell = _cell(cells, one.code, kind)
        return cell.members if cell.id else None

    assistants = _cell(cells, one.code, BodyKind.SERVICE).members
    return TownStaff(one.code, one.name, there(BodyKind.STATION), there(BodyKind.GROUP), assistants)


def _facts(viewer: Viewer, place: str, day: date) -> Iterable[MemberFacts]:
    rows = BodyMember.objects.visible_to(viewer).filter(serving(day), _inside(place))
    told = rows.values_list("division", "contract_until", "trained", "body__kind")
    for where, until, trained, kind in told:
        # a group's members serve beside their own work: their training is their unit's affair
        yield MemberFacts(where, until, bool(trained) or kind == BodyKind.GROUP)


def _spoken(
    found: Iterable[StaffFinding], towns: tuple[DivisionView, ...]
) -> Iterable[StaffFinding]:
    """What the county says of all towns is not said again of each."""
    told = list(found)
    whole = {one.code for one in told if one.code == rules.NO_ASSISTANT and one.count > 1}
    codes = {one.code for one in towns}
    return [one for one in told if not (one.code in whole and one.division in codes)]


def _row(
    one: DivisionView, villages: tuple[DivisionView, ...],
    cells: dict[str, dict[BodyKind, BodyCell]], findings: list[StaffFinding],
) -> PlaceRow:  # fmt: skip
    stem = one.stem
    posts = [
        _cell(cells, v.code, BodyKind.VILLAGE_POST).members
        for v in villages
        if v.code.startswith(stem)
    ]
    return PlaceRow(
        one.code, called(one.name), len(posts), sum(1 for n in posts if n), sum(posts),
        cells.get(one.code, {}), tuple(findings),
    )  # fmt: skip


def _part(code: str, towns: tuple[DivisionView, ...]) -> str:
    """The row a finding stands in: its town on a county's page, its village on a town's."""
    return code[:9] + "000" if towns and code[6:9] != "000" else code


def _cell(cells: dict[str, dict[BodyKind, BodyCell]], code: str, kind: BodyKind) -> BodyCell:
    return cells.get(code, {}).get(kind, BodyCell(None, 0))


def _cells(viewer: Viewer, place: str, day: date) -> dict[str, dict[BodyKind, BodyCell]]:
    """Every body of a place and how many serve in it, in one query."""
    there = Q(members__since__lte=day) & (Q(members__until=None) | Q(members__until__gt=day))
    rows = Body.objects.visible_to(viewer).filter(standing(day), _inside(place))
    counted = rows.annotate(n=Count("members", filter=there)).order_by("division")
    found: dict[str, dict[BodyKind, BodyCell]] = {}
    for id, where, kind, n in counted.values_list("id", "division", "kind", "n"):
        found.setdefault(where, {})[BodyKind(kind)] = BodyCell(id, n)
    return found


def _heads(viewer: Viewer, place: str, day: date, county: bool) -> dict[tuple[str, str], int]:
    rows = BodyMember.objects.visible_to(viewer).filter(serving(day), _inside(place))
    counted = rows.order_by().values_list("division", "body__kind").annotate(n=Count("id"))
    found: dict[tuple[str, str], int] = {}
    for code, kind, n in counted:
        part = code[:9] + "000" if county else code
        found[part, kind] = found.get((part, kind), 0) + n
    return found


def _heads_row(
    name: str, code: str, now: dict[tuple[str, str], int], then: dict[tuple[str, str], int]
) -> HeadRow:
    counts = tuple(now.get((code, kind.value), 0) for kind in BodyKind)
    return HeadRow(name, counts, sum(counts), sum(then.get((code, k.value), 0) for k in BodyKind))


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _inside(division: str) -> Q:
    padded = full(division)
    return Q(division__gte=padded, division__lt=upper_bound(padded))
