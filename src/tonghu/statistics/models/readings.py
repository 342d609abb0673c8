"""读数的表: the counts of a day or a quarter, true and as other readers may see them; never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.suppression import Audience, Hiding
from tonghu.statistics.models.marks import FIGURES, aggregate, inside, text

DIGITS = ((6, "县"), (9, "乡"), (12, "村"))


class Reading(Record):
    """读数: all indicators of one county, of one day or of one quarter, taken at one moment."""

    row_scope: ClassVar[Rows] = Rows.open("读数的日期和版本是公开的工作安排，不含数字")
    append_only: ClassVar[bool] = True

    division = inside(DivisionField("县区划"))
    period = text("期间", 10, "某日如2026-11-24，季度如2026Q3")
    quarter = inside(models.BooleanField("是季度的读数", default=False))
    as_of = inside(models.DateField("截至哪一天"))
    version = inside(models.PositiveSmallIntegerField("第几次", default=1))
    taken_at = inside(models.DateTimeField("何时数的", default=now))
    round = inside(models.UUIDField("锁定的轮次", null=True, db_comment="期初期末取自哪一轮"))
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64)
    cells = inside(models.PositiveIntegerField("格数", default=0))
    fingerprint = text("指纹", 64, "全部格子的SHA-256")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "读数"
        db_table_comment = "读数：一个县某日或者某季度的全部指标，只增不改"
        indexes: ClassVar = [
            models.Index(fields=["division", "-as_of", "-version"], name="reading_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "period", "version"], name="reading_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.period}"


class Cell(Record):
    """一格: the true count of an indicator's key in a division."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=FIGURES)
    append_only: ClassVar[bool] = True

    reading = inside(
        models.ForeignKey(Reading, models.PROTECT, verbose_name="读数", related_name="+")
    )
    division = inside(DivisionField("区划"))
    level = inside(models.PositiveSmallIntegerField("哪一级", choices=DIGITS))
    indicator = text("指标", 40)
    key = text("分组", 90)
    n = aggregate(models.IntegerField("数"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "统计的格子"
        db_table_comment = "统计的格子：读数×区划×指标×分组，县、乡的和已经加好"
        indexes: ClassVar = [
            models.Index(fields=["division", "reading"], name="cell_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reading", "level", "division", "indicator", "key"], name="cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.indicator} {self.key}"


class Shown(Record):
    """公布的一格: what a reader outside may see; a hidden number is not in the row at all."""

    row_scope: ClassVar[Rows] = Rows.open("已经遮盖小数目，可以给成员单位和印发的材料看")
    append_only: ClassVar[bool] = True

    reading = inside(
        models.ForeignKey(Reading, models.PROTECT, verbose_name="读数", related_name="+")
    )
    audience = inside(
        models.CharField(
            "读者", max_length=8, choices=[(one.value, one.label) for one in Audience][1:]
        )
    )
    division = inside(DivisionField("区划"))
    level = inside(models.PositiveSmallIntegerField("哪一级", choices=DIGITS))
    indicator = text("指标", 40)
    key = text("分组", 90)
    n = aggregate(models.IntegerField("数", null=True, db_comment="空：不显示"))
    why = inside(
        models.CharField(
            "为什么不显示", max_length=8, blank=True, default=Hiding.NO.value,
            choices=[("", "显示"), ("small", "数目小"), ("beside", "会让人算出小数目")],
        )
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "公布的格子"
        db_table_comment = "公布的格子：给成员单位、公众的数，小数目和会泄露它的数不在里面"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reading", "audience", "level", "division", "indicator", "key"],
                name="shown_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.indicator} {self.key}"
