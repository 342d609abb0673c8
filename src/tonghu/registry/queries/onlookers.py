"""谁能看到这名儿童，为什么: posts, shares and open break-glasses, read as the machine once the verb is held."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.models import BreakGlass, Conflict, Involvement, Post
from tonghu.access.permissions import P
from tonghu.access.queries.reach import told
from tonghu.access.queries.viewers import in_force
from tonghu.access.roles import ROLES, holders_of
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.events import queries as log
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.registry.queries.shapes import Onlooker

TELLING = Viewer.for_system("说明谁能看到一名儿童")
WHY = "谁能看到一名儿童，只说给县民政和审计员"
LOOKS = ("registry.file", "registry.identity")


def who_can_see(viewer: Viewer, subject: Subject) -> tuple[Onlooker, ...]:
    """能看到的人, by post from the village up, then shares, then open glasses; who must keep away is left out."""
    if not viewer.may(P.WHO_CAN_SEE):
        raise NotYours("谁能看到这名儿童，由县级民政部门和安全审计员查。")
    with scope(TELLING):
        torn = set(
            Conflict.objects.all_of_them(reason=WHY)
            .filter(child=subject.id, ended_at=None)
            .values_list("user_id", flat=True)
        )
        return (*_posts(subject, torn), *_shares(subject), *_glasses(subject))


def _posts(subject: Subject, torn: set[UUID]) -> tuple[Onlooker, ...]:
    code = subject.division
    places = {
        code: "负责这个村（社区）",
        f"{code[:9]}000": "管辖这个乡镇",
        f"{code[:6]}000000": "管辖这个县",
    }
    roles = [role.code for role in holders_of(P.CHILD_LIST)]
    rows = (
        Post.objects.all_of_them(reason=WHY)
        .filter(in_force(), role__in=roles, division__in=places, user__ended_at=None)
        .exclude(user__in=torn)
        .select_related("user", "unit")
        .order_by("-division", "user__name")
    )
    return tuple(
        Onlooker(
            one.user.name, one.title, one.unit.name if one.unit else one.place, places[one.division],
            told(ROLES[one.role]).sees,
        )
        for one in rows
    )  # fmt: skip


def _shares(subject: Subject) -> tuple[Onlooker, ...]:
    now = clock.now()
    rows = (
        Involvement.objects.all_of_them(reason=WHY)
        .filter(kind=subject.kind, subject=str(subject.id), ends_at__gt=now)
        .exclude(accepted_at=None)
        .select_related("user", "unit")
    )
    return tuple(
        Onlooker(
            one.user.name if one.user else "单位里的人", "参与", one.unit.name if one.unit else "",
            f"{one.given_by}把列明的内容给他看", "只看列明的几项", one.ends_at,
        )
        for one in rows
    )  # fmt: skip


def _glasses(subject: Subject) -> tuple[Onlooker, ...]:
    rows = BreakGlass.objects.all_of_them(reason=WHY).filter(
        ends_at__gt=clock.now(), child=subject.id
    )
    return tuple(
        Onlooker(
            one.user.name, "紧急查看", "", "写明事由临时打开", "只能看，到时自动关", one.ends_at
        )
        for one in rows.select_related("user")
    )


def looked(viewer: Viewer, child: UUID) -> tuple[log.ReadRow, ...]:
    """谁看过: the newest openings of this file."""
    if not viewer.may(P.WHO_CAN_SEE):
        raise NotYours("谁看过这名儿童，由县级民政部门和安全审计员查。")
    with scope(TELLING):
        return log.reads(TELLING, shown=child, most=30)


def workers(viewer: Viewer, village: str) -> tuple[tuple[str, str], ...]:
    """可以做责任人的: whose post covers the village, from the village up."""
    places = [village, f"{village[:9]}000"]
    roles = [role.code for role in holders_of(P.CHILD_EDIT)]
    with scope(TELLING):
        rows = list(
            Post.objects.all_of_them(reason="责任人按岗位落实，登记人看不到别人的岗位")
            .filter(in_force(), role__in=roles, division__in=places, user__ended_at=None)
            .select_related("user")
            .order_by("-division", "user__name")
        )
    found = {str(one.user_id): f"{one.user.name}，{one.title}" for one in rows}
    return tuple(found.items())
