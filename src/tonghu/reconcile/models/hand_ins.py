"""收到的名册的表: each with its receipt, and what a sender's columns mean."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON, EncryptedText
from tonghu.core.record import Record
from tonghu.directory.models import Unit
from tonghu.files.models import StoredFile
from tonghu.reconcile.models.calls import KINDS, RosterCall
from tonghu.reconcile.models.marks import ASKED, figure, inside, person, text, traceless, who
from tonghu.reconcile.states import STANDING, HandInState

POPULATIONS = [("all", "全部儿童"), ("flagged", "仅留守儿童"), ("partial", "部分儿童")]


class HandIn(Record):
    """收到的名册: one file of one unit, with its receipt (D-088, D-095, D-096)."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ASKED, unit="unit_id")

    number = text("回执号", 20, "收2026-0012")
    call = inside(
        models.ForeignKey(
            RosterCall, models.PROTECT, verbose_name="报送要求", null=True, related_name="+"
        )
    )
    unit = inside(models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+"))
    unit_name = text("单位名称", 120, "交的时候的名称")
    unit_kind = text("单位类别", 20)
    division = inside(DivisionField("单位所在区划"))
    kind = inside(models.CharField("名册种类", max_length=10, choices=KINDS))
    population = inside(
        models.CharField("范围", max_length=10, choices=POPULATIONS, blank=True, default="",
                         db_comment="交的单位自己说的，空：没有说")
    )  # fmt: skip
    as_of = inside(models.DateField("名册日期", null=True, db_comment="名册说的是哪一天"))
    file = inside(
        models.ForeignKey(StoredFile, models.PROTECT, verbose_name="文件", related_name="+")
    )
    file_name = person(
        EncryptedText("文件名", null=True, db_comment="上传时的名称，常带姓名，到期清空")
    )
    suffix = text("扩展名", 8)
    mark = traceless(
        models.CharField(
            "名单指纹", max_length=64, db_comment="文件内容带密钥的摘要，只能比对是否相同"
        )
    )
    rows = figure(models.PositiveIntegerField("条数", default=0))
    told = inside(models.JSONField("读入时的说明", default=list, db_comment="句子，不含姓名号码"))
    preview = person(
        EncryptedJSON("列的样子", null=True, db_comment="表头、当作什么、样例，保存期满清空")
    )
    layouts = inside(
        models.JSONField("列的对应", default=list, db_comment="各表的表头和字段，确认后有")
    )
    erase_on = inside(models.DateField("清除日", null=True, db_comment="原文件和样例到这天清除"))
    handed_in_at = inside(models.DateTimeField("收到时间", default=now))
    handed_in_by = who("谁交的")
    handed_in_by_name = text("交的人", 80)
    on_behalf = inside(models.BooleanField("代录", default=False))
    paper_number = text("纸件文号", 80, "代录时凭什么录的")
    scan = inside(
        models.ForeignKey(
            StoredFile, models.PROTECT, verbose_name="纸件扫描", null=True, related_name="+"
        )
    )
    state = inside(
        models.CharField("状态", max_length=10, choices=HandInState, default=HandInState.RECEIVED)
    )
    replaced_by = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="新的一份", null=True, related_name="+"
        )
    )
    why = text("撤回原因", 400)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "收到的名册"
        db_table = "reconcile_handin"
        db_table_comment = "收到的名册：谁、何时、哪种、多少条、哪个文件；原文件加密，到期清除"
        indexes: ClassVar = [
            models.Index(fields=["division", "-handed_in_at"], name="handin_division"),
            models.Index(fields=["unit", "-handed_in_at"], name="handin_unit"),
            models.Index(fields=["call", "state"], name="handin_call"),
            models.Index(
                fields=["erase_on"], name="handin_erase", condition=Q(preview__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "kind", "mark"], name="handin_not_twice",
                condition=Q(state__in=list(STANDING)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class SenderMapping(Record):
    """列的对应: what a sender's columns mean, confirmed once, applied silently afterwards."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ASKED, unit="unit_id")

    unit = inside(models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+"))
    division = inside(DivisionField("单位所在区划"))
    kind = inside(models.CharField("名册种类", max_length=10, choices=KINDS))
    signature = inside(models.CharField("表头指纹", max_length=32))
    headers = inside(models.JSONField("表头", db_comment="按列的顺序"))
    fields = inside(models.JSONField("字段", db_comment="按列的顺序，空：不用"))
    confirmed_at = inside(models.DateTimeField("确认时间", default=now))
    confirmed_by = who("谁确认的")
    confirmed_by_name = text("确认人", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "列的对应"
        db_table = "reconcile_sendermapping"
        db_table_comment = "列的对应：某单位某种表头各列的含义，确认一次以后照用"
        indexes: ClassVar = [models.Index(fields=["division"], name="mapping_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "signature"], name="mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"
