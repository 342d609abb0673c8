"""门口问的: what of a conference lies within one's reach, what one keeps, what is one's own unit's."""

from __future__ import annotations

from uuid import UUID

from tonghu.conference.models import (
    AgendaItem,
    Attendance,
    Body,
    Material,
    Meeting,
    MemberChange,
    Seat,
)
from tonghu.conference.queries.body import runs
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer


def body_subject(viewer: Viewer, *, body: UUID) -> Subject | None:
    """For the door: a body within reach."""
    row = Body.objects.visible_to(viewer).filter(pk=body).first()
    return Subject("conference.body", row.id, row.division, name=row.name) if row else None


def seat_subject(viewer: Viewer, *, seat: UUID) -> Subject | None:
    """For the door: a seat within reach."""
    row = Seat.objects.visible_to(viewer).filter(pk=seat).first()
    return Subject("conference.seat", row.id, row.division, unit=row.unit_id) if row else None


def change_subject(viewer: Viewer, *, change: UUID) -> Subject | None:
    """For the door: a change of one's own unit, or of a body one looks down on."""
    row = MemberChange.objects.visible_to(viewer).filter(pk=change).first()
    return Subject("conference.change", row.id, row.division, unit=row.unit_id) if row else None


def kept_body_subject(viewer: Viewer, *, body: UUID) -> Subject | None:
    """For the door of the office's own deeds: a body whose office the viewer keeps."""
    found = body_subject(viewer, body=body)
    return found if found and runs(viewer, found.division) else None


def kept_seat_subject(viewer: Viewer, *, seat: UUID) -> Subject | None:
    """For the door: a seat of a body whose office the viewer keeps."""
    found = seat_subject(viewer, seat=seat)
    return found if found and runs(viewer, found.division) else None


def own_seat_subject(viewer: Viewer, *, seat: UUID) -> Subject | None:
    """For the door: one's own unit's seat, or any of a body one keeps."""
    found = seat_subject(viewer, seat=seat)
    if found is None:
        return None
    mine = viewer.unit is not None and viewer.unit == found.unit
    return found if mine or runs(viewer, found.division) else None


def kept_change_subject(viewer: Viewer, *, change: UUID) -> Subject | None:
    """For the door: a change of a body whose office the viewer keeps."""
    found = change_subject(viewer, change=change)
    return found if found and runs(viewer, found.division) else None


def own_change_subject(viewer: Viewer, *, change: UUID) -> Subject | None:
    """For the door: a change one's own unit proposed."""
    found = change_subject(viewer, change=change)
    return found if found and viewer.unit is not None and viewer.unit == found.unit else None


def meeting_subject(viewer: Viewer, *, meeting: UUID) -> Subject | None:
    """For the door: a meeting one looks down on, or is asked to."""
    row = Meeting.objects.visible_to(viewer).filter(pk=meeting).first()
    return Subject("conference.meeting", row.id, row.division, name=row.title) if row else None


def attendance_subject(viewer: Viewer, *, attendance: UUID) -> Subject | None:
    """For the door: somebody asked to a meeting within reach."""
    row = Attendance.objects.visible_to(viewer).filter(pk=attendance).first()
    return Subject("conference.attendance", row.id, row.division, unit=row.unit_id) if row else None


def material_subject(viewer: Viewer, *, material: UUID) -> Subject | None:
    """For the door: a material of a meeting one is asked to."""
    row = Material.objects.visible_to(viewer).filter(pk=material, removed_at=None).first()
    return Subject("conference.material", row.id, row.division, unit=row.unit_id) if row else None


def kept_meeting_subject(viewer: Viewer, *, meeting: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    found = meeting_subject(viewer, meeting=meeting)
    return found if found and runs(viewer, found.division) else None


def asked_meeting_subject(viewer: Viewer, *, meeting: UUID) -> Subject | None:
    """For the door: a meeting one's unit is asked to, or one keeps."""
    found = meeting_subject(viewer, meeting=meeting)
    if found is None or runs(viewer, found.division):
        return found
    asked = Meeting.objects.visible_to(viewer).filter(pk=meeting)
    here = viewer.unit is not None and asked.filter(shared_with__contains=[viewer.unit]).exists()
    return found if here else None


def kept_attendance_subject(viewer: Viewer, *, attendance: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    found = attendance_subject(viewer, attendance=attendance)
    return found if found and runs(viewer, found.division) else None


def own_attendance_subject(viewer: Viewer, *, attendance: UUID) -> Subject | None:
    """For the door: somebody of one's own unit, or anybody at a meeting one keeps."""
    found = attendance_subject(viewer, attendance=attendance)
    if found is None:
        return None
    mine = viewer.unit is not None and viewer.unit == found.unit
    return found if mine or runs(viewer, found.division) else None


def own_material_subject(viewer: Viewer, *, material: UUID) -> Subject | None:
    """For the door: a material of one's own unit, or of a meeting one keeps."""
    found = material_subject(viewer, material=material)
    if found is None:
        return None
    mine = viewer.unit is not None and viewer.unit == found.unit
    return found if mine or runs(viewer, found.division) else None


def topic_subject(viewer: Viewer, *, topic: UUID) -> Subject | None:
    """For the door: a topic within reach."""
    row = AgendaItem.objects.visible_to(viewer).filter(pk=topic).first()
    return Subject("conference.topic", row.id, row.division, unit=row.unit_id) if row else None


def kept_topic_subject(viewer: Viewer, *, topic: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    found = topic_subject(viewer, topic=topic)
    return found if found and runs(viewer, found.division) else None


def own_topic_subject(viewer: Viewer, *, topic: UUID) -> Subject | None:
    """For the door: a topic one's own unit proposed."""
    found = topic_subject(viewer, topic=topic)
    return found if found and viewer.unit is not None and viewer.unit == found.unit else None
