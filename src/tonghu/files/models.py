"""文件的表."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedText
from tonghu.core.models import Record
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive
from tonghu.files.states import FileKind, ScanState


def _in(field: AnyField) -> AnyField:
    return sensitive(field, Sensitivity.INTERNAL)


class StoredFile(Record):
    """文件: one upload; its content lies on disk under a data key of its own."""

    row_scope: ClassVar[Rows] = Rows.by_division(
        "division", levels=("county", "town"), unit="unit", user="received_by"
    )

    name = sensitive(
        EncryptedText(
            "文件名", key_of="data_key", null=True, db_comment="上传时的名称，常带姓名，随密钥销毁"
        ),
        Sensitivity.IDENTITY,
    )
    kind = _in(
        models.CharField("种类", max_length=8, choices=[(k.value, k.label) for k in FileKind],
                         db_comment="按内容认定")
    )  # fmt: skip
    size = _in(models.PositiveIntegerField("大小", db_comment="明文字节数"))
    fingerprint = _in(
        models.CharField(
            "指纹", max_length=64, db_comment="明文SHA-256的带密钥摘要，只能比对是否相同"
        )
    )
    data_key = _in(models.UUIDField("数据密钥", null=True, db_comment="销毁后为空"))
    sensitivity = _in(
        models.CharField(
            "敏感级别", max_length=16, choices=[(s.value, s.label) for s in Sensitivity]
        )
    )
    purpose = _in(models.CharField("用途", max_length=40, db_comment="哪项工作收的，如roster"))
    division = _in(DivisionField("区划"))
    unit = _in(models.UUIDField("单位", null=True, db_comment="为哪个单位收的"))
    received_by = _in(models.UUIDField("收件人", null=True, db_comment="空：系统"))
    received_by_name = _in(models.CharField("收件人姓名", max_length=80, blank=True, default=""))
    received_at = _in(models.DateTimeField("收到时间", default=now))
    erase_on = _in(models.DateField("清除日", null=True, db_comment="到这一天销毁，空：未定"))
    erased_at = _in(models.DateTimeField("清除时间", null=True))
    erased_why = _in(models.CharField("清除缘由", max_length=400, blank=True, default=""))
    scan = _in(
        models.CharField(
            "查毒", max_length=8, default=ScanState.NONE.value,
            choices=[(s.value, s.label) for s in ScanState],
        )
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "文件"
        db_table = "files_storedfile"
        db_table_comment = "文件：上传和附件，内容加密存盘，到期销毁密钥"
        indexes: ClassVar = [
            models.Index(fields=["division", "received_at"], name="file_division"),
            models.Index(fields=["unit", "received_at"], name="file_unit"),
            models.Index(fields=["received_by", "received_at"], name="file_received_by"),
            models.Index(fields=["fingerprint"], name="file_fingerprint"),
            models.Index(fields=["erase_on"], name="file_erase_on", condition=Q(erased_at=None)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(erased_at=None, data_key__isnull=False)
                | Q(erased_at__isnull=False, data_key=None),
                name="file_erased_without_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
