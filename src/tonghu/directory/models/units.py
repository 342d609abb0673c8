"""名录的表: divisions 行政区划, units 单位和机构, and the other names people use for them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.managers import GuardedManager
from tonghu.core.record import Record
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive
from tonghu.directory.divisions import Level
from tonghu.directory.states import UnitKind


def _open(field: AnyField) -> AnyField:
    return sensitive(field, Sensitivity.PUBLIC)


class Division(models.Model):
    """行政区划: one place under its newest name; what it was called before, the pure table knows."""

    row_scope: ClassVar[Rows] = Rows.open("区划名称和代码是公开的")
    append_only: ClassVar[bool] = False

    code = _open(DivisionField("区划代码", primary_key=True, db_comment="12位统计用区划代码"))
    name = _open(models.CharField("名称", max_length=80, db_comment="本级名称，如大东坝镇"))
    full_name = _open(
        models.CharField(
            "全称", max_length=200, db_comment="从省写起，如浙江省丽水市松阳县大东坝镇"
        )
    )
    level = _open(
        models.PositiveSmallIntegerField(
            "层级", choices=[(one.value, one.label) for one in Level], db_comment="0全国至5村级"
        )
    )
    parent = _open(
        DivisionField("上级代码", null=True, db_comment="上一级的区划代码，全国为空")  # type: ignore[misc]
    )
    hi = _open(
        models.CharField(
            "范围上界", max_length=12, db_collation="C", db_comment="所辖代码小于此值，不小于本代码"
        )
    )
    initials = _open(
        models.CharField("拼音首字母", max_length=80, db_comment="每个字首字母，多音字取常见读法")
    )
    valid_from = _open(models.DateField("设立日", null=True, db_comment="空：早于区划表"))
    valid_to = _open(models.DateField("撤销日", null=True, db_comment="不再有效的第一天"))
    successor = _open(
        DivisionField("承继区划", null=True, db_comment="撤并改码后的代码")  # type: ignore[misc]
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager()
    _reached = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        db_table_comment = "行政区划，省级至村级；由随程序的区划表按县或整表装入"
        base_manager_name = "_reached"
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [
            models.Index(fields=["parent", "code"], name="division_parent"),
            models.Index(fields=["level", "code"], name="division_level"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=5), name="division_level_known"
            ),
            models.CheckConstraint(condition=Q(hi__gt=F("code")), name="division_range_not_empty"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def lo(self) -> str:
        """范围下界: the code itself, for zeros on the right mean the whole of it."""
        return self.code


class Unit(Record):
    """单位和机构: a bureau, a town government, a school, a station, with its place and its days."""

    row_scope: ClassVar[Rows] = Rows.open("单位名录不涉及儿童，谁都要用它找人、认名称")

    name = _open(models.CharField("名称", max_length=120))
    plain = _open(
        models.CharField("比对名称", max_length=120, db_comment="去掉空格和括号的名称，用来认名称")
    )
    short_name = _open(models.CharField("简称", max_length=60, blank=True, default=""))
    kind = _open(
        models.CharField(
            "类别", max_length=20, choices=[(one.value, one.label) for one in UnitKind]
        )
    )
    function = _open(
        models.CharField(
            "职能", max_length=40, blank=True, default="",
            db_comment="词表functions的代码；成员单位与制度中的单位代码相同",
        )
    )  # fmt: skip
    division = _open(DivisionField("所在区划"))
    parent = _open(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="上级单位", null=True, related_name="children"
        )
    )
    phone = sensitive(
        models.CharField("值班电话", max_length=40, blank=True, default=""), Sensitivity.INTERNAL
    )
    source = sensitive(
        models.CharField(
            "来源",
            max_length=80,
            blank=True,
            default="",
            db_comment="制度代码、导入的文件名或手工录入",
        ),
        Sensitivity.INTERNAL,
    )
    valid_from = _open(models.DateField("启用日", null=True))
    valid_to = _open(models.DateField("停用日", null=True, db_comment="不再有效的第一天"))
    successor = _open(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="承继单位", null=True, related_name="predecessors"
        )
    )
    why_closed = sensitive(
        models.CharField("停用原因", max_length=200, blank=True, default=""), Sensitivity.INTERNAL
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "单位和机构"
        db_table_comment = "单位和机构：机关部门、乡镇村、学校、派出所、医院等，含有效期与承继"
        ordering: ClassVar = ["division", "kind", "name", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "kind", "name"], name="unit_division"),
            models.Index(fields=["function", "division"], name="unit_function"),
            models.Index(fields=["plain"], name="unit_plain"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "plain"], condition=Q(valid_to=None), name="unit_name_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="unit_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(valid_to=None), name="unit_heir_after_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(Record):
    """单位别名: another name a unit is written under, now or in older papers."""

    row_scope: ClassVar[Rows] = Rows.open("单位名录不涉及儿童，谁都要用它找人、认名称")

    unit = _open(
        models.ForeignKey(Unit, models.CASCADE, verbose_name="单位", related_name="aliases")
    )
    name = _open(models.CharField("别名", max_length=120))
    plain = _open(models.CharField("比对名称", max_length=120))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "单位别名"
        db_table_comment = "单位别名：简称、旧称、文件中的写法"
        ordering: ClassVar = ["unit", "name"]
        indexes: ClassVar = [models.Index(fields=["plain"], name="unit_alias_plain")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "plain"], name="unit_alias_once")
        ]

    def __str__(self) -> str:
        return self.name
