"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tonghu.core.database.fields import units_field
from tonghu.core.database.rows import Rows
from tonghu.core.marks import inside as inside
from tonghu.core.marks import text as text
from tonghu.core.marks import when as when

# Conference rows hold no child: whoever stands above the place reads them, villages do not
ABOVE = ("nation", "province", "prefecture", "county", "town")


def prose(label: str, comment: str = "") -> models.TextField[str, str]:
    """A longer text of the office."""
    return inside(models.TextField(label, blank=True, default="", db_comment=comment or label))


def ref(label: str, comment: str = "") -> models.UUIDField[UUID | None, UUID | None]:
    """Something of another module by id; what it was called stands beside it."""
    return inside(models.UUIDField(label, null=True, db_comment=comment or f"{label}，没有则空"))


def day(label: str, comment: str = "") -> models.DateField[date | None, date | None]:
    """A day that may not have come yet."""
    return inside(models.DateField(label, null=True, db_comment=comment or label))


def shared() -> ArrayField[list[Any], list[Any]]:
    """给谁看: units that may read the row."""
    return inside(units_field(verbose_name="给哪些单位看", db_comment="单位编号，只许看不许改"))


def of_body(unit: str | None = None) -> Rows:
    """谁看得见: the place and those above it, the row's own unit, the units it is shared with."""
    return Rows.by_division("division", levels=ABOVE, unit=unit, shared="shared_with")
