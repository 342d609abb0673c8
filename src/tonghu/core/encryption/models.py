"""加密的表: data keys, wrapped, and which key ring this database belongs to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.rows import Rows
from tonghu.core.managers import GuardedManager
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive

__all__ = ["DataKey", "KeyRingMark"]


class DataKey(Record):
    """数据密钥: wrapped by a key-encryption key; deleting the row makes its ciphertext unreadable."""

    row_scope: ClassVar[Rows] = Rows.open(
        "包裹后的密钥没有库外的主密钥就毫无用处，任何行都不含个人信息"
    )

    purpose = sensitive(
        models.CharField(
            "用途", max_length=80, db_comment="一张表共用的以shared起头，其余是一个人、一份文件的"
        ),
        Sensitivity.INTERNAL,
    )
    wrapped = sensitive(
        models.BinaryField("包裹后的密钥", db_comment="由主密钥加密"), Sensitivity.INTERNAL
    )
    kek = sensitive(
        models.CharField("主密钥编号", max_length=16, db_comment="密钥环里哪一把"),
        Sensitivity.INTERNAL,
    )
    algorithm = sensitive(
        models.PositiveSmallIntegerField("算法", db_comment="1 AES-256-GCM，2 SM4-GCM"),
        Sensitivity.INTERNAL,
    )
    made_at = sensitive(models.DateTimeField("生成时间", default=now), Sensitivity.INTERNAL)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "数据密钥"
        db_table = "core_datakey"
        db_table_comment = "数据密钥：加密字段和文件的密钥，由库外主密钥包裹；删除即销毁内容"
        indexes: ClassVar = [
            models.Index(fields=["kek", "id"], name="datakey_kek"),
            models.Index(fields=["purpose", "id"], name="datakey_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class KeyRingMark(models.Model):
    """密钥环标记: the fingerprint of the ring this database was written with."""

    row_scope: ClassVar[Rows] = Rows.open("只有密钥环的指纹，不含个人信息")
    append_only: ClassVar[bool] = True

    fingerprint = sensitive(
        models.CharField("指纹", max_length=64, primary_key=True), Sensitivity.INTERNAL
    )
    at = sensitive(models.DateTimeField("记录时间", default=now), Sensitivity.INTERNAL)

    objects = GuardedManager()
    _reached = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "密钥环标记"
        db_table = "core_keyringmark"
        db_table_comment = "密钥环标记：本数据库对应哪一套密钥，防止错配"
        base_manager_name = "_reached"

    def __str__(self) -> str:
        return self.fingerprint[:8]
