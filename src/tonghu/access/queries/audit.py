"""查阅记录, for the auditor: who looked at what, who was refused; never a value, never an id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from tonghu.access.models import User
from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.contributions import LookKind, contributed
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.events.kinds import labels
from tonghu.core.events.models import AccessLog
from tonghu.core.routes import routes
from tonghu.core.viewer import Viewer

READING = Viewer.for_system("安全审计员查看查阅记录")
SIZE = 50


@dataclass(frozen=True, slots=True)
class LookedRow:
    """一次查阅或拒绝, without what was shown."""

    at: datetime
    who: str
    post: str
    what: str
    count: int
    refused: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LookedPage:
    """一天的查阅记录的一页."""

    rows: tuple[LookedRow, ...]
    day: date
    total: int
    refused: int
    page: int

    @property
    def first(self) -> int:
        """Number of the first row shown; 0 when there is none."""
        return (self.page - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return (self.page - 1) * SIZE + len(self.rows)


def looked_on(
    viewer: Viewer, day: date, *, person: str = "", refused: bool = False, page: int = 1
) -> LookedPage:
    """One day of the auditor's place. Read as the system, once the verb is held; itself logged."""
    if not viewer.may(P.AUDIT_VIEW):
        raise NotYours("查阅记录只给安全审计员看。")
    began = datetime.combine(day, time(), tzinfo=clock.CHINA)
    with scope(READING):
        rows = AccessLog.objects.all_of_them(reason="审计员看本地的全部查阅记录").filter(
            _of_place(viewer), at__gte=began, at__lt=began + timedelta(days=1)
        )
        rows = rows.filter(user_name__icontains=person) if person else rows
        turned = rows.filter(outcome="refused")
        total, no = rows.count(), turned.count()
        rows, count = (turned, no) if refused else (rows, total)
        page = max(1, min(page, -(-count // SIZE) or 1))
        found = list(rows.order_by("-at", "-id")[(page - 1) * SIZE : page * SIZE])
    events.looked(by=viewer, what="audit.reads")
    told = _words()
    return LookedPage(tuple(_row(one, told) for one in found), day, count, no, page)


def _of_place(viewer: Viewer) -> Q:
    """What people of the place did, what was done to things of the place, and the unknown."""
    people = User.objects.all_of_them(reason="只作为查阅记录的筛选条件").filter(
        division__gte=viewer.lo, division__lt=viewer.hi
    )
    there = Q(division__gte=viewer.lo, division__lt=viewer.hi)
    return there | Q(user__in=people.values("pk")) | Q(user=None)


def _words() -> dict[str, str]:
    """看了什么, in words: looks and deeds as declared; of a page, the verb it needs."""
    verbs = {verb.value: verb.label for verb in P}
    pages = {
        route.name: verbs[route.rule.needs]
        for route in routes()
        if route.rule and route.rule.needs in verbs
    }
    return pages | labels() | {one.code: one.label for one in contributed(LookKind)}


def _row(one: AccessLog, told: dict[str, str]) -> LookedRow:
    return LookedRow(
        at=one.at, who=one.user_name or "没有登录的人", post=one.post_title,
        what=told.get(one.what, one.what), count=len(one.ids), refused=one.outcome == "refused",
        reason=one.reason if one.outcome == "refused" else "",
    )  # fmt: skip
