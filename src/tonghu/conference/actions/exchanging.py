"""互通: questions between units, problems nobody settles alone, good practice (D-052, D-056, D-057, D-238)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.ground import (
    DESK,
    NotNow,
    NotYours,
    Wrong,
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
from tonghu.conference.models import Body, InfoRequest, Practice, Problem, ProblemPart
from tonghu.conference.papers.bulletins import practice_paper
from tonghu.conference.papers.wording import wording
from tonghu.conference.rules.endorsement import digest
from tonghu.conference.states.decided import ProblemState
from tonghu.conference.workflow.decided import PRACTICE, PROBLEM, REQUEST
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.papers import actions as papers
from tonghu.worklist import actions as worklist

ANSWER, HANDLE, PART, LOOK = (
    "conference.information", "conference.problem", "conference.problem_part", "conference.practice",
)  # fmt: skip
REQUESTS, PROBLEMS, PRACTICES = (
    "conference.inforequest",
    "conference.problem",
    "conference.practice",
)


def _speaker(by: Viewer) -> tuple[UUID, str]:
    """The unit a person speaks for."""
    if by.unit is None:
        raise NotYours("这一步以单位的名义办，你的岗位不属于任何单位。")
    return by.unit, by.unit_name


def ask_unit(
    *, by: Viewer, body: UUID, unit: UUID | None, title: str, question: str, purpose: str,
    due: date | None = None,
) -> UUID:  # fmt: skip
    """提出信息请求 (D-057): what, what for, by when; only the two units read it, and the office."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Body, by, body)
    mine, name = _speaker(by)
    other = unit_or_wrong(unit, "unit")
    if other.id == mine:
        raise Wrong("unit", "不用问自己。")
    with scope(DESK):
        made = InfoRequest.objects.put(
            body=known, division=known.division, from_id=mine, from_name=name, unit_id=other.id,
            unit_name=other.name, title=said(title, "title", "请写要什么。")[:120],
            question=said(question, "question", "请写具体要哪些。"),
            purpose=said(purpose, "purpose", "请写用来做什么，对方才好判断能不能给。")[:300],
            due_on=due, asked_by=by.name, asked_at=clock.now(), shared_with=[mine, other.id],
        )  # fmt: skip
        events.record("information.ask", by=by, subject=made, division=known.division, unit=mine,
                      changes={"to": other.name, "title": made.title})  # fmt: skip
        worklist.open_task(
            by=by, kind=ANSWER, subject=(REQUESTS, made.id), title=f"答复{name}：{made.title}"[:120],
            why=made.purpose[:200], division=known.division, unit=other.id, unit_name=other.name, due=due,
            link=f"/conference/requests/{made.id}/", profile=known.profile,
        )  # fmt: skip
    return made.id


def answer_request(
    *, by: Viewer, request: UUID, answer: str, refuses: bool = False, files: Sequence[Any] = (),
    paper_number: str = "",
) -> None:  # fmt: skip
    """答复, or say why it cannot be given."""
    need(by, P.CONFERENCE_ACT)
    known = reach(InfoRequest, by, request)
    instead = speaks_for(by, known.unit_id, known.unit_name, known.division, paper_number)
    text = said(answer, "answer", "不能提供的也请写明理由。" if refuses else "请写答复。")
    with scope(DESK):
        row = locked(known)
        row.answer, row.answered_by, row.answered_at = text, by.name, clock.now()
        row.paper_number = instead.paper_number if instead else ""
        row.save(update_fields=["answer", "answered_by", "answered_at", "paper_number"])
        count = keep_files(by=by, uploads=files, of_type=REQUESTS, of_id=row.id, division=row.division,
                           unit=row.unit_id, shared=row.shared_with)  # fmt: skip
        move(REQUEST, row, "refuse" if refuses else "answer", by=by, division=row.division,
             unit=row.unit_id, changes={"files": count, **told(instead)})  # fmt: skip
        worklist.close_task(by=by, kind=ANSWER, subject=(REQUESTS, row.id), on_behalf=instead)


