"""门口问的: whose row it is, for addresses where something is done."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer


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
