"""查: what these pages need of the directory for one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions import Level, level_of
from tonghu.directory.queries import UnitView
from tonghu.directory.states import UnitKind

_CIVIL_AFFAIRS, _POLICE = "civil_affairs", "police"


@dataclass(frozen=True, slots=True)
class Number:
    """该打给谁: a unit near the viewer and its number, "" where none is registered."""

    unit: UUID
    name: str
    what: str
    phone: str


def numbers_to_call(viewer: Viewer) -> tuple[Number, ...]:
    """Town office and station of the viewer's place; above towns the county's bureaus."""
    if not viewer.signed_in or not viewer.division:
        return ()
    if level_of(viewer.division) >= Level.TOWN:
        near = (
            directory.town_unit(viewer, viewer.division, UnitKind.POLICE_STATION),
            directory.town_unit(viewer, viewer.division, UnitKind.TOWN_GOVERNMENT),
        )
    else:
        near = (
            directory.bureau(viewer, viewer.division, _POLICE),
            directory.bureau(viewer, viewer.division, _CIVIL_AFFAIRS),
        )
    return tuple(_number(one) for one in near if one is not None)


def _number(one: UnitView) -> Number:
    what = one.function_label if one.kind is UnitKind.BUREAU else one.kind_label
    return Number(one.id, one.name, what, one.phone)
