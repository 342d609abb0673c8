"""锁定的表: figures and the children behind them, written once and never again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.survey.models.marks import NAMES, aggregate, inside, text, traceless, when, who
from tonghu.survey.models.rounds import Round


class Frozen(Record):
    """锁定的数: village × scheme × figure as they stood at the lock."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")
    append_only: ClassVar[bool] = True

    round = inside(models.ForeignKey(Round, models.PROTECT, verbose_name="轮次", related_name="+"))
    division = inside(DivisionField("村区划"))
    scheme = inside(models.CharField("类别", max_length=40))
    figure = inside(models.CharField("项目", max_length=60))
    n = aggregate(models.IntegerField("人数"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "锁定的数"
        db_table_comment = "锁定时轮次×村×类别×项目的人数，只增不改"
        indexes: ClassVar = [models.Index(fields=["division", "round"], name="frozen_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "division", "scheme", "figure"], name="frozen_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.scheme} {self.figure} {self.n}"


class FrozenChild(Record):
    """锁定的名单: who stood behind the figures, per scheme."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)
    append_only: ClassVar[bool] = True

    round = inside(models.ForeignKey(Round, models.PROTECT, verbose_name="轮次", related_name="+"))
    division = inside(DivisionField("村区划"))
    child = traceless(models.UUIDField("儿童"))
    scheme = inside(models.CharField("类别", max_length=40))
    was = inside(models.BooleanField("期初在内"))
    stays = inside(models.BooleanField("期末在内"))
    added = text("新增原因", 40)
    left = text("退出原因", 40)
    answer = text("核对结果", 12)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "锁定的名单"
        db_table_comment = "锁定的数背后的儿童，只增不改；姓名在儿童档案里"
        indexes: ClassVar = [
            models.Index(fields=["division", "round"], name="frozenchild_division"),
            models.Index(fields=["child"], name="frozenchild_child"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "scheme", "division", "child"], name="frozenchild_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.scheme}"


class Correction(Record):
    """更正说明: what was found wrong after the lock; the locked figure stays as it was."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")
    append_only: ClassVar[bool] = True

    round = inside(models.ForeignKey(Round, models.PROTECT, verbose_name="轮次", related_name="+"))
    division = inside(DivisionField("村区划"))
    scheme = inside(models.CharField("类别", max_length=40))
    figure = inside(models.CharField("项目", max_length=60))
    n = aggregate(models.IntegerField("差几人", db_comment="应当比锁定的数多几人，少则为负"))
    why = text("理由", 400)
    by = who("更正人")
    by_name = text("更正人姓名", 80)
    at = when("更正时间")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "更正说明"
        db_table_comment = "锁定后的更正说明，不改锁定的数"
        indexes: ClassVar = [models.Index(fields=["division", "round"], name="correction_division")]

    def __str__(self) -> str:
        return f"{self.division} {self.figure} {self.n}"
