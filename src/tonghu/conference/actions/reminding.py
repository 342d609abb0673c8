"""提醒开会: nightly; the year that runs out without a plenary, the regular liaison meeting that is due."""

from __future__ import annotations

from datetime import date, timedelta

from tonghu.conference.actions.common import WHY, office_role, profile_of, today
from tonghu.conference.contributions.meetings import BODY, LIAISON, PLENARY
from tonghu.conference.models import Body, Meeting
from tonghu.conference.rules.meeting import next_regular, plenary_owed, reminds
from tonghu.conference.states import MeetingKind, MeetingState
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile
from tonghu.worklist import actions as worklist

AHEAD = timedelta(days=30)  # 定期的联络员会议，到期前一个月提醒
COMING = (MeetingState.PLANNED, MeetingState.CALLED)


def remind_of_meetings() -> str:
    """Every body in force; a task once a year, once a regular meeting."""
    by = Viewer.for_system("按制度提醒开会")
    made = 0
    with scope(by):
        for body in Body.objects.all_of_them(reason=WHY).filter(until_on=None):
            if body.profile.startswith("own:"):
                continue
            policy = profile_of(body.profile)
            made += _plenary(by, body, policy) + _regular(by, body, policy)
    return f"提醒开会{made}次"


def _plenary(by: Viewer, body: Body, policy: Profile) -> int:
    day = today()
    rows = Meeting.objects.all_of_them(reason=WHY).filter(
        body=body, year=day.year, kind=MeetingKind.PLENARY
    )
    held = rows.filter(state=MeetingState.HELD).count()
    if not reminds(policy, day.year, held, rows.filter(state__in=COMING).count(), day):
        return 0
    worklist.open_task(
        by=by, kind=PLENARY, subject=(BODY, f"{body.id}:{day.year}"), division=body.division,
        role=office_role(body.division),
        title=f"{day.year}年还要召开{plenary_owed(policy, held)}次全体会议",
        why="快到年底了，还没有定日期", due=date(day.year, 12, 31),
        basis=policy.basis("conference", "plenary_per_year"), profile=body.profile,
    )  # fmt: skip
    return 1


def _regular(by: Viewer, body: Body, policy: Profile) -> int:
    rows = Meeting.objects.all_of_them(reason=WHY).filter(body=body, kind=MeetingKind.LIAISON)
    if rows.filter(state__in=COMING).exists():
        return 0
    last = (
        rows.filter(state=MeetingState.HELD).order_by("-held_on").values_list("held_on", flat=True)
    ).first()
    due = next_regular(policy, last or max(body.from_on, date(today().year, 1, 1)))
    if due is None or due.due > today() + AHEAD:
        return 0
    worklist.open_task(
        by=by, kind=LIAISON, subject=(BODY, f"{body.id}:regular"), division=body.division,
        role=office_role(body.division), title="召开联络员会议", due=due.due, counted=due.how,
        why="按制度定期召开", basis=policy.basis("conference", "liaison_meeting"),
        profile=body.profile, again=True,
    )  # fmt: skip
    return 1
