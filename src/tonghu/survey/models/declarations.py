"""家庭申报的表 (D-099): what a family says of itself, until the village has confirmed it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedJSON
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.survey.models.marks import NAMES, inside, text, traceless, when, who
from tonghu.survey.states import DeclarationState


class Declaration(Record):
    """家庭申报: by a link or at the window; content stays closed until somebody confirms it."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    division = inside(DivisionField("村区划"))
    child = traceless(models.UUIDField("儿童", null=True, db_comment="空：还没有档案的儿童"))
    digest = text("链接指纹", 64, "链接的SHA-256，链接本身不保存")
    channel = text("渠道", 10, "link或者window")
    state = inside(
        models.CharField(
            "状态", max_length=10, choices=DeclarationState, default=DeclarationState.LINKED
        )
    )
    content = sensitive(EncryptedJSON("申报内容", null=True), Sensitivity.IDENTITY)
    made_by = who("谁发的链接")
    made_name = text("发链接的人", 80)
    made_at = inside(models.DateTimeField("发出时间", default=now))
    ends_at = when("链接有效到")
    declared_at = when("申报时间")
    decided_by = who("核实人")
    decided_name = text("核实人姓名", 80)
    decided_at = when("核实时间")
    why = text("说明", 200)
    paper_number = text("纸质表编号", 60)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "家庭申报"
        db_table_comment = "家庭申报：内容加密，村里核实后才进入档案"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="declaration_division"),
            models.Index(fields=["digest"], name="declaration_digest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
