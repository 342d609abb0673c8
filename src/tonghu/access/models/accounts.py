"""账号: the person who signs in, and the one-time codes that let them choose a password."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tonghu.access.models.fields import inside, moment, text
from tonghu.access.states import CodeKind
from tonghu.core import clock
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record

COUNTY = ("county", "admin")


class User(Record):
    """账号: one person; what they may do hangs on their posts, never on the account."""

    row_scope = Rows.by_division("division", levels=COUNTY, user="id")

    login = inside(models.CharField("登录名", max_length=40, db_comment="小写"))
    name = inside(models.CharField("姓名", max_length=40))
    division = inside(DivisionField("管理区划", db_comment="由哪个县级以下区划的安全管理员管"))
    password = text("密码摘要", 200, db_comment="argon2；空：还没有设过密码")
    password_at = moment("密码设定时间")
    must_change = inside(models.BooleanField("须改密码", default=False))
    signed_in_at = moment("上次登录")
    created_at = inside(models.DateTimeField("建立时间", default=clock.now))
    created_by = text("建立人", 80)
    ended_at = moment("停用时间", db_comment="停用后不能登录，下一次请求就生效")
    ended_by = text("停用人", 80)
    ended_why = text("停用原因", 200)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_anonymous = False
    is_authenticated = True

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "账号"
        db_table_comment = "账号：一人一个；权限在岗位上，不在账号上"
        indexes: ClassVar = [models.Index(fields=["division", "login"], name="user_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["login"], name="user_login_once"),
            models.CheckConstraint(condition=Q(login=Lower("login")), name="user_login_lower"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | (~Q(ended_at=None) & ~Q(ended_by="")),
                name="user_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.login}）"

    @property
    def is_active(self) -> bool:
        """在用: may sign in."""
        return self.ended_at is None


class StartCode(Record):
    """一次性凭证: handed over by the administrator, used once; it opens only the choosing of a password."""

    row_scope = Rows.by_division("division", levels=COUNTY, user="user_id")

    user = inside(
        models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="codes")
    )
    division = inside(DivisionField("管理区划", db_comment="同账号"))
    kind = inside(
        models.CharField("用途", max_length=10, choices=[(k.value, k.label) for k in CodeKind])
    )
    digest = inside(models.CharField("凭证摘要", max_length=64, unique=True))
    made_at = inside(models.DateTimeField("发出时间", default=clock.now))
    made_by = text("发出人", 80)
    ends_at = inside(models.DateTimeField("失效时间"))
    used_at = moment("使用时间")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "一次性凭证"
        db_table_comment = "首次登录和重设密码用的一次性凭证，只存摘要"
        indexes: ClassVar = [
            models.Index(fields=["division", "user"], name="start_code_division"),
            models.Index(fields=["user", "used_at"], name="start_code_user"),
        ]
