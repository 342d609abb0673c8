"""谁在看: the person behind a request, a job or a command, as one frozen value passed explicitly.

Permissions are plain strings here: which there are and who has them is decided in `access`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

FIRST, LAST = "0", "~"  # bounds of "every division": codes are digits


class Level(StrEnum):
    """层级: where a post stands; row-level security knows these words."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    UNIT = "unit"  # a school, a station, a hospital: its own unit and no range of divisions
    ADMIN = (
        "admin"  # the three administrators: accounts, log, machine; no table of children names it
    )
    SYSTEM = "system"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Viewer:
    """看的人: user, post, unit, division, and what the post permits."""

    user: UUID | None
    login: str
    name: str
    level: Level
    post: UUID | None = None
    post_title: str = ""
    role: str = ""
    unit: UUID | None = None
    unit_name: str = ""
    division: str = ""  # 12 digits; of a unit-bound post the unit's own, for showing only
    place: str = ""  # 松阳县大东坝镇
    lo: str = ""  # half-open range of divisions whose rows are within reach
    hi: str = ""
    permissions: frozenset[str] = frozenset()
    profile: str = ""
    request: str = ""
    system: str = ""  # why the machine itself acts; "" for people

    @classmethod
    def for_system(cls, reason: str) -> Viewer:
        """The machine at work on its own: sees every row, may do nothing a person must decide."""
        return cls(
            user=None, login="", name="系统", level=Level.SYSTEM, lo=FIRST, hi=LAST, system=reason
        )  # fmt: skip

    @property
    def signed_in(self) -> bool:
        """Whether a person stands behind it."""
        return self.user is not None

    def may(self, permission: str) -> bool:
        """Whether the post permits a verb at all; on which rows is another question."""
        return permission in self.permissions

    def covers(self, division: str) -> bool:
        """Whether a division lies in the viewer's range."""
        return bool(division) and self.lo <= division < self.hi


ANONYMOUS = Viewer(user=None, login="", name="", level=Level.PUBLIC)

Resolver = Callable[[UUID, UUID | None], "Viewer | None"]
_resolver: list[Resolver] = []


def resolve_with(resolver: Resolver) -> None:
    """Called once by `access`: how a viewer is made again from user and post."""
    _resolver[:] = [resolver]


def viewer_again(user: UUID, post: UUID | None) -> Viewer | None:
    """The person as of now, for work that was ordered earlier; None when the post is lost."""
    return _resolver[0](user, post) if _resolver else None
