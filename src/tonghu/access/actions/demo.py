"""演示账号: invented staff with one printed password; refused outside a demo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from tonghu.access.actions.accounts import create_user
from tonghu.access.actions.posts import grant_post
from tonghu.access.models import Post
from tonghu.access.queries.accounts import login_taken, unit_row
from tonghu.core import clock, events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

DEMO_PASSWORD = "tonghu-demo-2026"  # noqa: S105  (printed on the sign-in page of a demo)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """演示人员: invented; of a unit where the role is held at one."""

    login: str
    name: str
    role: str
    division: str
    title: str = ""
    unit: UUID | None = None


def seat_demo(*, people: Iterable[DemoPerson], by: Viewer) -> tuple[Post, ...]:
    """演示账号入座: those not yet there; inside a system scope."""
    if not settings.TONGHU_DEMO:
        raise NotNow("演示账号只在演示里建。")
    encoded = make_password(DEMO_PASSWORD)
    return tuple(_seat(one, encoded, by) for one in people if not login_taken(one.login))


def _seat(one: DemoPerson, encoded: str, by: Viewer) -> Post:
    user = create_user(by=by, login=one.login, name=one.name, division=one.division)
    user.password, user.password_at = encoded, clock.now()
    user.save(update_fields=["password", "password_at"])
    events.record("account.choose_password", by=by, subject=user, division=one.division)
    return grant_post(
        user=user, by=by, role=one.role, division=one.division, title=one.title,
        unit=unit_row(one.unit), confirmed_by="演示",
    )  # fmt: skip
