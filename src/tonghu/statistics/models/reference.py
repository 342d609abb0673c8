"""参考数据的表: what censuses, samples and departments say; kept apart from the register (D-104…D-106)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.statistics.models.marks import aggregate, inside, text
from tonghu.statistics.states import Group, Source


class ReferenceFigure(Record):
    """参考数据: one number of another source, with year, method and document; withdrawn, never changed."""

    row_scope: ClassVar[Rows] = Rows.open("统计等部门的汇总资料，不含个人，也不来自档案")

    division = inside(DivisionField("区划"))
    source = inside(models.CharField("来源", max_length=12, choices=Source))
    unit_name = text("提供单位", 120)
    year = inside(models.PositiveSmallIntegerField("年份"))
    group = inside(models.CharField("说的是谁", max_length=12, choices=Group))
    item = text("项目", 80, "如农村留守儿童人数")
    measure = text("计量单位", 12)
    value = aggregate(models.DecimalField("数值", max_digits=16, decimal_places=2))
    method = text("调查方法和口径", 300)
    document = text("出自", 200, "文件、年鉴名称和页码")
    as_of = inside(models.DateField("标准时点", null=True))
    entered_name = text("登记人", 80)
    entered_at = inside(models.DateTimeField("登记时间"))
    withdrawn_at = inside(models.DateTimeField("撤下时间", null=True))
    withdrawn_why = text("撤下理由", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "参考数据"
        db_table_comment = "参考数据：普查、抽样、部门年报的汇总数，同台账分开放，只作对照"
        indexes: ClassVar = [
            models.Index(fields=["division", "-year"], name="reference_division"),
        ]

    def __str__(self) -> str:
        return self.item
