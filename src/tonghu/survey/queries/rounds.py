"""看轮次: the list of rounds, and what a door asks about one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer
from tonghu.survey.models import (
    Feedback,
    PupilCheck,
    RoundChild,
    SchoolCheck,
    TownSummary,
    VillageReturn,
)
from tonghu.survey.queries.common import lines, round_row, rounds_of
from tonghu.survey.queries.shapes import RoundLine
from tonghu.survey.states import RoundState

_ORDER = {RoundState.DRAFT: 0, RoundState.OPEN: 1, RoundState.LOCKED: 2}


def rounds(viewer: Viewer) -> tuple[RoundLine, ...]:
    """轮次: drafts for those who may send them out, then open ones, then the newest."""
    rows = rounds_of(viewer).exclude(state=RoundState.CANCELLED)
    if not viewer.may(P.ROUND_MANAGE):
        rows = rows.exclude(state=RoundState.DRAFT)
    found = sorted(rows, key=lambda row: (-row.opens_on.toordinal(), row.cycle))
    found.sort(key=lambda row: _ORDER[RoundState(row.state)])
    return lines(viewer, found)


def round_line(viewer: Viewer, round: UUID) -> RoundLine | None:
    """One round."""
    row = round_row(viewer, round)
    return lines(viewer, [row])[0] if row else None


def round_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A round of the viewer's county; a school or station has none."""
    if not viewer.lo and viewer.level is not Level.SYSTEM:
        return None
    row = rounds_of(viewer).filter(pk=id).only("id", "division", "title").first()
    return Subject("survey.round", row.id, row.division, name=row.title) if row else None


def village_subject(viewer: Viewer, *, id: UUID, division: str = "", **_: Any) -> Subject | None:
    """A village in a round: by its division, or the viewer's own."""
    rows = VillageReturn.objects.visible_to(viewer).filter(round=id)
    row = rows.filter(division=division or viewer.division).only("id", "division", "name").first()
    return Subject("survey.return", row.id, row.division, name=row.name) if row else None


def return_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A village's return by its own id."""
    row = VillageReturn.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("survey.return", row.id, row.division, name=row.name) if row else None


def row_subject(viewer: Viewer, *, id: UUID, child: UUID, **_: Any) -> Subject | None:
    """A child in a round."""
    row = RoundChild.objects.visible_to(viewer).filter(round=id, child=child).first()
    return Subject("survey.child", row.id, row.division, child=row.child) if row else None


def summary_subject(viewer: Viewer, *, id: UUID, division: str = "", **_: Any) -> Subject | None:
    """A town's summary: of a round by its division, or by its own id."""
    rows = TownSummary.objects.visible_to(viewer)
    row = (rows.filter(round=id, division=division) if division else rows.filter(pk=id)).first()
    return Subject("survey.summary", row.id, row.division, name=row.name) if row else None


def feedback_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A feedback: the sender's county office and the receiver."""
    row = Feedback.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("survey.feedback", row.id, row.division, row.unit_id, name=row.unit_name)
        if row
        else None
    )


def check_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A school's re-verification."""
    row = SchoolCheck.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("survey.check", row.id, row.division, row.unit_id, name=row.unit_name)
        if row
        else None
    )


def pupil_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A pupil in it."""
    row = PupilCheck.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("survey.pupil", row.id, row.division, row.unit_id) if row else None
