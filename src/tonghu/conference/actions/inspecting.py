"""督查 (D-032, D-058, D-308): checklist by place, cases drawn by seed, findings mended and looked at again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    Wrong,
    body_of,
    day,
    keep_files,
    locked,
    manage,
    need,
    number_of,
    office_role,
    reach,
    said,
    speaks_for,
    told,
    unit_or_wrong,
    units_of,
)
from tonghu.conference.models import Check, Finding, Inspection, SampleCase
from tonghu.conference.papers.inspections import inspection_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.queries.sampling import population
from tonghu.conference.rules import sampling
from tonghu.conference.rules.endorsement import digest
from tonghu.conference.states.decided import CheckResult, FindingState, InspectionState
from tonghu.conference.workflow.decided import FINDING, INSPECTION
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

TASK, RECHECK, SUBJECT = "conference.finding", "conference.recheck", "conference.finding"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """督查安排, as it is typed."""

    title: str
    begins_on: date | None
    ends_on: date | None
    places: Sequence[tuple[str, str]]  # division and name
    checklist: Sequence[str] = ()
    topic: str = ""
    team: str = ""
    sample_size: int = 0
    seed: str = ""


def plan_inspection(*, by: Viewer, body: UUID, wanted: Arrangement) -> UUID:
    """安排督查: a grid of every place by every item of the checklist."""
    known = body_of(by, body)
    begins = day(wanted.begins_on, "begins_on", "请写哪天开始。")
    ends = wanted.ends_on or begins
    if ends < begins:
        raise Wrong("ends_on", "结束不能早于开始。")
    if not wanted.places:
        raise Wrong("places", "请选督查哪些地方。")
    items = [one.strip()[:200] for one in wanted.checklist if one.strip()]
    with scope(DESK):
        made = Inspection.objects.put(
            body=known, division=known.division, title=said(wanted.title, "title", "请写督查的名称。")[:120],
            topic=wanted.topic.strip(), team=wanted.team.strip()[:200], begins_on=begins, ends_on=ends,
            places=[code for code, _ in wanted.places], checklist=items,
            sample_size=min(max(wanted.sample_size, 0), sampling.LARGEST),
            seed=wanted.seed.strip()[:40] or secrets.token_hex(4), shared_with=units_of(known),
        )  # fmt: skip
        Check.objects.put_many(
            Check(inspection=made, division=code, place_name=name, item=at)
            for code, name in wanted.places
            for at in range(1, len(items) + 1)
        )
        events.record("inspection.plan", by=by, subject=made, division=made.division,
                      changes={"title": made.title, "places": made.places, "items": len(items)})  # fmt: skip
    return made.id


def draw_cases(*, by: Viewer, inspection: UUID) -> int:
    """抽查: by the written seed from the register of the places as of today; how many were drawn.

    Read as the person who draws: nobody draws children they may not see.
    """
    need(by, P.CHILD_LIST)
    known = reach(Inspection, by, inspection)
    manage(by, known.division)
    as_of = clock.today()
    places = population(by, known.places, as_of)
    drawn = sampling.draw(sorted(places), known.sample_size, known.seed)
    with scope(DESK):
        row = locked(known)
        if row.sampled_as_of is not None:
            raise NotNow("已经抽过了，抽到谁不能换；要换另安排一次督查。")
        if not row.sample_size:
            raise NotNow("这次督查没有安排抽查。")
        SampleCase.objects.put_many(
            SampleCase(inspection=row, division=places[one], child=one, place=at)
            for at, one in enumerate(drawn.ids, 1)
        )
        row.sampled_as_of, row.population, row.fingerprint = (
            as_of,
            drawn.population,
            drawn.fingerprint,
        )
        row.save(update_fields=["sampled_as_of", "population", "fingerprint"])
        events.record("inspection.draw", by=by, subject=row, division=row.division,
                      changes={"seed": row.seed, "drawn": len(drawn.ids), "of": drawn.population})  # fmt: skip
    return len(drawn.ids)


def note_checks(*, by: Viewer, inspection: UUID, results: Iterable[tuple[UUID, str, str]]) -> int:
    """记检查单: id of the cell, result, remark."""
    known = reach(Inspection, by, inspection)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        _open(row)
        cells = {one.id: one for one in Check.objects.visible_to(DESK).filter(inspection=row)}
        changed = []
        for id, result, note in results:
            cell = cells.get(id)
            if (
                cell is not None
                and result in CheckResult.values
                and (cell.result, cell.note) != (result, note.strip())
            ):
                cell.result, cell.note = result, note.strip()[:200]
                changed.append(cell)
        if changed:
            Check.objects.visible_to(DESK).bulk_update(changed, ["result", "note"])
            events.record("inspection.check", by=by, subject=row, division=row.division,
                          changes={"cells": len(changed)})  # fmt: skip
    return len(changed)


def note_case(*, by: Viewer, case: UUID, result: str, note: str = "") -> None:
    """记一名抽查的情况; no name is written here."""
    known = reach(SampleCase, by, case)
    manage(by, known.inspection.division)
    if result not in CheckResult.values:
        raise Wrong("result", "请选查得怎样。")
    with scope(DESK):
        _open(locked(known.inspection))
        row = locked(known)
        row.result, row.note = result, note.strip()[:300]
        row.save(update_fields=["result", "note"])
        events.record("inspection.case", by=by, subject=row.inspection, division=row.division,
                      changes={"case": row.place, "result": result})  # fmt: skip


def _open(row: Inspection) -> None:
    if row.state == InspectionState.REPORTED:
        raise NotNow("督查通报签发了，不能再改。")


def add_finding(
    *, by: Viewer, inspection: UUID, text: str, unit: UUID | None = None, place: str = "",
    due: date | None = None,
) -> UUID:  # fmt: skip
    """记一个问题: of a unit, or of a town, with a day; it becomes a task when the report is issued or now."""
    known = reach(Inspection, by, inspection)
    manage(by, known.division)
    limit = day(due, "due", "请写哪天以前整改好。")
    with scope(DESK):
        row = locked(known)
        owner = unit_or_wrong(unit, "unit") if unit else None
        if owner is None and place not in row.places:
            raise Wrong("unit", "请选责任单位，或者选哪个乡镇整改。")
        names = dict(
            Check.objects.visible_to(DESK)
            .filter(inspection=row)
            .values_list("division", "place_name")
        )
        made = Finding.objects.put(
            inspection=row, division=row.division if owner else place, text=said(text, "text", "请写是什么问题。"),
            unit_id=owner.id if owner else None, unit_name=owner.name if owner else names.get(place, place),
            due_on=limit, shared_with=[owner.id] if owner else [],
        )  # fmt: skip
        events.record("finding.open", by=by, subject=made, division=made.division, unit=made.unit_id,
                      changes={"inspection": row.title, "due": str(limit)})  # fmt: skip
        _ask(by, made, row)
    return made.id


def _ask(by: Viewer, row: Finding, inspection: Inspection, why: str = "") -> None:
    worklist.open_task(
        by=by, kind=TASK, subject=(SUBJECT, row.id), title=f"整改督查发现的问题：{inspection.title}"[:120],
        why=(why or row.text)[:200], division=row.division, unit=row.unit_id, unit_name=row.unit_name,
        role="" if row.unit_id else "town_worker", due=row.due_on, again=True,
        link=f"/conference/findings/{row.id}/", profile=inspection.body.profile,
    )  # fmt: skip


def mend(
    *, by: Viewer, finding: UUID, text: str, files: Sequence[Any] = (), paper_number: str = ""
) -> None:
    """报告整改, by the unit or the town, or from its paper."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Finding, by, finding)
    town = known.unit_id is None and by.division == known.division
    with scope(DESK):  # whoever mends need not see the inspection itself
        office = locked(known).inspection.division
    instead = None if town else speaks_for(by, known.unit_id, known.unit_name, office, paper_number)
    with scope(DESK):
        row = locked(known)
        row.mended, row.mended_by = said(text, "text", "请写怎样整改的。"), by.name
        row.mended_at, row.paper_number = clock.now(), instead.paper_number if instead else ""
        row.save(update_fields=["mended", "mended_by", "mended_at", "paper_number"])
        count = keep_files(by=by, uploads=files, of_type=SUBJECT, of_id=row.id, division=row.division,
                           unit=row.unit_id, shared=row.shared_with)  # fmt: skip
        move(FINDING, row, "mend", by=by, division=row.division, unit=row.unit_id,
             changes={"files": count, **told(instead)})  # fmt: skip
        worklist.close_task(by=by, kind=TASK, subject=(SUBJECT, row.id), on_behalf=instead)
        worklist.open_task(
            by=by, kind=RECHECK, subject=(SUBJECT, row.id), title=f"复查{row.unit_name}的整改"[:120],
            why=row.mended[:200], division=office, role=office_role(office), again=True,
            link=f"/conference/findings/{row.id}/", profile=row.inspection.body.profile,
        )  # fmt: skip


