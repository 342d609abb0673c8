"""批量建账号: from a checked table, all of it or nothing; start codes are given back once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tonghu.access.actions.accounts import create_user, start_code
from tonghu.access.actions.posts import grant_post
from tonghu.access.models import User
from tonghu.access.people_file.planning import PersonPlan, Plan
from tonghu.access.queries.accounts import unit_row
from tonghu.core import events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class HandOver:
    """要交给本人的: a code that is nowhere else."""

    login: str
    name: str
    code: str
    ends: datetime


def import_people(*, plan: Plan, by: Viewer, confirmed_by: str = "") -> tuple[HandOver, ...]:
    """Makes the accounts and posts of a plan without faults."""
    if plan.faults:
        raise NotNow(f"人员表有{len(plan.faults)}处不对，一个账号也没有建。")
    users: dict[str, User] = {}
    codes = []
    for one in plan.people:
        user = users.get(one.login) or _user(one, by)
        if one.login not in users and not user.password:
            code, ends = start_code(user=user, by=by)
            codes.append(HandOver(user.login, user.name, code, ends))
        users[one.login] = user
        grant_post(
            user=user, by=by, role=one.role, division=one.division, title=one.title,
            unit=unit_row(one.unit), until_on=one.until_on,
            confirmed_by=confirmed_by,
        )  # fmt: skip
    events.record(
        "account.import", by=by, subject=("access.user", ""),
        changes={"people": len(users), "posts": len(plan.people)},
    )  # fmt: skip
    return tuple(codes)


def _user(one: PersonPlan, by: Viewer) -> User:
    if one.known:
        return User.objects.visible_to(by).get(pk=one.known)
    return create_user(by=by, login=one.login, name=one.name, division=one.division)
