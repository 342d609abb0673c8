"""议定事项: decided with the minutes, handed to its lead, declined or led by another (D-055, D-033)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    Wrong,
    body_of,
    locked,
    manage,
    need,
    office_role,
    reach,
    said,
    speaks_for,
    told,
    unit_or_wrong,
    units_of,
)
from tonghu.conference.models import AgendaItem, Body, Minutes, Progress, Resolution, Urging
from tonghu.conference.states.decided import STILL_OWED, MinutesState, ResolutionState
from tonghu.conference.workflow.decided import RESOLUTION
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions.opening import SubjectKey

TASK, SUPPORT, CHECK, ASSIGN = (
    "conference.resolution", "conference.support", "conference.check", "conference.reassign",
)  # fmt: skip
SUBJECT = "conference.resolution"


@dataclass(frozen=True, slots=True)
class Wanted:
    """要办的一件事, as the office writes it."""

    title: str
    lead: UUID | None
    measure: str = ""
    supports: Sequence[UUID] = ()
    due: date | None = None
    topic: UUID | None = None
    basis: str = ""


def draft_resolution(*, by: Viewer, minutes: UUID, wanted: Wanted) -> UUID:
    """拟一件议定事项, with the minutes: it becomes a task when they are issued."""
    known = reach(Minutes, by, minutes)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state not in (MinutesState.DRAFT, MinutesState.CIRCULATED):
            raise NotNow("纪要已经签发，再议的事另外交办或者更正纪要。")
        made = _made(
            row.body, wanted, minutes=row, meeting=row.meeting,
            decided_on=row.meeting.held_on or row.meeting.on,
        )  # fmt: skip
        events.record("resolution.draft", by=by, subject=made, division=made.division,
                      changes=_shape(made))  # fmt: skip
    return made.id


def assign_resolution(*, by: Viewer, body: UUID, wanted: Wanted) -> UUID:
    """交办: a task the government gives outside a meeting (D-033), at once."""
    known = body_of(by, body)
    basis = said(wanted.basis, "basis", "请写谁交办的、文件或者批示。")[:200]
    with scope(DESK):
        made = _made(known, wanted, decided_on=clock.today(), basis=basis)
        hand_out(by=by, row=made)
    return made.id


def _made(body: Body, wanted: Wanted, **more: object) -> Resolution:
    """A row with the next number of the year."""
    locked(body)  # whoever numbers at the same time waits
    year = clock.today().year
    rows = Resolution.objects.visible_to(DESK).filter(body=body, year=year)
    last = rows.aggregate(last=Max("sequence"))["last"] or 0
    return Resolution.objects.put(
        body=body, division=body.division, year=year, sequence=last + 1,
        **_fields(body, wanted), **more,
    )  # fmt: skip


def _fields(body: Body, wanted: Wanted) -> dict[str, object]:
    lead = unit_or_wrong(wanted.lead, "lead")
    others = [unit_or_wrong(one, "supports") for one in wanted.supports if one != lead.id]
    topic = None
    if wanted.topic is not None:
        topic = AgendaItem.objects.visible_to(DESK).filter(pk=wanted.topic, body=body).first()
    return {
        "title": said(wanted.title, "title", "请写要办的事。")[:160],
        "measure": wanted.measure.strip()[:300], "due_on": wanted.due, "topic": topic,
        "unit_id": lead.id, "unit_name": lead.name,
        "supports": [[str(one.id), one.name] for one in others],
        "shared_with": [lead.id, *(one.id for one in others)],
    }  # fmt: skip


def _shape(row: Resolution) -> dict[str, object]:
    return {
        "title": row.title, "lead": row.unit_name, "supports": [name for _, name in row.supports],
        "due": str(row.due_on or ""),
    }  # fmt: skip


def edit_resolution(*, by: Viewer, resolution: UUID, wanted: Wanted) -> None:
    """改议定事项, before it has been handed out."""
    known = reach(Resolution, by, resolution)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state != ResolutionState.PROPOSED:
            raise NotNow("已经交办的事不能改内容；换牵头单位用“改由别的单位牵头”。")
        for name, value in _fields(row.body, wanted).items():
            setattr(row, name, value)
        row.save()
        events.record("resolution.edit", by=by, subject=row, division=row.division,
                      changes=_shape(row))  # fmt: skip


def drop_resolution(*, by: Viewer, resolution: UUID, why: str = "") -> None:
    """删去拟的事项, or 撤销 one that need not be done any more, with a reason."""
    known = reach(Resolution, by, resolution)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        proposed = row.state == ResolutionState.PROPOSED
        reason = why.strip()[:300]
        if not proposed and not reason:
            raise Wrong("why", "撤销要写原因，牵头单位看得到。")
        row.cleared_note = reason
        row.save(update_fields=["cleared_note"])
        move(
            RESOLUTION,
            row,
            "drop" if proposed else "withdraw",
            by=by,
            division=row.division,
            note=reason,
        )
        if not proposed:
            end_tasks(by, row, f"办公室撤销了：{reason}"[:200])


def hand_out(*, by: Viewer, row: Resolution) -> None:
    """交办: from now on its lead owes it; every member unit may read it. Inside `scope(DESK)`."""
    row.shared_with = list(dict.fromkeys([*row.shared_with, *units_of(row.body)]))
    row.save(update_fields=["shared_with"])
    move(
        RESOLUTION,
        row,
        "assign",
        by=by,
        division=row.division,
        changes=_shape(row),
    )
    ask(by, row)
    for unit, name in row.supports:
        worklist.open_task(
            by=by, kind=SUPPORT, subject=("conference.support", f"{row.id}:{unit}"),
            title=f"配合办理：{row.title}"[:120], why=f"{row.unit_name}牵头", division=row.division,
            unit=UUID(unit), unit_name=name, due=row.due_on, basis=row.basis[:120],
            link=f"/conference/resolutions/{row.id}/", profile=row.body.profile,
        )  # fmt: skip


def ask(by: Viewer, row: Resolution, why: str = "") -> None:
    """A task of its lead."""
    where = row.minutes.number if row.minutes else row.basis
    worklist.open_task(
        by=by, kind=TASK, subject=(SUBJECT, row.id), title=f"办理：{row.title}"[:120],
        why=(why or f"联席会议议定，{where}")[:200], division=row.division, unit=row.unit_id,
        unit_name=row.unit_name, due=row.due_on, basis=row.basis[:120], again=True,
        link=f"/conference/resolutions/{row.id}/", profile=row.body.profile,
    )  # fmt: skip


def end_tasks(by: Viewer, row: Resolution, note: str, *, done: bool = False) -> None:
    """Its tasks end with it."""
    subjects: list[tuple[str, SubjectKey]] = [
        (TASK, (SUBJECT, row.id)),
        (CHECK, (SUBJECT, row.id)),
        (ASSIGN, (SUBJECT, row.id)),
    ]
    subjects += [(SUPPORT, ("conference.support", f"{row.id}:{unit}")) for unit, _ in row.supports]
    for kind, subject in subjects:
        if done:
            worklist.close_task(by=by, kind=kind, subject=subject, note=note)
        else:
            worklist.cancel_task(by=by, kind=kind, subject=subject, note=note)


def ask_office(by: Viewer, row: Resolution, kind: str, title: str, why: str) -> None:
    """A task of the office of the body."""
    worklist.open_task(
        by=by, kind=kind, subject=(SUBJECT, row.id), title=title[:120], why=why[:200],
        division=row.division, role=office_role(row.division), due=None, again=True,
        link=f"/conference/resolutions/{row.id}/", profile=row.body.profile,
    )  # fmt: skip


def decline(*, by: Viewer, resolution: UUID, why: str, paper_number: str = "") -> None:
    """提出不办: the lead says why; until the office has decided it is still the lead's."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Resolution, by, resolution)
    instead = speaks_for(by, known.unit_id, known.unit_name, known.division, paper_number)
    reason = said(why, "why", "请写为什么不该由你们牵头，办公室才好改派。")[:300]
    with scope(DESK):
        row = locked(known)
        row.why_declined, row.declined_at = reason, clock.now()
        row.save(update_fields=["why_declined", "declined_at"])
        move(
            RESOLUTION, row, "decline", by=by, division=row.division, note=reason, unit=row.unit_id,
            changes=told(instead),
        )  # fmt: skip
        worklist.cancel_task(
            by=by, kind=TASK, subject=(SUBJECT, row.id), note="提出不办，等办公室定"
        )
        ask_office(by, row, ASSIGN, f"{row.unit_name}提出不办：{row.title}", reason)


