"""名单的表: filters a person keeps under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.rows import Rows
from tonghu.core.models import Record
from tonghu.core.sensitivity import Sensitivity, sensitive

_IN = Sensitivity.INTERNAL


class SavedFilter(Record):
    """常用筛选: which filters of the children's list a person wants again; holds no name of a child."""

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="user")

    user = sensitive(models.UUIDField("谁的"), _IN)
    name = sensitive(models.CharField("名称", max_length=20), _IN)
    wanted = sensitive(
        models.JSONField("筛选条件", default=dict, db_comment="只有代码，没有查找时填的字"), _IN
    )
    made_at = sensitive(models.DateTimeField("什么时候存的", default=now), _IN)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "常用筛选"
        db_table = "registry_saved_filter"
        db_table_comment = "常用筛选：每个人在儿童名单上存的筛选条件"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name"),
        ]

    def __str__(self) -> str:
        return self.name
