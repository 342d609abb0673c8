"""来源的表: statements nobody can change, and the dated links by which they make a file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON
from tonghu.core.record import Record
from tonghu.registry.models.shorthand import (
    BY_VILLAGE,
    codes,
    inside,
    plain,
    risk,
    said,
    text,
    village,
    who,
)
from tonghu.registry.states import SourceKind


class SourceRecord(Record):
    """来源记录: who said what on which day; added, never changed (D-351).

    `division` is where it was stated. A file that moves away shows it through its link.
    """

    row_scope: ClassVar[Rows] = BY_VILLAGE
    append_only: ClassVar[bool] = True

    division = village("在哪里说的")
    source = inside(
        models.CharField(
            "来源", max_length=10, choices=[(one.value, one.label) for one in SourceKind]
        )
    )
    stated_on = inside(models.DateField("所说的日期", db_comment="情况是哪天的"))
    recorded_at = inside(models.DateTimeField("记下的时间", default=now))
    officer = text("经手人", 80)
    unit_name = text("单位", 120)
    by = who("谁记的")
    values = risk(EncryptedJSON("各栏的值", db_comment="栏目代码和值，null为撤回"))
    keys = inside(codes("说了哪些栏", 40))
    id_index = plain(said("证件号索引", 64, "盲索引：两份合成一份以后，两个号都查得到"))
    decided = inside(models.BooleanField("核定", default=False, db_comment="有人就争议作出的决定"))
    origin_type = text("出自何事", 40)
    origin_id = text("出自何事编号", 80)
    why = text("缘由", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "来源记录"
        db_table = "registry_source_record"
        db_table_comment = "来源记录：只增不改"
        indexes: ClassVar = [
            models.Index(fields=["division", "recorded_at"], name="source_division"),
            models.Index(fields=["origin_type", "origin_id"], name="source_origin"),
            models.Index(fields=["id_index"], name="source_id", condition=~Q(id_index="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SourceLink(Record):
    """来源链接: this statement belongs to this file, from when, until when."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    child = inside(
        models.ForeignKey(
            "registry.Child", models.CASCADE, verbose_name="儿童", related_name="links"
        )
    )
    record = inside(
        models.ForeignKey(
            SourceRecord, models.PROTECT, verbose_name="来源记录", related_name="links"
        )
    )
    from_at = inside(models.DateTimeField("起", default=now))
    until_at = inside(models.DateTimeField("止", null=True))
    by = who("谁连的")
    by_name = text("谁连的姓名", 80)
    version = inside(
        models.PositiveIntegerField("到第几版", default=1, db_comment="连上之后档案的版本")
    )
    merge = inside(models.UUIDField("因哪次合并", null=True))
    why = text("缘由", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "来源链接"
        db_table = "registry_source_link"
        db_table_comment = "来源链接：档案是有起止的一组来源记录"
        indexes: ClassVar = [
            models.Index(fields=["child", "until_at"], name="link_child"),
            models.Index(fields=["record"], name="link_record"),
            models.Index(fields=["division"], name="link_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "record"], condition=Q(until_at=None), name="link_open_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
