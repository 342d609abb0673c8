"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.marks import aggregate as aggregate
from tonghu.core.marks import inside as inside
from tonghu.core.marks import text as text
from tonghu.core.marks import when as when
from tonghu.core.marks import who as who

DOWN = ("nation", "province", "prefecture", "county", "town", "village")


def of_holder() -> Rows:
    """按办事的单位: whoever is above the place, and the unit itself."""
    return Rows.by_division("division", levels=DOWN, unit="unit_id")


def prose(label: str, length: int = 2_000) -> models.TextField[str, str]:
    """A longer text, about work and never about a child."""
    return inside(models.TextField(label, max_length=length, blank=True, default=""))


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
