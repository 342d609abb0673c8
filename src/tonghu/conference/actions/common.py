"""各动作共用: who runs a body, who may speak for a unit, the rows within reach, whom rows are shared with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from tonghu.access.permissions import P
from tonghu.access.rules.deciding import need as need
from tonghu.conference.models import Body, Holder, Meeting, MemberChange, Seat
from tonghu.conference.rules.membership import Wrong
from tonghu.core import clock
from tonghu.core.errors import NotYours
from tonghu.core.errors import found as found
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level, level_of
from tonghu.policy import Profile, load
from tonghu.worklist.actions import OnBehalf

DESK = Viewer.for_system("联席会议牵连到各成员单位的几行")
OTHERS = "这个联席会议的日常工作由它自己的办公室承担，你可以看，不能改。"
WHY = "rows of a body whose office or unit has been checked"
OFFICES = {Level.COUNTY: "county_office", Level.TOWN: "town_worker"}


@lru_cache(maxsize=32)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def moment() -> datetime:
    """When a deed is done."""
    return clock.now()


def today() -> date:
    """The day in China."""
    return clock.today()


def office_role(division: str) -> str:
    """办公室的角色: who keeps the office of a body at this level."""
    return OFFICES.get(level_of(division), "superior")


def runs(by: Viewer, division: str) -> bool:
    """谁承担办公室的工作: an office of the body's own place, not one above it."""
    if by.system:
        return True
    return by.may(P.CONFERENCE_MANAGE) and by.division == division


def manage(by: Viewer, division: str) -> None:
    """Refuses whoever is not the body's own office."""
    need(by, P.CONFERENCE_MANAGE)
    if not runs(by, division):
        raise NotYours(OTHERS)


def body_of(by: Viewer, body: UUID, *, lock: bool = False) -> Body:
    """A body within reach."""
    rows = Body.objects.visible_to(by)
    return found((rows.select_for_update(of=("self",)) if lock else rows).filter(pk=body).first())


def managed_body(by: Viewer, body: UUID) -> Body:
    """A body whose office acts, locked."""
    row = body_of(by, body)
    manage(by, row.division)
    return body_of(by, body, lock=True)


def seat_of(by: Viewer, seat: UUID) -> Seat:
    """A seat within reach, with its body."""
    rows = Seat.objects.visible_to(by).select_related("body", "unit")
    return found(rows.filter(pk=seat).first())


def change_of(by: Viewer, change: UUID) -> MemberChange:
    """A change within reach."""
    rows = MemberChange.objects.visible_to(by).select_related("body", "seat")
    return found(rows.filter(pk=change).first())


def meeting_of(by: Viewer, meeting: UUID) -> Meeting:
    """A meeting within reach; a guest reaches it without its body."""
    return found(Meeting.objects.visible_to(by).filter(pk=meeting).first())


def managed_meeting(by: Viewer, meeting: UUID) -> Meeting:
    """A meeting whose office acts, locked: of two who write, one waits."""
    row = meeting_of(by, meeting)
    manage(by, row.division)
    rows = Meeting.objects.all_of_them(reason=WHY).select_for_update(of=("self",))
    return rows.select_related("body").get(pk=row.pk)


def speaks_for(
    by: Viewer, unit: UUID | None, unit_name: str, division: str, paper_number: str
) -> OnBehalf | None:
    """代表单位: its own post; or the body's office, from the unit's paper (代录)."""
    if by.system or (unit is not None and by.unit == unit):
        if not by.system:
            need(by, P.CONFERENCE_ACT)
        return None
    if not runs(by, division):
        raise NotYours("这一步由该单位自己办，或者由联席会议办公室凭它的纸质材料代录。")
    if not paper_number.strip():
        raise Wrong("paper_number", f"代{unit_name or '对方'}录入的，请写纸质材料的文号或编号。")
    if unit is None:
        return None
    return OnBehalf(unit=unit, unit_name=unit_name, paper_number=paper_number.strip()[:80])


def units_of(body: Body) -> list[UUID]:
    """坐在里面的单位: whose people may read what the body does."""
    rows = Seat.objects.all_of_them(reason=WHY).filter(body=body, until_on=None, unit__isnull=False)
    return sorted(set(rows.values_list("unit_id", flat=True)))


def share(body: Body) -> None:
    """给成员单位看: the body, its seats and people are read by every unit that sits in it."""
    units = units_of(body)
    if body.host_id and body.host_id not in units:
        units = sorted({*units, body.host_id})
    body.shared_with = units
    body.save(update_fields=["shared_with"])
    Seat.objects.all_of_them(reason=WHY).filter(body=body).update(shared_with=units)
    Holder.objects.all_of_them(reason=WHY).filter(seat__body=body).update(shared_with=units)


def chosen(ids: Iterable[object]) -> list[str]:
    """Ids as the events keep them."""
    return [str(one) for one in ids]
