"""看代班: who does whose work, who may, and for whom the viewer does it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tonghu.access.models import Post
from tonghu.access.queries.viewers import in_force as held_today
from tonghu.access.roles import ROLES
from tonghu.access.rules.posts import reach
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import StandIn, Task
from tonghu.worklist.queries.addressing import UNIT_ROLES, standing_in
from tonghu.worklist.rules import PostFacts, may_stand_in

DESK = Viewer.for_system("看谁能代班：村里看不到镇里的岗位")


@dataclass(frozen=True, slots=True)
class StandInLine:
    """一次代班."""

    id: UUID
    name: str
    title: str
    stand_in_name: str
    stand_in_title: str
    from_on: date
    until_on: date
    reason: str
    ended_on: date | None
    ended_by: str
    mine: bool  # the viewer is the one who is away
    for_me: bool  # the viewer is the one who stands in
    now: bool

    @property
    def over(self) -> bool:
        """Whether nothing of it is left."""
        return self.ended_on is not None or self.until_on < clock.today()


def stand_ins(viewer: Viewer) -> tuple[StandInLine, ...]:
    """代班 within reach: one's own, those one does, those below; the last hundred."""
    rows = StandIn.objects.visible_to(viewer).order_by("-from_on", "-made_at")[:100]
    return tuple(stand_in_line(viewer, one) for one in rows)


def whom_for(viewer: Viewer) -> tuple[StandInLine, ...]:
    """替谁办: for whom the viewer stands in today."""
    return tuple(stand_in_line(viewer, one) for one in standing_in(viewer))


def name_for(rows: Iterable[StandIn], task: Task) -> str:
    """Of the absent, for a task that is one's own only by standing in."""
    for one in rows:
        ranged = task.unit_id is None and one.role not in UNIT_ROLES
        place = ranged and task.division == one.division
        if (place or (task.unit_id and task.unit_id == one.seat_id)) and task.role in (
            "",
            one.role,
        ):
            return one.name
    return ""


def candidates(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """(post, who): whom the viewer may ask to stand in for its present post."""
    return tuple((str(p.id), _said(p)) for p in candidate_posts(viewer))


def candidate_posts(viewer: Viewer) -> list[Post]:
    """The posts that may stand in, nearest first."""
    if viewer.post is None or viewer.user is None:
        return []
    near = Q(division__in={viewer.division[:n].ljust(12, "0") for n in (6, 9, 12)})
    with scope(DESK):
        posts = Post.objects.all_of_them(reason="names of colleagues and of the desk above")
        found = posts.filter(held_today(), user__ended_at=None).filter(
            Q(unit=viewer.unit) if viewer.role in UNIT_ROLES else near
        )
        rows = list(found.exclude(user=viewer.user).select_related("user", "unit"))
    away = PostFacts(viewer.role, viewer.division, viewer.unit, "", "")
    able = [one for one in rows if may_stand_in(away, facts_of(one)) is None]
    return sorted(able, key=lambda one: (-len(one.division.rstrip("0")), one.user.name))


def facts_of(post: Post) -> PostFacts:
    """A post as the rule takes it."""
    _, lo, hi = reach(post.role, post.division)
    verbs = frozenset(str(verb) for verb in ROLES[post.role].permissions)
    return PostFacts(post.role, post.division, post.unit_id, lo, hi, verbs)


def stand_in_subject(viewer: Viewer, *, stand_in: UUID) -> Subject | None:
    """For the door: a stand-in within reach."""
    row = StandIn.objects.visible_to(viewer).filter(pk=stand_in).first()
    return Subject("stand_in", row.id, row.division, row.unit_id) if row else None


def _said(post: Post) -> str:
    where = post.unit.name if post.unit else post.place
    return f"{post.user.name}，{where}{post.title}"


def stand_in_line(viewer: Viewer, one: StandIn) -> StandInLine:
    """One stand-in, as lists show it."""
    today = clock.today()
    ended = one.ended_at.astimezone(clock.CHINA).date() if one.ended_at else None
    return StandInLine(
        id=one.id, name=one.name, title=one.title, stand_in_name=one.stand_in_name,
        stand_in_title=one.stand_in_title, from_on=one.from_on, until_on=one.until_on,
        reason=one.reason, ended_on=ended, ended_by=one.ended_by_name,
        mine=one.user_id == viewer.user, for_me=one.stand_in_user_id == viewer.user,
        now=ended is None and one.from_on <= today <= one.until_on,
    )  # fmt: skip