def recheck(
    *, by: Viewer, finding: UUID, passed: bool, note: str = "", due: date | None = None
) -> None:
    """复查: it holds and is closed, or it goes back with a new day."""
    known = reach(Finding, by, finding)
    manage(by, known.inspection.division)
    if not passed:
        said(note, "note", "没有通过的，请写还差什么。")
    with scope(DESK):
        row = locked(known)
        row.rechecks, row.recheck_note = row.rechecks + 1, note.strip()[:300]
        if passed:
            row.closed_on = clock.today()
        elif due:
            row.due_on = due
        row.save(update_fields=["rechecks", "recheck_note", "closed_on", "due_on"])
        move(FINDING, row, "close" if passed else "reopen", by=by, division=row.division,
             note=row.recheck_note)  # fmt: skip
        worklist.close_task(by=by, kind=RECHECK, subject=(SUBJECT, row.id))
        if not passed:
            _ask(by, row, row.inspection, f"复查没有通过：{row.recheck_note}")


def hold(*, by: Viewer, inspection: UUID, summary: str) -> None:
    """督查完成: what was seen in general."""
    known = reach(Inspection, by, inspection)
    manage(by, known.division)
    text = said(summary, "summary", "请写总的情况。")
    with scope(DESK):
        row = locked(known)
        row.summary, row.held_on = text, clock.today()
        row.save(update_fields=["summary", "held_on"])
        move(INSPECTION, row, "hold", by=by, division=row.division, changes={"places": row.places})


def report_inspection(*, by: Viewer, inspection: UUID) -> UUID:
    """签发督查通报 (D-308); a child is counted and never named."""
    known = reach(Inspection, by, inspection)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state != InspectionState.HELD:
            raise NotNow("先写总的情况，督查完成以后再签发通报。")
        content = inspection_paper(row)
    paper = papers.issue(
        by=by, kind="conference.inspection", title=content.title, division=row.division, content=content,
        subject=("conference.inspection", row.id), period=str(row.begins_on.year), formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row.paper, row.number = paper, number_of(DESK, paper)
        row.template = wording("inspection", row.body.profile).mark
        row.digest = digest([(row.title, row.summary)])
        row.issued_at, row.issued_by = clock.now(), by.name
        row.save()
        move(
            INSPECTION, row, "report", by=by, division=row.division, changes={"number": row.number}
        )
    return paper


def open_findings(row: Inspection) -> int:
    """How many are not closed."""
    rows = Finding.objects.visible_to(DESK).filter(inspection=row)
    return rows.exclude(state=FindingState.CLOSED).count()
