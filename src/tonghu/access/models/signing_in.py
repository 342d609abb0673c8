"""登录: sessions in use, wrong tries, one-time passwords and the codes for a lost phone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.access.models.accounts import User
from tonghu.access.models.fields import inside, moment, text
from tonghu.access.models.posts import Post
from tonghu.core import clock
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedText
from tonghu.core.record import Record

OWN = Rows.by_division(None, user="user_id")


class OpenSession(Record):
    """登录会话: one browser of one person; ended here, it is over at the next request."""

    row_scope = OWN

    user = inside(
        models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="sessions")
    )
    post = inside(
        models.ForeignKey(
            Post, models.SET_NULL, verbose_name="所用岗位", null=True, blank=True, related_name="+"
        )
    )
    digest = inside(models.CharField("会话摘要", max_length=64, unique=True))
    started_at = inside(models.DateTimeField("登录时间", default=clock.now))
    seen_at = inside(models.DateTimeField("最近使用", default=clock.now))
    address = text("网络地址", 45)
    agent = text("浏览器", 200)
    ended_at = moment("结束时间")
    ended_why = text("结束原因", 40)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "登录会话"
        db_table_comment = "登录会话：谁在哪台电脑上登录着，可以逐个退出"
        indexes: ClassVar = [models.Index(fields=["user", "ended_at"], name="open_session_user")]


class SignInAttempt(Record):
    """登录试错: how often a name or an address was tried in vain; kept apart from the transaction."""

    row_scope = Rows.open("只有摘要和次数，登录以前没有人可查")

    digest = inside(models.CharField("登录名或地址的摘要", max_length=64, unique=True))
    failures = inside(models.PositiveIntegerField("连续试错次数", default=0))
    last_at = inside(models.DateTimeField("最近一次", default=clock.now))
    blocked_until = moment("何时可以再试")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "登录试错"
        db_table_comment = "登录试错的次数，越错等得越久；不管账号有没有都记"


class OneTimeDevice(Record):
    """动态口令: the secret a person's phone shares with us (RFC 6238); a code counts once."""

    row_scope = OWN

    user = inside(
        models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="devices")
    )
    secret = inside(EncryptedText("密钥"))
    made_at = inside(models.DateTimeField("建立时间", default=clock.now))
    confirmed_at = moment("启用时间")
    last_step = inside(models.BigIntegerField("已用过的时间格", default=-1))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "动态口令"
        db_table_comment = "动态口令的密钥，加密存放；每个口令只能用一次"
        indexes: ClassVar = [models.Index(fields=["user"], name="one_time_device_user")]


class RecoveryCode(Record):
    """备用码: for a lost phone; each counts once."""

    row_scope = OWN

    user = inside(
        models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="recovery_codes")
    )
    digest = inside(models.CharField("备用码摘要", max_length=64))
    made_at = inside(models.DateTimeField("建立时间", default=clock.now))
    used_at = moment("使用时间")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "备用码"
        db_table_comment = "手机丢了时用的备用码，只存摘要，各用一次"
        indexes: ClassVar = [models.Index(fields=["user"], name="recovery_code_user")]
