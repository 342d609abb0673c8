"""一行: what every table of ours inherits."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from tonghu.core.database.rows import Rows
from tonghu.core.ids import uuid7
from tonghu.core.managers import GuardedManager
from tonghu.core.sensitivity import Sensitivity, sensitive


def key() -> models.UUIDField[UUID, UUID]:
    """The primary key of a table: UUIDv7, made before the row is written."""
    return sensitive(
        models.UUIDField("编号", primary_key=True, default=uuid7, editable=False),
        Sensitivity.PUBLIC,
    )


class Record(models.Model):
    """A row of ours: its own id, guarded reads, one declaration of who sees which rows."""

    id = key()
    row_scope: ClassVar[Rows]
    append_only: ClassVar[bool] = False

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "_reached"

    _reached = models.Manager()
