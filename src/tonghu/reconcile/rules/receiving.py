"""收名册的判断: who may hand in what, what a receipt is called, how late is late."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tonghu.core.calendar import WorkCalendar
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.states import UnitKind

OWN, FOR = "roster.hand_in", "roster.hand_in_for"
# Which bodies send which roster: their own, or collected from those below (SY 三(三); D-088)
SENDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.VILLAGE_COMMITTEE: ("survey",),
    UnitKind.TOWN_GOVERNMENT: ("survey",),
    UnitKind.SCHOOL: ("school",),
    UnitKind.KINDERGARTEN: ("school",),
    UnitKind.POLICE_STATION: ("police",),
}
_BUREAUS = {"education": ("school",), "police": ("police",), "civil_affairs": ("survey",)}
_WORDS = {
    UnitKind.VILLAGE_COMMITTEE: "村", UnitKind.TOWN_GOVERNMENT: "乡镇", UnitKind.SCHOOL: "学校",
    UnitKind.KINDERGARTEN: "幼儿园", UnitKind.POLICE_STATION: "公安", UnitKind.BUREAU: "部门",
}  # fmt: skip


def kinds_of(kind: UnitKind, function: str) -> tuple[str, ...]:
    """Which rosters a unit can have."""
    return SENDS.get(kind, _BUREAUS.get(function, ()))


def unit_word(kind: str) -> str:
    """类别, short, as a list of units says it."""
    found = next((one for one in UnitKind if one.value == kind), None)
    return _WORDS.get(found, found.label) if found else ""


def receipt_number(year: int, number: int) -> str:
    """回执号: 收2026-0012."""
    return f"收{year}-{number:04d}"


def is_own(viewer: Viewer, unit: UUID | None, kind: str, division: str) -> bool:
    """Whether a unit is the viewer's: its post is there, or it is the committee of its village."""
    if unit is not None and viewer.unit == unit:
        return True
    village = kind in ("", UnitKind.VILLAGE_COMMITTEE.value)
    return viewer.level is Level.VILLAGE and village and viewer.covers(division)


def who_hands_in(viewer: Viewer, unit: UUID, kind: str, division: str) -> tuple[bool, str]:
    """Whether the roster is transcribed for another unit; and the sentence why not at all."""
    if is_own(viewer, unit, kind, division) and viewer.may(OWN):
        return False, ""
    if viewer.may(FOR) and viewer.covers(division):
        return True, ""
    if viewer.may(OWN):
        return False, "你这个岗位只能交本单位的名册。请对方单位自己交，或者请乡镇、县里代录。"
    return False, "交名册不归你这个岗位办。"


def desk(kind: str, division: str) -> str:
    """From where a unit's rows are seen: a committee's from its village, all others' from the town."""
    if kind == UnitKind.VILLAGE_COMMITTEE.value:
        return division
    return division if division[6:9] == "000" else division[:9] + "000"


def days_late(due: date, today: date, calendar: WorkCalendar) -> int:
    """迟了几个工作日; 0 while there is time."""
    return max(0, calendar.working_days_between(due, today)) if today > due else 0


def county_of(division: str) -> str:
    """The county a division lies in."""
    return division[:6] + "000000"


def upper(division: str) -> str:
    """The first code behind everything a division holds."""
    stem = division.rstrip("0")
    width = next(w for w in (2, 4, 6, 9, 12) if w >= len(stem))
    return str(int(division[:width]) + 1).zfill(width).ljust(12, "0")
