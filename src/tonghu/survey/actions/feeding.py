"""反馈公安、教育 (D-091): each receiver gets its own fields and no other, and signs for them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held
from tonghu.survey.actions.common import DESK, found, moment, need, profile_of, round_of
from tonghu.survey.contributions import DISTRIBUTE, FEEDBACK, RECEIVE
from tonghu.survey.models import Feedback, FeedbackLine, FrozenChild, Round
from tonghu.survey.queries.common import place_names
from tonghu.survey.rules.answering import Wrong
from tonghu.survey.rules.feedback import Receiver, default_of, said_of
from tonghu.survey.rules.plans import counted, last_day
from tonghu.survey.states import RoundState
from tonghu.survey.workflow import FEEDBACK as FLOW
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import OnBehalf

WHY = "a receiver's list is made of the locked children, field by field"
SUBJECT = "survey.feedback"
STUDIES = frozenset({"kindergarten", "primary", "junior", "senior", "vocational"})


def send_feedback(*, by: Viewer, round: UUID) -> tuple[UUID, ...]:
    """反馈: to every function the profile names, from the locked list; those sent before stay."""
    need(by, P.ROUND_MANAGE)
    row = round_of(by, round)
    if not by.system and not by.covers(row.division):
        found(None)
    if row.state != RoundState.LOCKED:
        raise NotNow("先锁定这一轮，再按锁定的名单反馈。")
    units = directory.members_of(DESK, row.division)
    wanted = profile_of(row.profile).sheet.survey.feedback_to
    missing = [one for one in wanted if one not in units or default_of(one) is None]
    if missing:
        label = profile_of(row.profile).vocabulary.label
        names = "、".join(label("functions", one) for one in missing)
        raise NotNow(f"名录里还没有这里的{names}部门，请先登记单位，再反馈。")
    with scope(DESK):
        sent = tuple(_send(by, row, function, units[function]) for function in wanted)
    worklist.close_task(by=by, kind=FEEDBACK, subject=("survey.round", row.id))
    return sent


def _send(by: Viewer, row: Round, function: str, unit: UUID) -> UUID:
    known = Feedback.objects.all_of_them(reason=WHY).filter(round=row, unit_id=unit).first()
    if known is not None:
        return known.id
    layout = default_of(function)
    assert layout is not None
    seat = directory.unit(DESK, unit)
    one = Feedback.objects.put(
        round=row, division=row.division, function=function, unit_id=unit,
        unit_name=seat.name if seat else "", fields=list(layout.fields), due_on=row.feedback_due,
        sent_by=by.user, sent_name=by.name, sent_at=moment(None),
    )  # fmt: skip
    lines = list(_lines(row, one, layout))
    FeedbackLine.objects.put_many(lines)
    one.listed = len(lines)
    one.save(update_fields=["listed"])
    move(
        FLOW, one, "feedback", by=by, division=row.division,
        changes={"to": one.unit_name, "listed": one.listed, "fields": list(layout.fields)},
    )  # fmt: skip
    due = row.feedback_due
    worklist.open_task(
        by=by, kind=RECEIVE, subject=(SUBJECT, one.id), title=f"签收{row.title}的反馈名单",
        why=f"{by.unit_name or by.name}反馈，{one.listed}名", division=row.division, unit=unit,
        unit_name=one.unit_name, due=last_day(profile_of(row.profile), due) if due else None,
        counted=counted(profile_of(row.profile), due) if due else "", basis=row.basis,
        count=max(one.listed, 1), link=f"/rounds/feedback/{one.id}/", profile=row.profile,
    )  # fmt: skip
    return one.id


def _lines(row: Round, one: Feedback, layout: Receiver) -> Iterable[FeedbackLine]:
    """Only what the layout names leaves the file."""
    rows = FrozenChild.objects.all_of_them(reason=WHY).filter(
        round=row, scheme=layout.scheme, stays=True
    )
    places = dict(rows.values_list("child", "division"))
    names = place_names({*places.values()} | {d[:9] + "000" for d in places.values()})
    schools: dict[str, UUID | None] = {}
    for child in Child.objects.all_of_them(reason=WHY).filter(pk__in=places).order_by("division"):
        if layout.only_pupils and child.schooling not in STUDIES:
            continue
        values, division = held(child), places[child.id]
        content = {field: said_of(field, values, names, division) for field in layout.fields}
        yield FeedbackLine(
            feedback=one, division=division, unit_id=one.unit_id, child=child.id,
            school_id=_school(row, child, schools), content=content,
        )  # fmt: skip


def _school(row: Round, child: Child, known: dict[str, UUID | None]) -> UUID | None:
    """The school of the directory a child goes to; by its name where the file has no id."""
    if child.school_unit is not None:
        return child.school_unit
    name = child.school_name
    if name and name not in known:
        seat = directory.find_unit_by_name(DESK, name, row.division)
        known[name] = seat.id if seat else None
    return known.get(name)


def feedback_of(by: Viewer, feedback: UUID) -> Feedback:
    """A feedback within reach, locked."""
    rows = Feedback.objects.visible_to(by).select_for_update(of=("self",))
    return found(rows.filter(pk=feedback).first())


def behalf(by: Viewer, unit: UUID, name: str, paper_number: str) -> OnBehalf | None:
    """Whether a deed is the unit's own; from above only by its paper."""
    if by.system or by.unit == unit:
        return None
    if not by.lo:
        raise NotYours("这一步要由对方单位办，或者凭对方的纸质材料代录。")
    if not paper_number.strip():
        raise Wrong("paper_number", "代对方单位录入的，请写纸质材料的编号。")
    return OnBehalf(unit=unit, unit_name=name, paper_number=paper_number.strip())


def receive_feedback(*, by: Viewer, feedback: UUID, paper_number: str = "", name: str = "") -> None:
    """签收: by the receiver, or from its paper receipt."""
    need(by, P.TASK_DO)
    one = feedback_of(by, feedback)
    instead = behalf(by, one.unit_id, one.unit_name, paper_number)
    if instead and not name.strip():
        raise Wrong("name", "请写在回执上签字的人。")
    move(FLOW, one, "receive", by=by, division=one.division)
    one.received_name, one.received_at = name.strip() or by.name, moment(None)
    one.paper_number = paper_number.strip()
    one.save(update_fields=["received_name", "received_at", "paper_number"])
    worklist.close_task(by=by, kind=RECEIVE, subject=(SUBJECT, one.id), on_behalf=instead)
    profile = profile_of(_round(one).profile)
    if one.function == profile.sheet.survey.reverify_by:
        _ask_to_distribute(by, one, profile.code)
    else:
        move(FLOW, one, "finish", by=by, division=one.division)


def _round(one: Feedback) -> Round:
    return Round.objects.all_of_them(reason=WHY).get(pk=one.round_id)


def _ask_to_distribute(by: Viewer, one: Feedback, profile: str) -> None:
    worklist.open_task(
        by=by, kind=DISTRIBUTE, subject=(SUBJECT, one.id), title="把反馈名单分到各学校再核实",
        why=f"{one.listed}名在校儿童", division=one.division, unit=one.unit_id,
        unit_name=one.unit_name, due=one.due_on, count=max(one.listed, 1),
        basis=profile_of(profile).basis("survey", "reverify_by"),
        link=f"/rounds/feedback/{one.id}/", profile=profile,
    )  # fmt: skip
