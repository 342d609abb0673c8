"""台账的表: an Excel ledger handed in as proposed changes, and what each of its rows would do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON
from tonghu.core.models import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.registry.models.shorthand import place
from tonghu.registry.workbook.words import LedgerKind, LedgerState

_IN = Sensitivity.INTERNAL


class Ledger(Record):
    """台账: one file of one person, read, mapped, compared, taken."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county", "town"), user="user")

    division = sensitive(DivisionField("区划"), _IN)
    user = sensitive(models.UUIDField("谁交的"), _IN)
    user_name = sensitive(models.CharField("谁交的，姓名", max_length=80), _IN)
    file = sensitive(models.UUIDField("文件"), _IN)
    layout = sensitive(
        models.CharField("表式", max_length=40, blank=True, default="", db_comment="认得的表式，空：自己的列"), _IN
    )  # fmt: skip
    stated_on = sensitive(models.DateField("是哪天的情况"), _IN)
    state = sensitive(
        models.CharField("到哪一步", max_length=10, choices=[(s.value, s.label) for s in LedgerState],
                         default=LedgerState.READING.value), _IN
    )  # fmt: skip
    columns = sensitive(
        EncryptedJSON("列", null=True, db_comment="表头、认作哪一项、例子"), Sensitivity.IDENTITY
    )
    head = sensitive(models.JSONField("表头在哪", default=list, db_comment="第几张表、第几行"), _IN)
    counts = sensitive(models.JSONField("各有几行", default=dict), _IN)
    problem = sensitive(
        models.CharField("读不了的原因", max_length=300, blank=True, default=""), _IN
    )
    job = sensitive(models.UUIDField("后台工作", null=True), _IN)
    handed_at = sensitive(models.DateTimeField("交来时间", default=now), _IN)
    taken_at = sensitive(models.DateTimeField("采用时间", null=True), _IN)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "台账"
        db_table = "registry_ledger"
        db_table_comment = "台账：各地自己的Excel台账，逐行作为更改建议，采用前不动档案"
        indexes: ClassVar = [
            models.Index(fields=["division", "-handed_at"], name="ledger_division"),
            models.Index(fields=["user", "-handed_at"], name="ledger_user"),
        ]

    def __str__(self) -> str:
        return f"台账 {self.id}"


class LedgerRow(Record):
    """台账的一行: whom it means and what would change."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county", "town"), user="user")

    ledger = sensitive(
        models.ForeignKey(Ledger, models.CASCADE, related_name="+", verbose_name="台账"), _IN
    )
    division = sensitive(DivisionField("区划", db_comment="台账的区划"), _IN)
    user = sensitive(models.UUIDField("谁交的"), _IN)
    line = sensitive(models.PositiveIntegerField("第几行"), _IN)
    kind = sensitive(
        models.CharField("哪一种", max_length=10, choices=[(k.value, k.label) for k in LedgerKind]),
        _IN,
    )
    child = sensitive(models.UUIDField("档案", null=True, db_comment="对上的档案，空：新的"), _IN)
    version = sensitive(models.PositiveIntegerField("对照时的版本", null=True), _IN)
    village = place("村")
    content = sensitive(
        EncryptedJSON("内容", null=True, db_comment="这一行的值、要改的项和原值"), Sensitivity.RISK
    )
    reason = sensitive(models.CharField("说明", max_length=300, blank=True, default=""), _IN)
    taken = sensitive(models.BooleanField("采用了", null=True, db_comment="空：还没定"), _IN)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "台账的一行"
        db_table = "registry_ledger_row"
        db_table_comment = "台账的一行：对上哪份档案，会改什么，采用没有"
        indexes: ClassVar = [
            models.Index(fields=["division", "ledger"], name="ledger_row_division"),
            models.Index(fields=["user"], name="ledger_row_user"),
            models.Index(fields=["ledger", "kind", "line"], name="ledger_row_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "line"], name="ledger_row_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.kind}"