def raise_problem(
    *, by: Viewer, body: UUID, title: str, text: str, wanted: str = "",
    counties: Sequence[tuple[str, str]] = (),
) -> UUID:  # fmt: skip
    """提出协调事项 (D-056); one that crosses counties goes to the body of their common superior."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Body, by, body)
    mine, name = _speaker(by)
    here = known.division
    others = [(code, place) for code, place in counties if code != here]
    with scope(DESK):
        handler = _above(known, [code for code, _ in others]) if others else known
        made = Problem.objects.put(
            body=handler, division=handler.division, raised_at_division=here, unit_id=mine, unit_name=name,
            title=said(title, "title", "请写是什么事。")[:120], text=said(text, "text", "请写是什么问题。"),
            wanted=wanted.strip(), counties=[list(one) for one in others], raised_by=by.name,
            raised_at=clock.now(), shared_with=list(dict.fromkeys([mine, *_offices(others)])),
        )  # fmt: skip
        events.record("problem.raise", by=by, subject=made, division=made.division, unit=mine,
                      changes={"title": made.title, "counties": [place for _, place in others]})  # fmt: skip
        worklist.open_task(
            by=by, kind=HANDLE, subject=(PROBLEMS, made.id), title=f"定协调办法：{made.title}"[:120],
            why=f"{name}提出", division=made.division, role=office_role(made.division),
            link=f"/conference/problems/{made.id}/", profile=handler.profile,
        )  # fmt: skip
    return made.id


def _above(body: Body, others: Sequence[str]) -> Body:
    """The body of the nearest place that holds both counties."""
    for length in (4, 2, 0):
        code = body.division[:length].ljust(12, "0")
        if not length or all(one[:length] == body.division[:length] for one in others):
            rows = Body.objects.visible_to(DESK).filter(division=code, until_on=None)
            found = rows.order_by("-from_on").first()
            if found is not None:
                return found
    raise Wrong("counties", "上级还没有登记联席会议，跨县的事请先由本县办公室用函商请。")


def _offices(counties: Sequence[tuple[str, str]]) -> list[UUID]:
    """The civil affairs bureaus of the other counties: they read what concerns them."""
    found = (directory.bureau(DESK, code, "civil_affairs") for code, _ in counties)
    return [one.id for one in found if one is not None]


def handle_problem(
    *, by: Viewer, problem: UUID, plan: str, units: Sequence[UUID], due: date | None = None
) -> None:
    """定协调办法: who does what by when."""
    known = reach(Problem, by, problem)
    manage(by, known.division)
    text = said(plan, "plan", "请写怎样办、各单位办什么。")
    if not units:
        raise Wrong("units", "请选由哪些单位来办。")
    with scope(DESK):
        row = locked(known)
        asked = [unit_or_wrong(one, "units") for one in dict.fromkeys(units)]
        row.plan, row.due_on, row.handled_by = text, due, by.name
        row.shared_with = list(dict.fromkeys([*row.shared_with, *(one.id for one in asked)]))
        row.save(update_fields=["plan", "due_on", "handled_by", "shared_with"])
        move(PROBLEM, row, "handle", by=by, division=row.division,
             changes={"units": [one.name for one in asked], "due": str(due or "")})  # fmt: skip
        worklist.close_task(by=by, kind=HANDLE, subject=(PROBLEMS, row.id))
        for one in asked:
            made = ProblemPart.objects.put(
                problem=row,
                division=row.division,
                unit_id=one.id,
                unit_name=one.name,
                shared_with=row.shared_with,
            )
            worklist.open_task(
                by=by, kind=PART, subject=("conference.problempart", f"{row.id}:{made.id}"),
                title=f"办理协调事项：{row.title}"[:120], why=f"{row.unit_name}提出，办公室定的"[:200],
                division=row.division, unit=one.id, unit_name=one.name, due=due,
                link=f"/conference/problems/{row.id}/", profile=row.body.profile,
            )  # fmt: skip


def do_part(*, by: Viewer, part: UUID, answer: str, paper_number: str = "") -> None:
    """报告办了什么: the proof of a unit that it helped to settle what crosses its bounds."""
    need(by, P.CONFERENCE_ACT)
    known = reach(ProblemPart, by, part)
    instead = speaks_for(by, known.unit_id, known.unit_name, known.division, paper_number)
    text = said(answer, "answer", "请写办了什么。")
    with scope(DESK):
        row = locked(known)
        if row.problem.state != ProblemState.HANDLED:
            raise NotNow("这件事不在办。")
        row.answer, row.answered_by, row.answered_at = text, by.name, clock.now()
        row.paper_number = instead.paper_number if instead else ""
        row.save(update_fields=["answer", "answered_by", "answered_at", "paper_number"])
        events.record("problem.coordinate", by=by, subject=row.problem, division=row.division,
                      unit=row.unit_id, changes={"part": str(row.id), **told(instead)})  # fmt: skip
        subject = ("conference.problempart", f"{row.problem_id}:{row.id}")
        worklist.close_task(by=by, kind=PART, subject=subject, on_behalf=instead)


def settle_problem(*, by: Viewer, problem: UUID, result: str, drop: bool = False) -> None:
    """协调办结, or say why there is nothing to coordinate."""
    known = reach(Problem, by, problem)
    manage(by, known.division)
    text = said(result, "result", "请写结果。")
    with scope(DESK):
        row = locked(known)
        row.result, row.settled_by, row.settled_on = text, by.name, clock.today()
        row.save(update_fields=["result", "settled_by", "settled_on"])
        move(
            PROBLEM,
            row,
            "drop" if drop else "settle",
            by=by,
            division=row.division,
            note=text[:300],
        )
        worklist.close_task(by=by, kind=HANDLE, subject=(PROBLEMS, row.id))
        for one in ProblemPart.objects.visible_to(DESK).filter(problem=row, answered_at=None):
            subject = ("conference.problempart", f"{row.id}:{one.id}")
            worklist.cancel_task(by=by, kind=PART, subject=subject, note="已经协调好")


def send_practice(*, by: Viewer, body: UUID, title: str, text: str) -> UUID:
    """报经验做法 (D-052): by a unit, or by a town to its county's office."""
    need(by, P.CONFERENCE_ACT)
    known = reach(Body, by, body) if by.unit else _county_body(by, body)
    with scope(DESK):
        made = Practice.objects.put(
            body=known, division=known.division, unit_id=by.unit, unit_name=by.unit_name or by.place,
            title=said(title, "title", "请写标题。")[:120], text=said(text, "text", "请写做法和成效。"),
            sent_by=by.name, sent_at=clock.now(), shared_with=[by.unit] if by.unit else [],
        )  # fmt: skip
        events.record("experience.send", by=by, subject=made, division=by.division or known.division,
                      changes={"title": made.title})  # fmt: skip
        worklist.open_task(
            by=by, kind=LOOK, subject=(PRACTICES, made.id), title=f"看{made.unit_name}报来的经验"[:120],
            why=made.title, division=known.division, role=office_role(known.division),
            link=f"/conference/practices/{made.id}/", profile=known.profile,
        )  # fmt: skip
    return made.id


