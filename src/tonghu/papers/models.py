"""文书的表."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON
from tonghu.core.models import Record
from tonghu.core.sensitivity import AnyField, Sensitivity, sensitive
from tonghu.papers.states import Format, PaperState

BELOW = ("county", "town", "village")  # leaders and superiors see numbers, not papers


def _in(field: AnyField) -> AnyField:
    return sensitive(field, Sensitivity.INTERNAL)


def _text(label: str, length: int, comment: str = "", **more: Any) -> models.CharField[str, str]:
    field: models.CharField[str, str] = models.CharField(
        label, max_length=length, db_comment=comment or label, **more
    )
    return _in(field)


class PaperSeries(Record):
    """编号序列: the last number given in a division, a series and a year; locked while one is taken."""

    division = _in(DivisionField("区划"))
    series = _text("序列", 20, "numbers.toml里的序列代码")
    year = _in(models.PositiveSmallIntegerField("年度"))
    last = _in(models.PositiveIntegerField("最后一号", default=0))

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=BELOW)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "编号序列"
        db_table = "papers_series"
        db_table_comment = "文书编号序列：每个区划、序列、年度发到几号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "series", "year"], name="series_once")
        ]


class Paper(Record):
    """文书: one issued version of a paper; its content is frozen and encrypted."""

    kind = _text("种类", 60, "模块登记的文书种类代码")
    kind_label = _text("种类名称", 80)
    title = sensitive(
        models.CharField("标题", max_length=200, db_comment="可能写到儿童姓名"),
        Sensitivity.IDENTITY,
    )
    number = _text("编号", 80, "照样式写好的编号")
    series = _text("序列", 20)
    year = _in(models.PositiveSmallIntegerField("年度"))
    sequence = _in(models.PositiveIntegerField("序号", db_comment="一个区划、序列、年度里不断号"))
    version = _in(models.PositiveSmallIntegerField("第几版", default=1))
    code = _text("文书码", 10, "印在页脚，查得到这份电子记录")
    division = _in(DivisionField("区划"))
    place = _text("地方", 80)
    unit_id = _in(models.UUIDField("签发单位", null=True))
    unit_name = _text("签发单位名称", 120, blank=True, default="")
    subject_type = _text("事项类型", 80, blank=True, default="")
    subject_id = _in(models.UUIDField("事项编号", null=True))
    period = _text("期间", 20, "如2026-Q3", blank=True, default="")
    replaces = _in(
        models.OneToOneField(
            "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="更正哪一份"
        )
    )
    state = _in(
        models.CharField(
            "状态", max_length=10, choices=[(one.value, one.label) for one in PaperState],
            default=PaperState.ISSUED.value,
        )
    )  # fmt: skip
    content = sensitive(EncryptedJSON("内容", db_comment="冻结的文书内容"), Sensitivity.NARRATIVE)
    fingerprint = _in(models.CharField("内容指纹", max_length=64, db_comment="带密钥的内容摘要"))
    frame = _in(models.JSONField("版面", default=dict, db_comment="格式、方向、页脚，随内容冻结"))
    formats = _text("文件格式", 20, "pdf,docx,xlsx")
    names = _in(models.PositiveIntegerField("涉及几名儿童", default=0))
    sensitivity = _in(
        models.CharField(
            "敏感级别", max_length=16, choices=[(s.value, s.label) for s in Sensitivity]
        )
    )
    issued_at = _in(models.DateTimeField("签发时间", default=now))
    issued_by = _in(models.UUIDField("签发人", null=True, db_comment="空：系统"))
    issued_by_name = _text("签发人姓名", 80, blank=True, default="")
    job = _in(models.UUIDField("印制工作", null=True, db_comment="后台工作的编号"))
    void_why = _text("作废缘由", 400, blank=True, default="")
    voided_at = _in(models.DateTimeField("作废时间", null=True))
    voided_by_name = _text("作废人姓名", 80, blank=True, default="")

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=BELOW, user="issued_by")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "文书"
        db_table = "papers_paper"
        db_table_comment = "文书：签发的每一版，编号不断号，内容冻结加密"
        indexes: ClassVar = [
            models.Index(fields=["division", "-id"], name="paper_division"),
            models.Index(fields=["subject_type", "subject_id"], name="paper_subject"),
            models.Index(fields=["issued_by", "-id"], name="paper_issued_by"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "series", "year", "sequence", "version"], name="paper_number_once"
            ),
            models.UniqueConstraint(fields=["code"], name="paper_code_once"),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False),
                name="paper_later_version_replaces",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.VOID.value) | (~Q(void_why="") & Q(voided_at__isnull=False)),
                name="paper_void_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class PaperFile(Record):
    """文书的文件: one format of a paper, as it was printed."""

    paper = _in(models.ForeignKey(Paper, models.PROTECT, related_name="files", verbose_name="文书"))
    format = _in(
        models.CharField("格式", max_length=4, choices=[(one.value, one.label) for one in Format])
    )
    file = _in(models.UUIDField("文件", db_comment="文件库里的编号"))
    size = _in(models.PositiveIntegerField("大小"))
    made_at = _in(models.DateTimeField("印成时间", default=now))
    division = _in(DivisionField("区划"))
    issued_by = _in(models.UUIDField("签发人", null=True))

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=BELOW, user="issued_by")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "文书的文件"
        db_table = "papers_file"
        db_table_comment = "文书的文件：每种格式一份，内容在文件库里加密"
        indexes: ClassVar = [
            models.Index(fields=["division"], name="paper_file_division"),
            models.Index(fields=["issued_by"], name="paper_file_issued_by"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "format"], name="paper_file_once")
        ]


class PaperDraft(Record):
    """草稿: a print without number, for the person who ordered it, gone after seven days."""

    kind = _text("种类", 60)
    kind_label = _text("种类名称", 80)
    format = _in(
        models.CharField("格式", max_length=4, choices=[(one.value, one.label) for one in Format])
    )
    content = sensitive(EncryptedJSON("内容"), Sensitivity.NARRATIVE)
    frame = _in(models.JSONField("版面", default=dict))
    sensitivity = _in(
        models.CharField(
            "敏感级别", max_length=16, choices=[(s.value, s.label) for s in Sensitivity]
        )
    )
    job = _in(models.UUIDField("印制工作", null=True))
    file = _in(models.UUIDField("文件", null=True))
    division = _in(DivisionField("区划"))
    ordered_by = _in(models.UUIDField("谁要印", null=True))
    ordered_at = _in(models.DateTimeField("交办时间", default=now))

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="ordered_by")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "草稿"
        db_table = "papers_draft"
        db_table_comment = "文书草稿：没有编号，只给交办的人，七天后清除"
        indexes: ClassVar = [
            models.Index(fields=["job"], name="draft_job"),
            models.Index(fields=["ordered_by"], name="draft_ordered_by"),
        ]
