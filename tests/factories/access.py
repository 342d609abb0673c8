"""Accounts, posts, shares, conflicts. Called inside a scope; argon2 runs once for all."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password

from tests import people
from tonghu.access.models import (
    BreakGlass,
    Conflict,
    Involvement,
    OneTimeDevice,
    OpenSession,
    Post,
    RecoveryCode,
    SignInAttempt,
    StartCode,
    User,
)
from tonghu.access.roles import ROLES
from tonghu.access.states import CodeKind, ConflictKind, PostState
from tonghu.core import clock
from tonghu.directory.models import Unit


@cache
def encoded(password: str) -> str:
    """The hash of a password, made once."""
    return make_password(password)


def unit(of: people.UnitOf) -> Unit:
    return Unit.objects.put(
        id=of.id, name=of.name, plain=of.name, kind=of.kind, division=of.division
    )


def user(**given: Any) -> User:
    number = uuid4().hex[:8]
    fields: dict[str, Any] = {
        "login": f"u{number}", "name": f"演示{number}", "division": people.TOWN_A,
        "password": encoded(people.PASSWORD), "password_at": clock.now(),
    }  # fmt: skip
    return User.objects.put(**{**fields, **given})


def post(**given: Any) -> Post:
    fields: dict[str, Any] = {
        "role": "village_worker", "division": people.VILLAGE_A, "place": "演示县甲镇一村",
        "state": PostState.HELD, "from_on": clock.today() - timedelta(days=30),
        "granted_by": "罗安全",
    }  # fmt: skip
    fields |= given
    fields.setdefault("title", ROLES[fields["role"]].label)
    if "user" not in fields and "user_id" not in fields:
        fields["user"] = user()
    return Post.objects.put(**fields)


def seated(one: people.Person) -> Post:
    """One of the cast."""
    who = user(id=one.user, login=one.login, name=one.name, division=one.division)
    return post(
        id=one.post, user=who, role=one.role, division=one.division,
        place=people.PLACES[one.division], unit_id=one.unit.id if one.unit else None,
    )  # fmt: skip


def involvement(**given: Any) -> Involvement:
    now = clock.now()
    fields: dict[str, Any] = {
        "kind": "pair", "subject": str(uuid4()), "division": people.TOWN_A, "fields": ["name"],
        "permissions": ["reconcile.children"], "given_by": "周县办", "accepted_at": now,
        "ends_at": now + timedelta(days=7),
    }  # fmt: skip
    return Involvement.objects.put(**{**fields, **given})


def conflict(*, user: UUID, child: UUID, **given: Any) -> Conflict:
    fields: dict[str, Any] = {
        "division": people.TOWN_A, "kind": ConflictKind.ORDERED, "noted_by": "周县办",
    }  # fmt: skip
    return Conflict.objects.put(user_id=user, child=child, **{**fields, **given})


def glass(*, user: UUID, child: UUID, **given: Any) -> BreakGlass:
    now = clock.now()
    fields: dict[str, Any] = {
        "division": people.TOWN_A, "why": "演示：夜里有人报警，孩子独自在家，要找到监护人",
        "opened_at": now, "ends_at": now + timedelta(minutes=30),
    }  # fmt: skip
    return BreakGlass.objects.put(user_id=user, child=child, **{**fields, **given})


def start_code(*, user: User, **given: Any) -> StartCode:
    fields: dict[str, Any] = {
        "division": user.division, "kind": CodeKind.START, "digest": uuid4().hex,
        "ends_at": clock.now() + timedelta(days=1), "made_by": "罗安全",
    }  # fmt: skip
    return StartCode.objects.put(user=user, **{**fields, **given})


def session(*, user: UUID, **given: Any) -> OpenSession:
    return OpenSession.objects.put(user_id=user, **{"digest": uuid4().hex, **given})


def attempt(**given: Any) -> SignInAttempt:
    return SignInAttempt.objects.put(**{"digest": uuid4().hex, **given})


def device(
    *, user: UUID, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", **given: Any
) -> OneTimeDevice:
    fields: dict[str, Any] = {"confirmed_at": clock.now()}
    return OneTimeDevice.objects.put(user_id=user, secret=secret, **{**fields, **given})


def recovery_code(*, user: UUID, **given: Any) -> RecoveryCode:
    return RecoveryCode.objects.put(user_id=user, **{"digest": uuid4().hex, **given})
