"""抽查的名单: who was in the register of some places on a day; read as the person who draws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Child


def population(viewer: Viewer, places: Iterable[str], on: date) -> dict[UUID, str]:
    """id → village of every child in the register on that day, within the viewer's reach."""
    where = Q(pk__in=[])
    for code in places:
        where |= Q(division__gte=code, division__lt=upper_bound(code))
    rows = Child.objects.visible_to(viewer).filter(
        where, Q(left_on=None) | Q(left_on__gt=on), registered_on__lte=on, merged_into=None
    )
    return dict(rows.values_list("id", "division"))
