"""提醒方式的表: through which channel a person wants to hear of what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedText
from tonghu.core.models import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.worklist.models.fields import INSIDE


class Reminding(Record):
    """提醒方式: one row a person; without one, what is new stands on the pages only."""

    user_id = sensitive(models.UUIDField("谁", unique=True), INSIDE)
    mail = sensitive(EncryptedText("邮箱", null=True), Sensitivity.IDENTITY)
    mobile = sensitive(EncryptedText("手机", null=True), Sensitivity.IDENTITY)
    by_mail = sensitive(
        models.JSONField("邮件里说什么", default=list, db_comment="提醒种类代码"), INSIDE
    )
    by_sms = sensitive(
        models.JSONField("短信里说什么", default=list, db_comment="提醒种类代码"), INSIDE
    )
    mailed_on = sensitive(
        models.DateField("上次发邮件", null=True, db_comment="一天最多一封"), INSIDE
    )
    texted_on = sensitive(
        models.DateField("上次发短信", null=True, db_comment="一天最多一条"), INSIDE
    )

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="user_id")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "提醒方式"
        db_table = "worklist_reminding"
        db_table_comment = "提醒方式：一人一行，哪些事用邮件、短信提醒"
