"""门: what a page of a round is about, as far as access must know; scope alone decides."""

from __future__ import annotations

from uuid import UUID

from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.survey.models import TownSummary, VillageReturn


def village_subject(viewer: Viewer, *, id: UUID, division: str) -> Subject | None:
    """A village of a round, within reach."""
    rows = VillageReturn.objects.visible_to(viewer).filter(round=id, division=division)
    row = rows.only("division", "name").first()
    return Subject("survey.villagereturn", row.id, row.division, name=row.name) if row else None


def own_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """The viewer's own village in a round."""
    return village_subject(viewer, id=id, division=viewer.division) if viewer.division else None


def town_subject(viewer: Viewer, *, id: UUID, division: str) -> Subject | None:
    """A town of a round, within reach."""
    row = TownSummary.objects.visible_to(viewer).filter(round=id, division=division).first()
    return Subject("survey.townsummary", row.id, row.division, name=row.name) if row else None
