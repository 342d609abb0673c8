"""承担者名册 (D-250…D-279): from the directory and the document, who owes duties and how a fact leads to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.models import Post
from tonghu.core.database import scope
from tonghu.directory.divisions import Level, level_of
from tonghu.directory.models import Division, Unit
from tonghu.directory.states import UnitKind
from tonghu.duties.queries.common import DESK, range_of
from tonghu.duties.rules.crediting import Roll
from tonghu.duties.rules.holders import (
    GOVERNMENT,
    PLACES,
    Holder,
    duties_by_function,
    functions_of_member,
)
from tonghu.duties.states import Group
from tonghu.policy import Profile

_OF_PLACE = {UnitKind.TOWN_GOVERNMENT.value, UnitKind.VILLAGE_COMMITTEE.value}
_BODIES = {
    "school", "kindergarten", "police_station", "hospital", "welfare_institution",
    "rescue_institution", "social_organisations",
}  # fmt: skip
_UNIT = ("id", "name", "kind", "function", "division", "valid_to", "successor_id")


@dataclass(frozen=True)
class Register:
    """名册 of one ledger."""

    division: str
    profile: Profile
    holders: tuple[Holder, ...]
    by_key: dict[str, Holder]
    units: dict[UUID, str]

    def group(self, group: Group) -> tuple[Holder, ...]:
        """Those of a kind, as listed."""
        return tuple(one for one in self.holders if one.group is group)


def register(division: str, profile: Profile) -> Register:
    """名册: two queries, whatever the size of the place."""
    lo, hi = range_of(division)
    units = list(
        Unit.objects.all_of_them(reason="the directory is open to all")
        .filter(division__gte=lo, division__lt=hi).order_by("division", "name").values(*_UNIT)
    )  # fmt: skip
    living = [one for one in units if one["valid_to"] is None]
    members = tuple(_members(division, profile, living))
    holders = (*members, *_places(division), *_bodies(profile, living))
    by_key = {one.key: one for one in holders}
    return Register(division, profile, holders, by_key, _leads(units, by_key))


def _members(division: str, profile: Profile, units: list[dict[str, object]]) -> Iterable[Holder]:
    here = {
        str(one["function"]): one
        for one in units
        if one["division"] == division and one["kind"] == UnitKind.BUREAU and one["function"]
    }
    for place, row in enumerate(profile.units, 1):
        unit, number = here.get(row.code), row.number or place
        functions = functions_of_member(profile, row.code)
        if unit is None:
            yield Holder(
                f"f:{row.code}", row.name, Group.MEMBERS, functions, division, None, number, False
            )
        else:
            id_ = unit["id"]
            assert isinstance(id_, UUID)
            yield Holder(
                f"u:{id_}", str(unit["name"]), Group.MEMBERS, functions, division, id_, number
            )
    if GOVERNMENT in duties_by_function(profile):
        label = profile.vocabulary.function(GOVERNMENT)
        yield Holder(
            f"g:{division}", label, Group.MEMBERS, (GOVERNMENT, "county"), division, None, 999
        )


def _places(division: str) -> Iterable[Holder]:
    lo, hi = range_of(division)
    rows = (
        Division.objects.all_of_them(reason="names of places are public")
        .filter(code__gt=lo, code__lt=hi, level__gte=Level.TOWN.value, valid_to=None)
        .order_by("code")
    )
    for code, name in rows.values_list("code", "name"):
        town = level_of(code) is Level.TOWN
        group = Group.TOWNS if town else Group.VILLAGES
        yield Holder(f"p:{code}", name, group, PLACES["town" if town else "village"], code)


def _bodies(profile: Profile, units: list[dict[str, object]]) -> Iterable[Holder]:
    asked = set(duties_by_function(profile)) & _BODIES
    for one in units:
        id_ = one["id"]
        if one["function"] in asked and one["kind"] != UnitKind.BUREAU and isinstance(id_, UUID):
            yield Holder(
                f"u:{id_}", str(one["name"]), Group.BODIES, (str(one["function"]),),
                str(one["division"]), id_,
            )  # fmt: skip


def _leads(units: list[dict[str, object]], known: dict[str, Holder]) -> dict[UUID, str]:
    """Unit → holder: itself, its town or village, or the heir of what it was."""
    by_id = {one["id"]: one for one in units}
    found: dict[UUID, str] = {}
    for id_, one in by_id.items():
        heir, steps = one, 0
        while heir["valid_to"] is not None and heir["successor_id"] in by_id and steps < len(units):
            heir, steps = by_id[heir["successor_id"]], steps + 1
        key = f"p:{heir['division']}" if heir["kind"] in _OF_PLACE else f"u:{heir['id']}"
        if key in known and isinstance(id_, UUID):
            found[id_] = key
    return found


def roll(register: Register) -> Roll:
    """怎样从一件事找到承担者; one query more, for the posts."""
    keepers: dict[str, str] = {}
    for one in register.group(Group.MEMBERS):
        for function in one.functions:
            keepers.setdefault(function, one.key)
    office = keepers.get(register.profile.sheet.conference.office.seat, "")
    places = {one.division: one.key for one in register.holders if one.key.startswith("p:")}
    if office:
        places[register.division] = office
    lo, hi = range_of(register.division)
    with scope(DESK):
        posts = Post.objects.all_of_them(reason="where the one stood who did it").filter(
            division__gte=lo, division__lt=hi
        )
        stood = dict(posts.values_list("id", "division"))
    return Roll(
        units=register.units, places=places, posts=stood,
        functions={one.key: one.functions for one in register.holders},
        divisions={one.key: one.division for one in register.holders}, keepers=keepers,
    )  # fmt: skip