def reassign(*, by: Viewer, resolution: UUID, lead: UUID | None, why: str) -> None:
    """改由别的单位牵头: who led before stays on record."""
    known = reach(Resolution, by, resolution)
    manage(by, known.division)
    reason = said(why, "why", "请写为什么改由别的单位牵头。")[:300]
    with scope(DESK):
        row = locked(known)
        unit = unit_or_wrong(lead, "lead")
        if unit.id == row.unit_id:
            raise Wrong("lead", f"现在就是{unit.name}牵头。仍由它办的，用“仍由原单位牵头”。")
        worklist.cancel_task(
            by=by, kind=TASK, subject=(SUBJECT, row.id), note=f"改由{unit.name}牵头"
        )
        _led_by(row, unit.id, unit.name, reason)
        move(
            RESOLUTION, row, "reassign", by=by, division=row.division, note=reason,
            changes={"lead": [row.leads[-1]["name"], unit.name]},
        )  # fmt: skip
        worklist.close_task(
            by=by, kind=ASSIGN, subject=(SUBJECT, row.id), note=f"改由{unit.name}牵头"
        )
        ask(by, row, f"原由{row.leads[-1]['name']}牵头，现改由你们牵头")


def _led_by(row: Resolution, unit: UUID, name: str, why: str) -> None:
    before = {
        "id": str(row.unit_id),
        "name": row.unit_name,
        "until": clock.today().isoformat(),
        "why": why,
    }
    row.leads = [*row.leads, before]
    row.unit_id, row.unit_name = unit, name
    row.supports = [one for one in row.supports if one[0] != str(unit)]
    row.shared_with = list(dict.fromkeys([*row.shared_with, unit]))
    row.save(update_fields=["leads", "unit_id", "unit_name", "supports", "shared_with"])
    for table in (Progress, Urging):
        table.objects.visible_to(DESK).filter(resolution=row).update(shared_with=row.shared_with)


