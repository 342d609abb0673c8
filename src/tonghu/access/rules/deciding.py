"""能不能: one decision behind every page, list, field and job (design §4 Access).

A conflict of interest beats everything, silently. Then there are up to three ways to a thing: the
post (where × as whom), an involvement (listed fields and verbs, until a day), a break-glass (one
child, reading only, an hour at most). No way at all is 404, the same as missing; a way without the
verb, or a field too close to the child for it, is 403 with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tonghu.access.permissions import P, label_of
from tonghu.access.roles import ROLES, holders_of
from tonghu.core.database.rows import Rows
from tonghu.core.errors import NotYours
from tonghu.core.routes import Subject
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Level, Viewer

LADDER = (
    Sensitivity.PUBLIC,
    Sensitivity.INTERNAL,
    Sensitivity.AGGREGATE,
    Sensitivity.PSEUDONYMOUS,
    Sensitivity.IDENTITY,
    Sensitivity.RISK,
    Sensitivity.NARRATIVE,
)
COMPARTMENTS = frozenset({Sensitivity.REPORTER, Sensitivity.PLACEMENT, Sensitivity.SEALED})
LONGEST_GLASS = timedelta(minutes=60)
OUT_OF_SIGHT = "没有这个页面，或者不在你的管辖范围内。"
READS = frozenset(str(verb) for verb in P if verb.reads_only)
EVERY_COLUMN = Rows.by_division("division", unit="unit", user="user")


@dataclass(frozen=True, slots=True)
class Involved:
    """参与: a share of one thing with one person or unit, listed and dated."""

    kind: str
    id: str
    ends: datetime
    permissions: frozenset[str]
    fields: frozenset[str]
    user: UUID | None = None
    unit: UUID | None = None
    starts: datetime | None = None


@dataclass(frozen=True, slots=True)
class Glass:
    """紧急查看: one child opened by one person for a short while."""

    user: UUID
    child: UUID
    opened: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """已知情况: what is asked of the subject, and what is known of the viewer beside the post."""

    at: datetime = datetime(1, 1, 1, tzinfo=UTC)
    rows: Rows = EVERY_COLUMN  # the declaration of the subject's table
    user: UUID | None = None  # whose row it is
    field: str = ""  # "" asks for the thing as such
    level: Sensitivity = Sensitivity.INTERNAL  # of that field
    kept: bool = False  # the viewer's own post kept this file before: a conflict leaves it to them
    involved: tuple[Involved, ...] = ()
    conflicts: frozenset[UUID] = frozenset()  # children this person must not get near
    glasses: tuple[Glass, ...] = ()
    cleared: frozenset[tuple[Sensitivity, UUID]] = frozenset()  # named reader of a compartment


@dataclass(frozen=True, slots=True)
class Step:
    """判断的一步, for `tonghu access explain` and the page of reasons."""

    what: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """判断的结果: status is 200, 403 or 404."""

    status: int
    reason: str = ""
    chain: tuple[Step, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.status == 200


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to the subject and what it permits."""

    name: str
    permissions: frozenset[str]
    ceiling: Sensitivity
    fields: frozenset[str] | None = None  # None: not listed one by one
    cleared: frozenset[Sensitivity] = field(default_factory=frozenset)

    def shows(self, asked: Facts) -> bool:
        """Whether a field of this sensitivity is seen on this way."""
        if asked.level in COMPARTMENTS:
            return asked.level in self.cleared
        if self.fields is not None and asked.field and asked.field not in self.fields:
            return False
        return LADDER.index(asked.level) <= LADDER.index(self.ceiling)


def decide(
    viewer: Viewer, permission: str, subject: Subject | None = None, facts: Facts | None = None
) -> Decision:
    """准不准: the same answer for a page, a row, a field and a job that runs at night."""
    known = facts or Facts()
    chain = [_as_whom(viewer)]
    ways = _ways(viewer, subject, known, chain)
    if not ways:
        return Decision(404, OUT_OF_SIGHT, tuple(chain))
    able = [way for way in ways if permission in way.permissions]
    chain.append(Step("权限", label_of(permission), bool(able)))
    if not able:
        return Decision(403, lacking(viewer, permission), tuple(chain))
    shown = any(way.shows(known) for way in able)
    chain.append(Step("敏感级别", known.level.label, shown))
    if shown:
        return Decision(200, "", tuple(chain))
    if known.level is Sensitivity.SEALED:  # that there is a record is itself sealed
        return Decision(404, OUT_OF_SIGHT, tuple(chain))
    return Decision(403, _too_close(known.level), tuple(chain))


