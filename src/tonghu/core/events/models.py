"""事件的表: what happened, who looked or was refused, and the seals over both (design §4 Events).

All are append-only: the runtime role may add and read, never change or remove. Events and the access
log are partitioned by month in the database; Django knows only the parents.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive

__all__ = ["AccessLog", "Event", "Seal"]

WHO = ("user", "user_name", "post", "post_title", "unit", "unit_name")


def _in(field: AnyField) -> AnyField:
    return sensitive(field, Sensitivity.INTERNAL)


def _text(label: str, length: int, comment: str = "") -> models.CharField[str, str]:
    return _in(
        models.CharField(
            label, max_length=length, blank=True, default="", db_comment=comment or label
        )
    )


class Trace(Record):
    """一条记录: who, when, from which request; the columns both logs share."""

    append_only: ClassVar[bool] = True

    at = _in(models.DateTimeField("时间", default=now, db_comment="发生时间，按月分区"))
    user = _in(models.UUIDField("用户", null=True, db_comment="空：系统或未登录"))
    user_name = _text("姓名", 80, "当时的姓名，改名、离职后不变")
    post = _in(models.UUIDField("岗位", null=True))
    post_title = _text("岗位名称", 80, "当时的岗位名称")
    unit = _in(models.UUIDField("单位", null=True, db_comment="办事人的单位"))
    unit_name = _text("单位名称", 120, "当时的单位名称")
    division = _in(
        DivisionField("所涉区划", null=True, db_comment="在哪里发生，没有的为空")  # type: ignore[misc]
    )
    request = _text("请求编号", 40, "同一次请求的记录编号相同")
    signature = _in(models.BinaryField("签名", db_comment="库外密钥对整行的HMAC"))

    class Meta(Record.Meta):
        abstract = True


class Event(Trace):
    """事件: one thing that happened, left in the transaction in which it happened."""

    row_scope: ClassVar[Rows] = Rows.by_division(
        "division", levels=("county", "town", "village"), unit="for_unit", user="user"
    )
    log: ClassVar[str] = "event"
    signed: ClassVar[tuple[str, ...]] = (
        "id", "at", *WHO, "division", "for_unit", "kind", "subject_type", "subject_id",
        "changes", "why", "request",
    )  # fmt: skip

    for_unit = _in(
        models.UUIDField("所涉单位", null=True, db_comment="为哪个单位办的，默认是本单位")
    )
    kind = _text("事件种类", 80, "名词.动词")
    subject_type = _text("对象类别", 80, "应用.模型")
    subject_id = _text("对象编号", 80)
    changes = _in(models.JSONField("改了什么", default=dict, db_comment="敏感的值只留指纹"))
    why = _text("缘由", 2_000)

    class Meta(Trace.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "事件"
        db_table = "core_event"
        db_table_comment = "业务事件：只增不改，按月分区，后台加封"
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="event_subject"),
            models.Index(fields=["division", "at"], name="event_division"),
            models.Index(fields=["user", "at"], name="event_user"),
            models.Index(fields=["for_unit", "at"], name="event_unit"),
            models.Index(fields=["kind", "at"], name="event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"


class AccessLog(Trace):
    """查阅记录: what somebody was shown, or was refused; ids of what was shown, never values."""

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="user")
    log: ClassVar[str] = "access"
    signed: ClassVar[tuple[str, ...]] = (
        "id", "at", *WHO, "division", "outcome", "what", "ids", "sensitivity", "purpose",
        "reason", "request",
    )  # fmt: skip

    outcome = _text("结果", 8, "seen看到，refused拒绝")
    what = _text("看了什么", 80, "名词.动词")
    ids = _in(models.JSONField("编号", default=list, db_comment="所示各行的编号"))
    sensitivity = _text("最高敏感级别", 16)
    purpose = _text("用途", 400)
    reason = _text("拒绝的理由", 400)

    class Meta(Trace.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "查阅记录"
        db_table = "core_access_log"
        db_table_comment = "查阅和拒绝的记录：只增不改，按月分区，后台加封；本人和审计可见"
        indexes: ClassVar = [
            models.Index(fields=["user", "at"], name="access_log_user"),
            models.Index(fields=["what", "at"], name="access_what"),
            models.Index(fields=["division", "at"], name="access_division"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.what} {self.outcome}"


class Seal(Record):
    """封记: the n-th link of one month's chain, over one row and all before it."""

    row_scope: ClassVar[Rows] = Rows.open("只有编号和校验值，核对日志的人不必看得到日志内容")
    append_only: ClassVar[bool] = True

    log = _text("哪本日志", 8, "event或access")
    month = _text("月份", 7, "日志行所在的月份，如2026-11")
    number = _in(models.BigIntegerField("序号", db_comment="每条链从1起不断号"))
    row = _in(models.UUIDField("所封的行"))
    hash = _in(models.BinaryField("校验值", db_comment="前一环、序号、行编号和行签名的HMAC"))
    at = _in(models.DateTimeField("加封时间", default=now))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "封记"
        db_table = "core_seal"
        db_table_comment = "封记：两本日志各按月成链，每行一环，链尾另存库外"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "month", "number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["log", "row", "month"], name="seal_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.log} {self.month} #{self.number}"
