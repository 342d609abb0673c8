"""每天提醒: at most one mail and one short message a person and working day, numbers only."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from tonghu.access.queries.viewers import posts_in_force
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer, viewer_again
from tonghu.worklist.channels.base import MAIL, SMS, Message, channel_of
from tonghu.worklist.models import Reminding
from tonghu.worklist.queries import calendar_of, counts, unread
from tonghu.worklist.states import Topic

log = logging.getLogger(__name__)
NIGHT = Viewer.for_system("每天提醒")
FROM_HOUR = 8
LAST = {MAIL: "mailed_on", SMS: "texted_on"}


@dataclass(frozen=True, slots=True)
class _Order:
    """To whom, through what; the address stays out of logs."""

    row: UUID
    user: UUID
    channel: str
    to: str
    topics: frozenset[str]
    last: date | None


def send_daily() -> str:
    """每天提醒: one sentence of what was done; may run as often as one likes."""
    now = clock.now().astimezone(clock.CHINA)
    if now.hour < FROM_HOUR or not calendar_of("").is_working_day(now.date()):
        return "还不到提醒的时候"
    sent = failed = 0
    for order in _orders():
        message = _message(order)
        if message is None or not _mark(order, clock.today(), message):
            continue
        try:
            channel = channel_of(order.channel)
            if channel is None:
                raise LookupError(f"no channel {order.channel}")
            channel.send(order.to, message)
            sent += 1
        except Exception:
            log.exception("reminder by %s failed", order.channel)
            _mark(order, order.last, None)
            failed += 1
    return f"发了{sent}条提醒" + (f"，{failed}条没发出去" if failed else "")


def _orders() -> list[_Order]:
    with scope(NIGHT):
        rows = list(Reminding.objects.all_of_them(reason="whoever asked to be reminded"))
        wanted = [
            _Order(row.id, row.user_id, code, to or "", frozenset(topics), getattr(row, LAST[code]))
            for row in rows
            for code, to, topics in ((MAIL, row.mail, row.by_mail), (SMS, row.mobile, row.by_sms))
        ]
    return [one for one in wanted if one.to and one.topics and one.last != clock.today()]


def _message(order: _Order) -> Message | None:
    """What the person's posts have together; None when nothing of what was asked for is there."""
    with scope(NIGHT):
        posts = [one.id for one in posts_in_force(order.user)]
    today = late = notices = 0
    for post in posts:
        viewer = viewer_again(order.user, post)
        if viewer is None:
            continue
        with scope(viewer):
            found = counts(viewer)
            today, late = today + found.today - found.late, late + found.late
            notices += unread(viewer)
    told = Message(
        today if Topic.TODAY in order.topics else 0, late if Topic.LATE in order.topics else 0,
        notices if Topic.NOTICES in order.topics else 0, settings.TONGHU_SITE,
    )  # fmt: skip
    return told if told.today or told.late or told.notices else None


def _mark(order: _Order, day: date | None, message: Message | None) -> bool:
    """Taken before it is sent: of two workers one sends. A failure gives the day back."""
    with scope(NIGHT):
        rows = Reminding.objects.all_of_them(reason="one a day").select_for_update()
        row = rows.get(pk=order.row)
        if message is not None and getattr(row, LAST[order.channel]) == day:
            return False
        setattr(row, LAST[order.channel], day)
        row.save(update_fields=[LAST[order.channel]])
        kind = "reminder.sent" if message else "reminder.failed"
        told: dict[str, Any] = {"channel": order.channel}
        if message:
            told |= {"today": message.today, "late": message.late, "notices": message.notices}
        events.record(kind, by=NIGHT, subject=("worklist.reminding", row.id), changes=told)
    return True