def _county_body(by: Viewer, body: UUID) -> Body:
    """A town writes to the body of the county above it, which it cannot see."""
    with scope(DESK):
        row = reach(Body, DESK, body)
    if not by.division or by.division[:6] != row.division[:6]:
        reach(Body, by, body)
    return row


def edit_practice(*, by: Viewer, practice: UUID, title: str, text: str) -> None:
    """改经验材料, before it goes round; what was sent stays in the log."""
    known = reach(Practice, by, practice)
    manage(by, known.division)
    with scope(DESK):
        row = locked(known)
        if row.paper is not None:
            raise NotNow("已经印发，不能再改。")
        row.title, row.text = (
            said(title, "title", "请写标题。")[:120],
            said(text, "text", "请写正文。"),
        )
        row.save(update_fields=["title", "text"])
        events.record("experience.edit", by=by, subject=row, division=row.division,
                      changes={"title": row.title})  # fmt: skip


def share_practice(*, by: Viewer, practice: UUID) -> UUID:
    """印发经验材料: every member unit reads it."""
    known = reach(Practice, by, practice)
    manage(by, known.division)
    content = practice_paper(known)
    paper = papers.issue(
        by=by, kind="conference.practice", title=known.title, division=known.division, content=content,
        subject=(PRACTICES, known.id), period=str(clock.today().year), formats=("pdf", "docx"),
    )  # fmt: skip
    with scope(DESK):
        row = locked(known)
        row.paper, row.number = paper, number_of(DESK, paper)
        row.template = wording("practice", row.body.profile).mark
        row.digest = digest([(row.title, row.text)])
        row.issued_at, row.issued_by = clock.now(), by.name
        row.shared_with = list(dict.fromkeys([*row.shared_with, *units_of(row.body)]))
        row.save()
        move(PRACTICE, row, "share", by=by, division=row.division,
             changes={"number": row.number, "from": row.unit_name})  # fmt: skip
        worklist.close_task(by=by, kind=LOOK, subject=(PRACTICES, row.id))
    return paper


def keep_practice(*, by: Viewer, practice: UUID, answer: str) -> None:
    """不印发, and why."""
    known = reach(Practice, by, practice)
    manage(by, known.division)
    reason = said(answer, "answer", "请写为什么不印发，报来的单位看得到。")[:300]
    with scope(DESK):
        row = locked(known)
        row.answer = reason
        row.save(update_fields=["answer"])
        move(PRACTICE, row, "keep", by=by, division=row.division, note=reason)
        worklist.close_task(by=by, kind=LOOK, subject=(PRACTICES, row.id))
