"""岗位: a role held by a person, at a unit, in a division, between two days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.access.models.accounts import COUNTY, User
from tonghu.access.models.fields import inside, moment, text
from tonghu.access.roles import ROLES
from tonghu.access.states import PostState
from tonghu.core import clock
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.directory.models import Unit


class Post(Record):
    """岗位: people change, posts stay on record."""

    row_scope = Rows.by_division("division", levels=COUNTY, user="user_id")

    user = inside(
        models.ForeignKey(User, models.PROTECT, verbose_name="账号", related_name="posts")
    )
    role = inside(
        models.CharField("角色", max_length=20, choices=[(c, r.label) for c, r in ROLES.items()])
    )
    title = inside(models.CharField("岗位名称", max_length=40, db_comment="当地的叫法"))
    unit = inside(
        models.ForeignKey(
            Unit, models.PROTECT, verbose_name="单位", null=True, blank=True, related_name="posts"
        )
    )
    division = inside(DivisionField("区划", db_comment="管辖范围；单位岗位为单位所在区划"))
    place = text("区划名称", 80, db_comment="授予时的叫法")
    profile = text("方案", 40, db_comment="空：本系统默认的方案")
    state = inside(
        models.CharField(
            "状态", max_length=10, default=PostState.PROPOSED,
            choices=[(s.value, s.label) for s in PostState],
        )
    )  # fmt: skip
    from_on = inside(models.DateField("起", default=clock.today))
    until_on = inside(models.DateField("止", null=True, blank=True, db_comment="不再有效的第一天"))
    granted_at = inside(models.DateTimeField("提出时间", default=clock.now))
    granted_by = text("提出人", 80)
    granted_by_id = inside(models.UUIDField("提出人编号", null=True, blank=True))
    confirmed_at = moment("确认时间")
    confirmed_by = text("确认人", 80)
    ended_at = moment("结束时间")
    ended_by = text("结束人", 80)
    ended_why = text("结束原因", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "岗位"
        db_table_comment = "岗位：角色、单位、区划、起止、谁提出、谁确认、谁结束"
        ordering: ClassVar = ["user", "division", "role", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "role"], name="post_division"),
            models.Index(fields=["user", "state"], name="post_user"),
            models.Index(fields=["unit"], name="post_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "division", "unit"],
                condition=Q(state__in=["proposed", "held"]),
                nulls_distinct=False,
                name="post_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="post_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (~Q(ended_at=None) & ~Q(ended_by="")),
                name="post_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.place}）"
