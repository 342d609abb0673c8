"""代班的表: who does a post's tasks while its holder is away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.models import Record
from tonghu.core.sensitivity import sensitive
from tonghu.worklist.models.fields import INSIDE, text


class StandIn(Record):
    """代班: one post's tasks are another post's too, from one day to another; lends no permission."""

    division = sensitive(DivisionField("区划", db_comment="离岗的岗位所在"), INSIDE)
    unit_id = sensitive(models.UUIDField("离岗人的单位", null=True), INSIDE)
    seat_id = sensitive(
        models.UUIDField("谁的待办", null=True, db_comment="待办写给的单位，也包括村委会、镇政府"),
        INSIDE,
    )
    role = text("离岗的岗位", 40, blank=False, comment="角色代码")
    user_id = sensitive(models.UUIDField("离岗人"), INSIDE)
    name = text("离岗人姓名", 60)
    post_id = sensitive(models.UUIDField("离岗人的岗位"), INSIDE)
    title = text("离岗人岗位名称", 60)

    stand_in_user_id = sensitive(models.UUIDField("代班人"), INSIDE)
    stand_in_name = text("代班人姓名", 60)
    stand_in_post_id = sensitive(models.UUIDField("代班人的岗位"), INSIDE)
    stand_in_title = text("代班人岗位名称", 60)

    from_on = sensitive(models.DateField("起"), INSIDE)
    until_on = sensitive(models.DateField("止", db_comment="最后一天"), INSIDE)
    reason = text("原因", 120, blank=False)
    made_at = sensitive(models.DateTimeField("哪时定的"), INSIDE)
    made_by_name = text("谁定的", 60)
    ended_at = sensitive(models.DateTimeField("提前结束", null=True), INSIDE)
    ended_by_name = text("谁结束的", 60)

    row_scope: ClassVar[Rows] = Rows.by_division(
        "division", unit="unit_id", user="stand_in_user_id"
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "代班"
        db_table = "worklist_stand_in"
        db_table_comment = "代班：谁在哪些天替谁办待办；不借给权限"
        ordering: ClassVar = ["-from_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "until_on"], name="stand_in_division"),
            models.Index(fields=["unit_id", "until_on"], name="stand_in_unit"),
            models.Index(fields=["stand_in_user_id", "until_on"], name="stand_in_user"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="stand_in_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(user_id=F("stand_in_user_id")), name="stand_in_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in_name}替{self.name}"
