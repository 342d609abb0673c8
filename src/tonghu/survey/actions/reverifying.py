"""教育再核实 (D-092): the list goes to the schools; each checks its own pupils and names who keeps in touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.policy.questions.deadlines import deadline
from tonghu.survey.actions.common import DESK, found, moment, need, profile_of
from tonghu.survey.actions.feeding import SUBJECT, behalf, feedback_of
from tonghu.survey.contributions import DISTRIBUTE, REVERIFY
from tonghu.survey.models import Feedback, FeedbackLine, PupilCheck, Round, SchoolCheck
from tonghu.survey.rules.answering import Wrong
from tonghu.survey.rules.given import PupilForm
from tonghu.survey.states import CheckState, FeedbackState, PupilAnswer
from tonghu.survey.workflow import CHECK
from tonghu.survey.workflow import FEEDBACK as FLOW
from tonghu.worklist import actions as worklist

WHY = "pupils of a list go to their schools, whoever distributes"
CHECKED = "survey.schoolcheck"
HERE = (PupilAnswer.YES, PupilAnswer.DIFFERENT)


def distribute(*, by: Viewer, feedback: UUID) -> int:
    """分到学校: every school its own pupils and a task; how many schools."""
    need(by, P.TASK_DO)
    one = feedback_of(by, feedback)
    if by.unit != one.unit_id and not by.lo and not by.system:
        raise NotYours("名单要由教育部门分到学校。")
    with scope(DESK):
        round_ = Round.objects.all_of_them(reason=WHY).get(pk=one.round_id)
        by_school: dict[UUID, list[FeedbackLine]] = defaultdict(list)
        for line in FeedbackLine.objects.all_of_them(reason=WHY).filter(feedback=one):
            if line.school_id is not None:
                by_school[line.school_id].append(line)
        if not by_school:
            raise NotNow("名单里没有认得出学校的学生，请先在档案里补学校。")
        for school, lines in by_school.items():
            _give(by, round_, one, school, lines)
        move(
            FLOW,
            one,
            "distribute",
            by=by,
            division=one.division,
            changes={"schools": len(by_school)},
        )
    worklist.close_task(by=by, kind=DISTRIBUTE, subject=(SUBJECT, one.id))
    return len(by_school)


def _give(by: Viewer, round: Round, one: Feedback, school: UUID, lines: list[FeedbackLine]) -> None:
    seat = directory.unit(DESK, school)
    if seat is None:
        return
    profile = profile_of(round.profile)
    limit = deadline(profile, "survey.reverify", clock.today())
    due = limit.due.date() if isinstance(limit.due, datetime) else limit.due
    check = SchoolCheck.objects.put(
        feedback=one, round=round, fields=one.fields, division=seat.division, unit_id=school, unit_name=seat.name,
        pupils=len(lines), due_on=due, counted=limit.how,
    )  # fmt: skip
    PupilCheck.objects.put_many(
        PupilCheck(
            check_of=check, division=line.division, unit_id=school, child=line.child,
            content=line.content,
        )
        for line in lines
    )  # fmt: skip
    _task(by, round, check, due, limit.basis)


def _task(by: Viewer, round: Round, check: SchoolCheck, due: date, basis: str) -> None:
    worklist.open_task(
        by=by, kind=REVERIFY, subject=(CHECKED, check.id),
        title=f"再核实本校学生，定联络帮扶人：{round.title}",
        why=f"教育部门分来，{check.pupils}名", division=check.division, unit=check.unit_id,
        unit_name=check.unit_name, due=due, counted=check.counted, basis=basis,
        count=max(check.pupils, 1), link=f"/rounds/checks/{check.id}/", profile=round.profile,
    )  # fmt: skip


def reverify(
    *, by: Viewer, check: UUID, answers: Mapping[UUID, PupilForm], paper_number: str = "",
    name: str = "",
) -> int:  # fmt: skip
    """再核实: some or all pupils of one school; how many are still to be checked."""
    need(by, P.QUESTION_ANSWER)
    rows = SchoolCheck.objects.visible_to(by).select_for_update(of=("self",))
    one = found(rows.filter(pk=check).first())
    instead = behalf(by, one.unit_id, one.unit_name, paper_number)
    if one.state == CheckState.DONE:
        raise NotNow("这份名单已经核实完，要改请联系教育部门。")
    lines = {line.id: line for line in PupilCheck.objects.visible_to(by).filter(check_of=one)}
    for id_, form in answers.items():
        _answer(by, found(lines.get(id_)), form, name)
    one.answered = sum(line.answer != PupilAnswer.PENDING for line in lines.values())
    one.paper_number = paper_number.strip()
    one.save(update_fields=["answered", "paper_number"])
    left = one.pupils - one.answered
    if left:
        worklist.count_down(by=by, kind=REVERIFY, subject=(CHECKED, one.id), count=left)
        return left
    one.done_name, one.done_at = name.strip() or by.name, moment(None)
    one.save(update_fields=["done_name", "done_at"])
    move(
        CHECK, one, "reverify", by=by, division=one.division, unit=one.unit_id,
        changes={"pupils": one.pupils, "paper_number": one.paper_number},
    )  # fmt: skip
    worklist.close_task(by=by, kind=REVERIFY, subject=(CHECKED, one.id), on_behalf=instead)
    _finish(by, one)
    return 0


def _answer(by: Viewer, line: PupilCheck, form: PupilForm, name: str) -> None:
    _checked(form)
    line.answer, line.note = form.answer, form.note.strip()[:200] or None
    line.contact, line.contact_title = form.contact.strip()[:80], form.contact_title.strip()[:60]
    line.at, line.by, line.by_name = moment(None), by.user, name.strip() or by.name
    line.save(update_fields=["answer", "note", "contact", "contact_title", "at", "by", "by_name"])
    events.record(
        "survey.contact", by=by, subject=line, division=line.division, unit=line.unit_id,
        changes={"child": str(line.child), "answer": line.answer, "contact": line.contact},
    )  # fmt: skip


def _checked(form: PupilForm) -> None:
    if form.answer not in set(PupilAnswer) - {PupilAnswer.PENDING}:
        raise Wrong("answer", "请选核实结果。")
    if form.answer in HERE and not form.contact.strip():
        raise Wrong("contact", "请指定一名联络帮扶人，例如班主任。")
    if form.answer != PupilAnswer.YES and not form.note.strip():
        raise Wrong("note", "请写明有什么出入，或者孩子现在在哪里。")


def _finish(by: Viewer, check: SchoolCheck) -> None:
    """When the last school has answered, the feedback is done."""
    with scope(DESK):
        rows = SchoolCheck.objects.all_of_them(reason=WHY).filter(feedback=check.feedback_id)
        if rows.exclude(state=CheckState.DONE).exists():
            return
        one = Feedback.objects.all_of_them(reason=WHY).get(pk=check.feedback_id)
        if one.state == FeedbackState.DISTRIBUTED:
            move(FLOW, one, "finish", by=by, division=one.division)
