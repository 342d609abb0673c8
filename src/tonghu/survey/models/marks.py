"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from django.db import models

from tonghu.core.marks import aggregate as aggregate
from tonghu.core.marks import inside as inside
from tonghu.core.marks import text as text
from tonghu.core.marks import traceless as traceless
from tonghu.core.marks import when as when
from tonghu.core.marks import who as who

NAMES = ("county", "town", "village")  # tables with children: leaders and superiors see none


def count(label: str) -> models.PositiveIntegerField[int, int]:
    """人数、件数."""
    return aggregate(models.PositiveIntegerField(label, default=0))
