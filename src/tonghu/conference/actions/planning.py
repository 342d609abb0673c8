"""计划: the conference's yearly plan and key points, a unit's and a town's own (D-030, D-059, D-063, D-307)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    NotYours,
    Wrong,
    body_of,
    keep_files,
    locked,
    manage,
    need,
    number_of,
    reach,
    said,
    speaks_for,
    told,
    unit_or_wrong,
    units_of,
)
from tonghu.conference.models import Body, Plan, PlanItem
from tonghu.conference.papers.plans import plan_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.endorsement import clashes, digest
from tonghu.conference.states.decided import OF_THE_BODY, ItemState, PlanKind, PlanState
from tonghu.conference.workflow.decided import ITEM, PLAN
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Level, Viewer
from tonghu.directory import queries as directory
from tonghu.directory.states import UnitKind
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

TASK, SUBJECT = "conference.plan_item", "conference.planitem"
EVIDENCE = "conference.planitem"


@dataclass(frozen=True, slots=True)
class Draft:
    """计划的正文, as it is typed."""

    title: str
    text: str = ""
    agenda_on: date | None = None
    livelihood: str = ""
    staff: str = ""


@dataclass(frozen=True, slots=True)
class NewItem:
    """计划里的一件事, as it is typed."""

    title: str
    measure: str = ""
    unit: UUID | None = None
    supports: str = ""
    due: date | None = None
    carries: UUID | None = None


def draft_plan(
    *, by: Viewer, kind: str, year: int, draft: Draft, body: UUID | None = None,
    follows: UUID | None = None,
) -> UUID:  # fmt: skip
    """起草计划: of a body by its office, of a unit by its liaison, of a town by its worker."""
    need(by, P.CONFERENCE_ACT)
    which = PlanKind(kind)
    of, unit, name, division = _whose(by, which, body)
    before = reach(Plan, by, follows) if follows else None
    with scope(DESK):
        made = Plan.objects.put(
            body=of, division=division, kind=which, unit_id=unit, unit_name=name, year=year,
            follows=before, edited_by=by.name, shared_with=[], **_typed(draft),
        )  # fmt: skip
        if before is not None:
            _carry(made, before, unit)
        events.record(
            "plan.draft", by=by, subject=made, division=division, unit=unit,
            changes={"kind": kind, "year": year, "title": made.title},
        )  # fmt: skip
    return made.id


def _whose(
    by: Viewer, kind: PlanKind, body: UUID | None
) -> tuple[Body | None, UUID | None, str, str]:
    if kind in OF_THE_BODY:
        if body is None:
            raise Wrong("body", "请选是哪个联席会议的计划。")
        known = body_of(by, body)
        return known, None, known.name, known.division
    if kind is PlanKind.TOWN:
        if by.level is not Level.TOWN:
            raise NotYours("乡镇的工作安排由乡镇自己写。")
        town = directory.town_unit(by, by.division, UnitKind.TOWN_GOVERNMENT)
        return None, town.id if town else None, town.name if town else by.place, by.division
    if by.unit is None:
        raise NotYours("部门的工作安排由成员单位的联络员写。")
    known_body = reach(Body, by, body) if body else None
    division = known_body.division if known_body else by.division
    return known_body, by.unit, by.unit_name, division


def _typed(draft: Draft) -> dict[str, Any]:
    return {
        "title": said(draft.title, "title", "请写标题。")[:120], "text": draft.text.strip(),
        "agenda_on": draft.agenda_on, "livelihood": draft.livelihood.strip()[:120],
        "staff": draft.staff.strip(),
    }  # fmt: skip


def _carry(made: Plan, before: Plan, unit: UUID | None) -> None:
    """What the conference's plan gives the unit stands in its own plan from the start."""
    rows = PlanItem.objects.visible_to(DESK).filter(plan=before, unit_id=unit).order_by("place")
    for place, one in enumerate(rows):
        PlanItem.objects.put(
            plan=made, division=made.division, place=place, title=one.title, measure=one.measure,
            unit_id=unit, unit_name=made.unit_name, due_on=one.due_on, carries=one,
        )  # fmt: skip


