"""重大事项 (D-054): prepared, sent up on paper, decided by the leader or from the reply that came."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    Wrong,
    body_of,
    locked,
    manage,
    need,
    number_of,
    profile_for,
    reach,
    said,
)
from tonghu.conference.models import AgendaItem, Body, MajorMatter, Meeting
from tonghu.conference.papers.resolutions import major_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.endorsement import digest
from tonghu.conference.states.decided import MajorState
from tonghu.conference.workflow.decided import MAJOR
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

TASK, SUBJECT = "conference.approve", "conference.majormatter"


def prepare_major(
    *, by: Viewer, body: UUID, title: str, text: str, to: str = "", to_name: str = "",
    meeting: UUID | None = None, topic: UUID | None = None,
) -> UUID:  # fmt: skip
    """拟报批件; to whom, the profile says, else the office chooses."""
    known = body_of(by, body)
    profile = profile_for(known)
    silent = profile.silent("conference", "major_matters_to")
    goes = to if silent and to else profile.sheet.conference.major_matters_to
    if goes not in profile.vocabulary.lists["major_matters"]:
        raise Wrong("to", "请选报给谁。")
    addressee = said(to_name, "to_name", "请写报批机关的全称。")[:120]
    with scope(DESK):
        made = MajorMatter.objects.put(
            body=known, division=known.division, to=goes, to_silent=silent, to_name=addressee,
            title=said(title, "title", "请写事项。")[:120], text=said(text, "text", "请写请示的内容。"),
            meeting=_one(Meeting, meeting, known), topic=_one(AgendaItem, topic, known),
            shared_with=known.shared_with,
        )  # fmt: skip
        events.record("major_matter.prepare", by=by, subject=made, division=known.division,
                      changes={"title": made.title, "to": goes})  # fmt: skip
    return made.id


def _one(model, id: UUID | None, body: Body):  # type: ignore[no-untyped-def]
    return model.objects.visible_to(DESK).filter(pk=id, body=body).first() if id else None


def edit_major(*, by: Viewer, matter: UUID, title: str, text: str, to_name: str) -> None:
    """改报批件, before it has been sent up."""
    known = reach(MajorMatter, by, matter)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state != MajorState.PREPARED:
            raise NotNow("已经上报，不能再改。")
        row.title, row.text = (
            said(title, "title", "请写事项。")[:120],
            said(text, "text", "请写内容。"),
        )
        row.to_name = said(to_name, "to_name", "请写报批机关的全称。")[:120]
        row.save(update_fields=["title", "text", "to_name"])
        events.record("major_matter.edit", by=by, subject=row, division=row.division,
                      changes={"title": row.title})  # fmt: skip


def submit_major(*, by: Viewer, matter: UUID) -> UUID:
    """上报: a paper with a number, and a task of the leader to decide."""
    known = reach(MajorMatter, by, matter)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.state != MajorState.PREPARED:
            raise NotNow("已经上报了。")
        content = major_paper(row)
    paper = papers.issue(
        by=by, kind="conference.major", title=content.title, division=row.division, content=content,
        subject=(SUBJECT, row.id), period=str(clock.today().year), formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row.paper, row.number = paper, number_of(DESK, paper)
        row.template = wording("major", row.body.profile).mark
        row.digest = digest([(row.title, row.text)])
        row.submitted_at, row.submitted_by = clock.now(), by.name
        row.save()
        move(MAJOR, row, "submit", by=by, division=row.division,
             changes={"number": row.number, "to": row.to_name})  # fmt: skip
        worklist.open_task(
            by=by, kind=TASK, subject=(SUBJECT, row.id), title=f"批重大事项：{row.title}"[:120],
            why=f"{row.number}，报{row.to_name}"[:200], division=row.division, role="leader",
            link=f"/conference/major/{row.id}/", profile=row.body.profile,
        )  # fmt: skip
    return paper


def decide_major(
    *, by: Viewer, matter: UUID, approved: bool, result: str, approver: str = "",
    result_number: str = "", result_on: date | None = None,
) -> None:  # fmt: skip
    """批: by the leader here, or entered by the office from the reply with its number."""
    known = reach(MajorMatter, by, matter)
    leader = by.may(P.CONFERENCE_DECIDE) and by.covers(known.division)
    if not leader:
        need(by, P.CONFERENCE_MANAGE)
        manage(by, known.division)
        if not result_number.strip():
            raise Wrong("result_number", "登记批复要写批复的文号，没有文号的写批示的日期和领导。")
    with scope(DESK):
        row = locked(known)
        row.result = said(result, "result", "请写怎样批的。")
        row.approver = approver.strip()[:80] or (by.name if leader else row.to_name[:80])
        row.result_number, row.result_on = result_number.strip()[:80], result_on or clock.today()
        row.decided_by = by.name
        row.save(update_fields=["result", "approver", "result_number", "result_on", "decided_by"])
        step = (
            ("approve" if approved else "refuse")
            if leader
            else ("enter_result" if approved else "enter_refusal")
        )
        move(
            MAJOR, row, step, by=by, division=row.division,
            changes={"approver": row.approver, "number": row.result_number}, note=row.result[:300],
        )  # fmt: skip
        worklist.close_task(by=Viewer.for_system("批复了"), kind=TASK, subject=(SUBJECT, row.id))
