"""报表的表: a county's quarterly and yearly return, frozen when it is made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.statistics.models.marks import aggregate, inside, text
from tonghu.statistics.states import ReturnKind, ReturnState

ABOVE = ("nation", "province", "prefecture", "county")


class StatReturn(Record):
    """统计报表 (D-239, D-313, D-337): its tables as they stood when it was made, and how far it is."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ABOVE)

    division = inside(DivisionField("报送单位的区划"))
    kind = inside(models.CharField("种类", max_length=8, choices=ReturnKind))
    period = text("期间", 10, "2026Q3、2026")
    version = inside(models.PositiveSmallIntegerField("第几版", default=1))
    title = text("名称", 120)
    state = inside(
        models.CharField("状态", max_length=10, choices=ReturnState, default=ReturnState.MADE.value)
    )
    tables = aggregate(models.JSONField("各表", db_comment="做表时的数，之后不变"))
    readings = inside(models.JSONField("取自哪些读数", default=list))
    faults = inside(models.JSONField("核对出来的问题", default=list, db_comment="一条一句"))
    fingerprint = text("指纹", 64, "各表的SHA-256")
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64)
    note = text("说明", 600, "问题的说明，随表报送")
    made_name = text("制表人", 80)
    made_at = inside(models.DateTimeField("制表时间"))
    checked_name = text("复核人", 80)
    checked_at = inside(models.DateTimeField("复核时间", null=True))
    submitted_name = text("报送人", 80)
    submitted_at = inside(models.DateTimeField("报送时间", null=True))
    received_name = text("接收人", 80)
    received_at = inside(models.DateTimeField("接收时间", null=True))
    returned_why = text("退回理由", 300)
    due_on = inside(models.DateField("应报日期", null=True))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "统计报表"
        db_table_comment = "统计报表：做好、核对、报送、接收；数在做表时冻结，改错另出一版"
        indexes: ClassVar = [
            models.Index(fields=["division", "-made_at"], name="statreturn_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "kind", "period", "version"], name="statreturn_once"
            ),
            models.UniqueConstraint(
                fields=["division", "kind", "period"],
                condition=~Q(state=ReturnState.REPLACED.value), name="statreturn_stands_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
