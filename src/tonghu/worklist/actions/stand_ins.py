"""代班: somebody does a post's tasks while its holder is away; no permission is lent."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.worklist.actions.opening import DESK
from tonghu.worklist.actions.telling import post as send
from tonghu.worklist.models import Notice, StandIn
from tonghu.worklist.queries.addressing import SEATS
from tonghu.worklist.queries.stand_ins import candidate_posts
from tonghu.worklist.rules import Rung, hears
from tonghu.worklist.states import NoticeKind

LONGEST = timedelta(days=186)
PAGE = "/tasks/stand-ins/"


def name_stand_in(
    *, by: Viewer, stand_in: UUID, from_on: date, until_on: date, reason: str
) -> UUID:
    """请人代班: of the viewer's present post, by a post of the same unit or of a range above it."""
    other = next((one for one in candidate_posts(by) if one.id == stand_in), None)
    if by.user is None or by.post is None or not by.may("task.do"):
        raise NotYours("你的岗位没有要办的待办，不用请人代班。")
    if other is None:
        raise NotNow("代班人要和你同一个单位，或者是管着这里的乡镇、县里的人，请从列表里选。")
    _days_are_right(from_on, until_on)
    with scope(DESK):
        rows = StandIn.objects.all_of_them(reason="one stand-in at a time")
        if rows.filter(
            post_id=by.post, ended_at=None, from_on__lte=until_on, until_on__gte=from_on
        ).exists():
            raise NotNow("这些天里已经请了人代班。要换人，请先把那一次提前结束。")
        row = StandIn.objects.put(
            division=by.division, unit_id=by.unit, seat_id=_seat(by), role=by.role, user_id=by.user,
            name=by.name, post_id=by.post, title=by.post_title, stand_in_user_id=other.user_id,
            stand_in_name=other.user.name, stand_in_post_id=other.id, stand_in_title=other.title,
            from_on=from_on, until_on=until_on, reason=reason, made_at=clock.now(),
            made_by_name=by.name,
        )  # fmt: skip
        events.record(
            "stand_in.named", by=by, subject=row, division=row.division, why=reason,
            changes={"by": row.stand_in_name, "from": from_on, "until": until_on},
        )  # fmt: skip
        days = f"{_day(from_on)}至{_day(until_on)}"
        send(_told(row, by, f"{row.name}请{row.stand_in_name}代班，{days}", f"原因：{reason}"))
    return row.id


def end_stand_in(*, by: Viewer, stand_in: UUID) -> UUID:
    """提前结束代班: by either of the two, or by whoever supervises the place."""
    row = StandIn.objects.visible_to(by).select_for_update().filter(pk=stand_in).first()
    if row is None:
        raise Missing("没有这次代班，或者不在你的管辖范围内。")
    if by.user not in (row.user_id, row.stand_in_user_id) and not (
        by.may("task.remind") and by.covers(row.division)
    ):
        raise NotYours("代班由两个人中的一个，或者上一级结束。")
    if row.ended_at or row.until_on < clock.today():
        raise NotNow("这次代班已经结束了。")
    with scope(DESK):
        row.ended_at, row.ended_by_name = clock.now(), by.name
        row.save(update_fields=["ended_at", "ended_by_name"])
        events.record(
            "stand_in.ended", by=by, subject=row, division=row.division,
            changes={"by": row.stand_in_name, "until": [row.until_on, clock.today()]},
        )  # fmt: skip
        send(_told(row, by, f"{row.stand_in_name}替{row.name}的代班提前结束", ""))
    return row.id


def _days_are_right(from_on: date, until_on: date) -> None:
    if until_on < from_on:
        raise NotNow("最后一天早于第一天，请核对。")
    if until_on < clock.today():
        raise NotNow("这些天已经过去了，请改日期。")
    if until_on - from_on > LONGEST:
        raise NotNow("一次代班最多半年。更久的，请安全管理员另设岗位。")


def _seat(by: Viewer) -> UUID | None:
    """The unit the tasks of a post are written to: its own, or the committee or government it sits in."""
    if by.unit:
        return by.unit
    kind = SEATS.get(by.level)
    if kind is None:
        return None
    rows = Unit.objects.visible_to(by).filter(division=by.division, kind=kind.value, valid_to=None)
    return rows.values_list("pk", flat=True).first()


def _told(row: StandIn, by: Viewer, title: str, said: str) -> list[Notice]:
    """The other of the two, and whoever supervises the place, hear of it."""
    to = {row.user_id, row.stand_in_user_id} - {by.user}
    common = {
        "kind": NoticeKind.STAND_IN, "title": title[:120], "said": said[:300], "link": PAGE,
        "sent_at": clock.now(), "sent_by_name": by.name,
    }  # fmt: skip
    told = [Notice(**common, division=row.division, user_id=user) for user in sorted(to, key=str)]
    above = hears(Rung(1, "town"), row.division, row.role) or hears(
        Rung(1, "civil_affairs"), row.division, row.role
    )
    if above is not None:
        told.append(Notice(**common, division=above.division, role=above.role))
    return told


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
