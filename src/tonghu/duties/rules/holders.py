"""谁承担: which duties of a document fall to which unit, town, village or body. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from tonghu.duties.states import Group
from tonghu.policy.profile import Profile
from tonghu.policy.schema.units import Duty

MEMBER, GOVERNMENT, FAMILY = "member_unit", "government", "family"
OFFICE = ("conference_office", "conference")
PLACES = {"town": ("town",), "village": ("village", "supervisor")}
NOBODY = (FAMILY,)  # owe, but are no unit that a ledger could be kept of


@dataclass(frozen=True, slots=True)
class Holder:
    """承担者: whoever has a page in the ledger."""

    key: str  # u:unit, p:division, f:function (not registered yet)
    name: str
    group: Group
    functions: tuple[str, ...]
    division: str
    unit: UUID | None = None
    number: int = 0  # in the printed list
    registered: bool = True


@lru_cache(maxsize=16)
def _by_function(profile_hash: str, duties: tuple[Duty, ...]) -> Mapping[str, tuple[Duty, ...]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.unit, []).append(duty)
    return {code: tuple(rows) for code, rows in found.items()}


def duties_by_function(profile: Profile) -> Mapping[str, tuple[Duty, ...]]:
    """Function → its duties, in printed order."""
    return _by_function(profile.full_version, profile.duties)


def owed(profile: Profile, holder: Holder) -> tuple[Duty, ...]:
    """职责 of one: its own, then what every member unit owes."""
    known = duties_by_function(profile)
    return tuple(duty for function in holder.functions for duty in known.get(function, ()))


def functions_of_member(profile: Profile, function: str) -> tuple[str, ...]:
    """What a member unit answers for: its own row, the office's when it sits there, everybody's."""
    office = OFFICE if function == profile.sheet.conference.office.seat else ()
    return (function, *office, MEMBER)


def nobodys(profile: Profile) -> tuple[Duty, ...]:
    """Duties that fall to families: read, not kept in a ledger."""
    return tuple(duty for duty in profile.duties if duty.unit in NOBODY)
