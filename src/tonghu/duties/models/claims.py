"""佐证材料的表: work done outside the system, claimed with files and days, checked by the office."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.duties.models.marks import (
    book,
    day,
    inside,
    of_holder,
    prose,
    text,
    unit,
    when,
    where,
    who,
)
from tonghu.duties.states import ClaimState
from tonghu.files.models import StoredFile


class Claim(Record):
    """一份佐证材料: what was done, when, for which duty; nothing until the office has looked."""

    row_scope: ClassVar[Rows] = of_holder()

    book = book()
    holder = inside(models.CharField("承担者", max_length=60))
    holder_name = text("承担者名称", 120)
    division = where()
    unit_id = unit()
    profile = text("方案", 40)
    duty = text("职责", 80)
    duty_text = text("职责内容", 200, "交材料时的写法")
    title = text("做了什么", 120)
    done_on = inside(models.DateField("哪天做的"))
    until_on = day("做到哪天")
    story = prose("情况说明")
    document = text("文号", 80)
    state = inside(
        models.CharField("状态", max_length=12, choices=ClaimState, default=ClaimState.HANDED_IN)
    )
    on_behalf = inside(models.BooleanField("代录", default=False))
    paper_number = text("纸质材料编号", 80)
    handed_by = who("交的人")
    handed_name = text("交的人姓名", 80)
    handed_at = inside(models.DateTimeField("交的时间"))
    checked_name = text("核对人", 80)
    checked_at = when("核对时间")
    why = text("退回理由", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "佐证材料"
        db_table_comment = "单位交来的履职佐证材料，办公室核对后才算"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="duties_claim_division"),
            models.Index(fields=["unit_id", "duty"], name="duties_claim_unit"),
            models.Index(fields=["book", "state", "handed_at"], name="duties_claim_book"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(on_behalf=False) | ~models.Q(paper_number=""),
                name="duties_claim_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("done_on")),
                name="duties_claim_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ClaimFile(Record):
    """材料的附件."""

    row_scope: ClassVar[Rows] = of_holder()

    claim = inside(
        models.ForeignKey(Claim, models.CASCADE, verbose_name="材料", related_name="files")
    )
    division = where()
    unit_id = unit()
    file = inside(
        models.ForeignKey(StoredFile, models.PROTECT, verbose_name="文件", related_name="+")
    )
    name = text("文件名", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "佐证材料的附件"
        db_table_comment = "佐证材料的附件，内容加密存放"
        indexes: ClassVar = [
            models.Index(fields=["division"], name="duties_file_division"),
            models.Index(fields=["unit_id"], name="duties_file_unit"),
            models.Index(fields=["claim"], name="duties_file_claim"),
        ]

    def __str__(self) -> str:
        return self.name
