"""查账号: one's own, a page of those one manages, one of them with its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tonghu.access.models import OneTimeDevice, Post, User
from tonghu.access.queries.viewers import AT_THE_DOOR, in_force, posts_in_force
from tonghu.access.roles import ROLES
from tonghu.access.rules import posts as rules
from tonghu.access.states import PostState
from tonghu.core.database import scope
from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.models import Unit
from tonghu.directory.queries.divisions import full_names

SIZE = 50
MLPS = "mlps"  # the value of TONGHU_PASSWORD_RULES


@dataclass(frozen=True, slots=True)
class PostRow:
    """岗位, as a page shows it."""

    id: UUID
    title: str
    role: str
    role_label: str
    description: str
    place: str
    unit: str
    state: str
    state_label: str
    from_on: date
    until_on: date | None
    granted_by: str
    confirmed_by: str
    ended_why: str
    user: UUID
    user_name: str


@dataclass(frozen=True, slots=True)
class UserRow:
    """账号, as a page shows it."""

    id: UUID
    login: str
    name: str
    division: str
    place: str
    has_password: bool
    has_device: bool
    signed_in_at: datetime | None
    ended_at: datetime | None
    ended_why: str
    posts: tuple[PostRow, ...] = ()


@dataclass(frozen=True, slots=True)
class UserList:
    """一页账号."""

    rows: tuple[UserRow, ...]
    total: int
    page: int
    waiting: int  # posts that wait for a second person

    @property
    def first(self) -> int:
        """Number of the first row shown; 0 when there is none."""
        return (self.page - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return (self.page - 1) * SIZE + len(self.rows)


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """演示账号 on the sign-in page; demo only."""

    login: str
    name: str
    title: str
    place: str


def own(viewer: Viewer) -> UserRow:
    """The viewer's own account."""
    rows = _marked(User.objects.visible_to(viewer)).filter(pk__in=[viewer.user])
    return _user(rows.get())


def own_posts(viewer: Viewer) -> tuple[PostRow, ...]:
    """The posts one may work as."""
    if viewer.user is None:
        return ()
    with scope(AT_THE_DOOR):
        rows = posts_in_force(viewer.user).select_related("unit", "user")
        return tuple(_post(row) for row in rows)


def proposed_secret(viewer: Viewer) -> str:
    """The secret of a phone that is being enrolled; of nobody else's, and not once it is in use."""
    rows = OneTimeDevice.objects.visible_to(viewer).filter(user=viewer.user, confirmed_at=None)
    device = rows.order_by("made_at").last()
    return str(device.secret) if device else ""