def insist(*, by: Viewer, resolution: UUID, why: str) -> None:
    """仍由原单位牵头: the office does not take the reason."""
    known = reach(Resolution, by, resolution)
    manage(by, known.division)
    reason = said(why, "why", "请写为什么仍由它牵头，单位看得到。")[:300]
    with scope(DESK):
        row = locked(known)
        move(RESOLUTION, row, "insist", by=by, division=row.division, note=reason)
        worklist.close_task(by=by, kind=ASSIGN, subject=(SUBJECT, row.id), note=reason[:200])
        ask(by, row, f"办公室定的，仍由你们牵头：{reason}")


def taken_over(*, by: Viewer, before: Minutes, after: Minutes) -> None:
    """更正以后: what the old issue decided is carried on, under the new number. Inside `scope(DESK)`."""
    rows = Resolution.objects.visible_to(DESK).filter(minutes=before)
    for one in rows.exclude(state=ResolutionState.WITHDRAWN):
        one.minutes = after
        one.save(update_fields=["minutes"])
        events.record(
            "resolution.edit", by=by, subject=one, division=one.division,
            changes={"minutes": [before.number, after.number]},
        )  # fmt: skip


def follow_lead(*, by: Viewer, row: Resolution, heir: UUID, name: str) -> None:
    """由承继单位牵头: a lead that has ended is followed. Inside `scope(DESK)`."""
    before = row.unit_name
    worklist.cancel_task(by=by, kind=TASK, subject=(SUBJECT, row.id), note=f"{before}已经撤并")
    _led_by(row, heir, name, f"{before}撤并，由{name}承继")
    events.record(
        "resolution.succeed", by=by, subject=row, division=row.division, unit=heir,
        changes={"lead": [before, name]},
    )  # fmt: skip
    if row.state == ResolutionState.OPEN:
        ask(by, row, f"{before}撤并，由你们承继")


def owed(body: Body | None = None):  # type: ignore[no-untyped-def]
    """议定了还没办完的, of a body or of all."""
    rows = Resolution.objects.visible_to(DESK).filter(state__in=STILL_OWED)
    return rows.filter(body=body) if body is not None else rows
