"""看的人: a Viewer is made from an account and one of its posts, as of now."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from tonghu.access.models import Post, User
from tonghu.access.roles import ROLES
from tonghu.access.rules.posts import reach
from tonghu.access.states import PostState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.viewer import Level, Viewer

AT_THE_DOOR = Viewer.for_system("核对来人的账号和岗位")


def in_force() -> Q:
    """在岗: held, begun, not over."""
    today = clock.today()
    begun = Q(state=PostState.HELD, from_on__lte=today)
    return begun & (Q(until_on=None) | Q(until_on__gt=today))


def posts_in_force(user: UUID) -> QuerySet[Post]:
    """The posts a person may work as today. Call inside a scope that may see them."""
    return (
        Post.objects.all_of_them(reason="本人的岗位，登录时还没有岗位可作范围")
        .filter(in_force(), user=user, user__ended_at=None)
        .select_related("unit")
        .order_by("from_on", "id")
    )


def is_in_force(post: Post) -> bool:
    """The same for a row in hand."""
    today = clock.today()
    begun = post.state == PostState.HELD and post.from_on <= today
    return begun and (post.until_on is None or post.until_on > today)


def viewer_for(user: User, post: Post | None, *, request: str = "") -> Viewer:
    """The person as holder of a post; without one, somebody who may only choose or leave."""
    if post is None:
        return Viewer(
            user=user.id, login=user.login, name=user.name, level=Level.PUBLIC, request=request
        )
    role = ROLES[post.role]
    level, lo, hi = reach(post.role, post.division)
    apart = level is Level.ADMIN  # an administrator's unit opens no table of its rows
    return Viewer(
        user=user.id,
        login=user.login,
        name=user.name,
        level=level,
        post=post.id,
        post_title=post.title,
        role=post.role,
        unit=None if apart else post.unit_id,
        unit_name=post.unit.name if post.unit else "",
        division=post.division,
        place=post.place,
        lo=lo,
        hi=hi,
        permissions=frozenset(str(verb) for verb in role.permissions),
        profile=post.profile or settings.TONGHU_PROFILE,
        request=request,
    )


def again(user: UUID, post: UUID | None) -> Viewer | None:
    """The person as of now, for a job ordered earlier; None when account or post is lost."""
    if post is None:
        return None
    with scope(AT_THE_DOOR):
        held = posts_in_force(user).filter(pk=post).select_related("unit", "user").first()
    return viewer_for(held.user, held) if held else None
