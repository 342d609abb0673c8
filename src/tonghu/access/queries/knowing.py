"""已知情况: what is known of a viewer beside the post, gathered for `decide`.

Read as the system: the person concerned must not be able to read the list of conflicts.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from tonghu.access.models import BreakGlass, Conflict, Involvement
from tonghu.access.rules import Facts, Glass, Involved
from tonghu.access.rules.deciding import LONGEST_GLASS
from tonghu.access.rules.glass import REVIEW_WITHIN
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer

KNOWING = Viewer.for_system("核对参与、回避和紧急查看")


def facts_about(viewer: Viewer, subject: Subject | None, given: Facts | None = None) -> Facts:
    """The given facts with involvement, conflict and break-glass of this viewer and subject."""
    facts = replace(given or Facts(), at=clock.now())
    if subject is None or viewer.user is None:
        return facts
    with scope(KNOWING):
        facts = replace(facts, involved=_involved(viewer, subject))
        if subject.child is not None:
            facts = replace(
                facts,
                conflicts=_conflicts(viewer, subject.child),
                glasses=_glasses(viewer, subject.child),
            )
    return facts


def is_torn(viewer: Viewer, child: UUID) -> bool:
    """回避: whether this person must keep away from this child."""
    with scope(KNOWING):
        return child in _conflicts(viewer, child)


def glasses_of(viewer: Viewer) -> tuple[int, int]:
    """紧急查看: how many the person opened today, and how many wait too long for their review."""
    now = clock.now()
    midnight = now.astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = BreakGlass.objects.visible_to(viewer).filter(user=viewer.user)
    late = rows.filter(reviewed_at=None, opened_at__lte=now - REVIEW_WITHIN)
    return rows.filter(opened_at__gte=midnight).count(), late.count()


def _involved(viewer: Viewer, subject: Subject) -> tuple[Involved, ...]:
    """Accepted shares of this very thing with the person or the person's unit."""
    whose = Q(user=viewer.user)
    if viewer.unit:
        whose |= Q(unit=viewer.unit)
    rows = Involvement.objects.all_of_them(reason="参与人可能不在事项所在区划").filter(
        whose, kind=subject.kind, subject=str(subject.id), ends_at__gt=clock.now()
    )
    return tuple(
        Involved(
            row.kind, row.subject, row.ends_at, frozenset(row.permissions), frozenset(row.fields),
            user=row.user_id, unit=row.unit_id, starts=row.accepted_at,
        )
        for row in rows.exclude(accepted_at=None)
    )  # fmt: skip


def _conflicts(viewer: Viewer, child: UUID) -> frozenset[UUID]:
    rows = Conflict.objects.all_of_them(reason="回避名单不给本人看").filter(
        user=viewer.user, child=child, ended_at=None
    )
    return frozenset(rows.values_list("child", flat=True))


def _glasses(viewer: Viewer, child: UUID) -> tuple[Glass, ...]:
    rows = BreakGlass.objects.all_of_them(reason="紧急查看只认本人和这名儿童").filter(
        user=viewer.user, child=child, opened_at__gt=clock.now() - LONGEST_GLASS
    )
    return tuple(Glass(row.user_id, row.child, row.opened_at, row.ends_at) for row in rows)
