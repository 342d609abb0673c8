"""夜里办的: opinions and resolutions of units that have ended go to their heirs; bulletins fall due."""

from __future__ import annotations

from datetime import date

from tonghu.conference.actions.endorsing import OPEN, ask_heirs
from tonghu.conference.actions.ground import DESK, follows, name_of, office_role, profile_for
from tonghu.conference.actions.resolving import follow_lead, owed
from tonghu.conference.models import Body, Bulletin, Opinion
from tonghu.conference.rules.endorsement import heir_of
from tonghu.conference.states.decided import BulletinState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.policy.questions.deadlines import deadline
from tonghu.worklist import actions as worklist

NIGHT = Viewer.for_system("单位撤并，由承继单位接着办")
BULLETIN = "conference.bulletin"


def follow_all() -> str:
    """撤并的单位由承继单位接着会签、牵头; what was done before stays under the old name."""
    with scope(NIGHT):
        rows = Opinion.objects.visible_to(NIGHT).filter(state__in=OPEN)
        open_ = list(rows.order_by().values_list("minutes", flat=True).distinct())
    signed = 0
    for one in open_:
        with scope(NIGHT):
            signed += ask_heirs(by=NIGHT, minutes=one)
    led = 0
    with scope(DESK):
        for row in owed().select_for_update(of=("self",)):
            heir = heir_of(row.unit_id, follows) if row.unit_id else None
            if heir is not None:
                follow_lead(by=NIGHT, row=row, heir=heir, name=name_of(heir))
                led += 1
    return f"改请承继单位会签{signed}件，牵头{led}件"


def ask_for_bulletins() -> str:
    """到时间印发通报 (D-240): a task of each office when the clock since the last has run out."""
    asked = 0
    with scope(DESK):
        for body in Body.objects.visible_to(DESK).filter(until_on=None):
            last = last_bulletin(body) or body.from_on
            profile = profile_for(body)
            limit = deadline(profile, BULLETIN, max(last, _year_ago()))
            if not isinstance(limit.due, date) or limit.due > clock.today():
                continue
            worklist.open_task(
                by=NIGHT, kind=BULLETIN, subject=("conference.body", f"{body.id}:{limit.due}"),
                title=f"印发工作进展通报：{body.name}"[:120], why="上期通报到现在，又该印发了",
                division=body.division, role=office_role(body.division), due=limit.due,
                counted=limit.how[:300], basis=limit.basis[:120], profile=body.profile,
            )  # fmt: skip
            asked += 1
    return f"提醒印发通报{asked}份"


def last_bulletin(body: Body) -> date | None:
    """The day of the newest bulletin of a body."""
    rows = Bulletin.objects.visible_to(DESK).filter(
        body=body, state__in=(BulletinState.ISSUED, BulletinState.REPLACED), inspection=None
    )
    newest = rows.order_by("-issued_at").first()
    return newest.issued_at.astimezone(clock.CHINA).date() if newest and newest.issued_at else None


def _year_ago() -> date:
    """An office that never issued one is not reminded of decades."""
    return date.fromordinal(clock.today().toordinal() - 366)
