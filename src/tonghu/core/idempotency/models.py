"""一次性的表: which requests were already done, and where their answer is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive

__all__ = ["DoneOnce"]


class DoneOnce(Record):
    """办过一次: a key of one actor, what was asked under it, and what was answered."""

    row_scope: ClassVar[Rows] = Rows.open("只有随机编号、摘要和答复的网址，按办事人查找")

    actor = sensitive(
        models.CharField("办事人", max_length=80, db_comment="用户或单位的编号"),
        Sensitivity.INTERNAL,
    )
    key = sensitive(
        models.CharField("编号", max_length=80, db_comment="表单或客户端给的一次性编号"),
        Sensitivity.INTERNAL,
    )
    body_hash = sensitive(
        models.CharField("内容摘要", max_length=64, db_comment="方法、地址和内容的SHA-256"),
        Sensitivity.INTERNAL,
    )
    status = sensitive(
        models.PositiveSmallIntegerField(
            "答复状态", default=0, db_comment="HTTP状态码，0为没有答复"
        ),
        Sensitivity.INTERNAL,
    )
    location = sensitive(
        models.CharField("答复的网址", max_length=400, blank=True, default=""), Sensitivity.INTERNAL
    )
    at = sensitive(models.DateTimeField("时间", default=now), Sensitivity.INTERNAL)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "办过一次"
        db_table = "core_done_once"
        db_table_comment = "办过一次：同一编号再来只给原来的答复；七天后清除"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="done_once_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="done_once_at")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
