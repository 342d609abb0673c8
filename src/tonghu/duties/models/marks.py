"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive

DOWN = ("nation", "province", "prefecture", "county", "town", "village")


def of_holder() -> Rows:
    """按办事的单位: whoever is above the place, and the unit itself."""
    return Rows.by_division("division", levels=DOWN, unit="unit_id")


def inside(field: AnyField) -> AnyField:
    """工作内部."""
    return sensitive(field, Sensitivity.INTERNAL)


def aggregate(field: AnyField) -> AnyField:
    """汇总数."""
    return sensitive(field, Sensitivity.AGGREGATE)


def text(label: str, length: int, comment: str = "") -> models.CharField[str, str]:
    """A short text of the office, empty when there is none."""
    return inside(
        models.CharField(
            label, max_length=length, blank=True, default="", db_comment=comment or label
        )
    )


def prose(label: str, length: int = 2_000) -> models.TextField[str, str]:
    """A longer text, about work and never about a child."""
    return inside(models.TextField(label, max_length=length, blank=True, default=""))


def who(label: str) -> models.UUIDField[UUID | None, UUID | None]:
    """A user by id; the name stands beside it, as it was then."""
    return inside(models.UUIDField(label, null=True, db_comment="空：系统"))


def when(label: str) -> models.DateTimeField[datetime | None, datetime | None]:
    """A moment that may not have come yet."""
    return inside(models.DateTimeField(label, null=True))


def day(label: str) -> models.DateField[date | None, date | None]:
    """A day that may not be known."""
    return inside(models.DateField(label, null=True))


def where(label: str = "区划") -> DivisionField:
    """Where the one stands who owes."""
    return inside(DivisionField(label, db_comment="承担职责的单位、乡镇、村所在区划"))


def unit() -> models.UUIDField[UUID | None, UUID | None]:
    """The unit that owes; a town or a village has none."""
    return inside(
        models.UUIDField("单位", null=True, db_column="unit_id", db_comment="空：按区划的乡镇、村")
    )


def book(label: str = "台账所在区划") -> DivisionField:
    """Whose ledger it is in: that of the county, or of the prefecture."""
    return inside(DivisionField(label))
