"""某日在册: who was a village's child on a day, and how many counted under a scheme; re-run any time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Classification, Standing
from tonghu.registry.rules.cells import ON_REGISTER


def on_day(day: date) -> Q:
    """In force on a day: begun, and not ended on or before it."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))


def in_charge(viewer: Viewer, division: str, as_of: date) -> tuple[UUID, ...]:
    """在册儿童 of a division on a day, in order of their ids."""
    rows = _standings(viewer, full(division), upper_bound(full(division)), as_of)
    return tuple(rows.order_by("child").values_list("child", flat=True))


def count(viewer: Viewer, lo: str, hi: str, scheme: str, as_of: date, profile: str = "") -> int:
    """多少名: on the register of a range on a day; with a scheme, those counted under it.

    `cn:left_behind` is the nation's measure, `left_behind` the place's own.
    """
    if not scheme:
        return _standings(viewer, lo, hi, as_of).count()
    return classified(viewer, lo, hi, scheme, as_of, profile).count()


def classified(
    viewer: Viewer, lo: str, hi: str, scheme: str, as_of: date, profile: str = ""
) -> QuerySet[Classification]:
    """认定 of a scheme that held on a day, in a range."""
    named, _, code = scheme.rpartition(":")
    rows = Classification.objects.visible_to(viewer).filter(
        on_day(as_of), scheme=code, division__gte=lo, division__lt=hi
    )
    if named or profile:
        return rows.filter(profile=named or profile)
    return rows.exclude(profile="cn") if viewer.profile != "cn" else rows.filter(profile="cn")


def _standings(viewer: Viewer, lo: str, hi: str, as_of: date) -> QuerySet[Standing]:
    return Standing.objects.visible_to(viewer).filter(
        on_day(as_of), state__in=ON_REGISTER, division__gte=lo, division__lt=hi
    )
