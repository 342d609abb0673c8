"""岗位: proposed, confirmed by a second person from the town up, ended; in force at the next request."""

from __future__ import annotations

from datetime import date

from tonghu.access.models import Post, User
from tonghu.access.queries.viewers import AT_THE_DOOR
from tonghu.access.roles import ROLES
from tonghu.access.rules import posts as rules
from tonghu.access.rules.accounts import called_as
from tonghu.access.states import PostState
from tonghu.access.workflow import POST
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level
from tonghu.directory.models import Unit
from tonghu.directory.queries.divisions import division as division_of
from tonghu.directory.queries.divisions import path_of


def grant_post(
    *,
    user: User,
    by: Viewer,
    role: str,
    division: str,
    unit: Unit | None = None,
    title: str = "",
    profile: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    confirmed_by: str = "",
) -> Post:
    """提岗位: at once in force in the village and in units, from the town up after a second person.

    `confirmed_by` names that person where both stood at the machine: only the system may say so.
    """
    if reason := rules.why_not_hold(
        role=role, division=division, has_unit=unit is not None, holds=_held_by(user),
        own=user.id == by.user,
    ):  # fmt: skip
        raise NotNow(reason)
    if not user.is_active:
        raise NotNow("账号已经停用，请先恢复。")
    if not by.system and not by.covers(division):
        raise NotNow("区划不在你的管理范围之内，请改选。")
    if _same(user, role, division, unit):
        raise NotNow("这个人已经有同样的岗位，不必再提。")
    confirmed = confirmed_by if by.system else ""
    at_once = bool(confirmed) or not rules.needs_second_person(role)
    post = Post.objects.put(
        user=user, role=role, division=division, unit=unit, profile=profile,
        title=title or ROLES[role].label, place=_place(by, division),
        state=PostState.HELD if at_once else PostState.PROPOSED,
        from_on=from_on or clock.today(), until_on=until_on,
        granted_by=called_as(by), granted_by_id=by.user, confirmed_by=confirmed[:80],
        confirmed_at=clock.now() if confirmed else None,
    )  # fmt: skip
    events.record(
        "post.hold" if at_once else "post.grant", by=by, subject=post, division=division,
        changes={"role": role, "user": user.id, "unit": unit.id if unit else None},
    )  # fmt: skip
    return post


def confirm_post(*, post: Post, by: Viewer) -> None:
    """同意给岗位: by neither who proposed it nor who gets it."""
    reason = rules.why_not_confirm(
        proposer=post.granted_by_id, confirmer=by.user, holder=post.user_id
    )
    reason = reason or rules.why_not_hold(
        role=post.role, division=post.division, has_unit=post.unit_id is not None,
        holds=_held_by(post.user),
    )  # fmt: skip
    if reason:
        raise NotNow(reason)
    post.confirmed_at, post.confirmed_by = clock.now(), called_as(by)
    move(POST, post, "confirm", by=by, division=post.division)
    post.save(update_fields=["confirmed_at", "confirmed_by"])


def refuse_post(*, post: Post, by: Viewer, why: str) -> None:
    """不同意给岗位."""
    if not why.strip():
        raise NotNow("请写不同意的原因，提的人看得到。")
    move(POST, post, "refuse", by=by, division=post.division, note=why)
    post.ended_why = why.strip()[:200]
    post.save(update_fields=["ended_why"])


def end_post(*, post: Post, by: Viewer, why: str) -> None:
    """结束岗位: at the next request its holder no longer has it."""
    if not why.strip():
        raise NotNow("请写结束的原因，例如：换届、调岗。")
    if post.user_id == by.user:
        raise NotNow("不能结束自己的岗位，请另一位安全管理员办。")
    post.ended_at, post.ended_by, post.ended_why = clock.now(), called_as(by), why.strip()[:200]
    post.save(update_fields=["ended_at", "ended_by", "ended_why"])
    move(POST, post, "end", by=by, division=post.division, note=why)


def _held_by(user: User) -> list[str]:
    """Roles a person has or is to have, anywhere in the installation."""
    with scope(AT_THE_DOOR):
        rows = Post.objects.all_of_them(reason="兼任要看全部岗位").filter(
            user=user, state__in=[PostState.HELD, PostState.PROPOSED]
        )
        return list(rows.values_list("role", flat=True))


def _same(user: User, role: str, division: str, unit: Unit | None) -> bool:
    with scope(AT_THE_DOOR):
        rows = Post.objects.all_of_them(reason="同样的岗位只给一次").filter(
            user=user, role=role, division=division, unit=unit
        )
        return rows.filter(state__in=[PostState.HELD, PostState.PROPOSED]).exists()


def _place(by: Viewer, division: str) -> str:
    """What the division is called today: 松阳县大东坝镇."""
    names = [one.name for one in path_of(by, division) if one.level >= Level.COUNTY]
    if names:
        return "".join(names)[-80:]
    found = division_of(by, division)
    return found.name if found else division


__all__ = ["confirm_post", "end_post", "grant_post", "refuse_post"]
