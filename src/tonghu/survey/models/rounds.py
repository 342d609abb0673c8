"""轮次的表: one cycle of one county, with its days and the list it was locked with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.survey.models.marks import inside, text, when, who
from tonghu.survey.states import Cycle, RoundState


class Round(Record):
    """一轮排查: what is asked of every village of a county, between which days, by which clause."""

    row_scope: ClassVar[Rows] = Rows.open("轮次的名称和起止日是公开的工作安排，不含儿童")

    division = inside(DivisionField("县区划"))
    title = text("名称", 80, "如2026年三季度核对、2026年秋季集中排查")
    cycle = inside(models.CharField("周期", max_length=20, choices=Cycle))
    period = text("期次", 20, "如2026Q3、2026-autumn")
    begins_on = inside(models.DateField("期间第一天", db_comment="期初数的次日"))
    ends_on = inside(models.DateField("期间最后一天", db_comment="期末数所指的那一天"))
    opens_on = inside(models.DateField("发出日"))
    due_on = inside(models.DateField("村里核完", db_comment="文件写的最后一天"))
    rosters_from = inside(models.DateField("名册开始报送", null=True))
    rosters_to = inside(models.DateField("名册报送截止", null=True))
    summary_due = inside(models.DateField("乡镇汇总截止", null=True))
    feedback_due = inside(models.DateField("反馈截止", null=True))
    basis = text("依据", 200, "文件代号和条款，如方案所写")
    clause = text("条款", 200, "给人看的出处，文件没写则空")
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64, "按哪一版方案办的")
    state = inside(
        models.CharField("状态", max_length=10, choices=RoundState, default=RoundState.DRAFT)
    )
    previous = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="上一轮", null=True, related_name="+",
            db_comment="期初数取自它锁定的期末数",
        )
    )  # fmt: skip
    opened_by = who("发出人")
    opened_name = text("发出人姓名", 80)
    opened_at = when("发出时间")
    locked_by = who("锁定人")
    locked_name = text("锁定人姓名", 80)
    locked_at = when("锁定时间")
    exceptions = inside(
        models.JSONField("例外", default=list, db_comment="锁定时没有办完的村、镇和各自的理由")
    )
    why = text("锁定说明", 400)
    fingerprint = text("名单指纹", 64, "锁定名单的SHA-256")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "排查轮次"
        db_table_comment = "排查轮次：一个县的一次季度更新或者集中排查，日子按制度"
        indexes: ClassVar = [
            models.Index(fields=["division", "-opens_on"], name="round_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "cycle", "period"], condition=~Q(state="cancelled"),
                name="round_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("begins_on")), name="round_days_in_order"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