def within(rows: Rows, viewer: Viewer, subject: Subject, user: UUID | None = None) -> bool:
    """管辖: the bounds of `core.managers.within`, for one thing already in hand."""
    if viewer.level is Level.SYSTEM or rows.is_open:
        return True
    looks_down = rows.division is not None and viewer.level.value in rows.levels
    if looks_down and viewer.lo and viewer.covers(subject.division):
        return True
    if rows.unit and viewer.unit and subject.unit == viewer.unit:
        return True
    return bool(rows.user and viewer.user and user == viewer.user)


def need(by: Viewer, permission: str) -> None:
    """Refuses with the sentence that says whose business it is; the system's own work passes."""
    if not by.system and not by.may(permission):
        raise NotYours(lacking(by, permission))


def lacking(viewer: Viewer, permission: str) -> str:
    """没有这项权限: whose business it is, and as what the person came."""
    holders = "、".join(role.label for role in holders_of(permission))
    whose = f"由{holders}办" if holders else "没有岗位能办"
    came_as = f"，你现在的岗位是{viewer.post_title}" if viewer.post_title else ""
    return f"“{label_of(permission)}”{whose}{came_as}。"


def _ways(viewer: Viewer, subject: Subject | None, known: Facts, chain: list[Step]) -> list[_Way]:
    """Every way to the subject; a conflict closes all, save what the own post kept before."""
    role = ROLES.get(viewer.role)
    post = _Way(
        "岗位",
        viewer.permissions,
        role.sees if role else Sensitivity.PUBLIC,
        cleared=(role.cleared if role else frozenset()) | _named(known, subject),
    )
    if subject is None:
        return [post]
    torn = subject.child is not None and subject.child in known.conflicts
    if torn and not known.kept:
        chain.append(Step("回避", "本人与这名儿童有利害关系", False))
        return []
    inside = within(known.rows, viewer, subject, known.user)
    chain.append(Step("管辖", _where(viewer), inside))
    ways = [post] if inside else []
    if torn:
        chain.append(Step("回避", "只留本岗位原来保管的档案", True))
        return [_Way(way.name, way.permissions, _below_risk(way.ceiling)) for way in ways]
    return [*ways, *_shares(viewer, subject, known, chain), *_glass(viewer, subject, known, chain)]


def _shares(viewer: Viewer, subject: Subject, known: Facts, chain: list[Step]) -> list[_Way]:
    """Involvements in force: named person or unit, this very thing, not yet ended."""
    ways = [
        _Way("参与", one.permissions, Sensitivity.NARRATIVE, one.fields)
        for one in known.involved
        if (one.kind, one.id) == (subject.kind, str(subject.id))
        and (one.starts is None or one.starts <= known.at)
        and known.at < one.ends
        and ((one.user and one.user == viewer.user) or (one.unit and one.unit == viewer.unit))
    ]
    if ways:
        chain.append(Step("参与", "在列明的内容和期限之内", True))
    return ways


def _glass(viewer: Viewer, subject: Subject, known: Facts, chain: list[Step]) -> list[_Way]:
    """A break-glass still open: reading only, never a compartment, an hour whatever was written."""
    is_open = viewer.may(P.BREAK_GLASS) and any(
        one.user == viewer.user
        and one.child == subject.child
        and one.opened <= known.at < min(one.ends, one.opened + LONGEST_GLASS)
        for one in known.glasses
    )
    if not is_open:
        return []
    chain.append(Step("紧急查看", "还在时限之内，只能看", True))
    return [_Way("紧急查看", READS, Sensitivity.NARRATIVE)]


def _named(known: Facts, subject: Subject | None) -> frozenset[Sensitivity]:
    child = subject.child if subject else None
    return frozenset(level for level, whose in known.cleared if child and whose == child)


def _below_risk(ceiling: Sensitivity) -> Sensitivity:
    """What stays of the own file under a conflict: who the child is, no danger, no narrative."""
    return min(ceiling, Sensitivity.IDENTITY, key=LADDER.index)


def _as_whom(viewer: Viewer) -> Step:
    role = ROLES.get(viewer.role)
    if viewer.system:
        return Step("岗位", f"系统（{viewer.system}）", True)
    title = viewer.post_title or "没有岗位"
    return Step("岗位", f"{title}（{role.label}）" if role else title, bool(role))


def _where(viewer: Viewer) -> str:
    return viewer.place or viewer.unit_name or "没有管辖范围"


def _too_close(level: Sensitivity) -> str:
    return f"这一项属于“{level.label}”，你的岗位看不到。确有需要，请找县级民政部门。"
