"""各动作共用 (议定以后): rows within reach and locked, heirs of units, files, papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from tonghu.conference.actions.common import (
    DESK,
    found,
    manage,
    need,
    office_role,
    profile_of,
    speaks_for,
    units_of,
)
from tonghu.conference.models import Body, Evidence
from tonghu.conference.rules.membership import Wrong
from tonghu.core import clock
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.files import actions as files
from tonghu.papers.models import Paper
from tonghu.policy import Profile
from tonghu.worklist.actions import OnBehalf

Row = TypeVar("Row", bound=Record)
NAMES = "名称是公开的"
LONGEST = 20_000  # characters of one section


def reach(model: type[Row], by: Viewer, id: UUID) -> Row:
    """The row, when the viewer can see it; one answer for missing and out of reach."""
    return found(model.objects.visible_to(by).filter(pk=id).first())


def locked(row: Row) -> Row:
    """The same row, locked; inside `scope(DESK)`."""
    rows = type(row).objects.visible_to(DESK)
    return found(rows.select_for_update(of=("self",)).filter(pk=row.pk).first())


def body_of(by: Viewer, body: UUID) -> Body:
    """A body the viewer runs."""
    row = reach(Body, by, body)
    manage(by, row.division)
    return row


def told(on_behalf: OnBehalf | None) -> dict[str, Any]:
    """What the event says of a deed recorded from paper."""
    return {"paper_number": on_behalf.paper_number} if on_behalf else {}


def said(text: str, field: str, sentence: str) -> str:
    """What was typed, not empty and not endless."""
    plain = text.strip()
    if not plain:
        raise Wrong(field, sentence)
    if len(plain) > LONGEST:
        raise Wrong(field, f"写得太长，最多{LONGEST}字，现在{len(plain)}字。")
    return plain


def profile_for(body: Body) -> Profile:
    """The profile a body stands under."""
    return profile_of(body.profile)


def unit_of(id: UUID | None) -> Unit | None:
    """A unit by its id."""
    return Unit.objects.all_of_them(reason=NAMES).filter(pk=id).first() if id else None


def unit_or_wrong(id: UUID | None, field: str) -> Unit:
    """A unit in use, or a sentence at the field."""
    row = unit_of(id)
    if row is None:
        raise Wrong(field, "请选一个单位。")
    if row.valid_to is not None and row.valid_to <= clock.today():
        raise Wrong(field, f"{row.name}已经撤并，请选承继它的单位。")
    return row


def follows(id: UUID) -> UUID | None:
    """The unit that follows one that has ended; None while it is in use, or when nobody does."""
    row = unit_of(id)
    ended = row is not None and row.valid_to is not None and row.valid_to <= clock.today()
    return row.successor_id if row is not None and ended else None


def name_of(id: UUID | None) -> str:
    """A unit's name as it is today."""
    row = unit_of(id)
    return row.name if row else ""


def letters_under(body: Body) -> str:
    """以谁的名义行文: the unit the office sits in; a conference writes no letters itself (D-062)."""
    return body.host_name or name_of(body.host_id) or body.name


def keep_files(
    *, by: Viewer, uploads: Sequence[Any], of_type: str, of_id: UUID, division: str,
    unit: UUID | None, shared: Iterable[UUID],
) -> int:  # fmt: skip
    """佐证: files laid beside a report; how many. Inside `scope(DESK)`."""
    for upload in uploads:
        stored = files.store(
            upload=upload, purpose="conference_evidence", division=division, unit=unit, by=by,
            sensitivity=Sensitivity.INTERNAL,
        )  # fmt: skip
        Evidence.objects.put(
            division=division, unit_id=unit, of_type=of_type, of_id=of_id, file=stored.id,
            name=stored.name or "", added_by=by.name, added_at=clock.now(), shared_with=list(shared),
        )  # fmt: skip
    return len(uploads)


def number_of(by: Viewer, paper: UUID) -> str:
    """The number a paper was given."""
    row = Paper.objects.visible_to(by).filter(pk=paper).first()
    return row.number if row else ""


def day(value: date | None, field: str, sentence: str) -> date:
    """A day that must be given."""
    if value is None:
        raise Wrong(field, sentence)
    return value


__all__ = [
    "DESK", "NotNow", "NotYours", "OnBehalf", "Wrong", "manage", "need", "office_role", "speaks_for",
    "units_of",
]  # fmt: skip
