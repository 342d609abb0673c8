"""查: what these pages need of the directory for one viewer."""

from __future__ import annotations

from uuid import UUID

from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory


def unit_to_edit(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the forms: a unit inside the viewer's own range, no other county's."""
    found = directory.unit_subject(viewer, id=id)
    return found if found is not None and viewer.covers(found.division) else None
