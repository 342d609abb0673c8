"""看反馈和再核实: the receiver's own list, the school's own pupils; every look is in the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import BY_CODE, Kind
from tonghu.survey.models import Feedback, FeedbackLine, PupilCheck, Round, SchoolCheck
from tonghu.survey.queries import shapes
from tonghu.survey.queries.common import line, profile_of
from tonghu.survey.queries.shapes import Button, CheckLine, CheckPage, FeedbackPage, PupilLine
from tonghu.survey.rules.feedback import receivers
from tonghu.survey.rules.plans import days_late
from tonghu.survey.states import CheckState, FeedbackState, PupilAnswer
from tonghu.survey.workflow import FEEDBACK
from tonghu.ui import words

WHY = "the round of a list the viewer holds"


def feedbacks(viewer: Viewer, round: UUID) -> tuple[shapes.FeedbackLine, ...]:
    """反馈 of a round: the county's, or the one to the viewer's own unit."""
    rows = Feedback.objects.visible_to(viewer).filter(round=round).order_by("function")
    return tuple(_line(viewer, row) for row in rows)


def my_feedbacks(viewer: Viewer) -> tuple[shapes.FeedbackLine, ...]:
    """收到的反馈 of the viewer's unit, newest first."""
    if not viewer.unit:
        return ()
    rows = Feedback.objects.visible_to(viewer).filter(unit_id=viewer.unit).order_by("-sent_at")
    return tuple(_line(viewer, row) for row in rows)


def feedback(viewer: Viewer, id: UUID) -> FeedbackPage | None:
    """反馈名单: heads and rows as the receiver gets them; numbers masked on the page."""
    row = Feedback.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    found = list(
        FeedbackLine.objects.visible_to(viewer).filter(feedback=row).order_by("division", "pk")
    )
    events.looked(by=viewer, what="survey.feedback", ids=[row.id], sensitivity=Sensitivity.IDENTITY)
    checks_ = SchoolCheck.objects.visible_to(viewer).filter(feedback=row)
    return FeedbackPage(
        line=_line(viewer, row), round=line(viewer, _round(row.round_id)), heads=heads(row),
        rows=tuple(tuple(masked(f, one.content.get(f, "")) for f in row.fields) for one in found),
        schools=_checks(viewer, checks_), unplaced=sum(one.school_id is None for one in found),
    )  # fmt: skip


def heads(row: Feedback | SchoolCheck) -> tuple[str, ...]:
    """The heads of the fields a list was sent with."""
    labels = {
        f: h for one in receivers().values() for f, h in zip(one.fields, one.heads, strict=True)
    }
    return tuple(labels.get(f) or (BY_CODE[f].label if f in BY_CODE else f) for f in row.fields)


def masked(field: str, value: str) -> str:
    """A value on a page: numbers keep their ends."""
    kind = BY_CODE[field].kind if field in BY_CODE else Kind.TEXT
    if kind is Kind.ID_NUMBER:
        return words.mask_id(value) if value else ""
    return words.mask_phone(value) if kind is Kind.PHONE and value else value


def _line(viewer: Viewer, row: Feedback) -> shapes.FeedbackLine:
    mine = viewer.unit == row.unit_id or viewer.covers(row.division)
    buttons = FEEDBACK.open_to(row.state, viewer.permissions) if mine else ()
    allowed = [one for one in buttons if one.action in ("receive", _distributes(row))]
    return shapes.FeedbackLine(
        id=row.id, function=row.function, unit=row.unit_name, unit_id=row.unit_id,
        listed=row.listed, fields=heads(row), state=row.state,
        state_label=FeedbackState(row.state).label, due_on=row.due_on, sent_at=row.sent_at,
        received_name=row.received_name, received_at=row.received_at,
        paper_number=row.paper_number,
        buttons=tuple(Button(one.action, one.label) for one in allowed),
    )  # fmt: skip


def _distributes(row: Feedback) -> str:
    profile = profile_of(_round(row.round_id).profile)
    return "distribute" if row.function == profile.sheet.survey.reverify_by else ""


def _round(id_: UUID) -> Round:
    return Round.objects.all_of_them(reason=WHY).get(pk=id_)


def checks(viewer: Viewer, round: UUID | None = None) -> tuple[CheckLine, ...]:
    """再核实 of the viewer's school, or of every school in reach."""
    rows = SchoolCheck.objects.visible_to(viewer)
    return _checks(viewer, rows.filter(round=round) if round else rows)


def _checks(viewer: Viewer, rows: Any) -> tuple[CheckLine, ...]:
    found = rows.annotate(
        contacts=Count("lines", filter=~Q(lines__contact=""))
    ).order_by("due_on", "unit_name")  # fmt: skip
    return tuple(_check(one) for one in found)


def _check(one: Any) -> CheckLine:
    waiting = one.state == CheckState.WAITING
    profile = profile_of(_round(one.round_id).profile) if waiting else None
    late = days_late(profile, one.due_on, clock.today()) if profile else 0
    return CheckLine(
        id=one.id, school=one.unit_name, pupils=one.pupils, answered=one.answered,
        contacts=one.contacts, state=one.state, state_label=CheckState(one.state).label,
        due_on=one.due_on, late=late,
    )  # fmt: skip


def check(viewer: Viewer, id: UUID) -> CheckPage | None:
    """一所学校的再核实."""
    rows = SchoolCheck.objects.visible_to(viewer).filter(pk=id)
    found = rows.annotate(contacts=Count("lines", filter=~Q(lines__contact="")))
    one = found.first()
    if one is None:
        return None
    lines_ = list(PupilCheck.objects.visible_to(viewer).filter(check_of=one).order_by("pk"))
    events.looked(by=viewer, what="survey.check", ids=[one.id], sensitivity=Sensitivity.IDENTITY)
    own = viewer.unit == one.unit_id
    may = viewer.may(P.QUESTION_ANSWER) and one.state == CheckState.WAITING
    return CheckPage(
        line=_check(one), round=line(viewer, _round(one.round_id)), counted=one.counted,
        pupils=tuple(_pupils(lines_, one)), may_answer=may and (own or bool(viewer.lo)),
        on_behalf=not own,
    )  # fmt: skip


def _pupils(rows: Iterable[PupilCheck], sent: SchoolCheck) -> Iterable[PupilLine]:
    labels = dict(zip(sent.fields, heads(sent), strict=True))
    for one in rows:
        yield PupilLine(
            id=one.id, name=str(one.content.get("name", "")),
            values=tuple(
                (label, masked(field, one.content.get(field, "")))
                for field, label in labels.items()
                if field != "name" and one.content.get(field)
            ),
            answer=one.answer, answer_label=PupilAnswer(one.answer).label, note=one.note or "",
            contact=one.contact, contact_title=one.contact_title,
        )  # fmt: skip
