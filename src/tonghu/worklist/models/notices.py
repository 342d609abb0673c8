"""通知的表: what is told to a unit or a post, and which person has read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.models import Record
from tonghu.core.sensitivity import sensitive
from tonghu.worklist.models.fields import INSIDE, text
from tonghu.worklist.states import NoticeKind


class Notice(Record):
    """通知: to a unit, to a role in a division, or to one person; carries no child's name."""

    kind = sensitive(
        models.CharField("种类", max_length=12, choices=[(k.value, k.label) for k in NoticeKind]),
        INSIDE,
    )
    title = text("标题", 120, blank=False)
    said = text("说明", 300)
    link = text("去哪里看", 300)
    count = sensitive(models.PositiveIntegerField("件数", default=1), INSIDE)

    division = sensitive(DivisionField("区划"), INSIDE)
    unit_id = sensitive(
        models.UUIDField("给哪个单位", null=True, db_comment="空：给区划里的岗位"), INSIDE
    )
    unit_name = text("给哪个单位名称", 120)
    role = text("给哪个岗位", 40, comment="角色代码，空：单位里谁都看得到")
    user_id = sensitive(
        models.UUIDField("给哪个人", null=True, db_comment="空：给单位或岗位"), INSIDE
    )

    sent_at = sensitive(models.DateTimeField("哪天发的"), INSIDE)
    sent_by_name = text("谁发的", 60)

    row_scope: ClassVar[Rows] = Rows.by_division("division", unit="unit_id", user="user_id")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "通知"
        db_table = "worklist_notice"
        db_table_comment = "通知：催办、过问、代班告知给哪个单位、岗位或者个人；不含儿童姓名"
        ordering: ClassVar = ["-sent_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-sent_at"], name="notice_of_division"),
            models.Index(fields=["unit_id", "-sent_at"], name="notice_of_unit"),
            models.Index(fields=["user_id", "-sent_at"], name="notice_of_user"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeRead(Record):
    """看过通知: a notice to a unit is read by each of its people for themselves."""

    notice = sensitive(
        models.ForeignKey(Notice, models.CASCADE, verbose_name="通知", related_name="readings"),
        INSIDE,
    )
    user_id = sensitive(models.UUIDField("谁"), INSIDE)
    read_at = sensitive(models.DateTimeField("哪时看的"), INSIDE)

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="user_id")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "看过通知"
        db_table = "worklist_notice_read"
        db_table_comment = "谁在什么时候看过哪条通知"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user_id", "notice"], name="notice_read_once")
        ]
