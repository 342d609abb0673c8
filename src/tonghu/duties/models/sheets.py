"""考核的表: one sheet a place, kind and year; what was praised, and apart from it who was held to account."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.duties.models.marks import DOWN, aggregate, book, day, inside, prose, text, when, where
from tonghu.duties.states import SheetState

UP = tuple(level for level in DOWN if level != "village")
COUNTY = ("county",)


class Sheet(Record):
    """考核表: of a town, or of a county; its own people and whoever is above."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=UP)

    book = book()
    division = where("被考核的地方")
    name = text("名称", 80)
    year = inside(models.PositiveSmallIntegerField("年份"))
    variant = text("何种考核", 20, "词表evaluation_variants")
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64, "按哪一版方案的评分项")
    lines = aggregate(models.JSONField("各项得分", default=list))
    total = aggregate(models.DecimalField("得分", max_digits=6, decimal_places=1, default=0))
    full = aggregate(models.PositiveSmallIntegerField("满分", default=0))
    state = inside(
        models.CharField("状态", max_length=12, choices=SheetState, default=SheetState.OPENED)
    )
    counted_at = inside(models.DateTimeField("取数时间"))
    report = prose("自评")
    reported_name = text("自评人", 80)
    reported_at = when("自评时间")
    paper_number = text("考核单位打分表编号", 80)
    scored_name = text("打分人", 80)
    scored_at = when("打分时间")
    objection = prose("异议", 1_000)
    objected_name = text("提异议的人", 80)
    objected_at = when("提异议时间")
    answer = prose("答复", 1_000)
    answered_at = when("答复时间")
    result = text("结果运用", 20, "词表evaluation_results，空：没有")
    closed_at = when("定的时间")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "考核表"
        db_table_comment = "一个乡镇或县一年一种考核的得分、自评、异议和结果，不含个人"
        indexes: ClassVar = [
            models.Index(fields=["division", "year"], name="duties_sheet_division"),
            models.Index(fields=["book", "year", "variant"], name="duties_sheet_book"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["book", "division", "year", "variant"], name="duties_sheet_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


def _sheet() -> models.ForeignKey[Sheet, Sheet]:
    return inside(models.ForeignKey(Sheet, models.PROTECT, verbose_name="考核表", related_name="+"))


class Commendation(Record):
    """表彰、督导台账: what followed for a place, open to those who see its sheet."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=UP)

    sheet = _sheet()
    book = book()
    division = where("地方")
    name = text("名称", 80)
    kind = text("结果", 20, "reward、supervise")
    on = inside(models.DateField("日期"))
    document = text("文号", 80)
    story = prose("内容", 1_000)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "表彰、督导"
        db_table_comment = "考核后的奖励和督导，只到地方和单位，不到个人"
        indexes: ClassVar = [models.Index(fields=["division", "on"], name="duties_praise_division")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=("reward", "supervise")), name="duties_praise_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.kind}"


class Accountability(Record):
    """追责台账: seen by the county's office alone (D-237)."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=COUNTY)

    sheet = _sheet()
    book = book()
    division = where("地方")
    name = text("名称", 80)
    on = inside(models.DateField("日期"))
    document = text("文号", 80)
    story = prose("内容", 1_000)
    closed_on = day("办结日期")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "追究责任"
        db_table_comment = "考核后的追究责任，限县里办公室看"
        indexes: ClassVar = [
            models.Index(fields=["division", "on"], name="duties_account_division")
        ]

    def __str__(self) -> str:
        return self.name