def writes(by: Viewer, row: Plan) -> None:
    """Refuses whoever the plan is not of."""
    need(by, P.CONFERENCE_ACT)
    if by.system:
        return
    if row.kind in OF_THE_BODY:
        manage(by, row.division)
    elif row.kind == PlanKind.TOWN:
        if by.division != row.division:
            raise NotYours("乡镇的工作安排由乡镇自己写。")
    elif by.unit != row.unit_id:
        raise NotYours(f"这份安排由{row.unit_name}自己写。")


def _is_draft(row: Plan) -> None:
    if row.state != PlanState.DRAFT:
        raise NotNow("签发了的不能改，要改另出更正。")


def edit_plan(*, by: Viewer, plan: UUID, based_on: int, draft: Draft) -> bool:
    """改计划; False when somebody saved in between and nothing was written over."""
    known = reach(Plan, by, plan)
    writes(by, known)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        if clashes(based_on, row.version):
            return False
        for name, value in _typed(draft).items():
            setattr(row, name, value)
        row.version, row.edited_by = row.version + 1, by.name
        row.save()
        events.record("plan.edit", by=by, subject=row, division=row.division, unit=row.unit_id,
                      changes={"version": row.version})  # fmt: skip
    return True


def add_item(*, by: Viewer, plan: UUID, item: NewItem) -> UUID:
    """添一件事."""
    known = reach(Plan, by, plan)
    writes(by, known)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        own = row.kind not in OF_THE_BODY
        unit = None if own else unit_or_wrong(item.unit, "unit")
        made = PlanItem.objects.put(
            plan=row, division=row.division, place=PlanItem.objects.visible_to(DESK).filter(plan=row).count(),
            title=said(item.title, "title", "请写要做什么。")[:160], measure=item.measure.strip()[:300],
            unit_id=row.unit_id if own else unit.id if unit else None,
            unit_name=row.unit_name if own else unit.name if unit else "",
            supports=item.supports.strip()[:300], due_on=item.due,
        )  # fmt: skip
        events.record("plan.edit", by=by, subject=row, division=row.division, unit=row.unit_id,
                      changes={"item": made.title, "unit": made.unit_name})  # fmt: skip
    return made.id


def issue_plan(*, by: Viewer, plan: UUID, own_number: str = "") -> UUID | None:
    """印发: the office and a town with a number of ours, a unit with its own; items become tasks."""
    known = reach(Plan, by, plan)
    writes(by, known)
    with scope(DESK):
        row = locked(known)
        _is_draft(row)
        items = list(PlanItem.objects.visible_to(DESK).filter(plan=row).order_by("place"))
        if not (items or row.text or row.staff or row.agenda_on):
            raise NotNow("计划里还没有内容：写总的要求，或者添几件事。")
        profile = row.body.profile if row.body else by.profile
        content = plan_paper(row, items)
    paper = None
    if by.may(P.PAPER_ISSUE) and row.kind != PlanKind.UNIT:
        paper = papers.issue(
            by=by, kind="conference.plan", title=row.title, division=row.division, content=content,
            subject=("conference.plan", row.id), period=str(row.year), formats=("pdf", "docx"),
            replaces=row.replaces.paper if row.replaces else None,
        )  # fmt: skip
    with scope(DESK):
        row.paper, row.number = paper, number_of(DESK, paper) if paper else own_number.strip()[:120]
        row.template = wording("plan", profile).mark
        row.digest = digest([(row.title, row.text), *((one.title, one.measure) for one in items)])
        row.issued_at, row.issued_by = clock.now(), by.name
        row.shared_with = _readers(row)
        row.save()
        PlanItem.objects.visible_to(DESK).filter(plan=row).update(shared_with=row.shared_with)
        move(PLAN, row, "issue", by=by, division=row.division, unit=row.unit_id,
             changes={"number": row.number, "items": len(items), "kind": row.kind})  # fmt: skip
        if row.replaces is not None:
            move(PLAN, locked(row.replaces), "replace", by=Viewer.for_system(f"由{row.number}更正"), division=row.division)  # fmt: skip
        for one in items:
            if one.state == ItemState.OPEN:
                _ask(by, row, one)
    return paper


