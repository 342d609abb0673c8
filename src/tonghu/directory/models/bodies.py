"""机构和队伍的表: bodies the documents ask for, and who serves in them from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedText
from tonghu.core.record import Record
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive
from tonghu.directory.models.units import Unit
from tonghu.directory.states import BodyKind


def _inside(field: AnyField) -> AnyField:
    return sensitive(field, Sensitivity.INTERNAL)


def _text(label: str, length: int, *, comment: str = "") -> models.CharField[str, str]:
    field: models.CharField[str, str] = models.CharField(
        label, max_length=length, blank=True, default="", db_comment=comment or label
    )
    return _inside(field)


class Body(Record):
    """机构: a guidance centre, a work station, an emergency group, the post of a village (D-073…D-076)."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    kind = _inside(
        models.CharField("类别", max_length=16, choices=[(k.value, k.label) for k in BodyKind])
    )
    name = _inside(models.CharField("名称", max_length=120))
    division = _inside(DivisionField("区划"))
    unit = _inside(
        models.ForeignKey(
            Unit, models.PROTECT, verbose_name="设在哪个单位", null=True, related_name="bodies"
        )
    )
    document = _text("设立的文件", 120)
    since = _inside(models.DateField("设立日期", null=True, db_comment="空：没有登记"))
    until = _inside(models.DateField("撤销日期", null=True, db_comment="不再有效的第一天"))
    why_ended = _text("撤销原因", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "机构和岗位"
        db_table_comment = "机构和岗位：指导中心、工作站、应急小组、服务站、村级岗位，含起止"
        ordering: ClassVar = ["division", "kind", "id"]
        indexes: ClassVar = [models.Index(fields=["division", "kind"], name="body_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "division"], condition=Q(until=None), name="body_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="body_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(Record):
    """成员: one person's service in a body; who has left stays on record with the day."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    body = _inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="机构", related_name="members")
    )
    division = _inside(DivisionField("区划", db_comment="同机构"))
    name = _inside(models.CharField("姓名", max_length=40))
    title = _text("职务", 60, comment="在机构里做什么，如组长、督导员")
    phone = sensitive(EncryptedText("手机", null=True), Sensitivity.IDENTITY)
    unit = _inside(
        models.ForeignKey(
            Unit, models.PROTECT, verbose_name="所属单位", null=True, related_name="serving"
        )
    )
    unit_name = _text("所属单位名称", 120, comment="没有登记的单位只有名称")
    trained = _inside(
        models.JSONField("培训日期", default=list, db_comment="每次培训的日期，早的在前")
    )
    contract = _text("合同", 120, comment="编号或购买服务的项目名称")
    contract_until = _inside(models.DateField("合同到期", null=True, db_comment="最后一天"))
    since = _inside(models.DateField("任职日期"))
    until = _inside(models.DateField("离任日期", null=True, db_comment="不再任职的第一天"))
    why_ended = _text("离任原因", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "机构成员"
        db_table_comment = "机构成员：谁在哪个机构任什么职，从哪天到哪天，培训、合同"
        ordering: ClassVar = ["body", "since", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "until"], name="body_member_division"),
            models.Index(fields=["body", "until"], name="body_member_body"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="body_member_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name
