"""历史和计数的表: states and places by day, classifications by day, current counts by village."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.registry.models.child import Child
from tonghu.registry.models.shorthand import BY_VILLAGE, inside, risk, said, text, total, village
from tonghu.registry.states import LIFE_LABELS


class Standing(Record):
    """档案沿革: in which state and whose a file was, from one day before another."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village("当时负责的村")
    child = inside(
        models.ForeignKey(Child, models.CASCADE, verbose_name="儿童", related_name="standings")
    )
    state = inside(
        models.CharField(
            "档案状态",
            max_length=12,
            choices=[(s.value, label) for s, label in LIFE_LABELS.items()],
        )
    )
    from_on = inside(models.DateField("起"))
    until_on = inside(models.DateField("止", null=True, db_comment="不再是的第一天"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "档案沿革"
        db_table = "registry_standing"
        db_table_comment = "档案沿革：每天归谁、是什么状态，用来按日期重算"
        indexes: ClassVar = [
            models.Index(fields=["division", "state", "from_on"], name="standing_division"),
            models.Index(fields=["child", "until_on"], name="standing_child"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(until_on=None), name="standing_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="standing_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class Classification(Record):
    """认定: counted under one scheme of one profile, between two days, and why."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village("当时负责的村")
    child = inside(
        models.ForeignKey(
            Child, models.CASCADE, verbose_name="儿童", related_name="classifications"
        )
    )
    scheme = risk(said("类别", 40, "left_behind等"))
    profile = text("方案", 40, "按哪个方案认定")
    profile_hash = text("方案指纹", 64)
    category = risk(said("情形", 60))
    from_on = inside(models.DateField("起"))
    until_on = inside(models.DateField("止", null=True, db_comment="不再算的第一天"))
    reason = risk(said("理由", 500))
    basis = text("依据", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "认定"
        db_table = "registry_classification"
        db_table_comment = "认定：纯规则的结果，不能手填；一名儿童可以同时有几类"
        indexes: ClassVar = [
            models.Index(fields=["division", "scheme", "from_on"], name="class_division"),
            models.Index(fields=["child", "until_on"], name="class_child"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "profile", "scheme"], condition=Q(until_on=None),
                name="class_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="class_days_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.scheme


class Tally(Record):
    """计数: how many of a figure a village has now; kept by the deeds, equal to a recount."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    division = total(DivisionField("村"))
    scheme = total(models.CharField("类别", max_length=60, db_comment="空：不分类别"))
    figure = total(
        models.CharField("数字", max_length=60, db_comment="state:registered、counted等")
    )
    n = total(models.IntegerField("人数", default=0))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "计数"
        db_table = "registry_tally"
        db_table_comment = "计数：村、类别、数字；随每次更改增减，等于重算"
        indexes: ClassVar = [
            models.Index(fields=["scheme", "figure", "division"], name="tally_figure")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "scheme", "figure"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.scheme} {self.figure}"


class FileSeries(Record):
    """档案号: the running number of a town and a year."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = inside(DivisionField("乡镇"))
    year = inside(models.PositiveSmallIntegerField("年"))
    last = inside(models.PositiveIntegerField("用到第几号", default=0))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "档案号"
        db_table = "registry_file_series"
        db_table_comment = "档案号：各乡镇每年从1起"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "year"], name="file_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}"
