"""常用筛选 of a person, and who may become responsible for children of a place."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from tonghu.access.models import Post
from tonghu.access.queries.viewers import in_force
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.registry.models import SavedFilter

READER = Viewer.for_system("在岗的儿童工作人员")
WORKERS = ("village_worker", "town_worker", "town_assistant", "county_office")
MOST = 12


@dataclass(frozen=True, slots=True)
class Saved:
    """存下的一组筛选."""

    id: UUID
    name: str
    url: str


def saved(viewer: Viewer) -> tuple[Saved, ...]:
    """The person's own, in the order in which they were kept."""
    rows = SavedFilter.objects.visible_to(viewer).filter(user=str(viewer.user)).order_by("made_at")
    return tuple(
        Saved(one.id, one.name, f"/children/?{urlencode(one.wanted)}") for one in rows[:MOST]
    )


def saved_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: one's own."""
    row = SavedFilter.objects.visible_to(viewer).filter(pk=id, user=str(viewer.user)).first()
    return Subject("saved_filter", row.id, name=row.name) if row else None


@dataclass(frozen=True, slots=True)
class Worker:
    """可以负责的人."""

    user: UUID
    name: str
    place: str
    title: str


def workers(viewer: Viewer, *, most: int = 600) -> tuple[Worker, ...]:
    """Who is at work within the viewer's place, villages first in code order."""
    if not viewer.lo:
        return ()
    with scope(READER):
        rows = (
            Post.objects.all_of_them(reason="谁在本地在岗，选责任人时要看到")
            .filter(in_force(), role__in=WORKERS, division__gte=viewer.lo, division__lt=viewer.hi)
            .filter(user__ended_at=None)
            .select_related("user")
            .order_by("-division", "user__name")
        )
        found = {row.user_id: row for row in rows[:most]}
    return tuple(
        Worker(row.user_id, row.user.name, row.place, row.title)
        for row in sorted(found.values(), key=lambda one: (one.division, one.user.name))
    )