def users(
    viewer: Viewer, *, search: str = "", role: str = "", state: str = "", page: int = 1
) -> UserList:
    """A page of the accounts one manages."""
    rows = User.objects.visible_to(viewer)
    if search:
        rows = rows.filter(Q(login__icontains=search) | Q(name__icontains=search))
    if role in ROLES:
        rows = rows.filter(_holds(in_force(), role=role))
    rows = _in_state(rows, state)
    total = rows.count()
    page = max(1, min(page, -(-total // SIZE) or 1))
    shown = list(_marked(rows).order_by("division", "login")[(page - 1) * SIZE : page * SIZE])
    posts = _posts_of(viewer, [row.id for row in shown])
    waiting = Post.objects.visible_to(viewer).filter(state=PostState.PROPOSED).count()
    return UserList(tuple(_user(row, posts.get(row.id, ())) for row in shown), total, page, waiting)


def user(viewer: Viewer, id: UUID) -> UserRow | None:
    """One account with all its posts, past ones too."""
    row = _marked(User.objects.visible_to(viewer)).filter(pk=id).first()
    if row is None:
        return None
    posts = Post.objects.visible_to(viewer).filter(user=id).select_related("unit", "user")
    shown = tuple(_post(one) for one in posts.order_by("-granted_at"))
    return _user(row, shown, full_names(viewer, [row.division]).get(row.division, ""))


def post(viewer: Viewer, id: UUID) -> PostRow | None:
    """One post."""
    row = _visible_post(viewer, id)
    return _post(row) if row else None


def user_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the account, if it is within reach as something to manage."""
    row = User.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("user", row.id, row.division, name=row.name) if row else None


def post_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the post, if it is within reach."""
    row = _visible_post(viewer, id)
    return Subject("post", row.id, row.division, unit=row.unit_id, name=row.title) if row else None


def login_taken(login: str) -> bool:
    """A login is unique in the whole installation, so it is looked for in all of it."""
    with scope(AT_THE_DOOR):
        rows = User.objects.all_of_them(reason="登录名在全系统只能有一个")
        return rows.filter(login=login).exists()


def has_device(user: UUID) -> bool:
    """Whether a phone is enrolled. Call as the system."""
    rows = OneTimeDevice.objects.all_of_them(reason="登录第二步，会话还没有建立")
    return rows.filter(user=user).exclude(confirmed_at=None).exists()


def unit_row(id: UUID | None) -> Unit | None:
    """The unit a post hangs on; units are open to everybody."""
    return Unit.objects.all_of_them(reason="单位名录是公开的").filter(pk=id).first() if id else None


def under_mlps() -> bool:
    """等级保护: whether this installation asks for composition and regular change of passwords."""
    return bool(settings.TONGHU_PASSWORD_RULES == MLPS)


def demo_cast() -> tuple[DemoLogin, ...]:
    """演示账号: who may be tried on the sign-in page; called in a demo only."""
    with scope(AT_THE_DOOR):
        rows = (
            Post.objects.all_of_them(reason="演示时登录页列出可用的账号")
            .filter(in_force(), user__ended_at=None)
            .exclude(user__password="")
            .select_related("user", "unit")
            .order_by("division", "role", "user__login")[:40]
        )
        return tuple(
            DemoLogin(one.user.login, one.user.name, one.title, _where(one)) for one in rows
        )


def _visible_post(viewer: Viewer, id: UUID) -> Post | None:
    rows = Post.objects.visible_to(viewer).select_related("unit", "user")
    return rows.filter(pk=id).first()


def _in_state(rows: QuerySet[User], state: str) -> QuerySet[User]:
    """在用, 已停用, 等确认, 没有岗位, 还没登录过."""
    if state == "ended":
        return rows.exclude(ended_at=None)
    if state == "waiting":
        return rows.filter(_holds(Q(state=PostState.PROPOSED)))
    rows = rows.filter(ended_at=None)
    if state == "no_post":
        return rows.exclude(_holds(in_force()))
    return rows.filter(password="") if state == "no_password" else rows


def _holds(when: Q, **more: str) -> Exists:
    posts = Post.objects.all_of_them(reason="只作为账号的筛选条件，账号本身已按范围")
    return Exists(posts.filter(when, user=OuterRef("pk"), **more))


def _marked(rows: QuerySet[User]) -> QuerySet[User]:
    devices = Count("devices", filter=~Q(devices__confirmed_at=None))
    return rows.annotate(device_count=devices)


def _posts_of(viewer: Viewer, users: list[UUID]) -> dict[UUID, tuple[PostRow, ...]]:
    found: dict[UUID, tuple[PostRow, ...]] = {}
    rows = Post.objects.visible_to(viewer).filter(
        in_force() | Q(state=PostState.PROPOSED), user__in=users
    )
    for row in rows.select_related("unit", "user").order_by("from_on", "id"):
        found[row.user_id] = (*found.get(row.user_id, ()), _post(row))
    return found


def _user(row: User, posts: tuple[PostRow, ...] = (), place: str = "") -> UserRow:
    return UserRow(
        row.id, row.login, row.name, row.division, place, bool(row.password),
        bool(getattr(row, "device_count", 0)), row.signed_in_at, row.ended_at, row.ended_why, posts,
    )  # fmt: skip


def _post(row: Post) -> PostRow:
    role = ROLES[row.role]
    return PostRow(
        row.id, row.title, row.role, role.label, role.description, row.place,
        row.unit.name if row.unit else "", row.state, PostState(row.state).label, row.from_on,
        row.until_on, row.granted_by, row.confirmed_by, row.ended_why, row.user_id, row.user.name,
    )  # fmt: skip


def _where(row: Post) -> str:
    bound = rules.held_at(row.role, row.division)
    return str(row.unit) if row.unit and bound is Level.UNIT else row.place
