"""台账的数: how many facts prove which word for whom, month by month; recomputed from events alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.duties.models.marks import aggregate, book, inside, of_holder, text, unit, where
from tonghu.duties.states import Standing


class Book(Record):
    """一本台账: of one place and its document; when it was last counted, up to which event."""

    row_scope: ClassVar[Rows] = Rows.open("只有区划、方案代码和算到哪一刻，没有履职内容")

    division = book("区划")
    profile = text("方案", 40)
    counted_at = inside(models.DateTimeField("算到", null=True))
    whole_at = inside(models.DateTimeField("最近一次从头算", null=True))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "履职台账"
        db_table_comment = "一地一本履职台账：按哪个方案，数算到哪一刻"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division"], name="duties_book_once"),
        ]

    def __str__(self) -> str:
        return self.division


class Tally(Record):
    """凭据的数: holder × word × month × standing; no names, no children."""

    row_scope: ClassVar[Rows] = of_holder()

    book = book()
    holder = inside(
        models.CharField(
            "承担者", max_length=60, db_comment="u开头是单位编号，p开头是区划，f开头是职能"
        )
    )
    division = where()
    unit_id = unit()
    kind = inside(models.CharField("凭据种类", max_length=40, db_comment="词表events"))
    duty = text("职责", 80, "只为哪一项职责，空：凡用这种凭据的")
    month = inside(models.DateField("月份", db_comment="当月1日"))
    standing = inside(
        models.CharField("状态", max_length=12, choices=[(s.value, s.label) for s in Standing])
    )
    n = aggregate(models.PositiveIntegerField("件数"))
    last = inside(models.DateField("最近一件"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "履职凭据的数"
        db_table_comment = "履职凭据的件数，按承担者、种类、月份、状态；从事件算出，可以重算"
        indexes: ClassVar = [
            models.Index(fields=["division", "month"], name="duties_tally_division"),
            models.Index(fields=["unit_id", "month"], name="duties_tally_unit"),
            models.Index(fields=["book", "month", "kind"], name="duties_tally_book"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["book", "holder", "kind", "duty", "month", "standing"],
                name="duties_tally_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.kind} {self.month:%Y-%m} {self.n}"
