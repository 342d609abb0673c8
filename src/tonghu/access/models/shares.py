"""参与、回避、紧急查看: what a person may see beside the post, and what not in spite of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.access.models.accounts import User
from tonghu.access.models.fields import inside, moment, risk, text
from tonghu.access.rules.deciding import LONGEST_GLASS
from tonghu.access.states import ConflictKind
from tonghu.core import clock
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.directory.models import Unit


class Involvement(Record):
    """参与: one thing shared with one person or unit: listed fields, listed verbs, an end."""

    row_scope = Rows.by_division(
        "division", levels=("county", "town"), unit="unit_id", user="user_id"
    )

    kind = inside(models.CharField("事项种类", max_length=30))
    subject = inside(models.CharField("事项编号", max_length=40))
    division = inside(DivisionField("事项所在区划"))
    user = inside(
        models.ForeignKey(User, models.PROTECT, verbose_name="参与人", null=True, blank=True)
    )
    unit = inside(
        models.ForeignKey(Unit, models.PROTECT, verbose_name="参与单位", null=True, blank=True)
    )
    fields = inside(models.JSONField("列明的内容", default=list))
    permissions = inside(models.JSONField("列明的权限", default=list))
    given_at = inside(models.DateTimeField("提出时间", default=clock.now))
    given_by = text("提出人", 80)
    accepted_at = moment("接受时间", db_comment="接受以前看不到")
    ends_at = inside(models.DateTimeField("结束时间"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "参与"
        db_table_comment = "参与：把一件事的哪些内容、让谁看、看到什么时候"
        indexes: ClassVar = [
            models.Index(fields=["division", "kind", "subject"], name="involvement_division"),
            models.Index(fields=["user", "ends_at"], name="involvement_user"),
            models.Index(fields=["unit", "ends_at"], name="involvement_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(unit=None), name="involvement_of_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("given_at")), name="involvement_days_in_order"
            ),
        ]


class Conflict(Record):
    """回避: a person who must not come near a child's matters, and is not told so by the pages."""

    # Not by `user`: the person concerned must not read the row.
    row_scope = Rows.by_division("division", levels=("county",))

    user = risk(models.ForeignKey(User, models.PROTECT, verbose_name="回避人", related_name="+"))
    child = risk(models.UUIDField("儿童编号"))
    division = risk(DivisionField("儿童所在区划"))
    kind = risk(
        models.CharField("来由", max_length=10, choices=[(k.value, k.label) for k in ConflictKind])
    )
    why = risk(models.CharField("说明", max_length=200, blank=True, default=""))
    noted_at = risk(models.DateTimeField("登记时间", default=clock.now))
    noted_by = risk(models.CharField("登记人", max_length=80))
    ended_at = moment("解除时间")
    ended_by = text("解除人", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "回避"
        db_table_comment = "回避：有利害关系的人，胜过一切授权，对本人不作提示"
        indexes: ClassVar = [
            models.Index(fields=["division", "child"], name="conflict_division"),
            models.Index(fields=["user"], name="conflict_user"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "child"], condition=Q(ended_at=None), name="conflict_once"
            )
        ]


class BreakGlass(Record):
    """紧急查看: one child, one person, an hour at most, read only, told and reviewed."""

    row_scope = Rows.by_division("division", levels=("county",), user="user_id")

    user = inside(models.ForeignKey(User, models.PROTECT, verbose_name="查看人", related_name="+"))
    child = sensitive(models.UUIDField("儿童编号"), Sensitivity.PSEUDONYMOUS)
    division = inside(DivisionField("查看人所在区划"))
    why = sensitive(models.CharField("事由", max_length=400), Sensitivity.NARRATIVE)
    opened_at = inside(models.DateTimeField("开始", default=clock.now))
    ends_at = inside(models.DateTimeField("结束"))
    reviewed_at = moment("复核时间", db_comment="72小时内")
    reviewed_by = text("复核人", 80)
    review = text("复核意见", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "紧急查看"
        db_table_comment = "紧急查看：先看后批，限一名儿童、一小时、只读"
        indexes: ClassVar = [
            models.Index(fields=["division", "opened_at"], name="break_glass_division"),
            models.Index(fields=["user", "opened_at"], name="break_glass_user"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at"))
                & Q(ends_at__lte=F("opened_at") + LONGEST_GLASS),
                name="break_glass_short",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by="")
                | (~Q(reviewed_at=None) & ~Q(reviewed_by="")),
                name="break_glass_reviewed_by_somebody",
            ),
        ]
