"""会议材料: put before a meeting by the office or a unit asked to it, kept encrypted, taken off with a reason."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.common import DESK, WHY, found, meeting_of, moment, need, runs
from tonghu.conference.models import AgendaItem, Material, Meeting
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import MeetingState
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import actions as files
from tonghu.files.rules import Refused

PURPOSE = "conference.material"


def add_material(
    *, by: Viewer, meeting: UUID, upload: files.Upload, title: str = "", topic: UUID | None = None
) -> UUID:
    """放上材料: read by everybody asked to the meeting."""
    row = meeting_of(by, meeting)
    if not runs(by, row.division):
        need(by, P.CONFERENCE_ACT)
        if by.unit is None or by.unit not in row.shared_with:
            raise NotYours("请到会的单位可以放材料。")
    if row.state == MeetingState.CANCELLED:
        raise NotNow("会议已经取消。")
    name = title.strip() or (upload.name or "").rpartition("/")[2].rpartition(".")[0]
    if not name:
        raise Wrong("title", "请写材料的名称。")
    with scope(DESK):
        about = _topic(row, topic) if topic else None
        try:
            kept = files.store(
                upload=upload, purpose=PURPOSE, division=row.division, unit=by.unit, by=by,
                sensitivity=Sensitivity.INTERNAL,
            )  # fmt: skip
        except Refused as refusal:
            raise Wrong("file", str(refusal)) from None
        made = Material.objects.put(
            meeting=row, topic=about, division=row.division, unit_id=by.unit,
            unit_name=by.unit_name or "联席会议办公室", title=name[:120], file=kept.id,
            added_by=by.name, added_at=moment(), shared_with=row.shared_with,
        )  # fmt: skip
    events.record(
        "meeting.material", by=by, subject=made, changes={"title": made.title, "meeting": row.title}
    )
    return made.id


def remove_material(*, by: Viewer, material: UUID, why: str = "") -> None:
    """撤下材料: by whoever put it there, or the office; the row stays with the reason."""
    one = found(Material.objects.visible_to(by).filter(pk=material, removed_at=None).first())
    if not runs(by, one.division) and (by.unit is None or by.unit != one.unit_id):
        raise NotYours("由放材料的单位或者办公室撤下。")
    with scope(DESK):
        row = Material.objects.all_of_them(reason=WHY).select_for_update().get(pk=one.pk)
        row.removed_at, row.removed_why = moment(), why.strip()[:200]
        row.save(update_fields=["removed_at", "removed_why"])
    events.record("meeting.material_off", by=by, subject=row, why=why, changes={"title": row.title})


def _topic(meeting: Meeting, topic: UUID) -> AgendaItem | None:
    rows = AgendaItem.objects.all_of_them(reason=WHY)
    return rows.filter(pk=topic, meeting=meeting).first()
