"""报送要求的表: a year's call for rosters, and what each unit owes (SY 三(三), D-088)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.directory.models import Unit
from tonghu.reconcile.models.marks import ASKED, inside, text, who
from tonghu.reconcile.states import CallState

KINDS = [("survey", "民政摸底"), ("school", "学校学籍"), ("police", "公安户籍")]


class RosterCall(Record):
    """报送要求: between which days a county's rosters come in, by which clause."""

    row_scope: ClassVar[Rows] = Rows.open("报送的起止日是公开的工作安排，不含单位和儿童")

    division = inside(DivisionField("区划"))
    year = inside(models.PositiveSmallIntegerField("年度"))
    first = inside(models.DateField("开始日"))
    last = inside(models.DateField("截止日", db_comment="最后一天"))
    basis = text("依据", 120, "文件代号和条款，如方案所写")
    clause = text("条款", 200, "给人看的出处，文件没写则空")
    profile = text("方案", 40, "按哪个方案定起止")
    state = inside(
        models.CharField("状态", max_length=10, choices=CallState, default=CallState.OPEN)
    )
    opened_at = inside(models.DateTimeField("发出时间", default=now))
    opened_by = text("发出人", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "报送要求"
        db_table = "reconcile_rostercall"
        db_table_comment = "报送要求：一年一次的花名册报送，起止日按制度"
        indexes: ClassVar = [models.Index(fields=["division", "-year"], name="call_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "year"], name="call_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}"


class RosterOwed(Record):
    """应交的名册: one unit, one kind; what has come is told by the hand-ins."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ASKED, unit="unit_id")

    call = inside(
        models.ForeignKey(RosterCall, models.CASCADE, verbose_name="报送要求", related_name="owed")
    )
    year = inside(models.PositiveSmallIntegerField("年度"))
    unit = inside(models.ForeignKey(Unit, models.PROTECT, verbose_name="单位"))
    unit_name = text("单位名称", 120)
    unit_kind = text("单位类别", 20)
    division = inside(DivisionField("单位所在区划"))
    kind = inside(models.CharField("名册种类", max_length=10, choices=KINDS))
    due = inside(models.DateField("截止日"))
    basis = text("依据", 120)
    clause = text("条款", 200)
    urged = inside(models.PositiveSmallIntegerField("催过几次", default=0))
    urged_at = inside(models.DateTimeField("最近一次催", null=True))
    urged_by = who("谁催的")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "应交的名册"
        db_table = "reconcile_rosterowed"
        db_table_comment = "应交的名册：哪个单位该交哪一种，收到与否看收到的名册"
        indexes: ClassVar = [
            models.Index(fields=["division", "kind"], name="owed_division"),
            models.Index(fields=["unit", "-due"], name="owed_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "unit", "kind"], name="owed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.kind}"