def _readers(row: Plan) -> list[UUID]:
    if row.body is not None:
        return units_of(row.body)
    return [row.unit_id] if row.unit_id else []


def _ask(by: Viewer, row: Plan, one: PlanItem) -> None:
    worklist.open_task(
        by=by, kind=TASK, subject=(SUBJECT, one.id), title=f"{one.title}"[:120],
        why=f"{row.title}"[:200], division=row.division, unit=one.unit_id, unit_name=one.unit_name,
        role="" if one.unit_id else "town_worker", due=one.due_on,
        link=f"/conference/plans/{row.id}/#i-{one.id}", profile=row.body.profile if row.body else "",
    )  # fmt: skip


def do_item(
    *, by: Viewer, item: UUID, note: str, files: Sequence[Any] = (), paper_number: str = ""
) -> None:
    """报告办完: what was done, with evidence; by the unit, or from its paper."""
    need(by, P.CONFERENCE_ACT)
    known = reach(PlanItem, by, item)
    town = known.plan.kind == PlanKind.TOWN and by.division == known.division
    instead = (
        None
        if town
        else speaks_for(by, known.unit_id, known.unit_name, known.division, paper_number)
    )
    text = said(note, "note", "请写办了什么。")
    with scope(DESK):
        row = locked(known)
        if row.plan.state != PlanState.ISSUED:
            raise NotNow("计划还没有印发。")
        row.note, row.done_on, row.done_by = text, clock.today(), by.name
        row.paper_number = instead.paper_number if instead else ""
        row.save(update_fields=["note", "done_on", "done_by", "paper_number"])
        count = keep_files(by=by, uploads=files, of_type=EVIDENCE, of_id=row.id, division=row.division,
                           unit=row.unit_id, shared=row.shared_with)  # fmt: skip
        move(ITEM, row, "do", by=by, division=row.division, unit=row.unit_id,
             changes={"files": count, **told(instead)})  # fmt: skip
        worklist.close_task(by=by, kind=TASK, subject=(SUBJECT, row.id), on_behalf=instead)


def correct_plan(*, by: Viewer, plan: UUID) -> UUID:
    """另出更正: a new edition; what is done stays done."""
    known = reach(Plan, by, plan)
    writes(by, known)
    with scope(DESK):
        row = locked(known)
        if row.state != PlanState.ISSUED:
            raise NotNow("签发了的才要更正。")
        open_ = Plan.objects.visible_to(DESK).filter(replaces=row).first()
        if open_ is not None:
            return open_.id
        made = Plan.objects.put(
            body=row.body, division=row.division, kind=row.kind, unit_id=row.unit_id,
            unit_name=row.unit_name, year=row.year, title=row.title, text=row.text,
            agenda_on=row.agenda_on, livelihood=row.livelihood, staff=row.staff, follows=row.follows,
            edition=row.edition + 1, replaces=row, edited_by=by.name,
        )  # fmt: skip
        for one in PlanItem.objects.visible_to(DESK).filter(plan=row).order_by("place"):
            PlanItem.objects.put(
                plan=made, division=one.division, place=one.place, title=one.title,
                measure=one.measure, unit_id=one.unit_id, unit_name=one.unit_name,
                supports=one.supports, due_on=one.due_on, carries=one.carries, state=one.state,
                note=one.note, done_on=one.done_on, done_by=one.done_by,
            )  # fmt: skip
        events.record("plan.correct", by=by, subject=made, division=row.division, unit=row.unit_id,
                      changes={"replaces": row.number})  # fmt: skip
    return made.id
