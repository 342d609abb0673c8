"""责任人: who holds the village worker's post of a village, read as the machine itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tonghu.access.models import Post
from tonghu.access.queries.viewers import in_force

ROLE = "village_worker"


def village_workers(villages: Iterable[str]) -> dict[str, tuple[UUID, str]]:
    """village → (user, name) of the one who has held its post longest. Inside the desk's scope."""
    wanted = set(villages)
    rows = Post.objects.all_of_them(reason="责任人按岗位落实，登记人看不到别人的岗位").filter(
        in_force(), role=ROLE, division__in=wanted, user__ended_at=None
    )
    found: dict[str, tuple[UUID, str]] = {}
    for row in rows.select_related("user").order_by("from_on", "id"):
        found.setdefault(row.division, (row.user_id, row.user.name))
    return found


def worker_name(user: UUID, village: str) -> str | None:
    """The name of somebody who holds a post over this village; None for anybody else."""
    above = (village, village[:9] + "000", village[:6] + "000000")
    row = (
        Post.objects.all_of_them(reason="责任人须有管到本村的岗位")
        .filter(in_force(), user=user, division__in=above, user__ended_at=None)
        .select_related("user")
        .first()
    )
    return row.user.name if row else None
