"""门口问的: whose row it is, for addresses where something is done."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from tonghu.access.permissions import P
from tonghu.core.database import scope
from tonghu.core.record import Record
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer

Row = TypeVar("Row", bound=Record)
DESK = Viewer.for_system("一行看得见，它所在的会议、机构叫什么也看得见")


def whole(viewer: Viewer, rows: QuerySet[Row], *related: str) -> list[Row]:
    """Rows within the viewer's reach with what they hang on, which the viewer may not reach itself.

    A unit that follows another sits in no body yet, a town sees no row of its county: joined in the
    viewer's own scope, such a row would be gone.
    """
    order = list(rows.values_list("pk", flat=True))
    with scope(DESK):
        found = {
            one.pk: one
            for one in rows.model.objects.visible_to(DESK)
            .filter(pk__in=order)
            .select_related(*related)
        }
    return [found[one] for one in order]


def runs(viewer: Viewer, division: str) -> bool:
    """Whether the viewer's is the office of a body of that place."""
    return viewer.may(P.CONFERENCE_MANAGE) and viewer.division == division


def kept(viewer: Viewer, found: Subject | None) -> Subject | None:
    """The office's own; those above and beside find nothing here. Lacking the verb alone is a 403."""
    if found is None or not viewer.may(P.CONFERENCE_MANAGE):
        return found
    return found if runs(viewer, found.division) else None


def owned(viewer: Viewer, found: Subject | None) -> Subject | None:
    """The unit whose it is, or the office that enters it from paper."""
    if found is None or not viewer.may(P.CONFERENCE_ACT):
        return found
    mine = viewer.unit is not None and viewer.unit == found.unit
    return found if mine or runs(viewer, found.division) else None
