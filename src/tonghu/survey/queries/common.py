"""各查询共用: profiles, calendars, names of places, lines of rounds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.models import Division
from tonghu.policy import Profile, load
from tonghu.policy.questions.deadlines import working_days
from tonghu.survey.models import Round, VillageReturn
from tonghu.survey.queries.shapes import RoundLine
from tonghu.survey.rules.naming import village_name
from tonghu.survey.rules.plans import days_late, days_left, last_day
from tonghu.survey.states import STILL_OPEN, Cycle, RoundState

DESK = Viewer.for_system("一轮排查的数，不含姓名")


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


@lru_cache(maxsize=16)
def calendar_of(code: str) -> WorkCalendar:
    """工作日历 of a profile."""
    return working_days(profile_of(code))


def rounds_of(viewer: Viewer) -> QuerySet[Round]:
    """Rounds of the viewer's county, or of those below it."""
    rows = Round.objects.visible_to(viewer)
    if viewer.level is Level.SYSTEM:
        return rows
    if viewer.lo and viewer.level in (Level.NATION, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
        return rows.filter(division__gte=viewer.lo, division__lt=viewer.hi)
    if viewer.division:
        return rows.filter(division=f"{viewer.division[:6]}000000")
    return rows.none()


def round_row(viewer: Viewer, round: UUID) -> Round | None:
    """One round within reach."""
    return rounds_of(viewer).select_related("previous").filter(pk=round).first()


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of divisions as people say them, one query."""
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__in=set(codes) - {""}
    )
    return {code: village_name(name) for code, name in rows.values_list("code", "name")}


def late_of(row: Round, state: str) -> int:
    """迟了几个工作日 for a village in this state."""
    if state not in STILL_OPEN or row.state != RoundState.OPEN:
        return 0
    return days_late(profile_of(row.profile), row.due_on, clock.today())


def lines(viewer: Viewer, rows: list[Round]) -> tuple[RoundLine, ...]:
    """Rounds as a list shows them: three queries for all of them."""
    names = place_names(row.division for row in rows)
    seen = VillageReturn.objects.visible_to(viewer).filter(round__in=rows)
    counted: dict[UUID, dict[str, int]] = {
        one["round"]: {"all": one["all"], "open": one["open"]}
        for one in seen.order_by()
        .values("round")
        .annotate(all=Count("pk"), open=Count("pk", filter=Q(state__in=STILL_OPEN)))
    }
    own = {}
    if viewer.level is Level.VILLAGE:
        own = dict(seen.filter(division=viewer.division).values_list("round", "pk"))
    return tuple(
        _line(row, names.get(row.division, ""), counted.get(row.id, {}), own.get(row.id))
        for row in rows
    )


def _line(row: Round, place: str, counted: dict[str, int], own: UUID | None) -> RoundLine:
    profile, today = profile_of(row.profile), clock.today()
    late = days_late(profile, row.due_on, today) if row.state == RoundState.OPEN else 0
    left = days_left(calendar_of(row.profile), last_day(profile, row.due_on), today)
    open_, total = counted.get("open", 0), counted.get("all", 0)
    return RoundLine(
        id=row.id, title=row.title, cycle=row.cycle, cycle_label=Cycle(row.cycle).label,
        period=row.period, state=row.state, state_label=RoundState(row.state).label,
        opens_on=row.opens_on, due_on=row.due_on, begins_on=row.begins_on, ends_on=row.ends_on,
        place=place, clause=row.clause, basis=row.basis, locked_at=row.locked_at,
        days_left=-late if late else left, villages=total, handed_in=total - open_,
        late=open_ if late else 0, own=own,
    )  # fmt: skip


def line(viewer: Viewer, row: Round) -> RoundLine:
    """One round as a list shows it."""
    return lines(viewer, [row])[0]
