"""报送要求: open the year's call, urge those who are late (SY 三(三); D-083, D-088)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.directory.states import UnitKind
from tonghu.policy import Profile
from tonghu.policy.explain.spoken import citation
from tonghu.policy.questions.survey import roster_window
from tonghu.reconcile.actions.common import DESK, found, need, profile_code, profile_of, series
from tonghu.reconcile.contributions import HAND_IN
from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.models import HandIn, RosterCall, RosterOwed
from tonghu.reconcile.rules.receiving import desk, upper
from tonghu.reconcile.states import STANDING
from tonghu.worklist import actions as worklist

# Which bodies the profile's words mean; a survey is collected by the town unless villages send it
_BODIES = {
    "village": UnitKind.VILLAGE_COMMITTEE, "town": UnitKind.TOWN_GOVERNMENT, "school": UnitKind.SCHOOL,
    "kindergarten": UnitKind.KINDERGARTEN, "police_station": UnitKind.POLICE_STATION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Giving:
    """Who gives which roster, by which clause."""

    body: UnitKind
    kind: str
    basis: str
    clause: str


def open_call(*, by: Viewer, division: str, year: int, survey_from: str = "town") -> UUID:
    """发出报送要求: what every unit owes by the profile's window, each with its task.

    Called again for the same year it only adds units that have come since.
    """
    need(by, P.RECONCILE_RUN)
    if not by.system and not by.covers(division):
        found(None)
    profile = profile_of(profile_code(by))
    with scope(DESK):
        series(division)  # locked: two who call at once make one call, and ask nobody twice
    call = _call(by, profile, division, year)
    known = set(RosterOwed.objects.visible_to(by).filter(call=call).values_list("unit_id", "kind"))
    made = [
        row
        for giving in _givings(profile, survey_from)
        for row in _owed(by, call, giving)
        if (row.unit_id, row.kind) not in known
    ]
    RosterOwed.objects.put_many(made)
    for row in made:
        open_hand_in_task(by, row)
    events.record(
        "roster.call", by=by, subject=call, division=division,
        changes={"year": year, "owed": len(made)},
    )  # fmt: skip
    return call.id


def _call(by: Viewer, profile: Profile, division: str, year: int) -> RosterCall:
    rows = RosterCall.objects.visible_to(by).filter(division=division, year=year)
    if (known := rows.first()) is not None:
        return known
    window = roster_window(profile, year)
    return RosterCall.objects.put(
        division=division, year=year, first=window.value.first, last=window.value.last,
        basis=profile.basis("survey", "roster_from") or window.basis,
        clause=_clause(profile, profile.basis("survey", "roster_from")),
        profile=profile.code, opened_by=by.name,
    )  # fmt: skip


def _givings(profile: Profile, survey_from: str) -> list[_Giving]:
    made = []
    for row in profile.sheet.survey.rosters:
        words = (survey_from,) if row.kind == Kind.SURVEY.value else row.from_
        for word in words:
            if word in _BODIES:
                made.append(
                    _Giving(_BODIES[word], row.kind, row.basis, _clause(profile, row.basis))
                )
    return made


def _clause(profile: Profile, basis: str) -> str:
    return (
        "" if not basis or basis.startswith(("local", "待核")) else citation(profile, basis)[:200]
    )


def _owed(by: Viewer, call: RosterCall, giving: _Giving) -> list[RosterOwed]:
    units = Unit.objects.visible_to(by).filter(
        division__gte=call.division, division__lt=upper(call.division), kind=giving.body.value,
        valid_to=None,
    )  # fmt: skip
    return [
        RosterOwed(
            call=call, year=call.year, unit=unit, unit_name=unit.name, unit_kind=unit.kind,
            division=desk(unit.kind, unit.division), kind=giving.kind, due=call.last,
            basis=giving.basis, clause=giving.clause,
        )
        for unit in units.order_by("division", "name")
    ]  # fmt: skip


def open_hand_in_task(by: Viewer, row: RosterOwed, *, again: bool = False) -> None:
    """The unit's task to hand in, due on the last day of the window."""
    label = Kind(row.kind).label
    worklist.open_task(
        by=by, kind=HAND_IN, subject=("reconcile.owed", row.id),
        title=f"交{row.year}年{label}名册",
        why="县联席会议办公室要的，用来比对三方名册",
        division=row.division, unit=row.unit_id, unit_name=row.unit_name, due=row.due,
        counted=f"报送期到{cn_date(row.due)}为止。", basis=row.basis, again=again,
    )  # fmt: skip


def urge(*, by: Viewer, owed: Collection[UUID]) -> int:
    """催: those whose roster has not come; once a day is enough. Returns how many were urged."""
    need(by, P.ROSTER_HAND_IN_FOR)
    rows = list(
        RosterOwed.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=owed)
    )
    if not rows:
        found(None)
    come = received(by, rows)
    today = clock.today()
    urged = [
        row
        for row in rows
        if row.id not in come
        and (row.urged_at is None or row.urged_at.astimezone(clock.CHINA).date() < today)
    ]
    for row in urged:
        _urge(by, row)
    if not urged:
        raise NotNow("选中的单位今天都催过了，或者已经交来。")
    return len(urged)


def _urge(by: Viewer, row: RosterOwed) -> None:
    row.urged, row.urged_at, row.urged_by = row.urged + 1, clock.now(), by.user
    row.save(update_fields=["urged", "urged_at", "urged_by"])
    late = clock.today() > row.due
    worklist.open_task(
        by=by, kind=HAND_IN, subject=("reconcile.owed", row.id),
        title=f"交{row.year}年{Kind(row.kind).label}名册",
        why=f"{by.unit_name or by.place or by.name}第{row.urged}次催{'，已经迟了' if late else ''}",
        division=row.division, unit=row.unit_id, unit_name=row.unit_name, due=row.due,
        counted=f"报送期到{cn_date(row.due)}为止。", basis=row.basis, again=True,
    )  # fmt: skip
    events.record(
        "roster.urge", by=by, subject=row, division=row.division, unit=row.unit_id,
        changes={"kind": row.kind, "times": row.urged},
    )  # fmt: skip


def received(by: Viewer, rows: Collection[RosterOwed]) -> frozenset[UUID]:
    """Which of these have been handed in."""
    wanted = {(row.call_id, row.unit_id, row.kind): row.id for row in rows}
    with scope(DESK):
        come = HandIn.objects.all_of_them(reason="whether anything stands, not what").filter(
            call_id__in={row.call_id for row in rows}, state__in=STANDING
        )
        keys = set(come.values_list("call_id", "unit_id", "kind"))
    return frozenset(id_ for key, id_ in wanted.items() if key in keys)
