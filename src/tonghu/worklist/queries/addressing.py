"""给谁的: which rows of tasks and notices are one's own, by unit, by post, by standing in."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tonghu.access.roles import ROLES
from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.models import Unit
from tonghu.directory.states import UnitKind
from tonghu.worklist.models import StandIn

SEATS = {Level.VILLAGE: UnitKind.VILLAGE_COMMITTEE, Level.TOWN: UnitKind.TOWN_GOVERNMENT}
UNIT_ROLES = tuple(code for code, role in ROLES.items() if role.held_at == {Level.UNIT})


def addressed(viewer: Viewer) -> Q:
    """自己的 of a table with division, role and unit_id: the viewer's, or of whom it stands in for."""
    role = Q(role="") | Q(role=viewer.role)
    place = Q(unit_id=None, division=viewer.division) if viewer.lo else Q(pk=None)
    return (role & (place | _of_unit(viewer))) | _stood_in_for(viewer)


def in_force(today: date | None = None) -> Q:
    """在代班: begun, not over, not ended early."""
    day = today or clock.today()
    return Q(from_on__lte=day, until_on__gte=day, ended_at=None)


def standing_in(viewer: Viewer) -> QuerySet[StandIn]:
    """The stand-ins in force in which the viewer's present post does another's work."""
    rows = StandIn.objects.visible_to(viewer)
    return rows.filter(in_force(), stand_in_post_id=viewer.post) if viewer.post else rows.none()


def _stood_in_for(viewer: Viewer) -> Q:
    if viewer.post is None:
        return Q(pk=None)
    here = standing_in(viewer)
    ranged = here.exclude(role__in=UNIT_ROLES).filter(division=OuterRef("division"))
    return (Q(unit_id=None) & _either(ranged)) | _either(here.filter(seat_id=OuterRef("unit_id")))


def _either(rows: QuerySet[StandIn]) -> Q:
    """Written for the role of the absent, or for whoever is there."""
    return Q(Exists(rows.filter(role=OuterRef("role")))) | (Q(role="") & Q(Exists(rows)))


def _of_unit(viewer: Viewer) -> Q:
    """The viewer's unit; of a village or a town also its committee or government."""
    if viewer.unit:
        return Q(unit_id=viewer.unit)
    kind = SEATS.get(viewer.level)
    if kind is None:
        return Q(pk=None)
    seats = Unit.objects.visible_to(viewer).filter(division=viewer.division, kind=kind.value)
    return Q(unit_id__in=seats.values("pk"))
